export function before() { return 1 }

function broken( { return }

class Half { method() { return 2 }
