GATE = 4


def open_gate():
    return GATE


def close_gate():
    return -GATE
