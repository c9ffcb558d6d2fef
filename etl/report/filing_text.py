"""What the reader saw: a filing line by line, with the role and the fields of each row.

In: a Filing. Out: coloured text for a person, or one JSON document for a program.
Forbidden: databases, files, and reading.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from typing import Any

from rich.text import Text

from etl.filing import Filing, Role, Row, Statement
from etl.report.dictionary import words
from etl.report.gaps import gaps_of

COLOURS = {
    Role.TITLE: "bold magenta",
    Role.HEADING: "magenta",
    Role.INDICATOR: "green",
    Role.AMOUNT: "yellow",
    Role.ATTRIBUTE: "cyan",
    Role.NARRATIVE: "blue",
    Role.BLANK: "dim",
    Role.UNPLACED: "bold red",
}
ROLE_WIDTH = max(len(role) for role in Role)
MARGIN = " " * 7


def filing_lines(filing: Filing) -> Iterator[Text]:
    """The filing as lines of coloured text: each line with its number and role, each row with its fields."""
    document = filing.document
    yield Text(f"{document.file_name} · {document.reader} · {len(document.lines)} lines", style="bold")
    statements = {statement.number: statement for statement in filing.statements}
    shown: set[int] = set()
    for row in filing.rows:
        if row.statement_number is not None and row.statement_number not in shown:
            shown.add(row.statement_number)
            yield _headline(statements[row.statement_number])
        yield from _lines(row)
    counts = {role: sum(row.role is role for row in filing.rows) for role in Role}
    found = ", ".join(f"{count} {role}" for role, count in counts.items() if count)
    yield Text(f"{len(filing.statements)} statements; rows: {found}", style="bold")
    if not (gaps := gaps_of(filing)).is_whole:
        yield Text(f"{' '.join(words('gaps', 'not_whole'))}: {gaps}", style="bold red")


def _headline(statement: Statement) -> Text:
    facts = {
        "agency": statement.agency,
        "unit": statement.implementing_unit,
        "project": statement.project_name,
        "year": statement.fiscal_year,
        "money in": statement.money_unit,
    }
    known = [f"{name} {value}" for name, value in facts.items() if value is not None]
    words = [f"statement {statement.number}", statement.kind, statement.title or "(no title)", *known]
    return Text("── " + " · ".join(words), style="bold underline")


def _lines(row: Row) -> Iterator[Text]:
    for line in row.lines:
        text = Text().append(f"{line.number:>6} ", style="dim")
        text.append(f"{row.role:<{ROLE_WIDTH}} ", style=COLOURS[row.role])
        yield text.append(" │ ".join(line.cells) if len(line.cells) > 1 else line.text)
    for name, value in row.fields.items():
        for part in value if isinstance(value, (list, tuple)) else [value]:
            yield _field(name, part)


def _field(name: str, value: Any) -> Text:
    words = "  ".join(f"{key}={part}" for key, part in value.items()) if isinstance(value, Mapping) else value
    return Text(f"{MARGIN}{'':<{ROLE_WIDTH}} ").append(f"{name}: ", style="dim").append(str(words), style="italic")


def as_json(filing: Filing) -> str:
    """The filing as one JSON document with the names of the columns in `raw`."""
    document = filing.document
    content = {
        "file_name": document.file_name,
        "sha256": document.sha256,
        "media_type": document.media_type,
        "size_bytes": len(document.content),
        "reader": document.reader,
        "lines": len(document.lines),
        "statements": [
            {
                "statement_no": statement.number,
                "kind": statement.kind,
                "title": statement.title,
                "agency": statement.agency,
                "implementing_unit": statement.implementing_unit,
                "project_name": statement.project_name,
                "fiscal_year": statement.fiscal_year,
                "money_unit": statement.money_unit,
                "line_from": min(line.number for line in statement.lines),
                "line_to": max(line.number for line in statement.lines),
            }
            for statement in filing.statements
        ],
        "rows": [
            {
                "row_no": number,
                "statement_no": row.statement_number,
                "role": row.role,
                "page": row.lines[0].page,
                "line_from": row.lines[0].number,
                "line_to": row.lines[-1].number,
                "filed_text": row.filed_text,
                "fields": dict(row.fields),
            }
            for number, row in enumerate(filing.rows, start=1)
        ],
    }
    return json.dumps(content, ensure_ascii=False, indent=2)
