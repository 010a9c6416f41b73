const formatter = new Intl.NumberFormat("de-CH", { style: "currency", currency: "CHF" });

export function formatMoney(cents) {
  return formatter.format(cents / 100);
}

export const parseMoney = function (text) {
  return Math.round(Number(text.replace(/[^\d.-]/g, "")) * 100);
};
