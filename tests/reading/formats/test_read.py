"""read: bytes -> lines of cells, or a reason why not."""

import os
import time

import pytest

from etl.filing import UnreadableFile
from etl.reading.formats import read_bytes

TABLE = "项目支出绩效目标表\n一级指标\t二级指标\t三级指标\t指标值\n产出指标\t数量指标\t受益人数\t≥50人\n"


def lines_of(content):
    return read_bytes(content, "f.txt", "memory:f.txt").lines


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "gbk", "utf-16", "utf-16-le", "utf-16-be"])
def test_text_in_every_encoding_of_filings_gives_the_same_lines(encoding):
    assert lines_of(TABLE.encode(encoding)) == lines_of(TABLE.encode())


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_line_ends_of_other_systems_give_the_same_cells(newline):
    lines = lines_of(TABLE.replace("\n", newline).encode())
    assert [line.cells for line in lines] == [line.cells for line in lines_of(TABLE.encode())]


def test_tabs_pipes_and_bare_text_give_cells_with_the_empty_ones_kept():
    lines = lines_of("绩效\t\t指标\n| 产出 | | =1人 |\n甲 | 乙 |\n没有 分隔\n".encode())
    assert [line.cells for line in lines] == [("绩效", "", "指标"), ("产出", "", "=1人"), ("甲", "乙"), ("没有 分隔",)]


def test_a_line_that_only_draws_a_border_is_blank_but_kept_as_filed():
    line = lines_of("| 指标 |\n|------|:--:|\n".encode())[1]
    assert line.is_blank
    assert line.text == "|------|:--:|"


def test_markup_is_no_part_of_a_cell_but_stays_in_the_text():
    line = lines_of("**绩效目标表**\t<p>目标1</p>\n".encode())[0]
    assert line.cells == ("绩效目标表", "目标1")
    assert line.text == "**绩效目标表**\t<p>目标1</p>"


def test_stars_that_stand_for_a_blank_in_a_name_are_kept():
    assert lines_of("受益人数(≥**人)\t>=8人\n".encode())[0].cells[0] == "受益人数(≥**人)"


def test_a_form_feed_begins_a_page_and_lines_count_on():
    lines = lines_of("绩效指标\f第二页\n末行".encode())
    assert [(line.number, line.page) for line in lines] == [(1, 1), (2, 2), (3, 2)]


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b" \n\t\n", "empty"),
        (bytes(50), "empty"),
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG picture"),
        (b"%PDF-1.7\n", "PDF"),
        (b"PK\x03\x04\x14\x00", "zip container"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Office file"),
        (bytes(range(128, 256)) * 40, "no text in"),
    ],
)
def test_what_is_no_text_is_rejected_with_its_reason(content, reason):
    with pytest.raises(UnreadableFile, match=reason):
        lines_of(content)


def test_random_bytes_are_never_read_as_text():
    for _ in range(50):
        with pytest.raises(UnreadableFile):
            lines_of(b"\x01" + os.urandom(4000))


def test_an_ordinary_word_that_begins_like_a_picture_is_text():
    assert lines_of("BM项目绩效目标表\n".encode())[0].cells == ("BM项目绩效目标表",)


def test_a_sheet_saved_with_commas_has_cells():
    text = '项目绩效目标表,,,\n一级指标,二级指标,三级指标,指标值\n产出指标,数量指标,"补助金额,按户计",≥3户\n'
    lines = read_bytes(text.encode(), "sheet.csv", "memory:sheet.csv").lines
    assert [line.cells for line in lines[1:]] == [
        ("一级指标", "二级指标", "三级指标", "指标值"), ("产出指标", "数量指标", "补助金额,按户计", "≥3户"),
    ]  # fmt: skip


def test_a_text_with_commas_in_its_sentences_has_none():
    text = "为改善环境,现下达资金,请查收,并执行\n一、用途,二、要求\n特此通知\n"
    assert [len(line.cells) for line in read_bytes(text.encode(), "a.txt", "memory:a.txt").lines] == [1, 1, 1]


# --- sheets saved with commas -------------------------------------------------------------------------


