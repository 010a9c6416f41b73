#include <vector>
// - import <vector> * _
#include "a/b.hpp"
// - import a/b.hpp * _
using namespace std;
// - import std * _
using std::string;
// - import std string string
namespace fs = std::filesystem;
// - import std::filesystem _ fs
using Alias = std::vector<int>;

namespace outer::inner {
// - namespace outer.inner
inline namespace v1 { int nested() { return 1; } }
// - namespace outer.inner.v1
// - function outer.inner.v1.nested

template <typename T>
class Foo : public Bar<T> {
// - class outer.inner.Foo
 public:
  Foo(int x) : x_(x), y_{1} {}
  // - constructor outer.inner.Foo.Foo
  explicit Foo();
  ~Foo() override = default;
  // - method outer.inner.Foo.~Foo
  Foo(const Foo&) = delete;
  // - constructor outer.inner.Foo.Foo~2
  virtual void pure() = 0;
  // - method outer.inner.Foo.pure
  virtual const T* pointer() = 0;
  // - method outer.inner.Foo.pointer
  T& operator[](int i) { return x[i]; }
  // - method outer.inner.Foo.operator[]
  explicit operator bool() const { return true; }
  // - method outer.inner.Foo.operator_bool
  bool operator()(int) const;
  static void *operator new(size_t size) { return ::malloc(size); }
  // - method outer.inner.Foo.operator_new
  // - call malloc from outer.inner.Foo.operator_new
  template <class U> void generic(U u) { u.template as<int>(); this->pure(); }
  // - method outer.inner.Foo.generic
  // - call ? u.template as<int> from outer.inner.Foo.generic
  // - call this.pure from outer.inner.Foo.generic
  enum class Kind : int { A, B };
  // - enum outer.inner.Foo.Kind
  struct Inner { int a; };
  // - struct outer.inner.Foo.Inner
  friend void helper(Foo& f) { f.pure(); }
  // - method outer.inner.Foo.helper
  // - call f.pure from outer.inner.Foo.helper
 private:
  void (*callback_)(int) = nullptr;
  int x_ = 1;
};

template <> struct Foo<int> { void special() {} };
// - struct outer.inner.Foo~2
// - method outer.inner.Foo.special
}  // namespace outer::inner

namespace {
void anonymous() {}
// - function anonymous
}

template <class T> void Foo<T>::out() const noexcept {}
// - method Foo.out
template <class T> Foo<T>::Foo(int x) {}
// - constructor Foo.Foo
template <class T> Foo<T>::~Foo() {}
// - method Foo.~Foo
int outer::inner::Foo::qualified(int x) { return std::max<int>(1, x); }
// - method outer.inner.Foo.qualified
// - call std.max from outer.inner.Foo.qualified
Foo::operator int() { return 0; }
// - method Foo.operator_int
bool operator==(const A& a, const B& b) { return new X(1) != Y{2}; }
// - function operator==
// - call X from operator==
[[nodiscard]] auto trailing() -> int {
// - function trailing
  auto local = [&] { return ns::Foo::bar(1); };
  // - function trailing.local inside
  // - call ns.Foo.bar from trailing.local
  return local();
  // - call local from trailing
}
auto lambda = [](int x) { return x; };
// - function lambda
int& reference(int& a) try { return a; } catch (...) { throw; }
// - function reference
template <> int specialised<int>() { return 1; }
// - function specialised
extern "C" int single() { return 1; }
// - function single
extern "C" { int several() { return 1; } }
// - function several
template <typename T> concept Sized = requires(T t) { t.size(); };
// - type Sized
// - call t.size from Sized
union U { int a; };
// - struct U
typedef struct { int a; } anonymous_t;
// - struct anonymous_t
class Forward;
struct Local { void m() { struct In { void f() {} }; } } instance;
// - struct Local
// - method Local.m
// - struct Local.m.In inside
// - method Local.m.In.f inside
#define CHECK(x) \
// - macro CHECK
  do { if (!(x)) fail(); } while (0)
const char* raw = R"x(a "b")x";
TEST_F(Suite, DoesIt) { EXPECT_EQ(1, 2); }
// - function Suite.DoesIt
// - call EXPECT_EQ from Suite.DoesIt
static int MACRO broken(int a) { return a; }
// - function broken inside
