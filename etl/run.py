"""The name of a run, by which its line in a log and its rows in raw.load and raw.build are found again.

In: the clock. Out: one name for all that this process does. Forbidden: everything else.
"""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from secrets import token_hex


@cache
def run_id() -> str:
    """When it began, in UTC, and six digits that keep apart what began in one second: `20250131T023000Z-3f9c1a`."""
    return f"{datetime.now(UTC):%Y%m%dT%H%M%SZ}-{token_hex(3)}"
