"""The report of the samples."""

from __future__ import annotations

import pytest

from etl.audit.findings import Report
from etl.audit.report import report_of
from etl.audit.scope import wanted


@pytest.fixture(scope="session")
def report(warehouse: str) -> Report:
    return report_of(warehouse, wanted(warehouse, None))
