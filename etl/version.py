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

# What comes after a filing has been read, or never sees one. Whatever is not named here counts as reading:
# to forget a name costs a needless second reading, never a stale one.
MODULES_NOT_READING = frozenset(
    {
        *("address", "binaries", "cluster", "keeper", "lease", "postgres", "server", "settings"),
        *("connection", "journal", "schema", "stage", "warehouse", "outcome", "spread", "walk", "version", "worker"),
        *("archive", "backup", "checksum", "dump", "load", "reread", "roles", "run"),
        *("cli", "cli_keep", "cli_show", "console", "status", "summary", "trouble", "verdict"),
        *("drawing", "legible", "page", "show"),
    }
)
SEEDS_NOT_READING = frozenset({"corrections", "counties", "county_aliases", "reading_reasons", "target_periods"})


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
    for source in sorted(_sources()):
        digest.update(source.name.encode() + b"\0" + source.read_bytes() + b"\0")
    return digest.hexdigest()[:12]


def _sources() -> Iterator[Path]:
    for path in PACKAGE.rglob("*"):
        is_shipped_beside = path.relative_to(PACKAGE).parts[0] in {"_dbt", "_migrations"}
        if path.suffix in {".py", ".toml"} and not is_shipped_beside and path.stem not in MODULES_NOT_READING:
            yield path
    for path in (project_folder("dbt") / "seeds").glob("*.csv"):
        if path.stem not in SEEDS_NOT_READING:
            yield path
