export function parcelRoute() {}
