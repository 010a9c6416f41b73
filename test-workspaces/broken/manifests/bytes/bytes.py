def latin():
    return 0


def bom():
    return 1


def crlf():
    return 2


def wide():
    return 3


def nul():
    return 4
