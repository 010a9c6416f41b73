package b

// cafÃ