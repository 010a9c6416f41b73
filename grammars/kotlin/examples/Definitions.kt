@file:JvmName("Shop")

package shop.billing

import java.util.UUID
// - import java.util UUID UUID
import kotlin.math.*
// - import kotlin.math * _
import shop.model.Order as Purchase
// - import shop.model Order Purchase

/** A top-level function. */
fun total(orders: List<Purchase>, rate: Double = 1.0): Double = orders.sumOf { it.price * rate }
// - function total
// - call orders.sumOf from total

fun <T> List<T>.second(): T? = getOrNull(1)
// - method List.second
// - call getOrNull from List.second

fun String?.orDash() = this ?: "-"
// - method String.orDash

val String.initials: String
// - method String.initials
    get() = split(" ").joinToString("") { it.take(1) }
    // - call split from String.initials
    // - call ? joinToString from String.initials
    // - call it.take from String.initials

val round: (Double) -> Int = { value -> value.toInt() }
// - function round
// - call value.toInt from round

private val twice = fun(x: Int): Int { return double(x) }
// - function twice
// - call double from twice

data class Invoice(val id: UUID, val lines: List<String> = listOf()) : Record(id), Printable by printer {
// - record Invoice
// - call listOf from Invoice
// - call Record from Invoice
    constructor(id: String) : this(UUID.fromString(id)) {
    // - constructor Invoice.constructor
    // - call this from Invoice.constructor
    // - call UUID.fromString from Invoice.constructor
        audit(id)
        // - call audit from Invoice.constructor
    }

    init {
        require(lines.isNotEmpty()) { "no lines: $id" }
        // - call require from Invoice
        // - call lines.isNotEmpty from Invoice
    }

    companion object {
    // - class Invoice.Companion
        const val MAX = 12
        fun of(text: String) = Invoice(text)
        // - method Invoice.Companion.of
        // - call Invoice from Invoice.Companion.of
    }

    val size: Int
    // - method Invoice.size
        get() = lines.size

    var state: String = "new"
        private set

    override operator fun plus(other: Invoice): Invoice {
    // - method Invoice.plus
        fun merge(a: Int) = a.inc()
        // - function Invoice.plus.merge inside
        // - call a.inc from Invoice.plus.merge
        val local = { x: Int -> merge(x) }
        // - function Invoice.plus.local inside
        // - call merge from Invoice.plus.local
        return copy(lines = lines + other.lines).also { local(1) }
        // - call copy from Invoice.plus
        // - call ? also from Invoice.plus
        // - call local from Invoice.plus
    }

    inner class Line {
    // - class Invoice.Line
        fun show() {
        // - method Invoice.Line.show
            println("""
            // - call println from Invoice.Line.show
              raw ${name()} $id
              // - call name from Invoice.Line.show
            """.trimIndent())
            // - call ? trimIndent from Invoice.Line.show
        }
    }

    private class Parser<T : Any>(private val source: T) {
    // - class Invoice.Parser
        companion object Factory : Maker {
        // - class Invoice.Parser.Factory
            fun make() = Parser("")
            // - method Invoice.Parser.Factory.make
            // - call Parser from Invoice.Parser.Factory.make
        }
    }
}

sealed interface Shape {
// - interface Shape
    fun area(): Double
    // - method Shape.area
    fun name(): String = "shape"
    // - method Shape.name
}

fun interface Handler {
// - interface Handler
    fun handle(event: String)
    // - method Handler.handle
}

enum class Level(val rank: Int) {
// - enum Level
    LOW(1) {
        override fun next() = HIGH
        // - method Level.LOW.next
    },
    HIGH(2);

    abstract fun next(): Level
    // - method Level.next
}

object Registry : Shape {
// - class Registry
    private val handlers = mutableMapOf<String, Handler>()
    // - call mutableMapOf from Registry

    val fallback = object : Handler {
        override fun handle(event: String) {
        // - method Registry.fallback.handle
            log.warn(event)
            // - call log.warn from Registry.fallback.handle
        }
    }

    override fun area() = 0.0
    // - method Registry.area

    @Throws(IllegalStateException::class)
    @JvmStatic
    fun <T> register(name: String, handler: Handler): T where T : Any {
    // - method Registry.register
        handlers[name] = handler
        handlers.getOrPut(name) { handler }.handle("a")
        // - call handlers.getOrPut from Registry.register
        // - call ? handle from Registry.register
        when (name) {
            "a", "b" -> start()
            // - call start from Registry.register
            is String -> { stop() }
            // - call stop from Registry.register
            else -> throw IllegalStateException(name)
            // - call IllegalStateException from Registry.register
        }
        return run<T> { load(name)!! }
        // - call load from Registry.register
    }
}

annotation class Marker
// - class Marker

class RegistryChecks {
// - class RegistryChecks
    @Test
    fun `finds what was registered`() {
    // - method RegistryChecks.finds what was registered test
        assertEquals(1, Registry.register<Int>("a") { })
        // - call assertEquals from RegistryChecks.finds what was registered
        // - call Registry.register from RegistryChecks.finds what was registered
    }

    @ParameterizedTest(name = "x")
    fun many() {}
    // - method RegistryChecks.many test
}
