from decimal import Decimal

from billing.invoices import issue_invoice


def test_total_is_rounded_once():
    assert issue_invoice("1", {"a": "0.005", "b": "0.005"}).total == Decimal("0.01")
