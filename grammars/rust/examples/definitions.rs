use a::b::{c, d as e, self, f::*};
// - import a::b c c
// - import a::b d e
// - import a::b _ b
// - import a::b::f * _
use std::fmt;
// - import std fmt fmt
use x;
// - import x _ x
pub mod inline { pub fn a() { b::<u8>::c() } }
// - namespace inline
// - function inline.a
// - call b.c from inline.a
mod file;
// - import self::file _ file
/// doc
#[derive(Debug)]
pub struct S<T> { a: T }
// - struct S
impl<T> Foo for a::S<T> { fn go(&self) -> u8 { let f = |x| x; f(1) } }
// - method S.go
// - function S.go.f inside
// - call f from S.go
impl S<u8> { fn go() {} }
// - method S.go~2
trait Tr { fn sig(&self); fn def(&self) { self.sig() } }
// - trait Tr
// - method Tr.sig
// - method Tr.def
// - call self.sig from Tr.def
#[cfg(test)]
mod tests { 
// - namespace tests test
    // c
    #[test]
    fn t() { assert_eq!(1, 2); } }
    // - function tests.t test
    // - call assert_eq from tests.t
macro_rules! m { () => {} }
// - macro m

extern crate alloc as heap;
// - import alloc _ heap

pub union Bits { a: u32, b: f32 }
// - struct Bits

enum Shape { Circle { r: f64 }, Square(f64) }
// - enum Shape

impl<'a, T: Clone> Iterator for &'a mut S<T> where T: Send {
    type Item = T;
    #[inline]
    /// Documentation.
    async unsafe fn next(&mut self) -> Option<Box<dyn Fn(T) -> T>> {
    // - method S.next
        fn helper() {}
        // - function S.next.helper inside
        let made = Vec::<u8>::with_capacity(1).iter().map(|x| convert(x));
        // - call Vec.with_capacity from S.next
        // - call ? iter from S.next
        // - call ? map from S.next
        // - call convert from S.next
        println!("{}", self.count(made));
        // - call println from S.next
        // - call self.count from S.next
        <T as Clone>::clone(&made)
        // - call ? clone from S.next
    }
}

extern "C" {
    fn outside(x: i32) -> i32;
    // - function outside
}

#[tokio::test(flavor = "current_thread")]
async fn asynchronous() {}
// - function asynchronous test

fn in_function() {
// - function in_function
    struct Local;
    // - struct in_function.Local inside
    impl Local {
        fn go() {}
        // - method in_function.Local.go inside
    }
    mod_call::deep::call(Local::go());
    // - call mod_call.deep.call from in_function
    // - call Local.go from in_function
}

fn raw() {
// - function raw
    unsafe { touch() }
    // - call unsafe from raw
    // - call touch from raw
}
