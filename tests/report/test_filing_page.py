"""The web page of a filing: everything is there once, beside what was read from it, and nothing of it is markup."""

from __future__ import annotations

import re
from base64 import b64encode
from collections import Counter
from hashlib import sha256
from pathlib import Path

import pytest

from etl.filing import COVERED, Document, Filing, Kind, Line, Role, Row, Span, Statement
from etl.reading.pipeline import read_filing
from etl.report.filing_page import filing_page
from tests.support.inline_text import filing_of
from tests.support.parsed_page import HOSTILE, Page
from tests.support.places import SAMPLES

ONE = Span()


def line(number: int, *cells: str, spans: tuple[Span, ...] = ()) -> Line:
    return Line(number, "\t".join(cells), cells, 1, spans)


def filing(*rows: Row, name: str = "filing.txt", title: str | None = "项目绩效目标表") -> Filing:
    lines = tuple(line for row in rows for line in row.lines)
    statement = Statement(1, Kind.PROJECT, title, "某局", None, "培训", 2024, "万元", lines)
    return Filing(Document(name, "", b"", "text/plain", "text", lines), (statement,), rows)


def indicator(number: int, **fields: object) -> Row:
    return Row(Role.INDICATOR, (line(number, "培训人数", "≥100人"),), 1, fields)


# --- everything, once ---------------------------------------------------------------------------------


@pytest.mark.parametrize("sample", sorted(SAMPLES.glob("*")), ids=lambda path: path.stem)
def test_every_line_and_every_row_of_a_sample_is_there_exactly_once(sample: Path):
    read = read_filing(sample)
    page = Page(filing_page(read))
    ids = Counter(page.ids())
    assert set(ids.values()) == {1}
    assert {name for name in ids if re.match(r"line-\d", name)} == {f"line-{one.number}" for one in read.document.lines}
    assert {name for name in ids if re.match(r"row-\d", name)} == {
        f"row-{number + 1}" for number in range(len(read.rows))
    }
    assert {f"statement-{statement.number}" for statement in read.statements} <= set(ids)
    roles = Counter(str(one["class"]).split()[0] for one in page.lines())
    assert roles == Counter(role.value for row in read.rows for role in [row.role] * len(row.lines))


def test_every_link_leads_somewhere():
    page = Page(filing_page(filing(indicator(1, name="培训人数"), Row(Role.UNPLACED, (line(2, "??"),), 1))))
    links = {attributes["href"] for tag, attributes in page.elements if tag == "a"}
    assert links and links <= {f"#{name}" for name in page.ids()}


def test_fields_stand_in_english_and_chinese_and_unknown_ones_under_their_own_name():
    words = Page(filing_page(filing(indicator(1, value="100", name="培训人数", unit="人", new_field="x")))).words()
    assert "name 指标名称 培训人数 value 指标值 100 unit 单位 人 new field x" in words
    assert "agency 部门单位 某局" in words and "fiscal year 年度 2024" in words


def test_each_amount_is_one_line_with_the_unit_of_its_statement_where_it_has_none():
    amounts = [
        {"item": "培训", "fund_source": "财政拨款", "side": "expenditure", "amount": "5"},
        {"item": "会议", "side": "budgeted", "amount": "7", "unit": "元", "stage": "年初预算数"},
    ]
    page = Page(filing_page(filing(Row(Role.AMOUNT, (line(1, "培训", "5"),), 1, {"amounts": amounts}))))
    assert "培训 · 财政拨款 · expenditure 支出 · 5 万元" in page.words()
    assert "会议 · budgeted 预算数 · 7 元 stage 阶段 年初预算数" in page.words()
    assert sum(tag == "li" for tag, _ in page.elements) == len(amounts) + 1  # and the statement in the list of them


def test_further_targets_of_a_row_stand_below_its_own():
    more = [{"name": "培训人数", "value": "≥300人", "period": "长期"}]
    words = Page(filing_page(filing(indicator(1, name="培训人数", value="≥100人", more=more)))).words()
    assert words.index("≥100人 name") < words.index("period 时期 长期 value 指标值 ≥300人")


