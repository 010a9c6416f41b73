def mixed():
    a = 1
    return a


def second():
    return 2