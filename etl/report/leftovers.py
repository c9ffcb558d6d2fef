"""What a run leaves for people to look at: documents not read whole, labels without a synonym, corrections gone stale.

In: the URL of a built warehouse. Out: lines for the console. Forbidden: writing to the database.
"""

from __future__ import annotations

from collections.abc import Iterator

from etl.report.gaps import Gaps
from etl.warehouse.connection import query

NOT_WHOLE = """
select file_name, max(document_unread_figures) as figures, max(document_unplaced_lines) as lines
from marts.dim_statement
where not is_document_whole
group by document_id, file_name
order by max(document_unread_figures + document_unplaced_lines) desc, file_name, document_id
"""
MOST_DOCUMENTS = 8

STALE = """
select file_name, line_from, field, filed
from audit.corrections_checked where fate = 'stale' order by file_name, row_no, field
"""
UNMAPPED = "select kind, label, occurrences from audit.unmapped_labels order by occurrences desc, kind, label"
MOST_LABELS = 8


def gap_lines(url: str) -> Iterator[str]:
    """The documents of which something was not read, those of which most was not; `filings show` tells where."""
    documents = query(url, NOT_WHOLE)
    for row in documents[:MOST_DOCUMENTS]:
        gaps = Gaps(row["figures"], row["lines"], is_whole=False)
        yield f"not read whole 未读全: {row['file_name']}: {gaps}"
    if len(documents) > MOST_DOCUMENTS:
        yield f"not read whole 未读全: {len(documents) - MOST_DOCUMENTS} more, see `filings status`"


def unmapped_lines(url: str) -> Iterator[str]:
    """The labels that stand most often in the way of an answer; a row in the seed of their kind maps them."""
    labels = query(url, UNMAPPED)
    for row in labels[:MOST_LABELS]:
        yield f"not mapped yet: {row['kind']} {row['label']} ({row['occurrences']})"
    if len(labels) > MOST_LABELS:
        yield f"not mapped yet: {len(labels) - MOST_LABELS} more in audit.unmapped_labels"


def stale_lines(url: str) -> Iterator[str]:
    """Corrections that no longer match what is filed, and are therefore applied nowhere."""
    for row in query(url, STALE):
        place = f"{row['file_name']}:{row['line_from']}" if row["line_from"] else row["file_name"]
        yield f"correction that no longer matches 更正已失效: {place} {row['field']} was {row['filed']}"
