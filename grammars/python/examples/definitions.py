"""Doc."""
import os, a.b as c
# - import os _ os
# - import a.b _ c
from ..x import (y as z, w)
# - import ..x y z
# - import ..x w w
from m import *
# - import m * _

@deco(1)
# - call deco
class A(B):
# - class A
    x = 1

    @property
    def p(self):
    # - method A.p
        return self.q(1).r()
        # - call self.q from A.p
        # - call ? r from A.p

    @p.setter
    def p(self, v: int = 3):
    # - method A.p~2
        def inner(): pass
        # - function A.p.inner inside
        f = lambda x: x
        # - function A.p.f inside
        # comment
        s = """a

        b"""

def g(): return f"{x!r:>{w}} a"
# - function g
h = lambda q: q
# - function h


async def fetch(*, url: str) -> bytes:
# - function fetch
    async with session() as s:
    # - call session from fetch
        return await s.get(url)
        # - call s.get from fetch


class Outer:
# - class Outer
    class Inner:
    # - class Outer.Inner
        def __init__(self):
        # - constructor Outer.Inner.__init__
            super().__init__()
            # - call super from Outer.Inner.__init__
            # - call ? __init__ from Outer.Inner.__init__

    factory = lambda self: Inner()
    # - method Outer.factory
    # - call Inner from Outer.factory


def local():
# - function local
    class Hidden:
    # - class local.Hidden inside
        def m(self):
        # - method local.Hidden.m inside
            pass

    return [Hidden() for _ in range(3)]
    # - call Hidden from local
    # - call range from local


if True:
    def conditional(): ...
    # - function conditional
else:
    def conditional(): ...
    # - function conditional~2
handlers["a"].run()
# - call ? run


def settings():
# - function settings
    global cache
    # - call global from settings
    cache = os.environ["A"]
    # - call os.environ from settings
