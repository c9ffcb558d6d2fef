"""One file, or bytes that were kept -> a Filing: the only module that knows the order of the verbs that read.

In: a path, or a Document. Out: a Filing; FilingError with the reason where it is none. Forbidden: databases and
processes; who reads strangers' files keeps this within limits (`loading.isolated_reading`).
"""

from __future__ import annotations

from pathlib import Path

from etl.filing import Document, Filing
from etl.reading.formats import read
from etl.reading.label import label
from etl.reading.mend import furniture, mend
from etl.reading.reflow import reflow, rejoined
from etl.reading.split import split


def read_filing(path: Path) -> Filing:
    """The verbs in order; FilingError with the reason where the file is no filing."""
    return filing_from(read(path))


def filing_from(document: Document) -> Filing:
    """The verbs after reading, in order; NotAFiling where the lines state neither targets nor money."""
    reflowed = reflow(document)
    statements = split(reflowed.document)
    mended = [(statement, mend(statement)) for statement in statements]
    filing = label(reflowed.document, mended, furniture(reflowed.document, statements))
    return rejoined(filing, reflowed, document)
