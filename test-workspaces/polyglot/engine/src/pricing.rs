//! Prices and what is taken off them.

use std::fmt;
use std::ops::Mul;

/// A price in cents.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Price {
    cents: u64,
}

impl Price {
    /// A price of so many cents.
    pub const fn from_cents(cents: u64) -> Price {
        Price { cents }
    }

    /// The cents.
    pub fn cents(self) -> u64 {
        self.cents
    }
}

impl Mul<u32> for Price {
    type Output = Price;

    fn mul(self, count: u32) -> Price {
        Price { cents: self.cents * u64::from(count) }
    }
}

impl fmt::Display for Price {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}.{:02}", self.cents / 100, self.cents % 100)
    }
}

/// Takes `percent` off a price.
pub fn discount(price: Price, percent: u8) -> Price {
    let rest = |cents: u64| cents * u64::from(100 - percent) / 100;
    Price::from_cents(rounding::to_five(rest(price.cents())))
}

/// Why a price was refused.
pub enum Refusal {
    /// Nothing is free.
    Free,
    /// Too dear.
    TooDear { limit: Price },
}

/// Swiss rounding.
pub mod rounding {
    /// To the nearest five cents.
    pub fn to_five(cents: u64) -> u64 {
        (cents + 2) / 5 * 5
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn discounts_are_rounded_to_five_cents() {
        assert_eq!(discount(Price::from_cents(999), 10).to_string(), "9.00");
    }
}
