"""How fast filings are read from each format of file: text, Word, Excel new and old, web and PDF.

In: samples/, written as files of each format by the makers of the tests, with other figures in each copy, so that
nothing remembered from one helps with the next. Out: a table on standard output. Speeds are those of one core, by its
time alone. The ratio to text is one of filings, since text has a line for each that a paragraph takes; only it can be
compared between machines.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from time import process_time

from etl.reading.formats import read
from etl.reading.pipeline import filing_from
from tests.support.drawn_tables import Block, Cell, Table
from tests.support.make_files import MAKERS
from tests.support.sample_as_cells import blocks_of

SAMPLES = Path(__file__).parent.parent / "samples"
ROUNDS = 6  # of a file of each sample in each format
FIGURE = re.compile(r"(?<!\d)(?!20\d\d)\d{2,}")  # years and numbers of paragraphs stay
SHIFTS = [str.maketrans("123456789", "".join(str((digit + by) % 9 + 1) for digit in range(9))) for by in range(9)]


@dataclass(slots=True)
class Speed:
    """What was read of one format, and the seconds it took: the file alone, and all verbs up to rows."""

    files: int = 0
    lines: int = 0
    pages: int = 0
    reading: float = 0.0
    seconds: float = 0.0

    def take(self, path: Path) -> None:
        """Read a file."""
        started = process_time()
        document = read(path)
        read_at = process_time()
        filing_from(document)
        self.seconds += process_time() - started
        self.reading += read_at - started
        self.files += 1
        self.lines += len(document.lines)
        self.pages += len({line.page for line in document.lines})

    @property
    def filings_per_second(self) -> float:
        """How many filings one core reads in a second."""
        return self.files / self.seconds


def with_other_figures(text: str, copy: int) -> str:
    """Return a text with other figures in each of nine copies, as long as before."""
    return FIGURE.sub(lambda found: found[0].translate(SHIFTS[copy % 9]), text)


def block_with_other_figures(block: Block, copy: int) -> Block:
    """Return a paragraph or table with other figures."""
    if isinstance(block, str):
        return with_other_figures(block, copy)
    rows = [[cell and Cell(with_other_figures(cell.text, copy), cell.columns, cell.rows) for cell in row]
            for row in block.rows]  # fmt: skip
    return Table(tuple(map(tuple, rows)), block.heads)


def written(suffix: str, copy: int, folder: Path) -> list[Path]:
    """Write a file of each sample, with figures of this copy."""
    files = []
    for sample in sorted(SAMPLES.glob("*.txt")):
        text = sample.read_text(encoding="utf-8")
        if suffix == "txt":
            content = with_other_figures(text, copy).encode()
        else:
            blocks = blocks_of(sample.stem, text)
            content = MAKERS[suffix]([block_with_other_figures(block, copy) for block in blocks])
        files.append(folder / f"{sample.stem}_{copy}.{suffix}")
        files[-1].write_bytes(content)
    return files


def measured() -> dict[str, Speed]:
    """Read the formats in turn, for a machine has faster and slower minutes; the first round only warms them up."""
    speeds: dict[str, Speed] = {}
    with TemporaryDirectory() as folder:
        for copy in range(ROUNDS + 1):
            for suffix in ("txt", *MAKERS):
                speed = speeds.setdefault(suffix, Speed()) if copy else Speed()
                for path in written(suffix, copy, Path(folder)):
                    speed.take(path)
    return speeds


def main() -> None:
    """Print a line for each format."""
    print("reading by format, one core: the file, then all verbs up to rows")
    print(
        f"  {'':<6}{'files':>6}{'lines':>8}{'pages':>7}{'lines/s':>9}{'filings/s':>11}{'file alone':>12}{'to text':>9}"
    )
    speeds = measured()
    for suffix, speed in speeds.items():
        print(
            f"  {suffix:<6}{speed.files:>6}{speed.lines:>8,}{speed.pages if suffix == 'pdf' else '':>7}"
            f"{speed.lines / speed.seconds:>9,.0f}{speed.filings_per_second:>11.1f}"
            f"{speed.reading / speed.seconds:>12.0%}{speed.filings_per_second / speeds['txt'].filings_per_second:>9.2f}"
        )


if __name__ == "__main__":
    main()
