import { useState } from "react";
import checkout from "../cart.js";
import { formatMoney } from "../money.js";

export function CheckoutButton({ cart, total }) {
  const [busy, setBusy] = useState(false);

  async function buy() {
    setBusy(true);
    try {
      await checkout(cart);
    } finally {
      setBusy(false);
    }
  }

  return (
    <button disabled={busy} onClick={buy}>
      {busy ? "…" : <>Buy for <b>{formatMoney(total)}</b></>}
    </button>
  );
}

export const Empty = () => <p>Your cart is empty.</p>;
