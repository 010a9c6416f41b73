export const s = "í €";
