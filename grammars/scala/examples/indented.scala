import shop.model.*
// - import shop.model * _
import shop.Order as Purchase
// - import shop Order Purchase
import shop.{given, Tax}
// - import shop * _
// - import shop Tax Tax

enum Level(val rank: Int):
// - enum Level
  case Low extends Level(1)
  case High, Top

  def next: Level = fromOrdinal(ordinal + 1)
  // - method Level.next
  // - call fromOrdinal from Level.next

trait Ord[T]:
// - trait Ord
  def compare(x: T, y: T): Int
  // - method Ord.compare
  extension (x: T) def less(y: T): Boolean = compare(x, y) < 0
  // - method Ord.T.less
  // - call compare from Ord.T.less

given intOrd: Ord[Int] with
// - class intOrd
  def compare(x: Int, y: Int) =
  // - method intOrd.compare
    Integer.compare(x, y)
    // - call Integer.compare from intOrd.compare

given Ord[String] with
  def compare(x: String, y: String) = x.compareTo(y)
  // - method Ord.compare~2
  // - call x.compareTo from Ord.compare~2

given fallback: Ord[Long] = Ord.default()
// - function fallback
// - call Ord.default from fallback

extension [T](xs: List[T])
  def second: T = xs.apply(1)
  // - method List.second
  // - call xs.apply from List.second
  infix def join(other: List[T]): List[T] =
  // - method List.join
    val all = xs ++ other
    all.distinct()
    // - call all.distinct from List.join

object Registry:
// - class Registry
  def register(name: String)(using ctx: Context): Unit =
  // - method Registry.register
    if known(name) then
    // - call known from Registry.register
      replace(name)
      // - call replace from Registry.register
    else add(name)
    // - call add from Registry.register
    names.foreach: it =>
    // - call names.foreach from Registry.register
      print(it)
      // - call print from Registry.register
    name match
      case "a" =>
        start()
        // - call start from Registry.register
        go()
        // - call go from Registry.register
      case _ => stop()
      // - call stop from Registry.register
  end register
end Registry

@main def run(args: String*): Unit = println(args.mkString())
// - function run
// - call println from run
// - call args.mkString from run

opaque type Id = String
