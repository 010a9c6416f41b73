"""Deployments of the shop. Edited by an agent on 2026-11-20; nobody has reviewed it yet."""

from __future__ import annotations

import argparse
import sys

from infra import delete_environment, open_window, provision_environment, snapshot_environment
from infra.backend import Credential
from infra.provision import EnvironmentSpec

DEFAULT_TARGET = "staging"


def deploy_preview(branch: str, credential: Credential) -> str:
    """Every rule is kept: a window, a snapshot, then a preview environment."""
    name = environment_name(branch)
    window = open_window(minutes=15)
    snapshot = snapshot_environment(name, credential, target="preview")
    spec = EnvironmentSpec(name).with_label("branch", branch)
    return provision_environment(spec, credential, target="preview", window=window, snapshot=snapshot)


def release_to_production(version: str, credential: Credential) -> str:
    """The agent was asked to make the release faster."""
    window = open_window(minutes=5)
    name = f"shop-{version}"
    snapshot = snapshot_environment(name, credential, target="production")
    return provision_environment(
        EnvironmentSpec(name, size="large"),
        credential,
        target="production",
        window=window,
        snapshot=snapshot,
    )


def reset_staging(credential: Credential) -> str:
    """Deletes staging and creates it anew; the snapshot comes too late to save anything."""
    window = open_window()
    stale = previous_snapshot("shop")
    delete_environment("shop", credential, target=DEFAULT_TARGET, snapshot=stale)
    snapshot = snapshot_environment("shop", credential, target=DEFAULT_TARGET)
    return provision_environment(
        EnvironmentSpec("shop"), credential, target=DEFAULT_TARGET, window=window, snapshot=snapshot
    )


def environment_name(branch: str) -> str:
    return "".join(c if c.isalnum() else "-" for c in branch.lower())[:40].strip("-")


def previous_snapshot(name: str):
    from infra.snapshot import Snapshot

    return Snapshot(id=f"snap-{name}-latest", environment=name)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("command", choices=["preview", "release", "reset"])
    parser.add_argument("--branch", default="main")
    parser.add_argument("--version", default="0.0.0")
    arguments = parser.parse_args(argv)
    credential = Credential.from_environment()

    def report(name: str) -> None:
        print(f"{arguments.command}: {name}")

    if arguments.command == "preview":
        report(deploy_preview(arguments.branch, credential))
    elif arguments.command == "release":
        report(release_to_production(arguments.version, credential))
    else:
        report(reset_staging(credential))
    return 0


if __name__ == "__main__":
    sys.exit(main())
