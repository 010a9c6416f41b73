"""Is the shop up?"""

import time
from urllib.request import urlopen


class HealthCheck:
    """Asks an address until it answers."""

    def __init__(self, address: str, *, attempts: int = 5) -> None:
        self.address = address
        self.attempts = attempts

    def wait(self) -> bool:
        for attempt in range(self.attempts):
            if self.answers():
                return True
            time.sleep(2**attempt)
        return False

    def answers(self) -> bool:
        try:
            with urlopen(self.address, timeout=2) as response:
                return response.status == 200
        except OSError:
            return False
