namespace A.B;
using C;
// - import C * _
#nullable enable

public interface IShape { double Area(); }
// - interface IShape
// - method IShape.Area

public sealed class Circle(double radius) : IShape {
// - class Circle
  public double Area() => Math.PI * radius * radius;
  // - method Circle.Area
  [Fact] public void IsRound() { }
  // - method Circle.IsRound test
}
