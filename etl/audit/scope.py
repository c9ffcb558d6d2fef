"""Whose findings are asked for: everything, one file, the files of a folder, or an agency.

In: what a person typed, and the URL of a built warehouse. Out: a Scope, or UnknownScope with the nearest names.
Forbidden: reading files; a path counts by its name.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from etl.warehouse.connection import query

IS_BUILT = """
select
    to_regclass('audit.rows_quoted') is not null
        and to_regclass('audit.corrections_checked') is not null
        and exists (
            select from pg_attribute
            where attrelid = to_regclass('marts.dim_statement') and attname = 'is_document_whole'
        ) as is_built
"""
DOCUMENTS = """
select distinct
    statement.document_id, statement.file_name, statement.source_uri, statement.agency_key, agency.agency_name
from marts.dim_statement as statement
inner join marts.dim_agency as agency on statement.agency_key = agency.agency_key
order by statement.file_name, statement.document_id
"""
MOST_SUGGESTED = 5
LEAST_LIKENESS = 0.3  # an agency by its short form shares hardly more with its full name


class UnknownScope(Exception):
    """Nothing of that name stands in the warehouse; the text is one line that says what comes nearest."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Documents, and of them all statements or only those of some agencies."""

    documents: frozenset[int]
    agencies: list[int] | None = None
    is_everything: bool = False


def find_scope(url: str, words: str | None) -> Scope:
    """What the words mean: a file by path or name, a folder, then an agency by its name or a part of it."""
    [standing] = query(url, IS_BUILT)
    if not standing["is_built"]:
        raise UnknownScope("nothing has been audited yet: `filings run PATH` does it")
    rows = query(url, DOCUMENTS)
    if words is None:
        return Scope(_ids(rows), is_everything=True)
    if words and (files := _files(words, rows)):
        return Scope(_ids(files))
    agencies = [row for row in rows if words in row["agency_name"] and row["agency_key"] != 0]
    if words and agencies:
        return Scope(_ids(agencies), sorted({row["agency_key"] for row in agencies}))
    raise UnknownScope(_suggestion(words, rows))


def _ids(rows: Iterable[dict[str, Any]]) -> frozenset[int]:
    return frozenset(row["document_id"] for row in rows)


def _files(words: str, rows: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """By path, then by what is in a folder, then by name with or without its suffix: the first that fits."""
    path = Path(words).resolve().as_uri()
    by_path = [row for row in rows if row["source_uri"] == path]
    in_folder = [row for row in rows if (row["source_uri"] or "").startswith(path.rstrip("/") + "/")]
    named = [row for row in rows if row["file_name"] == Path(words).name]
    return by_path or in_folder or named or [row for row in rows if Path(row["file_name"]).stem == words]


def _suggestion(words: str, rows: list[dict[str, Any]]) -> str:
    if words and Path(words).exists():
        return f"{words} is not in the warehouse: `filings run {words}` loads it"
    names = list(dict.fromkeys([row["file_name"] for row in rows] + [row["agency_name"] for row in rows]))
    nearest = get_close_matches(words, names, MOST_SUGGESTED, LEAST_LIKENESS)
    hint = f"the nearest are {', '.join(nearest)}" if nearest else "`filings status` lists the files"
    return f"no file and no agency in the warehouse is called {words}; {hint}"
