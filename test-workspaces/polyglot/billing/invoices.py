"""Invoices."""

from __future__ import annotations

import sys
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from functools import cached_property

CENT = Decimal("0.01")


@dataclass
class Invoice:
    """What a customer owes."""

    number: str
    lines: list[Line] = field(default_factory=list)

    @dataclass(frozen=True)
    class Address:
        street: str
        city: str

        def one_line(self) -> str:
            return f"{self.street}, {self.city}"

    @property
    def total(self) -> Decimal:
        """The sum of all lines, rounded once."""
        return sum((line.amount for line in self.lines), Decimal()).quantize(CENT, ROUND_HALF_UP)

    @cached_property
    def tax(self) -> Decimal:
        def tax_of(line: Line) -> Decimal:
            return line.amount * line.rate

        return sum(map(tax_of, self.lines), Decimal()).quantize(CENT)

    def add(self, line: Line) -> None:
        self.lines.append(line)


@dataclass(frozen=True)
class Line:
    text: str
    amount: Decimal
    rate: Decimal = Decimal("0.19")


def issue_invoice(number: str, order: dict[str, str]) -> Invoice:
    """An invoice with a line for each thing in the order."""
    invoice = Invoice(number)
    for text, amount in sorted(order.items()):
        invoice.add(Line(text, Decimal(amount)))
    return invoice


if sys.version_info >= (3, 12):

    def format_amount(amount: Decimal) -> str:
        return f"{amount:z,.2f}"

else:

    def format_amount(amount: Decimal) -> str:
        return f"{amount:,.2f}"


def void_invoice(invoice: Invoice) -> Invoice:
    """Nobody has registered this one."""
    return Invoice(f"{invoice.number}-void", [Line(l.text, -l.amount, l.rate) for l in invoice.lines])
