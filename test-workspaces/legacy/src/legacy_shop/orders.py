# -*- coding: utf-8 -*-
import csv
import logging
import time

from . import VERSION
from .payments import PaymentGateway, charge

log = logging.getLogger(__name__)


class OrderError(Exception):
    pass


class Order(object):
    """TODO: split this class, it does too much (2016)"""

    STATES = ("new", "paid", "sent", "returned")

    def __init__(self, number, customer, lines=()):
        self.number = number
        self.customer = customer
        self.lines = list(lines)
        self.state = "new"

    def total(self):
        total = 0
        for sku, quantity, price in self.lines:
            if quantity < 0:
                raise OrderError("negative quantity for %s" % sku)
            total += quantity * price
        if total > 100000 and self.customer.get("vip"):
            total = total - total // 10
        return total

    def pay(self, gateway=None):
        gateway = gateway or PaymentGateway("https://pay.example.com", version=VERSION)
        for attempt in range(3):
            try:
                receipt = charge(gateway, self.customer["card"], self.total())
                break
            except IOError as error:
                log.warning("attempt %d failed: %s", attempt, error)
                time.sleep(2 ** attempt)
        else:
            raise OrderError("cannot charge order %s" % self.number)
        self.state = "paid"
        return receipt

    @staticmethod
    def load(path):
        with open(path, newline="") as stream:
            for row in csv.DictReader(stream):
                yield Order(row["number"], {"name": row["customer"], "card": row["card"]})


def monthly_report(orders):
    by_state = {}
    for order in orders:
        by_state.setdefault(order.state, []).append(order.total())

    def line(state):
        totals = by_state.get(state, [])
        return "%-10s %5d %10d" % (state, len(totals), sum(totals))

    return "\n".join(line(state) for state in Order.STATES)
