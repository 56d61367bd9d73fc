"""Prefect's surroundings, set before it is imported: a home of its own, no telemetry, an ephemeral server."""

from __future__ import annotations

import os
from pathlib import Path

_OFF = {
    "PREFECT_SERVER_ANALYTICS_ENABLED": "false",
    "PREFECT_CLOUD_ENABLE_ORCHESTRATION_TELEMETRY": "false",
    "DO_NOT_TRACK": "1",
}


def prepare(home: Path) -> None:
    """Set what the user has not set: Prefect's files go below ``home``; errors are shown by the caller."""
    defaults = {
        **_OFF,
        "PREFECT_HOME": str(home / ".prefect"),
        "PREFECT_SERVER_ALLOW_EPHEMERAL_MODE": "true",
        # Prefect's own 20 seconds are too few for a busy machine.
        "PREFECT_SERVER_EPHEMERAL_STARTUP_TIMEOUT_SECONDS": "300",
        "PREFECT_LOGGING_LEVEL": "CRITICAL",
        "PREFECT_SERVER_LOGGING_LEVEL": "CRITICAL",
    }
    for name, value in defaults.items():
        os.environ.setdefault(name, value)
