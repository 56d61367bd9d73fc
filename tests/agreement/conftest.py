from __future__ import annotations

from hypothesis import settings

# The first example pays for imports, and machines are busy.
settings.register_profile("unhurried", deadline=None)
settings.load_profile("unhurried")
