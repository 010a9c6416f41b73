import Foundation
// - import Foundation _ Foundation
import struct Shop.Order
// - import Shop Order Order
@testable import Billing
// - import Billing _ Billing

/// A top-level function.
@discardableResult
public func total<T: Priced>(_ orders: [T], at rate: Double = 1.0) async throws -> Double where T: Sendable {
// - function total
    try await orders.reduce(0) { $0 + $1.price }
    // - call orders.reduce from total
}

let round: (Double) -> Int = { value in Int(value) }
// - function round
// - call Int from round

struct Invoice<Line>: Codable {
// - struct Invoice
    let lines: [Line]
    var state = "new" {
        didSet { audit(state) }
        // - call audit from Invoice
    }

    var size: Int { lines.count() }
    // - method Invoice.size
    // - call lines.count from Invoice.size

    var first: Line? {
    // - method Invoice.first
        get { lines.first() }
        // - call lines.first from Invoice.first
        set { replace(newValue) }
        // - call replace from Invoice.first
    }

    lazy var show: () -> Void = { print("raw \(self.size) \(name())") }
    // - method Invoice.show
    // - call print from Invoice.show
    // - call name from Invoice.show

    init(lines: [Line]) {
    // - constructor Invoice.init
        self.lines = lines
    }

    init?(text: String) {
    // - constructor Invoice.init~2
        guard let parsed = Parser<Line>(text).parse() else { return nil }
        // - call Parser from Invoice.init~2
        // - call ? parse from Invoice.init~2
        self.init(lines: parsed)
        // - call self.init from Invoice.init~2
    }

    subscript(index: Int) -> Line { lines[index] }
    // - method Invoice.subscript

    static func == (left: Invoice, right: Invoice) -> Bool { same(left, right) }
    // - method Invoice.==
    // - call same from Invoice.==

    mutating func `default`() {
    // - method Invoice.default
        func inner() { reset() }
        // - function Invoice.default.inner inside
        // - call reset from Invoice.default.inner
        let local = { (x: Int) -> Int in inner(); return x }
        // - function Invoice.default.local inside
        // - call inner from Invoice.default.local
        send(local) { result in
        // - call send from Invoice.default
            result?.handle()
            // - call result.handle from Invoice.default
        } onError: { fail($0) }
        // - call fail from Invoice.default
        Storage.shared.items!.append(self)
        // - call Storage.shared.items.append from Invoice.default
        let text = """
          indented \(show())
          // - call show from Invoice.default
            more
          """
        retry { attempt() }.wait()
        // - call retry from Invoice.default
        // - call attempt from Invoice.default
        // - call ? wait from Invoice.default
    }

    struct Tax { var rate = compute() }
    // - struct Invoice.Tax
    // - call compute from Invoice.Tax

    enum Kind: String {
    // - enum Invoice.Kind
        case paid = "PAID", open
        var label: String { rawValue.capitalized }
        // - method Invoice.Kind.label
        indirect enum Deep { case a(Deep) }
        // - enum Invoice.Kind.Deep
    }
}

extension Invoice: CustomStringConvertible where Line: Equatable {
    var description: String { "invoice" }
    // - method Invoice.description
    func go() { self.size.description.isEmpty ? stop() : start() }
    // - method Invoice.go
    // - call stop from Invoice.go
    // - call start from Invoice.go
}

extension Invoice.Kind {
    static func all() -> [Self] { [] }
    // - method Invoice.Kind.all
}

extension Array<Int> {
    func sum() -> Int { reduce(0, +) }
    // - method Array.sum
    // - call reduce from Array.sum
}

protocol Priced: AnyObject {
// - trait Priced
    associatedtype Currency
    var price: Double { get }
    init(price: Double)
    // - constructor Priced.init
    func convert(to currency: Currency) -> Double
    // - method Priced.convert
}

actor Ledger {
// - class Ledger
    private var entries: [Entry] = []
    deinit { close() }
    // - method Ledger.deinit
    // - call close from Ledger.deinit
    func add(_ entry: Entry) { entries.append(entry) }
    // - method Ledger.add
    // - call entries.append from Ledger.add
    #if DEBUG
    func dump() { print(entries) }
    // - method Ledger.dump
    // - call print from Ledger.dump
    #endif
}

final class Shop: NSObject {
// - class Shop
    class func make() -> Shop { Shop() }
    // - method Shop.make
    // - call Shop from Shop.make
    override func start() { super.start() }
    // - method Shop.start
    // - call super.start from Shop.start
}

infix operator <+>
func <+> (left: Int, right: Int) -> Int { left + right }
// - function <+>

@freestanding(expression)
macro stringify(_ value: Int) -> String = #externalMacro(module: "Macros", type: "Stringify")
// - macro stringify

@Suite struct LedgerChecks {
// - struct LedgerChecks test
    @Test("adds") func adds() async {
    // - method LedgerChecks.adds test
        #expect(await ledger.count() == 1)
        // - call expect from LedgerChecks.adds
        // - call ledger.count from LedgerChecks.adds
    }
}
