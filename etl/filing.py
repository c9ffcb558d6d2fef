"""The nouns of the project: what a filing is made of once it has been read.

In: nothing. Out: frozen dataclasses and the named errors. Forbidden: importing anything of ours,
touching files or databases.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from hashlib import sha256
from typing import Any, NamedTuple


class FilingError(Exception):
    """A file that cannot become a filing; its text is the reason shown in `filings status`."""


class UnreadableFile(FilingError):
    """The bytes cannot be turned into lines: empty, encrypted, unknown format or encoding."""


class NotAFiling(FilingError):
    """The lines can be read but state neither targets nor money."""


class PromiseBroken(Exception):
    """One of our own promises does not hold, such as a line claimed twice; stops the run."""


class Role(StrEnum):
    """What a row of a document is; the same words stand in `raw.document_row.role`."""

    TITLE = "title"
    HEADING = "heading"
    INDICATOR = "indicator"
    AMOUNT = "amount"
    ATTRIBUTE = "attribute"
    NARRATIVE = "narrative"
    BLANK = "blank"
    UNPLACED = "unplaced"


class Kind(StrEnum):
    """What a statement declares; the same words stand in `raw.statement.kind`."""

    DEPARTMENT_OVERALL = "department_overall"
    PROJECT = "project"
    TRANSFER = "transfer"
    NARRATIVE = "narrative"


class Span(NamedTuple):
    """How many columns and rows a cell takes; both are 0 where a merged cell begun above or left covers the place."""

    columns: int = 1
    rows: int = 1


COVERED = Span(0, 0)


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a document: its number and page from 1, its text as filed, and its cells.

    Cells are stripped of markup and outer blanks; a line without separators has one cell, a line that
    only draws a border has none. A row of a real table is one line. Where the format knows merged cells,
    `spans` holds one Span a cell and covered places are empty cells; in text it is empty.
    """

    number: int
    text: str
    cells: tuple[str, ...]
    page: int = 1
    spans: tuple[Span, ...] = ()

    @property
    def is_blank(self) -> bool:
        """Whether no cell holds anything."""
        return not any(self.cells)

    @property
    def filled(self) -> tuple[str, ...]:
        """The cells that hold something, left to right."""
        return tuple(cell for cell in self.cells if cell)


@dataclass(frozen=True, slots=True)
class Document:
    """A file as received: its bytes, where it came from, the lines a reader made of it, and what it could not read."""

    file_name: str
    source_uri: str
    content: bytes = field(repr=False)
    media_type: str
    reader: str
    lines: tuple[Line, ...] = field(repr=False, default=())
    remarks: str | None = None

    @property
    def sha256(self) -> str:
        """The digest of the bytes, which is the document's identity."""
        return sha256(self.content).hexdigest()


@dataclass(frozen=True, slots=True)
class Statement:
    """One table or block of prose that states targets or money, numbered in order of the text.

    `heads` are lines of an earlier statement that head this one too: one table may list many projects.
    """

    number: int
    kind: Kind
    title: str | None
    agency: str | None
    implementing_unit: str | None
    project_name: str | None
    fiscal_year: int | None
    money_unit: str | None
    lines: tuple[Line, ...] = field(repr=False)
    heads: tuple[Line, ...] = field(repr=False, default=())


@dataclass(frozen=True, slots=True)
class Strip:
    """One logical row after mending and before labelling: the lines it was filed on, its whole cells.

    `placed` says whether a cell's position means a column (tables) or not (text without borders).
    """

    lines: tuple[Line, ...]
    cells: tuple[str, ...]
    placed: bool = True

    @property
    def filled(self) -> tuple[str, ...]:
        """The cells that hold something, left to right."""
        return tuple(cell for cell in self.cells if cell)


@dataclass(frozen=True, slots=True)
class Row:
    """One logical row: the lines it was filed on, its role, and its cells by field name.

    `fields` holds text exactly as filed (see `docs` of `raw.document_row.fields`); a field the filer
    left out is absent, never an empty string.
    """

    role: Role
    lines: tuple[Line, ...]
    statement_number: int | None
    fields: Mapping[str, Any] = field(default_factory=dict)

    @property
    def filed_text(self) -> str:
        """The lines as filed, one below the other."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Filing:
    """A document that has been read to the end: every line of it lies in exactly one row."""

    document: Document
    statements: tuple[Statement, ...]
    rows: tuple[Row, ...]
