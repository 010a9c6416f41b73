use super::check;

#[test]
fn cpp_sees_what_changes() {
    check(
        "cpp",
        false,
        &[
            ("auto s = R\"(a  b)\";", "auto s = R\"(a b)\";"),
            ("auto s = R\"x(a)x\";", "auto s = R\"(a)\";"),
            ("decltype(auto) f() { return (a); }", "decltype(auto) f() { return a; }"),
            ("template <class T> void f(T t) {}", "template <int T> void f(T t) {}"),
            ("template <class T> void f() {}", "void f() {}"),
            ("class A { public: int a; };", "class A { private: int a; };"),
            ("class A : public B {};", "class A : private B {};"),
            ("class A { virtual void f() {} };", "class A { void f() {} };"),
            ("class A { void f() const {} };", "class A { void f() {} };"),
            ("class A { void f() noexcept {} };", "class A { void f() {} };"),
            ("class A { A() : a(1), b(2) {} };", "class A { A() : b(2), a(1) {} };"),
            ("class A { A() = default; };", "class A { A() = delete; };"),
            ("void f(A&& a) {}", "void f(A& a) {}"),
            ("auto f = [=] { return a; };", "auto f = [&] { return a; };"),
            ("auto x = A(1);", "auto x = A{1};"),
            ("A::A() {}", "B::A() {}"),
            ("bool operator==(A a, A b) {}", "bool operator!=(A a, A b) {}"),
            ("using namespace a;", "using namespace b;"),
            ("namespace a { int x; }", "namespace b { int x; }"),
            ("void f() { for (auto a : b) c(); }", "void f() { for (auto& a : b) c(); }"),
            ("void f() { a < b > (c); }", "void f() { a < (b > c); }"),
            ("template <typename T> requires A<T> void f() {}", "template <typename T> void f() {}"),
        ],
    );
}

#[test]
fn cpp_does_not_see_format() {
    check(
        "cpp",
        true,
        &[
            (
                "template <class T> class A : public B { public: A() : a(1) {} T a; };",
                "template <class T>\nclass A : public B {\n public:\n  A()\n      : a(1) {\n  }\n  T a;\n};",
            ),
            ("std::vector<std::vector<int>> a;", "std::vector< std::vector<int> > a;"),
            (
                "void f() { g([&](int a) { return a; }); }",
                "void f() {\n  g([&](int a) {\n    return a;\n  });\n}",
            ),
            ("namespace a { void f() {} }", "namespace a {\n\n// why\nvoid f() {}\n\n}  // namespace a"),
        ],
    );
}
