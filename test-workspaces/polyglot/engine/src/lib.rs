//! What things cost.

pub mod pricing;

use pricing::{discount, Price};

/// Prices of a shop.
pub trait PriceList {
    /// The price of a thing.
    fn price(&self, sku: &str) -> Option<Price>;

    /// The price of many of them.
    fn bulk(&self, sku: &str, count: u32) -> Option<Price> {
        Some(discount(self.price(sku)? * count, if count > 10 { 5 } else { 0 }))
    }
}

/// Kept for the old shop.
pub fn legacy_discount(cents: u64) -> u64 {
    cents - cents / 20
}

/// Builds a price from a literal.
#[macro_export]
macro_rules! price {
    ($cents:expr) => {
        $crate::pricing::Price::from_cents($cents)
    };
}
