import pytest

from infra.backend import Credential
from infra.delete import delete_environment
from infra.snapshot import Snapshot


def test_refuses_the_snapshot_of_another_environment():
    with pytest.raises(ValueError):
        delete_environment("a", Credential("test", "token"), target="staging", snapshot=Snapshot("s", "b"))
