def reserve_stock():
    return 1
