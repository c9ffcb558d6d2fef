"""The filings that ship with the project: whole tables, no real contacts. Needs no reader of ours."""

import re
from pathlib import Path

import pytest

from tests.support.places import SAMPLES

PLAIN = SAMPLES / "tekesi_2022_plain.txt"
TABS_2022 = SAMPLES / "bazhou_2022_tabs.txt"
MARKDOWN = SAMPLES / "dacheng_2023_markdown.txt"
TABS_2025 = SAMPLES / "hezheng_2025_tabs.txt"

PHONE = re.compile(r"(?<![\d.])(?:1[3-9]\d{9}|0\d{2,3}-?\d{7,8})(?![\d.])")
INVENTED_PHONE = re.compile(r"[0-]+")
EMAIL = re.compile(r"[\w.+-]+@[\w-]+\.[\w.]+")


def lines_of(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split("\n")


def rows_of(path: Path, separator: str) -> list[list[str]]:
    """The rows of a file that have cells, each as its stripped cells."""
    return [[cell.strip() for cell in line.split(separator)] for line in lines_of(path) if separator in line]


@pytest.fixture(params=[PLAIN, TABS_2022, MARKDOWN, TABS_2025], ids=lambda path: path.stem)
def sample(request: pytest.FixtureRequest) -> Path:
    return request.param


def test_the_folder_holds_these_filings_only_and_a_page_outside_describes_each():
    filings = {PLAIN, TABS_2022, MARKDOWN, TABS_2025}
    page = (SAMPLES.parent / "SAMPLES.md").read_text(encoding="utf-8")
    assert set(SAMPLES.iterdir()) == filings, "everything in the folder is loaded as a filing"
    assert all(f"`{path.name}`" in page for path in filings)


def test_every_telephone_number_is_an_invented_one(sample: Path):
    text = sample.read_text(encoding="utf-8")
    assert [number for number in PHONE.findall(text) if not INVENTED_PHONE.fullmatch(number)] == []
    assert EMAIL.findall(text) == []


def test_every_contact_person_is_an_invented_one():
    contacts = [row for row in rows_of(TABS_2025, "\t") if row[0] == "联系人"]
    assert [row[1] for row in contacts] == ["甲某某", "乙某某", "丙某某"]
    assert all(INVENTED_PHONE.fullmatch(next(cell for cell in reversed(row) if cell)) for row in contacts)


def test_no_other_sample_has_a_contact_person(sample: Path):
    assert sample == TABS_2025 or "联系" not in sample.read_text(encoding="utf-8")


def test_a_sample_is_text_in_utf_8_without_a_mark_or_carriage_returns(sample: Path):
    content = sample.read_bytes()
    assert not content.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in content


def test_text_without_borders_keeps_its_thirty_targets_and_its_sums():
    lines = lines_of(PLAIN)
    targets = [line.split()[-1] for line in lines if re.search(r"(?:[<>]?=\S*\d\S*|有效提高)$", line)]
    assert len(targets) == 30
    amounts = [re.fullmatch(r"(?:.* )?([\d.]+) ([\d.]+)", line) for line in lines]
    totals = [float(match[1]) for match in amounts if match]
    assert len(totals) == 8
    assert sum(totals[:-1]) == pytest.approx(totals[-1])


def test_text_without_borders_still_breaks_names_over_lines():
    lines = lines_of(PLAIN)
    at = lines.index("城乡居民养老缴费参保")
    assert lines[at : at + 4] == ["城乡居民养老缴费参保", "", "人数", ">=51770人"]


def test_tabs_with_displaced_labels_keep_their_seventy_targets():
    rows = rows_of(TABS_2022, "\t")
    start = next(number for number, row in enumerate(rows) if "三级指标" in row)
    targets = [row for row in rows[start + 1 :] if sum(map(bool, row)) > 1]
    assert len(targets) == 70
    assert "产出指标" in lines_of(TABS_2022), "the label stands alone, in the middle of its group"
    assert ["2022年11月31日" in row for row in targets].count(True) == 1, "a slip of the filer stays"


def test_markdown_keeps_one_table_of_the_unit_and_twenty_three_of_projects():
    rows = rows_of(MARKDOWN, "|")
    assert sum("三级指标" in row for row in rows) == 24
    assert sum(row[1:2] == ["绩效目标"] for row in rows) == 23
    indicators = [row for row in rows if len(row) > 5 and re.search(r"\d|《", "".join(row[5:8]))]
    assert len(indicators) == 164


@pytest.mark.parametrize(
    "stated",
    [
        "收入 26602.51 万元",
        "基本支出 3776.22 万元",
        "减少\n\n4099.52万元",
        "减少0.1万元",
        "金额为 278.58 万元",
    ],
)
def test_markdown_keeps_the_prose_that_states_money(stated: str):
    assert stated in MARKDOWN.read_text(encoding="utf-8")


def test_tabs_of_2025_keep_their_thirteen_statements_and_their_targets():
    rows = rows_of(TABS_2025, "\t")
    assert sum(row[0] == "项目名称" for row in rows) == 9
    assert sum("编制人员数" in row or "编制人数" in row for row in rows) == 3
    assert sum("三级指标" in row for row in rows) == 13
    targets = [row for row in rows if {"≥", "≤", "=", "定性", "定量", "\\geq"} & set(row)]
    assert len(targets) == 174  # and 8 of the transfer, whose form has no column for the operator
    assert sum("$\\geq" in cell for row in rows for cell in row) == 2
