"""`filings audit`: text, JSON or a page, and findings are no failure."""

from __future__ import annotations

import json
import re
from functools import partial
from pathlib import Path

import pytest

from etl.audit.report import report_of
from etl.audit.scope import find_scope
from tests.support.commands import Filings


@pytest.fixture
def filings(filings: Filings, warehouse: str) -> Filings:
    """Run the command on the warehouse of the samples."""
    return partial(filings, DATABASE_URL=warehouse)


def test_the_command_prints_the_report_and_findings_are_no_failure(filings: Filings, samples: Path):
    done = filings("audit")
    assert (done.returncode, done.stderr) == (0, "")
    assert all(path.name in done.stdout for path in samples.glob("*.txt"))
    assert "\x1b[" not in done.stdout
    one = filings(
        "audit", "劳务工作办公室", "--severity", "error", FORCE_COLOR="1", TERM="xterm-256color", COLUMNS="70"
    )
    assert (one.returncode, "\x1b[1;31m" in one.stdout) == (0, True)


def test_an_unknown_agency_is_wrong_usage_told_in_one_line(filings: Filings):
    done = filings("audit", "和政县人社局")
    assert done.returncode == 2
    assert re.fullmatch(r"filings: [^\n]*和政县人力资源和社会保障局[^\n]*\n", done.stderr), done.stderr
    assert filings("audit", "--severity", "grave").returncode == 2
    assert filings("audit", "--json", "--html", "page.html").returncode == 2


def test_json_holds_every_finding_with_the_names_of_the_columns(filings: Filings, warehouse: str):
    report = report_of(warehouse, find_scope(warehouse, None))
    done = filings("audit", "--json")
    content = json.loads(done.stdout)
    found = [
        finding
        for document in content["documents"]
        for statement in document["statements"]
        for finding in statement["findings"]
    ]
    assert len(found) == len(report.findings) == sum(content["counts"].values())
    columns = {"rule_code", "severity", "row_no", "row_nos", "line_from", "line_to", "filed", "expected", "difference"}
    assert all(columns | {"message_zh", "message_en", "quotes"} == set(finding) for finding in found)
    assert {finding["rule_code"] for finding in found} == {rule["code"] for rule in content["rules"]}


def test_a_page_is_written_but_never_over_the_filing(filings: Filings, samples: Path, tmp_path: Path):
    done = filings("audit", "tekesi_2022_plain.txt", "--html", "page.html")
    assert (done.returncode, done.stdout) == (0, f"page written: {tmp_path / 'page.html'}\n"), done.stderr
    assert (tmp_path / "page.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    sample = samples / "tekesi_2022_plain.txt"
    before = sample.read_bytes()
    done = filings("audit", sample, "--html", sample)
    assert (done.returncode, sample.read_bytes() == before) == (2, True)
    assert filings("audit", "--html", tmp_path).returncode == 2
