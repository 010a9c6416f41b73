class Error {
    int before() { return 1; }
    int broken( { return 2 }
    int after() { return 3; }
