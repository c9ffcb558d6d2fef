"""Where things stand, and the command, for tests. In: nothing. Out: paths and arguments."""

from __future__ import annotations

import sys
from pathlib import Path

HOUSE = Path(__file__).parents[2]
SAMPLES = HOUSE / "samples"
GOLDEN = HOUSE / "tests" / "golden"
LAYOUTS = HOUSE / "tests" / "layouts"
SHARED = HOUSE.parent / "shared"
FILINGS = [sys.executable, "-m", "etl"]  # the command, as whoever runs the tests has it
