def spaced():
    return 1
