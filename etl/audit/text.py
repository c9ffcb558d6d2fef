"""The findings of an audit in words: lines for a person on a terminal, and one JSON document for a program.

In: a Report. Out: coloured text and tables, or JSON. Forbidden: databases, and judging what was found.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path
from urllib.parse import unquote, urlsplit

from rich.table import Table
from rich.text import Text

from etl.audit.findings import SEVERITIES, AuditedDocument, AuditedStatement, Correction, Finding, Report, Rule, counts
from etl.report.console import titled_table, wrapped
from etl.report.dictionary import words
from etl.report.gaps import Gaps

COLOURS = {"error": "bold red", "warning": "yellow", "info": "cyan"}
FATE_COLOURS = {"applied": "green", "stale": "bold red", "not_loaded": "dim"}
INDENT = 4
MOST_NAMES = 12


def report_lines(report: Report) -> Iterator[Text | Table]:
    """The report, top to bottom: documents, their statements, their findings by rule; then counts and corrections."""
    for document in report.worth_showing:
        yield from _document(document, report.least)
    if found := report.rules():
        yield _rules(found)
    yield _sum(report)
    yield Text()
    if report.corrections:
        yield _corrections(report)
    else:
        yield Text("no corrections 没有更正", style="dim")


def shortest_path(source_uri: str | None, file_name: str) -> str:
    """Where the file is, as short as can be from here; its name where it is there no more."""
    address = urlsplit(source_uri or "")
    path = Path(unquote(address.path))
    if address.scheme != "file" or not path.is_file():
        return file_name
    return str(path.relative_to(Path.cwd())) if path.is_relative_to(Path.cwd()) else str(path)


def severity_counts(findings: list[Finding], least: str) -> str:
    """`2 errors 错误, 1 warning 警告`; what there is none of is left out, and what nobody asked for is not said."""
    found = ((words("severities", severity), count) for severity, count in counts(findings).items() if count)
    parts = [f"{count} {word.en}{'s' if count > 1 else ''} {word.zh}" for word, count in found]
    nothing = "nothing found 未发现问题" if least == SEVERITIES[-1] else "nothing so grave 无此级问题"
    return ", ".join(parts) or nothing


def _document(document: AuditedDocument, least: str) -> Iterator[Text]:
    place = shortest_path(document.source_uri, document.file_name)
    facts = ["、".join(document.named(fact)) for fact in ("county", "agency", "year")]
    heading = Text(document.file_name, style="bold underline")
    yield heading.append("".join(f" · {fact}" for fact in facts if fact), style="not underline")
    gravest = min((SEVERITIES.index(finding.severity) for finding in document.findings), default=None)
    nothing = "green" if document.is_clean else "default"
    yield Text(
        severity_counts(document.findings, least), style=nothing if gravest is None else COLOURS[SEVERITIES[gravest]]
    )
    if not document.gaps.is_whole:
        yield _not_whole(document.gaps)
    yield Text()
    several = len(document.named("agency")) > 1
    for statement in document.statements:
        if statement.findings or not statement.gaps.is_whole:
            yield _statement(statement, with_agency=several)
            if not statement.gaps.is_whole:
                yield _not_whole(statement.gaps, INDENT // 2)
            for rule, findings in statement.by_rule():
                yield from _rule(rule)
                for finding in findings:
                    yield from _finding(finding, place)
            yield Text()


def _statement(statement: AuditedStatement, *, with_agency: bool) -> Text:
    kind = words("kinds", statement.kind)
    about = [statement.project, statement.agency if with_agency else None]
    text = Text(f"── {statement.number}. {statement.title or '(no title)'}", style="bold")
    text.append("".join(f" · {fact}" for fact in about if fact))
    text.append(f"  {kind.en} {kind.zh}", style="not bold dim")
    return text if statement.is_current else text.append("  superseded 旧版", style="not bold magenta")


def _not_whole(gaps: Gaps, indent: int = 0) -> Text:
    return Text(f"{' ' * indent}{' '.join(words('gaps', 'not_whole'))}: {gaps}", style="bold red")


def _rule(rule: Rule) -> Iterator[Text]:
    severity = words("severities", rule.severity)
    heading = Text(f"{severity.en} {severity.zh}", style=COLOURS[rule.severity])
    heading.append(f"  {rule.text_zh}", style="bold default")
    yield from wrapped(heading.append(f"  [{rule.code}]", style="not bold default dim"), INDENT // 2)
    yield from wrapped(Text(rule.text_en), INDENT // 2)


def _finding(finding: Finding, place: str) -> Iterator[Text]:
    line = "" if finding.line_from is None else f":{finding.line_from}"
    last = f" –{finding.line_to}" if finding.line_to not in {None, finding.line_from} else ""
    yield Text(" " * INDENT).append(f"{place}{line}", style="blue").append(last, style="dim")
    yield from wrapped(Text(finding.message_zh), INDENT * 2)
    yield from wrapped(Text(finding.message_en, style="dim"), INDENT * 2)


def _rules(found: list[tuple[Rule, int]]) -> Table:
    table = titled_table(
        "Findings by rule 审核发现", words=["severity 严重程度", "rule 规则", ""], counts=["findings 发现"]
    )
    for rule, count in found:
        severity = words("severities", rule.severity)
        grave = Text(f"{severity.en} {severity.zh}", COLOURS[rule.severity])
        table.add_row(grave, rule.text_zh, Text(rule.code, "dim"), str(count))
    return table


def _sum(report: Report) -> Text:
    """`9 findings 审核发现: 3 errors 错误, …; 1 document 文件`."""
    found, documents = report.findings, len(report.documents)
    text = Text(f"{len(found)} findings 审核发现", style="bold")
    text.append(f": {severity_counts(found, report.least)}; {documents} document{'s' if documents != 1 else ''} 文件")
    if partly := sum(not document.gaps.is_whole for document in report.documents):
        text.append(f"; {partly} {' '.join(words('gaps', 'not_whole'))}", style="bold red")
    names = [document.file_name for document in report.documents if document.is_clean]
    if names and documents > 1:
        more = f" … {len(names) - MOST_NAMES} more" if len(names) > MOST_NAMES else ""
        text.append(f"\n{len(names)} without findings 无问题: ", style="green")
        text.append(", ".join(names[:MOST_NAMES]) + more, style="not bold default")
    return text


def _corrections(report: Report) -> Table:
    heads = ["file 文件", "field 字段", "filed 原文", "corrected 更正为", "reason 更正理由", "fate 处理结果"]
    table = titled_table("Corrections 更正", words=heads, counts=[])
    for correction in report.corrections:
        fate = words("fates", correction.fate)
        cells = [correction.field, correction.filed, correction.corrected, correction.reason]
        table.add_row(_place(correction), *cells, Text(f"{fate.en} {fate.zh}", FATE_COLOURS[correction.fate]))
    if any(correction.fate == "stale" for correction in report.corrections):
        table.caption = "a stale correction is applied nowhere: mend or drop its row in dbt/seeds/corrections.csv"
    return table


def _place(correction: Correction) -> str:
    return (correction.file_name or "–") + (f":{correction.line_from}" if correction.line_from else "")


def as_json(report: Report) -> str:
    """The report as one JSON document with the names of the columns in `audit`; differences as exact text."""
    content = {
        "documents": [
            {
                "file_name": document.file_name,
                "source_uri": document.source_uri,
                **asdict(document.gaps),
                "statements": [_statement_as_json(statement) for statement in document.statements],
            }
            for document in report.documents
        ],
        "rules": [rule._asdict() | {"findings": count} for rule, count in report.rules()],
        "counts": counts(report.findings),
        "corrections": [correction._asdict() for correction in report.corrections],
    }
    return json.dumps(content, ensure_ascii=False, indent=2, default=str)


def _statement_as_json(statement: AuditedStatement) -> dict[str, object]:
    """Its facts, and its findings with the code of the rule in place of the rule."""
    findings = [
        {"rule_code": finding.rule.code}
        | {name: getattr(finding, name) for name in finding.__slots__ if name not in {"rule", "quotes"}}
        | {"quotes": [quote._asdict() for quote in finding.quotes]}
        for finding in statement.findings
    ]
    facts = {name: getattr(statement, name) for name in statement.__slots__ if name not in {"findings", "gaps"}}
    return facts | asdict(statement.gaps) | {"findings": findings}
