def quoted():
    return 1