def test_how_sure_a_reading_is_stands_as_a_tag_and_what_is_doubtful_is_listed():
    rows = [indicator(1, name="a", doubts=["cut_from_text"]), indicator(2, name="b", doubts=["never_heard_of"])]
    page = Page(filing_page(filing(*rows)))
    tags = [
        attributes["class"]
        for tag, attributes in page.elements
        if tag == "span" and "tag" in str(attributes.get("class"))
    ]
    assert sorted(map(str, tags)) == ["tag doubtful"] * 2 + ["tag inferred"] * 2  # above, and beside the row
    assert {"tagged" in str(one["class"]) for one in page.lines()} == {True}
    assert "reading is doubtful 存疑行 : 1 row 2, line 2" in page.words().replace("存疑行:", "存疑行 :")


def test_rows_without_a_place_are_listed_at_the_top():
    rows = [Row(Role.UNPLACED, (line(1, "甲"), line(2, "乙")), 1), indicator(3, name="x")]
    page = Page(filing_page(filing(*rows)))
    assert page.words().index("row 1, line 1–2") < page.words().index("as filed")
    assert "unplaced" in page.ids()
    assert "unplaced" not in Page(filing_page(filing(indicator(1, name="x")))).ids()


def test_the_legend_counts_roles_and_each_can_be_hidden():
    text = filing_page(filing(indicator(1, name="x"), indicator(2, name="y")))
    page = Page(text)
    assert "indicator 指标 2" in page.words()
    switches = {str(attributes["id"]) for tag, attributes in page.elements if tag == "input"}
    assert switches == {f"filter-{role}" for role in Role} | {"filter-tagged"}
    for role in Role:
        assert f"#filter-{role}:not(:checked) ~ main tr.{role} {{ visibility: collapse; }}" in text


def test_merged_cells_are_drawn_as_merged_cells():
    lines = [
        line(1, "产出", "a", "", spans=(Span(1, 2), Span(2, 1), COVERED)),
        line(2, "", "b", "c", spans=(COVERED, ONE, ONE)),
    ]
    page = Page(filing_page(filing(*(Row(Role.INDICATOR, (one,), 1, {"name": "x"}) for one in lines))))
    cells = [attributes for tag, attributes in page.elements if tag == "td" and attributes["class"] == "filed"]
    assert [(one.get("colspan"), one.get("rowspan")) for one in cells] == [
        (None, "2"),
        ("2", None),
        (None, None),
        (None, None),
    ]


# --- filings come from anywhere -----------------------------------------------------------------------


def test_nothing_of_a_filing_becomes_markup_wherever_it_stands():
    fields = {
        "name": HOSTILE, "more": [{"value": HOSTILE}], "doubts": [HOSTILE], HOSTILE: HOSTILE,
        "attributes": [{"name": HOSTILE, "value": HOSTILE}],
        "amounts": [dict.fromkeys(("item", "fund_source", "side", "amount", "unit", "content"), HOSTILE)],
    }  # fmt: skip
    rows = [Row(Role.INDICATOR, (line(1, HOSTILE, HOSTILE),), 1, fields), Row(Role.UNPLACED, (line(2, HOSTILE),), 1)]
    page = Page(filing_page(filing(*rows, name=HOSTILE, title=HOSTILE)))
    assert Counter(tag for tag, _ in page.elements)["script"] == 1
    assert {tag for tag, _ in page.elements} & {"img", "iframe", "object", "link", "base", "form"} == set()
    assert not [
        name for _, attributes in page.elements for name in attributes if name.startswith("on") or name == "style"
    ]


def test_a_filing_with_markup_in_a_cell_is_shown_as_filed():
    head = "项目支出绩效目标表\n一级指标\t二级指标\t三级指标\t指标值\n"
    text = filing_page(filing_of(head + f"产出指标\t数量指标\t{HOSTILE}\t≥5人\n"))
    assert HOSTILE in "".join(data for tag, data in Page(text).texts if tag == "td")
    assert "<script>alert" not in text


def test_the_page_asks_for_nothing_and_runs_nothing_but_its_own_few_lines():
    text = filing_page(filing(indicator(1, name="x")))
    page = Page(text)
    [policy] = [str(one["content"]) for tag, one in page.elements if one.get("http-equiv") == "Content-Security-Policy"]
    for tag in ("style", "script"):
        [own] = re.findall(rf"<{tag}>(.*?)</{tag}>", text, re.DOTALL)
        assert f"{tag}-src 'sha256-{b64encode(sha256(own.encode()).digest()).decode()}'" in policy
    assert policy.startswith("default-src 'none'; ")
    assert not re.search(r"https?:|url\(|@import|src=", text)
