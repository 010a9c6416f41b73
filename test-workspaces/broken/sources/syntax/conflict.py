def settled():
    return 1


<<<<<<< HEAD
def disputed():
    return 2
=======
def disputed(x):
    return 3
>>>>>>> feature
