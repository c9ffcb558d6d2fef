"""One filing in text, Word, Excel, web and PDF states one and the same, whatever its merged cells look like."""

from functools import cache
from pathlib import Path

import pytest

from etl.filing import COVERED, Filing, Span
from etl.loading.load import load
from etl.reading.formats import read_bytes
from etl.reading.pipeline import filing_from
from etl.warehouse.build import build
from etl.warehouse.connection import query
from tests.support import sample_as_cells
from tests.support.drawn_tables import Block, Table
from tests.support.filing_facts import Fact, facts_of, plain
from tests.support.make_files import MAKERS
from tests.support.places import HOUSE
from tests.support.variants import forms, titled, unmerged

ALONE = Span()
SAMPLES = sorted(path.stem for path in (HOUSE / "samples").glob("*.txt"))


@cache
def blocks_of(sample: str) -> list[Block]:
    return sample_as_cells.blocks_of(sample, (HOUSE / "samples" / f"{sample}.txt").read_text(encoding="utf-8"))


@cache
def stated_in_text(sample: str) -> list[Fact]:
    return facts_of(filing_in((HOUSE / "samples" / f"{sample}.txt").read_bytes(), "txt"))


def filing_in(content: bytes, suffix: str) -> Filing:
    return filing_from(read_bytes(content, f"filing.{suffix}", f"memory:filing.{suffix}"))


@pytest.mark.parametrize("suffix", MAKERS)
@pytest.mark.parametrize("sample", SAMPLES)
def test_a_filing_states_the_same_in_every_format(sample: str, suffix: str):
    assert facts_of(filing_in(MAKERS[suffix](blocks_of(sample)), suffix)) == stated_in_text(sample)


@pytest.mark.parametrize("suffix", MAKERS)
@pytest.mark.parametrize("sample", SAMPLES)
def test_a_title_may_stand_in_the_first_rows_of_its_table(sample: str, suffix: str):
    assert facts_of(filing_in(MAKERS[suffix](titled(blocks_of(sample))), suffix)) == stated_in_text(sample)


@pytest.mark.parametrize("suffix", MAKERS)
@pytest.mark.parametrize("sample", SAMPLES)
def test_nothing_need_be_merged(sample: str, suffix: str):
    content = MAKERS[suffix](unmerged(blocks_of(sample)))
    document = read_bytes(content, f"filing.{suffix}", "memory:filing")
    assert {span for line in document.lines for span in line.spans} <= {ALONE}
    assert facts_of(filing_in(content, suffix)) == stated_in_text(sample)


@pytest.mark.parametrize("suffix", ["xlsx", "xls"])
@pytest.mark.parametrize("sample", SAMPLES)
def test_each_form_may_have_a_sheet_of_its_own(sample: str, suffix: str):
    sheets = forms(blocks_of(sample))
    content = MAKERS[suffix](*sheets)
    document = read_bytes(content, f"filing.{suffix}", "memory:filing")
    assert {line.page for line in document.lines} == set(range(1, len(sheets) + 1))
    assert facts_of(filing_in(content, suffix)) == stated_in_text(sample)


@pytest.mark.parametrize("suffix", MAKERS)
@pytest.mark.parametrize("sample", SAMPLES)
def test_the_files_hold_cells_merged_down_and_across(sample: str, suffix: str):
    document = read_bytes(MAKERS[suffix](blocks_of(sample)), f"filing.{suffix}", "memory:filing")
    spans = [span for line in document.lines for span in line.spans if span != COVERED]
    assert max(span.rows for span in spans) > 3
    assert max(span.columns for span in spans) > 3


def test_tables_of_a_pdf_go_on_over_pages_below_repeated_heads():
    document = read_bytes(MAKERS["pdf"](blocks_of("bazhou_2022_tabs")), "filing.pdf", "memory:filing.pdf")
    heads = [line.page for line in document.lines if "一级指标" in line.cells]
    assert len([block for block in blocks_of("bazhou_2022_tabs") if isinstance(block, Table)]) == 1
    assert len(heads) > 2 and heads == sorted(set(heads))


FACTS = {
    "fct_indicator_targets": """
        select statement.statement_no, fact.* from marts.fct_indicator_targets as fact
        inner join marts.dim_statement as statement using (document_id, statement_key)
        where statement.file_name = :file order by fact.row_no, fact.target_no""",
    "fct_budget_lines": """
        select statement.statement_no, fact.* from marts.fct_budget_lines as fact
        inner join marts.dim_statement as statement using (document_id, statement_key)
        where statement.file_name = :file order by fact.row_no, fact.amount_no""",
}
# Where a fact stands in its file, and how sure its reading was: text has rows that scanning moved.
OF_THE_FILE = {
    *("document_id", "statement_key", "row_no", "line_from", "line_to"),
    *("confidence", "confidence_reason", "confidence_reason_zh"),
    "is_current",  # the same filing in another format supersedes the first
}


@pytest.fixture(scope="module")
def both_formats(database: str, filings_home: Path, tmp_path_factory: pytest.TempPathFactory) -> str:
    """The URL of a warehouse of one sample as text and as a Word document."""
    folder = tmp_path_factory.mktemp("formats")
    sample = "hezheng_2025_tabs"
    (folder / "filing.txt").write_bytes((HOUSE / "samples" / f"{sample}.txt").read_bytes())
    (folder / "filing.docx").write_bytes(MAKERS["docx"](blocks_of(sample)))
    assert load([folder], database).rejected == []
    assert build(database, filings_home).failures == ()
    return database


@pytest.mark.parametrize("table", FACTS)
def test_the_marts_hold_the_same_rows_from_text_and_from_word(both_formats: str, table: str):
    text, word = (
        [{name: value for name, value in row.items() if name not in OF_THE_FILE}
         for row in query(both_formats, FACTS[table], {"file": f"filing.{suffix}"})]
        for suffix in ("txt", "docx")
    )  # fmt: skip
    differences = [
        {name: (one[name], other[name]) for name in one if plain(one[name]) != plain(other[name])}
        for one, other in zip(text, word, strict=True)
    ]
    assert [difference for difference in differences if difference] == []
    assert text
