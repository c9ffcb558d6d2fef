"""What a load costs: staging by COPY against reading, a second run against the first, a build against a rebuild.

In: samples/, copied under other years; a PostgreSQL of its own in a temporary folder. Out: a table on standard
output, each figure with its ratio to another one of the same run.
"""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from etl.filing import Filing
from etl.loading.load import load
from etl.loading.stage import Stamp, stage_filing
from etl.reading.pipeline import read_filing
from etl.server.database import started_server
from etl.settings import Settings
from etl.warehouse.build import build
from etl.warehouse.connection import connected
from etl.warehouse.migrate import migrate

SAMPLES = Path(__file__).parent.parent / "samples"
COPIES = int(sys.argv[1]) if len(sys.argv) > 1 else 20  # of each sample


def write_copies(folder: Path, copies: range) -> None:
    """Filings of the same agencies for other years; trailing blank lines tell two of one year apart."""
    for sample in SAMPLES.glob("*.txt"):
        text, year = sample.read_text(encoding="utf-8"), int(sample.stem.split("_")[1])
        for copy in copies:
            other = re.sub(str(year), str(year - copy % 10), text) + "\n" * copy
            (folder / f"{copy}_{sample.name}").write_text(other, encoding="utf-8")


def seconds(work: Callable[[], object]) -> float:
    """How long something takes."""
    started = perf_counter()
    work()
    return perf_counter() - started


def stage(filings: list[Filing], url: str) -> None:
    """Store filings that have been read, by COPY, in place of what the first load stored; then undo it."""
    with connected(url) as connection, connection.begin() as transaction:
        for filing in filings:
            stage_filing(connection, filing, Stamp(load_id=1, parser_version="bench"))
        transaction.rollback()


def report(what: str, took: float, against: float | None = None, of: str = "") -> None:
    """Print one figure."""
    ratio = f"{took / against:>8.2f} of {of}" if against else ""
    print(f"  {what:<44}{took:>8.2f} s{ratio}", flush=True)


def main() -> None:
    """Run the stages one after the other and print a line for each."""
    with TemporaryDirectory() as place:
        Path(place).chmod(0o755)  # root's server runs as another user, who has to enter
        folder, home = Path(place) / "filings", Path(place) / "home"
        folder.mkdir()
        write_copies(folder, range(COPIES))
        files = sorted(folder.iterdir())
        print(f"loading {len(files)} filings")
        filings: list[Filing] = []
        reading = seconds(lambda: filings.extend(map(read_filing, files)))
        report("reading, one process", reading)
        with started_server(Settings(None, home)) as url:
            migrate(url)
            rows = sum(len(filing.rows) for filing in filings)
            first = seconds(lambda: load([folder], url))
            report(f"first load, {rows / first:,.0f} rows a second", first, reading, "reading")
            staging = seconds(lambda: stage(filings, url))
            report(f"staging alone, {rows / staging:,.0f} rows a second", staging, reading, "reading")
            report("second load, nothing new", seconds(lambda: load([folder], url)), first, "the first load")
            whole = seconds(lambda: build(url, home))
            report("first build", whole)
            report("second build, nothing new", seconds(lambda: build(url, home)), whole, "the first build")
            write_copies(folder, range(COPIES, COPIES + 1))
            load([folder], url)
            report("build after four more filings", seconds(lambda: build(url, home)), whole, "the first build")


if __name__ == "__main__":
    main()
