"""One web page of what the audit found: each finding beside the lines of the filing that it speaks of.

In: a Report. Out: the text of a page that needs nothing from elsewhere, to be handed on to who filed it.
Forbidden: databases, files, and folders of this machine, which the page would carry elsewhere.
"""

from __future__ import annotations

import re
from importlib.resources import files

from etl.audit.findings import SEVERITIES, Finding, Report, counts
from etl.audit.text import severity_counts
from etl.report.dictionary import words
from etl.report.webpage import rendered

MOST_LINES = 14  # of one finding; a whole table is better read in the filing
MOST_OF_A_STATEMENT = 3  # where no row but the whole statement is meant, its head tells which
BORDER = re.compile(r"[\t|]")


def findings_page(report: Report) -> str:
    """The page, to be written as UTF-8."""
    found = report.rules()
    return rendered(
        "findings",
        folder=files(__package__),
        kinds=SEVERITIES,
        report=report,
        documents=report.documents,
        rules=[(number, rule, count) for number, (rule, count) in enumerate(found, start=1)],
        number_of={rule.code: number for number, (rule, _) in enumerate(found, start=1)},
        severities=[(severity, words("severities", severity), n) for severity, n in counts(report.findings).items()],
        quoted=quoted,
        counts=counts,
        counted=severity_counts,
        words=words,
    )


def quoted(finding: Finding) -> tuple[list[tuple[int, str, bool]], int]:
    """Lines with their number, their text and whether the finding stands there; and how many more there would be."""
    lines = [
        (number, _apart(text), quote.row_no == finding.row_no)
        for quote in finding.quotes
        for number, text in enumerate(quote.text.split("\n"), start=quote.line_from)
        if text.strip()
    ]
    most = MOST_LINES if finding.row_nos else MOST_OF_A_STATEMENT
    own = next((place for place, line in enumerate(lines) if line[2]), 0)
    first = max(0, min(own, len(lines) - most))  # the line that matters is never among those left out
    return lines[first : first + most], max(0, len(lines) - most)


def _apart(text: str) -> str:
    return " │ ".join(cell.strip() for cell in BORDER.split(text) if cell.strip())
