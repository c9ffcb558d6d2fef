"""However often the loader, dbt and PostgreSQL are killed: nothing is lost, nothing doubled, nothing half visible.

`make bench-crash` kills more often.
"""

from __future__ import annotations

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from etl.warehouse.checksum import checksums
from tests.support.crash_campaign import VICTIMS, Plan, run_campaign
from tests.support.homes import PARSED

KILLS = int(os.environ.get("FILINGS_TEST_KILLS", "200"))
PROJECTS = 13  # in a night: three nights have room for as many kills, and each night takes a build beside


def test_whatever_is_killed_whenever_the_next_run_makes_the_warehouse_that_peace_would_have_made(
    warehouse: str, filings_home: Path
):
    assert checksums(warehouse)  # built, so that dbt has parsed its project
    with TemporaryDirectory() as place:
        Path(place).chmod(0o755)  # root's server runs as another user, who has to enter
        result = run_campaign(Path(place), Plan(KILLS, seed=5, projects=PROJECTS), parsed=filings_home / PARSED)
    assert result.faults == []
    assert result.struck >= KILLS
    assert {victim for _, victim in result.kills} == {*VICTIMS}
    assert {phase for phase, _ in result.kills} >= {"prepare", "load", "build", "publish"}
