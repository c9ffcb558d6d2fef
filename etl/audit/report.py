"""What the audit found in the filings of a warehouse: documents, their statements, and the findings in each.

In: the URL of a built warehouse, and whose findings. Out: a Report. Forbidden: schema `raw`, which names persons to be
called; what is quoted of a filing comes from `audit`, where it has been cleaned of them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from itertools import groupby
from typing import Any

from etl.audit.findings import SEVERITIES, AuditedDocument, AuditedStatement, Correction, Finding, Quote, Report, Rule
from etl.audit.scope import Scope
from etl.report.gaps import Gaps
from etl.warehouse.connection import query

STATEMENTS = """
select
    statement.document_id, statement.statement_key, statement.file_name, statement.source_uri,
    statement.statement_no, statement.statement_kind, statement.title, statement.project_name, statement.is_current,
    statement.unread_figures, statement.unplaced_lines, statement.is_whole,
    statement.document_unread_figures, statement.document_unplaced_lines, statement.is_document_whole,
    nullif(statement.year_key, 0) as year,
    case when county.county_key <> 0 then county.county_name end as county,
    case when agency.agency_key <> 0 then agency.agency_name end as agency
from marts.dim_statement as statement
inner join marts.dim_county as county on statement.county_key = county.county_key
inner join marts.dim_agency as agency on statement.agency_key = agency.agency_key
where
    statement.document_id = any(:documents)
    and (cast(:agencies as bigint[]) is null or statement.agency_key = any(:agencies))
order by statement.file_name, statement.document_id, statement.statement_no
"""
FINDINGS = """
select
    document_id, statement_key, rule_code, severity, row_no, row_nos, filed, expected, difference,
    message_zh, message_en, line_from, line_to
from audit.findings
where document_id = any(:documents)
order by line_from nulls first, row_no nulls first, rule_code, finding_key
"""
QUOTES = """
select document_id, row_no, line_from, line_to, filed_text
from audit.rows_quoted where document_id = any(:documents) order by document_id, row_no
"""
RULES = "select rule_code, dq_id, severity, category, text_zh, text_en from audit.rules"
CORRECTIONS = """
select file_name, row_no, line_from, line_to, field, filed, corrected, reason, fate
from audit.corrections_checked
where document_id = any(:documents) or (:everything and document_id is null)
order by file_name, row_no, field
"""


def report_of(url: str, scope: Scope, least: str = SEVERITIES[-1]) -> Report:
    """The findings that are at least so grave, in the documents and of the agencies asked for."""
    values: dict[str, object] = {"documents": list(scope.documents), "agencies": scope.agencies}
    grave = SEVERITIES[: SEVERITIES.index(least) + 1]
    rules = {row["rule_code"]: Rule(*row.values()) for row in query(url, RULES)}
    quotes: dict[int, list[Quote]] = defaultdict(list)
    for row in query(url, QUOTES, values):
        quotes[row["document_id"]].append(Quote(row["row_no"], row["line_from"], row["line_to"], row["filed_text"]))
    found: dict[int, list[Finding]] = defaultdict(list)
    for row in query(url, FINDINGS, values):
        if row["severity"] in grave:
            own = _quoted(row, quotes[row["document_id"]])
            found[row["statement_key"]].append(_finding(row, rules[row["rule_code"]], own))
    corrections = query(url, CORRECTIONS, values | {"everything": scope.is_everything})
    documents = _documents(query(url, STATEMENTS, values), found)
    return Report(tuple(documents), tuple(Correction(**row) for row in corrections), least)


def _documents(rows: list[dict[str, Any]], found: Mapping[int, list[Finding]]) -> Iterator[AuditedDocument]:
    for _, group in groupby(rows, key=lambda row: row["document_id"]):
        first, *others = group
        audited = (_statement(row, found.get(row["statement_key"], [])) for row in (first, *others))
        gaps = Gaps(first["document_unread_figures"], first["document_unplaced_lines"], first["is_document_whole"])
        yield AuditedDocument(first["file_name"], first["source_uri"], tuple(audited), gaps)


def _statement(row: Mapping[str, Any], found: list[Finding]) -> AuditedStatement:
    first = {rule: place for place, rule in reversed(list(enumerate(finding.rule for finding in found)))}
    ordered = sorted(found, key=lambda finding: (SEVERITIES.index(finding.severity), first[finding.rule]))
    facts = {name: row[name] for name in ("title", "agency", "county", "year", "is_current")}
    return AuditedStatement(
        row["statement_no"],
        row["statement_kind"],
        project=row["project_name"],
        findings=tuple(ordered),
        gaps=Gaps(row["unread_figures"], row["unplaced_lines"], row["is_whole"]),
        **facts,
    )


def _quoted(row: Mapping[str, Any], quotes: list[Quote]) -> tuple[Quote, ...]:
    """The rows a finding rests on, or all rows of its lines where it names none."""
    if row["row_nos"]:
        return tuple(quote for quote in quotes if quote.row_no in row["row_nos"])
    if row["line_from"] is None:
        return ()
    return tuple(quote for quote in quotes if quote.line_to >= row["line_from"] and quote.line_from <= row["line_to"])


def _finding(row: Mapping[str, Any], rule: Rule, quotes: tuple[Quote, ...]) -> Finding:
    keys = {"document_id", "statement_key", "rule_code", "row_nos"}
    facts = {name: value for name, value in row.items() if name not in keys}
    return Finding(rule=rule, row_nos=tuple(row["row_nos"] or ()), quotes=quotes, **facts)
