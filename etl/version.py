"""Which code is at work: the version of the project, and of the part of it that reads.

In: the installed package, its source files and its seeds. Out: two short texts. Forbidden: anything else.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from etl.settings import PACKAGE, project_folder

# All that decides what a filing is read as, by folder; a test walks the imports of reading and holds this to them.
READING = ("reading", "vocabulary", "filing.py", "isolation/confine.py", "isolation/limits.py")
# The seeds that `vocabulary` opens, where people map words; the test looks which are opened.
READING_SEEDS = (
    *("budget_category_synonyms", "fund_source_synonyms", "indicator_level1_synonyms", "indicator_level2_synonyms"),
    *("income_words", "money_units", "personal_attributes", "qualitative_words", "units"),
)


@cache
def code_version() -> str:
    """The version of the project, as installed."""
    try:
        return version("county-filings")
    except PackageNotFoundError:  # run from a folder without installing
        return "uninstalled"


@cache
def parser_version() -> str:
    """A digest over the code and the words that read filings: another one means another reading."""
    digest = sha256()
    for source in sorted(reading_sources()):
        digest.update(source.name.encode() + b"\0" + source.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def reading_sources() -> Iterator[Path]:
    """The files over which `parser_version` is made."""
    for place in READING:
        path = PACKAGE / place
        yield from (found for found in path.rglob("*") if found.suffix in {".py", ".toml"}) if path.is_dir() else [path]
    yield from (project_folder("dbt") / "seeds" / f"{name}.csv" for name in READING_SEEDS)
