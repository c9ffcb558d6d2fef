"""How fast the verbs read each layout, in lines per second and as a ratio to the fastest.

In: samples/. Out: a table on standard output. Ratios within one run can be compared between machines; the
figures themselves cannot.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory
from time import perf_counter

from etl.reading.pipeline import read_filing

SAMPLES = Path(__file__).parent.parent / "samples"
SECONDS_PER_LAYOUT = 2.0


def variants(text: str, folder: Path) -> Iterator[Path]:
    """Copies of a filing with other figures, so that nothing remembered from one helps with the next."""
    copy = 0
    while True:
        digits = str.maketrans("123456789", "".join(str((digit + copy) % 9 + 1) for digit in range(9)))
        path = folder / f"{copy}.txt"
        path.write_text(text.translate(digits), encoding="utf-8")
        yield path
        copy += 1


def lines_per_second(sample: Path) -> float:
    """Read copies of a sample for a while; the first one only warms up the vocabulary."""
    text = sample.read_text(encoding="utf-8")
    lines, seconds = 0, 0.0
    with TemporaryDirectory() as folder:
        copies = variants(text, Path(folder))
        read_filing(next(copies))
        while seconds < SECONDS_PER_LAYOUT:
            path = next(copies)
            started = perf_counter()
            read_filing(path)
            seconds += perf_counter() - started
            lines += text.count("\n") + 1
    return lines / seconds


def main() -> None:
    """Print a line for each layout."""
    speeds = {sample.stem: lines_per_second(sample) for sample in sorted(SAMPLES.glob("*.txt"))}
    fastest = max(speeds.values())
    print("reading, lines per second and ratio to the fastest layout")
    for layout, speed in speeds.items():
        print(f"  {layout:<24}{speed:>10,.0f}{speed / fastest:>8.2f}")


if __name__ == "__main__":
    main()
