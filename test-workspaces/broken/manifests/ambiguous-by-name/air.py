def route_parcel():
    return 1
