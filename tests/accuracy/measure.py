"""`make accuracy`: how well every filing with expected rows is read, against the level recorded of it.

In: golden rows, and a warehouse of the samples and one of all other filings, made here or by the fixtures of the
tests. Out: a table, and exit code 1 where a filing or a mean has fallen below its level; with --record the level of
today takes the place of the recorded one.
"""

from __future__ import annotations

import os
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from etl.loading.load import load
from etl.server.database import started_server
from etl.settings import Settings
from etl.warehouse.build import build
from etl.warehouse.migrate import migrate
from tests.accuracy.golden_rows import GOLDEN, Golden, expected, found, goldens
from tests.accuracy.scores import CONFIDENCES, DOUBTFUL, Level, Score, Told, fallen, level, mean, risen, score
from tests.support.databases import temporary_database

LEVELS = GOLDEN / "accuracy.toml"
HEADER = (
    "# How well each filing is read: F1 of rows and of money, and facts that are wrong without a flag.\n"
    "# `make accuracy` fails below it; `make accuracy ARGS=--record` writes it anew.\n"
)
RECORD = "make accuracy ARGS=--record"
# Two, as a build takes longer than all files: samples are made from shared filings, which would revise one another.
WAREHOUSES = (("samples",), ("layouts", "shared"))
Scores = Mapping[Golden, Score]
Levels = dict[str, dict[str, Level]]


def scores_of(urls: Mapping[str, str]) -> dict[Golden, Score]:
    """The score of each filing whose set has a warehouse."""
    scored = [golden for golden in goldens() if golden.set in urls]
    return {golden: score(expected(golden), found(urls[golden.set], golden)) for golden in scored}


def means_of(scores: Scores) -> dict[str, Score]:
    """The mean of each set."""
    sets = dict.fromkeys(golden.set for golden in scores)
    return {name: mean(one for golden, one in scores.items() if golden.set == name) for name in sets}


def table(scores: Scores) -> Iterator[str]:
    """A line for each filing, each set and each layout."""
    yield _line("file", "layout", "rows F1", "cells", "money F1", "wrong, no flag")
    for golden, one in scores.items():
        yield _line(golden.name, golden.layout, *_figures(one))
    for name, one in means_of(scores).items():
        yield _line(f"mean of {name}", "", *_figures(one))
    for layout in sorted({golden.layout for golden in scores}):
        several = [one for golden, one in scores.items() if golden.layout == layout]
        yield _line(f"mean of {len(several)}", layout, *_figures(mean(several)))


def sureness(scores: Scores) -> Iterator[str]:
    """How far each confidence can be trusted: the share of its facts that are right, and what doubt costs."""
    told = mean(scores.values()).told
    for confidence in CONFIDENCES:
        right, number = told.get(confidence, Told())
        yield f"{confidence:<12}{right:>8,} of {number:>6,} facts are right" + (
            f" ({right / number:.2%})" if number else ""
        )
    right = sum(one.right for one in told.values())
    yield f"right facts that are doubtful nevertheless: {told.get(DOUBTFUL, Told()).right / max(right, 1):.2%}"


def _figures(one: Score) -> tuple[str, ...]:
    money = "-" if one.money is None else f"{one.money:.3f}"
    return f"{one.rows:.3f}", f"{one.cells:.3f}", money, str(one.wrong)


def _line(name: str, layout: str, *figures: str) -> str:
    return f"{name:<46}{layout:<20}" + "".join(f"{figure:>16}" for figure in figures)


def recorded() -> Levels:
    """The recorded levels: of files by name, and of the means of sets."""
    return tomllib.loads(LEVELS.read_text(encoding="utf-8")) if LEVELS.is_file() else {}


def compared(scores: Scores, levels: Levels) -> tuple[list[str], list[str]]:
    """What has fallen below its level, in words, and the names of what is new or has risen."""
    kinds = {"means": means_of(scores), "files": {golden.name: one for golden, one in scores.items()}}
    known = [
        (name, one, levels.get(kind, {}).get(name)) for kind, named in kinds.items() for name, one in named.items()
    ]
    worse = [words for name, one, before in known for words in fallen(name, one, before)]
    return worse, [name for name, one, before in known if risen(one, before)]


def written(scores: Scores, levels: Levels) -> str:
    """The levels of today as TOML; those of a set that is not here stay as they are."""
    means = {**levels.get("means", {}), **{name: level(one) for name, one in means_of(scores).items()}}
    files = {**levels.get("files", {}), **{golden.name: level(one) for golden, one in scores.items()}}
    sections = [*((f"means.{name}", one) for name, one in means.items())]
    sections += [(f'files."{name}"', one) for name, one in files.items()]
    return HEADER + "".join(
        f"\n[{title}]\n" + "".join(f"{name} = {value}\n" for name, value in one.items()) for title, one in sections
    )


def fill(url: str, home: Path, files: Iterable[Path]) -> list[str]:
    """Load the files and build, and tell which promises are broken; what is rejected counts as not read at all."""
    for outcome in load(files, url).rejected:
        print(f"rejected {outcome.path.name}: {outcome.reason}", file=sys.stderr)
    result = build(url, home)
    broken = [failure.line for failure in result.failures] + [str(one) for one in result.set_aside]
    if broken and not result.stands:
        raise SystemExit("\n".join(broken))
    for line in broken:
        print(f"a promise is broken: {line}", file=sys.stderr)
    return broken


def measured(home: Path) -> dict[Golden, Score]:
    """The scores of all filings, from warehouses that are gone afterwards."""
    scores: dict[Golden, Score] = {}
    with started_server(Settings(os.environ.get("DATABASE_URL") or None, home)) as server:
        for sets in WAREHOUSES:
            with temporary_database(server, "template0") as url:
                migrate(url)
                fill(url, home, [golden.file for golden in goldens() if golden.set in sets])
                scores |= scores_of(dict.fromkeys(sets, url))
    return scores


def main(arguments: Sequence[str]) -> int:
    """Measure and print; then record, or compare with what is recorded."""
    if set(arguments) - {"--record"}:
        print(f"accuracy: {' '.join(arguments)} is not known; --record is", file=sys.stderr)
        return 2
    with TemporaryDirectory() as place:
        Path(place).chmod(0o755)  # root's server runs as another user, who has to enter
        scores = measured(Path(place))
    print("\n".join([*table(scores), *sureness(scores)]))
    worse, better = compared(scores, recorded())
    for words in worse:
        print(f"below its level: {words}")
    if arguments:
        LEVELS.write_text(written(scores, recorded()), encoding="utf-8")
        print(f"recorded in {os.path.relpath(LEVELS)}")
        return 0
    if better:
        print(f"new or better than recorded: {', '.join(better)}; record it with {RECORD}")
    if worse:
        print(f"accuracy has fallen; where that is meant, {RECORD} records the level of today", file=sys.stderr)
    return 1 if worse else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
