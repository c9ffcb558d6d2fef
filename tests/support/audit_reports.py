"""Reports of the audit that tests invent. In: findings, or what they say. Out: a Report, a Finding, its lines."""

from __future__ import annotations

from decimal import Decimal

from etl.audit.findings import AuditedDocument, AuditedStatement, Finding, Quote, Report, Rule
from etl.audit.text import report_lines


def lines_of(report: Report) -> list[str]:
    return [str(line) for line in report_lines(report)]


def report_with(*findings: Finding, title: str | None = "项目绩效目标表", **facts: object) -> Report:
    """A report of one statement."""
    known = {"project": "培训", "agency": "某局", "county": "某县", "year": 2024, "is_current": True} | facts
    statement = AuditedStatement(1, "project", title, findings=findings, **known)
    return Report((AuditedDocument("filing.txt", None, (statement,)),), ())


def invented_finding(
    *quotes: Quote, severity: str = "error", row_nos: tuple[int, ...] = (3,), **facts: object
) -> Finding:
    rule = Rule(
        f"rule_of_{severity}", "Q01", severity, "totals_and_parts", "合计应等于分项之和", "Parts make the total"
    )
    stated = {"row_no": 3, "line_from": 7, "line_to": 8, "filed": "5", "expected": "6", "difference": Decimal("-1")}
    words = {"message_zh": "合计 5，分项之和 6", "message_en": "The total is 5, its parts make 6"}
    return Finding(rule, severity, row_nos=row_nos, quotes=quotes, **(stated | words | facts))
