export function globbed() {}
