def f():
    """never closed


def g():
    return 1
