import contextlib
from typing import Iterator, Protocol


class Named(Protocol):
    def title(self) -> str: ...


class Base:
    def __init__(self, name: str) -> None:
        self.name = name

    def title(self) -> str:
        return self.name

    def close(self) -> None:
        print(self.title())


class Store(Base):
    def save(self, key: str, value: int) -> "Store":
        return self

    @property
    def size(self) -> int:
        return len(self.name)

    @classmethod
    def named(cls, name: str) -> "Store":
        return cls(name)


class Cache(Base):
    def title(self) -> str:
        return super().title().upper()

    def save(self, key: str, value: int) -> None:
        print(key, value)


def open_store(name: str) -> Store:
    return Store.named(name)


@contextlib.contextmanager
def opened(name: str) -> Iterator[Store]:
    store = open_store(name)
    yield store
    store.close()
