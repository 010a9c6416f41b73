// Excluded by federation.yaml: not ours, not counted.
export function shim() {}
