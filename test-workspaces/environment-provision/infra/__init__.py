"""The words that the platform team answers for."""

from infra.delete import delete_environment
from infra.provision import provision_environment
from infra.snapshot import snapshot_environment
from infra.window import open_window

__all__ = ["delete_environment", "open_window", "provision_environment", "snapshot_environment"]
