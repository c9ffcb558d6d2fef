"""read: bytes -> lines of cells, or a reason why not."""

import os

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
        (b"\x89PNG\r\n\x1a\n\x00\x00", "PNG picture"),
        (b"\xff\xd8\xff\xe0\x00\x10JFIF", "JPEG picture"),
        (b"%PDF-1.7\n", "PDF"),
        (b"PK\x03\x04\x14\x00", "zip container"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old Office file"),
        ("预算\x00绩效".encode(), "no text in"),
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
