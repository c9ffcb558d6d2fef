"""What the report holds: every finding once and where it stands, by statement and by gravity."""

from __future__ import annotations

from pathlib import Path

from etl.audit.findings import Report
from etl.audit.report import report_of
from etl.audit.scope import find_scope


def test_findings_stand_by_statement_the_gravest_first_and_each_rule_once(report: Report):
    for document in report.documents:
        for statement in document.statements:
            rules = [rule for rule, _ in statement.by_rule()]
            assert len(rules) == len(set(rules))
            grave = [("error", "warning", "info").index(rule.severity) for rule in rules]
            assert grave == sorted(grave)
            assert sum(len(found) for _, found in statement.by_rule()) == len(statement.findings)


def test_what_a_finding_rests_on_is_quoted_from_its_very_lines(report: Report, samples: Path):
    quotes = [
        (document, quote) for document in report.documents for found in document.findings for quote in found.quotes
    ]
    assert len(quotes) >= len(report.findings)
    for document, quote in quotes:
        filed = (
            (samples / document.file_name).read_text(encoding="utf-8").split("\n")[quote.line_from - 1 : quote.line_to]
        )
        if "***" not in quote.text:
            assert [line.strip() for line in quote.text.split("\n")] == [line.strip() for line in filed]
    for found in report.findings:
        assert set(found.row_nos) <= {quote.row_no for quote in found.quotes}


def test_only_what_is_at_least_so_grave_is_shown(warehouse: str, report: Report):
    scope = find_scope(warehouse, None)
    errors, warnings = (report_of(warehouse, scope, least) for least in ("error", "warning"))
    assert {found.severity for found in errors.findings} == {"error"}
    assert {found.severity for found in warnings.findings} == {"error", "warning"}
    assert 0 < len(errors.findings) < len(warnings.findings) < len(report.findings)
