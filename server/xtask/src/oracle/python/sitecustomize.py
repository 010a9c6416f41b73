"""Python imports this module first in every process whose path it is on: it starts both hooks."""

import os

if "CANTON_TRACE" in os.environ:
    import canton_calls
    import canton_effects

    canton_effects.start()
    canton_calls.start()
