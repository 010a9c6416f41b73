import { expect, test } from "vitest";
import { Cart } from "./cart.js";

test("a cart never holds more than 99 of a thing", () => {
  expect([...new Cart().add("a", 100)]).toEqual([["a", 99]]);
});
