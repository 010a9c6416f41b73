# -*- coding: latin-1 -*-
def größe():
    return "ä"
