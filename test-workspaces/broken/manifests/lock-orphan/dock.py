def load_truck():
    return 1


def unload_truck():
    return 2
