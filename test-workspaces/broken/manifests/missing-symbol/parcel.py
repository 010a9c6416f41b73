class Parcel:
    def weight(self):
        return 1


def parcel_weight(parcel):
    return parcel.weight()
