package shop.billing

import java.util.UUID
// - import java.util UUID UUID
import shop.model.{Order, Line => Row, Tax as Duty, _}
// - import shop.model Order Order
// - import shop.model Line Row
// - import shop.model Tax Duty
// - import shop.model * _
import shop.{a, b}, shop.util.Clock
// - import shop a a
// - import shop b b
// - import shop.util Clock Clock
import scala.math._
// - import scala.math * _

/** A class. */
class Invoice[T](val id: UUID, rate: Double = defaultRate()) extends Record(id) with Printable {
// - class Invoice
// - call defaultRate from Invoice
  def this(text: String) = this(UUID.fromString(text))
  // - constructor Invoice.this
  // - call this from Invoice.this
  // - call UUID.fromString from Invoice.this

  private val handlers = new Handlers[T](1) {
  // - call Handlers from Invoice
    override def open(): Unit = start()
    // - method Invoice.handlers.open
    // - call start from Invoice.handlers.open
  }

  val round = (x: Double) => x.toInt
  // - method Invoice.round

  val level: PartialFunction[Int, String] = { case 1 => low() }
  // - method Invoice.level
  // - call low from Invoice.level

  lazy val total = compute(1)(2)
  // - call compute from Invoice

  def size: Int = lines.size
  // - method Invoice.size

  def +(other: Invoice[T]): Invoice[T] = merge(other)
  // - method Invoice.+
  // - call merge from Invoice.+

  def unary_! : Boolean = false
  // - method Invoice.unary_!

  def state_=(value: String): Unit = { audit(value) }
  // - method Invoice.state_=
  // - call audit from Invoice.state_=

  @deprecated("x", "1")
  protected def `type`(a: Int)(implicit ctx: Context): String = {
  // - method Invoice.type
    def inner() = reset()
    // - function Invoice.type.inner inside
    // - call reset from Invoice.type.inner
    val local = (x: Int) => { inner(); x }
    // - function Invoice.type.local inside
    // - call inner from Invoice.type.local
    Option(local).foreach { it => it(1) }
    // - call Option from Invoice.type
    // - call ? foreach from Invoice.type
    // - call it from Invoice.type
    foo[Int](a).bar[String] { case Row(x) if check(x) => y }
    // - call foo from Invoice.type
    // - call ? bar from Invoice.type
    // - call check from Invoice.type
    s"raw $id ${name()} and"
    // - call name from Invoice.type
    handlers.retry { attempt() }
    // - call handlers.retry from Invoice.type
    // - call attempt from Invoice.type
  }

  class Deep { object Deeper { def go() = 1 } }
  // - class Invoice.Deep
  // - class Invoice.Deep.Deeper
  // - method Invoice.Deep.Deeper.go
}

object Invoice {
// - class Invoice~2
  def apply(text: String): Invoice[Int] = new Invoice[Int](text)
  // - method Invoice.apply
  // - call Invoice from Invoice.apply
}

case class Line(price: Double)
// - record Line

case object Empty
// - class Empty

trait Shape {
// - trait Shape
  type Unit
  def area(): Double
  // - method Shape.area
  def name: String = "shape"
  // - method Shape.name
}

package object money {
// - class money
  def cents(value: Double) = (value * 100).toInt
  // - method money.cents
}

class InvoiceChecks {
// - class InvoiceChecks
  @Test def adds(): Unit = assert(1 == 1)
  // - method InvoiceChecks.adds test
  // - call assert from InvoiceChecks.adds
}
