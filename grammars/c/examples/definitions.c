#include <stdio.h>
// - import <stdio.h> * _
#include "a/b.h"
// - import a/b.h * _
#define MAX 10
#define ADD(a, b) \
// - macro ADD
  ((a) + (b))
#if defined(X) && X > 1
static int x = 1;
#endif
struct point { int x; struct { int q; } in; };
// - struct point
struct forward;
typedef struct { int a; } anonymous_t;
// - struct anonymous_t
typedef struct node { struct node *next; } node_t;
// - struct node
typedef union { int a; float b; } union_t;
// - struct union_t
typedef enum { ON, OFF } state_t;
// - enum state_t
typedef int (*callback_t)(int);
union u { int a; float b; };
// - struct u
enum color { RED, GREEN = 2, };
// - enum color
int prototype(int a, int);

static inline int *plain(int a, char *b[]) {
// - function plain
  int (*p)(int) = prototype;
  p(1);
  // - call p from plain
  made(a)(3);
  // - call ? made(a) from plain
  // - call made from plain
  s->cb(1);
  // - call s.cb from plain
  a.b.c(2);
  // - call a.b.c from plain
  (*p)(3);
  // - call ? (*p) from plain
  struct local { int a; } l;
  // - struct plain.local inside
  const char *text = "a // no comment" "b\n";
  for (;;) {
    if (a) return ADD(1, 2);
    // - call ADD from plain
  }
}

void (*signal_of(int s, void (*f)(int)))(int) { return f; }
// - function signal_of
int (parenthesised)(int a) { return a; }
// - function parenthesised
__attribute__((noreturn)) void die(void) { exit(1); }
// - function die
// - call exit from die
[[nodiscard]] int checked(void) { return 0; }
// - function checked
int old(a, b) int a; char *b; { return a; }
// - function old

#ifdef ONE
int either(void) { return 1; }
// - function either
#else
int either(void) { return 2; }
// - function either~2
#endif

static const struct ops o = { .open = my_open, .close = my_close, };
MODULE_LICENSE("GPL");
// - call MODULE_LICENSE
