"""How we speak: lines on stdout, complaints on stderr, and bars where somebody watches.

In: outcomes of files and steps of dbt as they happen. Out: a progress bar on a terminal, plain lines elsewhere.
Forbidden: deciding anything.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from rich.box import SIMPLE_HEAD
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from etl.files import readable_name
from etl.outcome import Fate, LoadSummary, Outcome, Step
from etl.report.names import without_persons

# Where nobody watches, tables are not squeezed into the 80 columns that a log does not have.
WIDTH_OF_A_LOG = 160
LEAST_WIDTH = 10
MOST_LEFT_OUT = 5

# File names and words of filings are never taken for markup.
OUT = Console(highlight=False, markup=False, emoji=False)
ERR = Console(highlight=False, markup=False, emoji=False, stderr=True)


# What a terminal would obey is shown as a picture of it, such as ␛: names and words of filings come from strangers.
CONTROL_PICTURES = {code: 0x2400 + code for code in range(0x20) if chr(code) not in "\t\n"}
CONTROL_PICTURES |= dict.fromkeys([0x7F, *range(0x80, 0xA0), *range(0x202A, 0x202F), *range(0x2066, 0x206A)], 0xFFFD)


class SafeTable(Table):
    """A table whose cells no terminal obeys."""

    def add_row(self, *cells: Any, **settings: Any) -> None:
        """Add a row of words or Text."""
        super().add_row(
            *(cell.translate(CONTROL_PICTURES) if isinstance(cell, str) else cell for cell in cells), **settings
        )


def complain(message: str) -> None:
    """One line on stderr."""
    ERR.print(f"filings: {message.translate(CONTROL_PICTURES)}", soft_wrap=True)


def say(words: str | Text | Table) -> None:
    """One line, however long, or one table."""
    if isinstance(words, Table):
        if not OUT.is_terminal:
            OUT.width = WIDTH_OF_A_LOG
        OUT.print(words)
    elif isinstance(words, Text):
        words.plain = words.plain.translate(CONTROL_PICTURES)  # as long as before, so that its colours stay in place
        OUT.print(words, soft_wrap=True)
    else:
        OUT.print(words.translate(CONTROL_PICTURES), soft_wrap=True)


def titled_table(title: str, *, words: Iterable[str] = (), counts: Iterable[str] = ()) -> Table:
    """An empty table with columns of words, which may wrap, and then of figures, which do not.

    A heading is an English word and a Chinese one, which stand below each other to leave room for the figures.
    """
    table = SafeTable(title=title, title_justify="left", caption_justify="left", box=SIMPLE_HEAD, pad_edge=False)
    for heading in words:
        table.add_column(heading.replace(" ", "\n"), overflow="fold", min_width=LEAST_WIDTH)
    for heading in counts:
        table.add_column(heading.replace(" ", "\n"), justify="right", no_wrap=True)
    return table


def wrapped(text: Text, indent: int) -> list[Text]:
    """A text moved in, on as many lines as the terminal needs; where nobody watches, on one."""
    lines = text.wrap(OUT, max(OUT.width - indent, LEAST_WIDTH)) if OUT.is_terminal else [text]
    for line in lines:
        line.pad_left(indent)
    return list(lines)


def say_all(lines: Iterable[str | Text | Table]) -> None:
    """Several lines or tables, one after the other."""
    for line in lines:
        say(line)


def line_of(outcome: Outcome) -> str:
    """One file's outcome in words."""
    name = _in_one_line(outcome.path)
    if outcome.fate is Fate.REJECTED:
        return f"rejected {name}: {outcome.reason}"
    if outcome.fate is Fate.LOADED:
        remark = f"; {outcome.reason}" if outcome.reason else ""
        return f"loaded {name}: {outcome.statements} statements, {outcome.rows} rows{remark}"
    return f"unchanged {name}"


def _in_one_line(path: Path) -> str:
    """A name without persons, and without line breaks and tabs, which would make two lines or words of it."""
    return without_persons(readable_name(path)).translate({ord("\n"): "␊", ord("\t"): "␉"})


@contextmanager
def watching_files() -> Iterator[Callable[[Outcome, LoadSummary], None]]:
    """Show files as they are loaded; rejected ones come together at the end, unchanged ones are only counted."""
    with _bar("reading filings") as advance:

        def show(outcome: Outcome, summary: LoadSummary) -> None:
            if outcome.fate is Fate.LOADED:
                say(line_of(outcome))
            advance(summary.done, summary.found)

        yield show


@contextmanager
def watching_build() -> Iterator[Callable[[Step], None]]:
    """Show how far dbt is in its models and tests."""
    with _bar("building the star schema") as advance:
        yield lambda step: advance(step.number, step.total)


@contextmanager
def _bar(words: str) -> Iterator[Callable[[int, int], None]]:
    if not OUT.is_terminal:
        say(words)
        yield lambda _done, _total: None
        return
    columns = (TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=OUT, transient=True) as progress:
        task = progress.add_task(words, total=None)
        yield lambda done, total: progress.update(task, completed=done, total=total)


def load_lines(summary: LoadSummary) -> Iterator[str]:
    """What a load did, for a person; rejected files once more, because they are what needs a person."""
    yield f"{summary.loaded} loaded, {summary.unchanged} unchanged, {len(summary.rejected)} rejected"
    for outcome in summary.rejected:
        yield f"  {line_of(outcome)}"
    if summary.left_out:
        shown = ", ".join(_in_one_line(path) for path in summary.left_out[:MOST_LEFT_OUT])
        more = "" if len(summary.left_out) <= MOST_LEFT_OUT else " …"
        yield f"{len(summary.left_out)} left out (links that lead elsewhere, and what is no file): {shown}{more}"
    if not summary.found:
        yield "no files were found there"
