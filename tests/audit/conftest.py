"""The report of the samples."""

from __future__ import annotations

import pytest

from etl.audit.findings import Report
from etl.audit.report import report_of
from etl.audit.scope import find_scope


@pytest.fixture(scope="session")
def report(warehouse: str) -> Report:
    return report_of(warehouse, find_scope(warehouse, None))
