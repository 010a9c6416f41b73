def label_parcel():
    return 1


def seal_parcel():
    return 2
