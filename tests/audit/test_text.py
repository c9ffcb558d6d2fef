"""The report as lines of text and as JSON."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path

from etl.audit.findings import Report
from etl.audit.page import findings_page
from etl.audit.text import MOST_NAMES, as_json, shortest_path
from etl.warehouse.connection import query
from tests.support.audit_reports import invented_finding, lines_of, report_with
from tests.support.parsed_page import Page

# Contact persons and numbers of the samples; the report must never show them.
CONTACTS = re.compile(r"[甲乙丙丁]某某|(?<!\d)0{6,}|0000-0")


def test_every_finding_is_told_once_with_its_place_and_in_both_languages(warehouse: str, report: Report):
    shown = "\n".join(lines_of(report))
    stored = query(warehouse, "select * from audit.findings inner join marts.dim_statement using (statement_key)")
    assert len(report.findings) == len(stored) > 0
    assert sorted(finding.message_zh for finding in report.findings) == sorted(row["message_zh"] for row in stored)
    for row in stored:
        assert row["message_zh"] in shown and row["message_en"] in shown
    assert len(re.findall(r"^ {4}\S.*\.txt(?::\d+)?(?: –\d+)?$", shown, re.MULTILINE)) == len(stored)


def test_the_report_ends_with_counts_by_severity_that_are_those_of_the_findings(warehouse: str, report: Report):
    [row] = query(
        warehouse, "select count(*) filter (where severity = 'error') as errors, count(*) as n from audit.findings"
    )
    [sum_line] = [line for line in lines_of(report) if line.startswith(f"{row['n']} findings 审核发现: ")]
    assert f" {row['errors']} errors 错误, " in sum_line
    assert sum(count for _, count in report.rules()) == row["n"]


def test_nobody_to_be_called_is_named_in_any_form_of_the_report(report: Report):
    for shown in ("\n".join(lines_of(report)), as_json(report), findings_page(report)):
        assert CONTACTS.findall(shown) == []


def test_a_place_is_a_path_that_editors_open_and_a_name_where_the_file_is_gone(tmp_path: Path, monkeypatch):
    path = tmp_path / "某县 2024.txt"
    path.touch()
    assert shortest_path(path.as_uri(), path.name) == str(path)
    monkeypatch.chdir(tmp_path)
    assert shortest_path(path.as_uri(), path.name) == path.name
    path.unlink()
    assert shortest_path(path.as_uri(), path.name) == path.name
    assert shortest_path(None, "a.txt") == shortest_path("https://example.org/a.txt", "a.txt") == "a.txt"


def test_a_document_without_findings_is_said_to_have_none_and_one_of_other_severity_is_not():
    clean = report_with()
    assert "nothing found 未发现问题" in lines_of(clean)
    assert "nothing found 未发现问题" in Page(findings_page(clean)).words()
    assert "nothing so grave 无此级问题" in lines_of(Report(clean.documents, (), least="error"))


def test_documents_without_findings_stand_together_where_there_are_several():
    [flawed], [clean] = report_with(invented_finding()).documents, report_with().documents
    several = Report((flawed, *[replace(clean, file_name=f"clean{number}.txt") for number in range(14)]), ())
    shown = "\n".join(lines_of(several))
    assert "\n14 without findings 无问题: clean0.txt, clean1.txt, " in shown and shown.count("clean") == MOST_NAMES
    assert "… 2 more" in shown
    assert Page(findings_page(several)).words().count("clean") == 14


def test_a_finding_about_a_whole_statement_has_no_line_and_a_superseded_one_says_so():
    shown = "\n".join(
        lines_of(report_with(invented_finding(line_from=None, line_to=None), title=None, is_current=False))
    )
    assert "\n    filing.txt\n" in shown
    assert "(no title)" in shown and "superseded 旧版" in shown