UNEVEN = """项目支出绩效自评表
项目资金(万元),年初预算数,全年预算数,全年执行数,分值
年度资金总额,36.50,42.00,39.90,10
其中:财政拨款,30.00,35.50
,保障终端运行正常。,终端运行正常。
一级指标,二级指标,三级指标,指标值,实际完成值,分值
产出指标,数量指标,检修终端数量,≥126个,131个,15
产出指标,质量指标,终端在线率,≥95%,96.4%,15
总分,,,,,100
"""


@pytest.mark.parametrize("mark", [",", ";"])
def test_a_sheet_whose_rows_end_where_their_cells_do_has_cells_and_even_rows(mark):
    lines = lines_of(UNEVEN.replace(",", mark).encode())
    assert lines[2].cells == ("年度资金总额", "36.50", "42.00", "39.90", "10", "")
    assert lines[3].cells == ("其中:财政拨款", "30.00", "35.50", "", "", "")
    assert lines[6].cells == ("产出指标", "数量指标", "检修终端数量", "≥126个", "131个", "15")
    assert {len(line.cells) for line in lines} == {6}


def test_a_line_break_between_quotes_is_a_wrap_of_its_cell():
    text = UNEVEN.replace("检修终端数量", '"检修终端\n(含甲,乙村)"').replace("终端在线率", '"""在线""率"')
    lines = lines_of(text.encode())
    assert lines[6].cells[2] == "检修终端(含甲,乙村)"
    assert lines[7].cells[2] == '"在线"率'
    assert [line.number for line in lines] == list(range(1, 10))


def test_a_quote_that_never_closes_takes_no_other_line():
    lines = lines_of(UNEVEN.replace("终端在线率", '"终端在线率').encode())
    assert len(lines) == 9
    assert lines[8].cells[0] == "总分"


@pytest.mark.parametrize(
    "text",
    [
        "合计 1,234.56 2,345.67 12,345.00\n基本 1,200.00 2,300.00 1,345.00\n项目 1,034.56 2,045.67 1,000.00\n",
        "一是改善环境,二是增加收入,三是稳定就业,四是完善制度。\n如期完成5项,10人参加,3月底,6月底。\n特此,通知。\n",
    ],
)
def test_commas_that_group_figures_or_part_clauses_make_no_sheet(text):
    assert {len(line.cells) for line in lines_of(text.encode())} == {1}


def test_quotes_left_open_in_every_line_cost_no_more_than_closed_ones():
    begun = time.monotonic()
    lines_of(('一,二,"三,四\n' * 20_001).encode())
    assert time.monotonic() - begun < 5


# --- signs that show nothing, or show as others -------------------------------------------------------


@pytest.mark.parametrize(
    "sign", ["\u00ad", "\u2060", "\u200b", "\u200c", "\u200d", "\ufeff", "\u200e", "\x00", "\ufe0f"]
)
def test_signs_that_show_nothing_part_no_word_and_no_figure(sign):
    line = lines_of(f"分{sign}值\t39.{sign}90\t产出指标\n".encode())[0]
    assert line.cells == ("分值", "39.90", "产出指标")
    assert line.text == "分值\t39.90\t产出指标"


def test_zero_bytes_between_the_letters_are_dropped_in_every_encoding():
    for encoding in ("utf-8", "gb18030", "utf-16"):
        padded = TABLE.replace("人\n", "\x00人\n").encode(encoding) + b"\x00" * 8
        assert lines_of(padded)[:3] == lines_of(TABLE.encode())[:3]


def test_radicals_are_the_letters_that_they_look_like():
    assert lines_of("⼀级指标\t⺠生\t㎡\n".encode())[0].cells == ("一级指标", "民生", "㎡")


# --- raised and struck text ---------------------------------------------------------------------------


def test_a_raised_figure_never_joins_the_one_it_stands_at():
    line = lines_of("全年执行数\t39.90<sup>1</sup>\t120<sup>[2]</sup>\t5m<sup>2</sup>\tCO<sub>2</sub>\n".encode())[0]
    assert line.cells == ("全年执行数", "39.90¹", "120²", "5m²", "CO₂")


def test_struck_text_is_not_read():
    line = lines_of("目标\t<s>80</s>120人\t~~70~~90\t10~20\n".encode())[0]
    assert line.cells == ("目标", "120人", "90", "10~20")
