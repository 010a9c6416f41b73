import asyncio
from typing import Union

from shop import open_store
from shop.store import Base, Cache, Named, Store, opened


def imported() -> None:
    open_store("a").save("b", 1).close()
    Cache("c").save("d", 2)


def inferred(names: list[str]) -> None:
    stores = [open_store(name) for name in names]
    for store in stores:
        store.save("a", 1)
    {store.name: store for store in stores}["a"].save("b", 2)


def either(it: Union[Store, Cache]) -> None:
    it.save("c", 3)


def shown(it: Named, base: Base) -> str:
    return it.title() + base.title()


def wide(it: Cache) -> None:
    text = "größe 🚀"; it.save(text, 1); it.close()


def inside() -> None:
    with opened("x") as store:
        store.save("e", 5)


async def load(name: str) -> Store:
    return open_store(name)


async def waited() -> None:
    first, second = await asyncio.gather(load("a"), load("b"))
    first.save("f", 6)
    (await load("c")).close()
    print(second.size)
