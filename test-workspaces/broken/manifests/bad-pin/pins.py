def short():
    return 0


def letters():
    return 1


def algorithm():
    return 2


def language():
    return 3


def sha():
    return 4


def number():
    return 5
