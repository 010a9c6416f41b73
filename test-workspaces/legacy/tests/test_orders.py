import unittest

from legacy_shop.orders import Order


class OrderTest(unittest.TestCase):
    def test_total(self):
        self.assertEqual(Order("1", {}, [("a", 2, 10)]).total(), 20)


if __name__ == "__main__":
    unittest.main()
