def rules():
    return 1
