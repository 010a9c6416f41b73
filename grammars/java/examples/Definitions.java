package a.b;
import java.util.List;
// - import java.util List List
import static a.B.c;
// - import a.B c c
import x.y.*;
// - import x.y * _
public class A<T> extends B {
// - class A
  private final Fn f = x -> x + 1;
  // - method A.f
  A() { super(1); }
  // - constructor A.A
  // - call super from A.A
  @Override public <T> int m(int a) { return this.foo.bar(new Baz<>(1)).qux(); }
  // - method A.m
  // - call this.foo.bar from A.m
  // - call Baz from A.m
  // - call ? qux from A.m
  @Test void t() {}
  // - method A.t test
  record R(int a) { R { } }
  // - record A.R
  // - constructor A.R.R
  enum E { X; void z() {} }
  // - enum A.E
  // - method A.E.z
  @interface An { int v(); }
  // - interface A.An
  // - method A.An.v
}

sealed interface Shape permits Circle {
// - interface Shape
  double area();
  // - method Shape.area
  default String show() {
  // - method Shape.show
    return String.format("%s", this.area());
    // - call String.format from Shape.show
    // - call this.area from Shape.show
  }
  static Runnable task = () -> run();
  // - method Shape.task
  // - call run from Shape.task
}

class Service {
// - class Service
  private final Map<String, List<Integer>> cache = new HashMap<>();
  // - call HashMap from Service

  @Deprecated
  @ParameterizedTest
  public <T> void check(T... values) throws IOException {
  // - method Service.check test
    Runnable local = () -> values.clone();
    // - function Service.check.local test inside
    // - call values.clone from Service.check.local
    new Thread(local) {
    // - call Thread from Service.check
      @Override
      public void run() {
      // - method Service.check.run test inside
        super.run();
        // - call super.run from Service.check.run
      }
    }.start();
    // - call ? start from Service.check
    Stream.of(1).map(Integer::valueOf).forEach(x -> handle(x));
    // - call Stream.of from Service.check
    // - call ? map from Service.check
    // - call Integer.valueOf from Service.check
    // - call ? forEach from Service.check
    // - call handle from Service.check
    Supplier<Service> made = Service::new;
    // - call Service from Service.check
    toArray(int[]::new, this::close);
    // - call toArray from Service.check
    // - call this.close from Service.check
  }
}
