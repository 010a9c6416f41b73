def anchored():
    return 1


def tagged():
    return 2
