def weigh_pallet():
    return 1


def stack_pallets():
    return 2


def wrap_pallet():
    return 3
