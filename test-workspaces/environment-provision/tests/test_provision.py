import pytest

from infra.backend import Credential
from infra.provision import EnvironmentSpec, provision_environment
from infra.snapshot import Snapshot
from infra.window import open_window

CREDENTIAL = Credential("test", "token")


def test_creates_what_the_spec_says():
    created = provision_environment(
        EnvironmentSpec("a"), CREDENTIAL, target="preview", window=open_window(), snapshot=Snapshot("s", "a")
    )
    assert created == "a"


def test_needs_an_open_window():
    window = open_window(1)
    window.length *= 0
    with pytest.raises(PermissionError):
        provision_environment(
            EnvironmentSpec("a"), CREDENTIAL, target="preview", window=window, snapshot=Snapshot("s", "a")
        )
