library shop;

import 'dart:io';
// - import dart:io * _
import 'package:shop/model.dart' as model show Order, Line hide Tax;
// - import package:shop/model.dart _ model
export 'src/billing.dart' show Invoice;
// - import src/billing.dart * _
part 'definitions.g.dart';
// - import definitions.g.dart * _

/// A top-level function.
double total(List<Order> orders, {required double rate, int digits = 2}) async {
// - function total
  var round = (double value) => value.toInt();
  // - function total.round inside
  // - call value.toInt from total.round
  void inner() {
  // - function total.inner inside
    reset();
    // - call reset from total.inner
  }
  final local = () {
  // - function total.local inside
    inner();
    // - call inner from total.local
  };
  foo(1).bar<int>(2)?.baz(orders)
  // - call foo from total
  // - call ? bar from total
  // - call ? baz from total
    ..open()
    // - call ? open from total
    ..name = name();
    // - call name from total
  new Line(1);
  // - call Line from total
  const Tax.named(2);
  // - call Tax.named from total
  print('raw $rate ${show()} ' "and" r'more $rate');
  // - call print from total
  // - call show from total
  return await model.ledger!.sum(round);
  // - call model.ledger.sum from total
}

int get version => current();
// - function version
// - call current from version

set version(int value) {
// - function version~2
  store(value);
  // - call store from version~2
}

final handler = (String event) => log(event);
// - function handler
// - call log from handler

const limit = 12, name = 'shop';

@immutable
abstract class Invoice<T> extends Record<T> with Printable implements Comparable<T> {
// - class Invoice
  final int id;
  static const rate = 1.0;
  final lines = load(), tax = 1;
  // - call load from Invoice

  Invoice(this.id, {this.state = 'new'})
  // - constructor Invoice.Invoice
      : size = measure(),
      // - call measure from Invoice.Invoice
        super(id) {
        // - call super from Invoice.Invoice
    audit(id);
    // - call audit from Invoice.Invoice
  }

  Invoice.empty() : this(0);
  // - constructor Invoice.empty
  // - call this from Invoice.empty

  const Invoice._(this.id);
  // - constructor Invoice._

  factory Invoice.parse(String text) => Parser(text).parse();
  // - constructor Invoice.parse
  // - call Parser from Invoice.parse
  // - call ? parse from Invoice.parse

  factory Invoice.copy(Invoice other) = Copy;
  // - constructor Invoice.copy

  void open();
  // - method Invoice.open

  external int native();
  // - method Invoice.native

  @override
  Future<void> send<R>(R to) async => await deliver(to);
  // - method Invoice.send
  // - call deliver from Invoice.send

  int get count => lines.length;
  // - method Invoice.count

  set count(int value) {
  // - method Invoice.count~2
    resize(value);
    // - call resize from Invoice.count~2
  }

  bool operator ==(Object other) => same(this, other);
  // - method Invoice.==
  // - call same from Invoice.==

  T operator [](int index) => lines.at(index);
  // - method Invoice.[]
  // - call lines.at from Invoice.[]

  static Invoice make() {
  // - method Invoice.make
    return Invoice(1);
    // - call Invoice from Invoice.make
  }

  late final callback = (int x) {
  // - method Invoice.callback
    return super.run(x);
    // - call super.run from Invoice.callback
  };
}

mixin Printable on Record {
// - trait Printable
  void show() => print(this);
  // - method Printable.show
  // - call print from Printable.show
}

enum Level {
// - enum Level
  low(1),
  high(2);

  const Level(this.rank);
  // - constructor Level.Level

  final int rank;

  Level next() => values.elementAt(rank);
  // - method Level.next
  // - call values.elementAt from Level.next
}

extension Words on String {
  List<String> words() => split(' ');
  // - method String.words
  // - call split from String.words
}

extension on List<int> {
  int sum() => fold(0, add);
  // - method List.sum
  // - call fold from List.sum
}

extension type Id(int value) {
// - class Id
  Id next() => Id(value + 1);
  // - method Id.next
  // - call Id from Id.next
}

typedef Handler = void Function(String);
