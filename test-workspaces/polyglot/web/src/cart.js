// @ts-check
import { formatMoney } from "./money.js";

const MAX_QUANTITY = 99;

/** What the customer is about to buy. */
export class Cart {
  #items = new Map();

  static fromJSON(text) {
    const cart = new Cart();
    for (const { sku, quantity } of JSON.parse(text)) cart.add(sku, quantity);
    return cart;
  }

  add(sku, quantity = 1) {
    const next = (this.#items.get(sku) ?? 0) + quantity;
    this.#items.set(sku, Math.min(next, MAX_QUANTITY));
    return this;
  }

  get size() {
    return this.#items.size;
  }

  *[Symbol.iterator]() {
    yield* this.#items;
  }

  total = (prices) => {
    let sum = 0;
    for (const [sku, quantity] of this) sum += prices[sku] * quantity;
    return formatMoney(sum);
  };
}

export const emptyCart = () => new Cart();

export default function checkout(cart, { onDone = () => {} } = {}) {
  if (cart.size === 0) throw new RangeError("the cart is empty");
  return fetch("/orders", { method: "POST", body: JSON.stringify([...cart]) }).then(onDone);
}
