//! A shop.

const std = @import("std");
// - import std _ std
const Order = @import("order.zig").Order;
// - import order.zig Order Order
const Allocator = std.mem.Allocator;
usingnamespace @import("more.zig");
// - import more.zig * _

/// A top-level function.
pub fn total(comptime T: type, orders: []const T, rate: f64) !f64 {
// - function total
    var sum: f64 = 0;
    for (orders, 0..) |order, i| {
        sum += order.price(i);
        // - call order.price from total
    }
    while (next()) |it| : (step()) handle(it);
    // - call next from total
    // - call step from total
    // - call handle from total
    const text =
        \\raw
        \\  more
    ;
    defer orders.allocator().free(text);
    // - call orders.allocator from total
    // - call ? free from total
    if (find(sum)) |found| {
    // - call find from total
        return found;
    } else |err| switch (err) {
        error.Gone, error.Late => stop(),
        // - call stop from total
        else => |other| return fail(other),
        // - call fail from total
    }
    std.debug.print("{d}\n", .{ .sum = sum });
    // - call std.debug.print from total
    const size = @as(u8, @intCast(measure(sum)));
    // - call measure from total
    return try check(size).finish();
    // - call check from total
    // - call ? finish from total
}

pub const Invoice = struct {
// - struct Invoice
    id: u8 = first(),
    // - call first from Invoice

    const Self = @This();

    pub fn init(id: u8) Self {
    // - method Invoice.init
        return .{ .id = id };
    }

    fn nested(self: *Self) void {
    // - method Invoice.nested
        const Local = struct {
        // - struct Invoice.nested.Local inside
            fn go() void {
            // - method Invoice.nested.Local.go inside
                run();
                // - call run from Invoice.nested.Local.go
            }
        };
        Local.go();
        // - call Local.go from Invoice.nested
        _ = self;
    }

    pub const Kind = enum(u8) {
    // - enum Invoice.Kind
        paid,
        open,

        fn label(self: Kind) []const u8 {
        // - method Invoice.Kind.label
            return @tagName(self);
        }
    };

    test "an invoice" {
    // - function Invoice.test test
        try std.testing.expect(init(1).id == 1);
        // - call std.testing.expect from Invoice.test
        // - call init from Invoice.test
    }
};

const Value = union(enum) { number: u8, none: void };
// - struct Value

const Failure = error{ Gone, Late };
// - enum Failure

const Handle = opaque {
// - struct Handle
    fn close(self: *Handle) void {
    // - method Handle.close
        release(self);
        // - call release from Handle.close
    }
};

pub fn List(comptime T: type) type {
// - function List
    return struct {
        items: []T,

        pub fn append(self: *@This(), item: T) !void {
        // - function List.append inside
            try self.items.push(item);
            // - call self.items.push from List.append
        }
    };
}

extern "c" fn puts(text: [*:0]const u8) c_int;
// - function puts

export fn entry() callconv(.C) void {}
// - function entry

fn @"two words"() void {}
// - function two words

comptime {
    _ = entry();
    // - call entry
}

test total {
// - function test test
    _ = try total(u8, &.{}, 1);
    // - call total from test
}
