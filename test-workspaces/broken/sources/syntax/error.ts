export const before = (): number => 1;

interface Half { method(: void

export function after(): void {}
