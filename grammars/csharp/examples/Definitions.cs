using System;
// - import System * _
using static System.Math;
// - import System.Math * _
using Json = System.Text.Json;
// - import System.Text.Json _ Json
global using A.B;
// - import A.B * _
[assembly: Foo]
#region Types
namespace N.M {
// - namespace N.M
  /// <summary>Documentation.</summary>
  [Serializable, Obsolete("x")]
  public abstract partial class C<T> : B, I where T : new() {
  // - class N.M.C
    public C(int a) : base(a) { }
    // - constructor N.M.C.C
    static C() { }
    // - constructor N.M.C.C~2
    ~C() { }
    // - method N.M.C.~C
    public int P { get { return 1; } set => x = value; }
    // - method N.M.C.P
    public string Arrow => "a";
    // - method N.M.C.Arrow
    public int Auto { get; set; } = 1;
    public int this[int i] { get => a[i]; }
    // - method N.M.C.this
    public event EventHandler Plain;
    public event EventHandler WithCode { add { } remove { } }
    // - method N.M.C.WithCode
    public static bool operator ==(C<T> a, C<T> b) => true;
    // - method N.M.C.operator==
    public static bool operator true(C<T> a) => true;
    // - method N.M.C.operator_true
    public static implicit operator int(C<T> c) { return 1; }
    // - method N.M.C.operator_int
    void I.Explicit() { }
    // - method N.M.C.Explicit
    protected abstract void Abstract(int a);
    // - method N.M.C.Abstract
    async Task<int> Run<U>(U u) {
    // - method N.M.C.Run
      await this.x.Foo<int>(u)!.Bar();
      // - call this.x.Foo from N.M.C.Run
      // - call ? Bar from N.M.C.Run
      new D<int>(1) { A = 2 };
      // - call D from N.M.C.Run
      base.Run();
      // - call base.Run from N.M.C.Run
      a?.B();
      // - call a.B from N.M.C.Run
      x[1]();
      // - call ? x[1] from N.M.C.Run
      int local(int z) => z;
      // - function N.M.C.Run.local inside
      Func<int, int> f = y => y + 1;
      // - function N.M.C.Run.f inside
      return nameof(u);
    }
    Func<int> field = () => 3;
    // - method N.M.C.field
    string s = $"a {b:N2} {{c}} {D(e)}", v = @"a""b", r = """
    // - call D from N.M.C
      raw "x"
      """;
    delegate int Del(int a);
    // - type N.M.C.Del
#if DEBUG
    void Debugging() { }
    // - method N.M.C.Debugging
#endif
    enum E : byte { A = 1, B, }
    // - enum N.M.C.E
  }
  interface I { void Explicit(); int Z { get; } }
  // - interface N.M.I
  // - method N.M.I.Explicit
  struct S { }
  // - struct N.M.S
  record R(int A, string B);
  // - record N.M.R
  readonly record struct Rs(int A) { void M() { } }
  // - record N.M.Rs
  // - method N.M.Rs.M
}
#endregion
[TestFixture]
class Tests { [Test] public void M() { Assert.That(x, Is.EqualTo(1)); } }
// - class Tests test
// - method Tests.M test
// - call Assert.That from Tests.M
// - call Is.EqualTo from Tests.M
