def before():
    return 1


def broken(:
    return (1,


def after():
    return 3


class Half:
    def method(self):
        if True
            return 2
