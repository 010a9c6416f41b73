def launch():
    return "🚀"


def zähle(ö):
    return ö + 1
