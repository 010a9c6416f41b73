#ifndef HEADER_H
#define HEADER_H

#ifdef __cplusplus
extern "C" {
#endif

/* A type that others see. */
struct list {
// - struct list
  struct list *next;
};

int count(const struct list *list);

static inline int is_empty(const struct list *list) { return count(list) == 0; }
// - function is_empty
// - call count from is_empty

#define for_each(it, list) for (it = (list); it; it = it->next)
// - macro for_each

#ifdef __cplusplus
}
#endif

#endif
INLINE size_t
after_macro(void) { return 0; }
// - function after_macro inside
static int
INTERNAL
before_name(void) { return 0; }
// - function before_name inside
