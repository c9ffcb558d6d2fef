"""What the reader drops is told wherever a person looks: here it drops a row on purpose, or a cell of one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from rich.console import Console

from etl.audit.page import findings_page
from etl.audit.report import report_of
from etl.audit.scope import find_scope
from etl.audit.text import as_json, report_lines
from etl.filing import Filing, Role, Row
from etl.loading.stage import Stamp, stage_filing
from etl.outcome import LoadSummary
from etl.reading import label, unread_figures
from etl.reading.fields import with_doubts
from etl.reading.formats import read_bytes
from etl.reading.pipeline import filing_from
from etl.report import gaps
from etl.report.filing_page import filing_page
from etl.report.leftovers import gap_lines
from etl.report.status import status_as_json, status_of
from etl.report.summary import Figures, figures
from etl.warehouse.build import build
from etl.warehouse.connection import connected, query
from etl.warehouse.journal import begin_load, finish_load
from tests.support.databases import temporary_database
from tests.support.invented_filing import InventedFiling
from tests.support.parsed_page import Page

DROPPED = "受益人口"
Fault = Callable[[Row], Row]
FAULTS: dict[str, Fault] = {
    "whole": lambda row: row,
    "heading": lambda row: Row(Role.HEADING, row.lines, row.statement_number),
    "cell": lambda row: replace(row, fields={name: cell for name, cell in row.fields.items() if name != "value"}),
    "aside": lambda row: Row(Role.UNPLACED, row.lines, row.statement_number),
}
# What is told of each: figures unread, lines unplaced, and whether it is whole.
TOLD = {
    "whole": (0, 0, True),
    "heading": (0, 1, False),
    "cell": (1, 0, False),
    "aside": (0, 1, False),
    "outside": (0, 0, True),
    "torn": (0, 1, False),
    "cut": (0, 0, False),
}


def filing_with(text: str, name: str, fault: Fault = FAULTS["whole"]) -> Filing:
    """The filing as it is read where one step errs about one row."""
    sound = label.indicator_row

    def erring(strip, statement, head) -> Row:
        row = sound(strip, statement, head)
        return fault(row) if DROPPED in strip.cells else row

    with pytest.MonkeyPatch.context() as patched:
        patched.setattr(label, "indicator_row", erring)
        return filing_from(read_bytes(text.encode(), f"{name}.txt", f"memory:{name}.txt"))


@pytest.fixture(scope="module")
def filings() -> dict[str, Filing]:
    """The same filing for several projects, each with another fault of the reader or of its text."""
    told = {name: filing_with(InventedFiling(project=name).text, name, fault) for name, fault in FAULTS.items()}
    outside, torn = (InventedFiling(project=name) for name in ("outside", "torn"))
    told["outside"] = filing_with(f"附注\t另有一行\t≥88人\n\n{outside.text}", "outside")
    told["torn"] = filing_with(torn_off([*outside.heads, *map("|".join, torn.rows)]), "torn")
    cut = filing_with(InventedFiling(project="cut").text, "cut")
    told["cut"] = replace(cut, rows=(*cut.rows[:-1], with_doubts(cut.rows[-1], "cut_off")))
    return told


def torn_off(lines: list[str]) -> str:
    """Lines that end in a bar each, but for the last, of whose last cell the end is missing."""
    return "|\n".join(lines)[:-1]


@pytest.fixture(scope="module")
def url(server: str, template: str, filings_home: Path, filings: dict[str, Filing]) -> Iterator[str]:
    with temporary_database(server, template) as database:
        with connected(database) as connection, connection.begin():
            summary = LoadSummary(len(filings), loaded=len(filings))
            stamp = Stamp(begin_load(connection, summary, "0.1"), "1")
            for filing in filings.values():
                stage_filing(connection, filing, stamp)
            finish_load(connection, stamp.load_id, summary)
        assert build(database, filings_home).stands
        yield database


def shown(lines) -> str:
    console = Console(width=200)
    with console.capture() as captured:
        for line in lines:
            console.print(line)
    return captured.get()


def test_the_words_for_what_was_not_read_are_those_of_the_reading(filings: dict[str, Filing]):
    assert gaps.UNREAD == unread_figures.UNREAD
    for name, filing in filings.items():
        found = gaps.gaps_of(filing)
        of_document = (0, 1, False) if name == "outside" else TOLD[name]
        assert (found.unread_figures, found.unplaced_lines, found.is_whole) == of_document, name


@pytest.mark.parametrize("mart", ["dim_statement", "mart_filing_quality"])
def test_each_statement_tells_what_of_it_and_of_its_document_was_not_read(url: str, mart: str):
    rows = query(url, f"select * from marts.{mart}")  # noqa: S608 - our names
    counts = ("unread_figures", "unplaced_lines", "is_whole")
    assert {row["file_name"][:-4]: tuple(row[name] for name in counts) for row in rows} == TOLD
    counts = ("document_unread_figures", "document_unplaced_lines", "is_document_whole")
    found = {row["file_name"][:-4]: tuple(row[name] for name in counts) for row in rows}
    assert found == TOLD | {"outside": (0, 1, False)}


def test_an_agency_adds_up_what_was_not_read(url: str):
    [agency] = query(url, "select * from marts.mart_agency_quality")
    assert (agency["unread_figures"], agency["unplaced_lines"]) == (1, 3)
    assert (agency["statements_not_whole"], agency["documents_not_whole"]) == (5, 6)
    assert query(url, "select count(*) as n from marts.current_statements where not is_whole") == [{"n": 5}]


def test_a_run_tells_it_in_its_summary_and_names_the_files(url: str):
    counts: Figures = figures(url)
    assert (counts.lines_unplaced, counts.figures_unread) == (4, 1)
    assert (counts.statements_not_whole, counts.documents_not_whole) == (5, 6)
    lines = list(gap_lines(url))
    assert lines[0].startswith("not read whole 未读全: ")
    assert "not read whole 未读全: cell.txt: figures unread 未读数字: 1" in lines
    assert "not read whole 未读全: outside.txt: lines unplaced 未识别行: 1" in lines
    assert not [line for line in lines if "whole.txt" in line]


def test_status_tells_it_of_each_document(url: str):
    said = shown(status_of(url)).splitlines()
    for name, (unread, unplaced, is_whole) in (TOLD | {"outside": (0, 1, False)}).items():
        [line] = [line for line in said if f"{name}.txt" in line]
        assert line.split()[-4:-1] == [str(unplaced), str(unread), "yes" if is_whole else "NO"]
    assert '"not_whole": 6' in status_as_json(url)


def test_a_page_of_a_filing_that_was_not_read_whole_does_not_look_clean(filings: dict[str, Filing]):
    for name, filing in filings.items():
        page = Page(filing_page(filing))
        assert ("Every row has its place" in page.words()) == (name == "whole"), name
        assert ("unread" in page.ids()) == (name == "cell"), name
        assert ("unplaced" in page.ids()) == (name in {"heading", "aside", "outside", "torn"}), name
    assert "Figures that no field took 未读数字: 1 row" in Page(filing_page(filings["cell"])).words()


def test_the_audit_shows_a_document_that_was_not_read_whole_though_nothing_was_found(url: str):
    report = report_of(url, find_scope(url, None), "error")
    assert {document.file_name for document in report.documents if document.is_clean} <= {"whole.txt"}
    said, page = shown(report_lines(report)), Page(findings_page(report)).words()
    for name in ("heading", "cell", "aside", "outside", "torn", "cut"):
        assert f"{name}.txt ·" in said and f"{name}.txt" in page
    assert said.count("not read whole 未读全: figures unread 未读数字: 1") == 2  # the document, and its statement
    assert page.count("not read whole 未读全: figures unread 未读数字: 1") == 2
    assert "6 not read whole 未读全" in said
    assert '"is_whole": false' in as_json(report)
