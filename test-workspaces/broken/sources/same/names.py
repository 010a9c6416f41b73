def f():
    return 1


def f():
    return 2


class C:
    def f(self):
        return 3

    def f(self):
        return 4


class C:
    pass
