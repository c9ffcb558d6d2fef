"""read: how near, how long and how many, on printed pages and web pages: each falls when a number of etl/reading/formats changes."""

from __future__ import annotations

import pytest

from etl.filing import UnreadableFile
from etl.reading.formats import text, web
from etl.reading.formats.pdf.furniture import Leaf, without_furniture
from etl.reading.formats.pdf.objects import Box, Glyph, Stroke
from etl.reading.formats.pdf.page_breaks import mend_page_break
from etl.reading.formats.pdf.paragraphs import Margins, continues, margins_of
from etl.reading.formats.pdf.ruled_tables import Cell, Table, tables_of
from etl.reading.formats.pdf.strokes import joined
from etl.reading.formats.pdf.table_text import PrintedTable
from etl.reading.formats.pdf.text_lines import TextLine, text_lines

SIZE = 10.0


def glyph(sign: str, left: float, base: float = 100.0, width: float = SIZE) -> Glyph:
    box = Box(left, base - SIZE, left + width, base)
    return Glyph(sign, box, (left + width / 2, base), base, SIZE)


def line(left: float, right: float, top: float = 100.0, size: float = SIZE, said: str = "预算") -> TextLine:
    return TextLine(said, Box(left, top, right, top + size), size)


# --- lines of signs -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "room", "second", "read"),
    [
        *[("预", 6, "算", "预算"), ("预", 8, "算", "预 算"), ("预", 17, "算", "预 算"), ("预", 19, "算", "预  算")],
        *[("a", 2, "b", "ab"), ("a", 3, "b", "a b")],
    ],
)
def test_room_between_signs_is_a_blank_and_much_room_a_column(first, room, second, read):
    assert [each.text for each in text_lines([glyph(first, 0), glyph(second, SIZE + room)])] == [read]


@pytest.mark.parametrize(("lower", "lines"), [(3, 1), (4, 2)])
def test_signs_whose_feet_stand_a_third_of_a_size_apart_are_on_one_line(lower, lines):
    assert len(text_lines([glyph("预", 0), glyph("算", 20, 100 + lower)])) == lines


@pytest.mark.parametrize(("right", "read"), [(2, "人"), (4, "人人")])
def test_a_sign_drawn_again_less_than_a_third_of_it_away_is_bold(right, read):
    assert [each.text for each in text_lines([glyph("人", 0), glyph("人", right)])] == [read]


# --- page furniture -----------------------------------------------------------------------------------


def kept(heads: list[TextLine], height: float = 1000.0) -> int:
    """How many of these heads, one to a page, stay in the text; text is of 10 points."""
    leaves = [Leaf(number, height, [head]) for number, head in enumerate(heads, start=1)]
    return sum(map(len, without_furniture(leaves, SIZE)))


@pytest.mark.parametrize(("top", "left"), [(50, 0), (70, 3)])
def test_a_running_head_stands_in_the_margin(top, left):
    assert kept([line(0, 90, top, said="某局预算")] * 3) == left


@pytest.mark.parametrize(("top", "left"), [(100, 0), (130, 3)])
def test_a_page_number_stands_near_the_rim(top, left):
    assert kept([line(0, 90, top, said=f"- {page} -") for page in (1, 2, 3)]) == left


@pytest.mark.parametrize(
    ("size", "pages", "left"), [(8.5, 2, 0), (8.5, 1, 1), (9.5, 2, 2), (9.5, 3, 0), (10.5, 3, 0), (11.5, 3, 3)]
)
def test_a_running_head_in_small_type_needs_two_pages_and_another_three(size, pages, left):
    assert kept([line(0, 90, 20, size, said="某局预算")] * pages) == left


# --- page breaks --------------------------------------------------------------------------------------


@pytest.mark.parametrize(("room", "rows"), [(18, 1), (24, 2)])
def test_a_cell_goes_on_over_a_page_break_where_its_last_line_is_full(room, rows):
    cells = (Cell(0, 0, 1, 1, Box(0, 0, 100, 50)), Cell(0, 1, 1, 1, Box(100, 0, 200, 50)))
    full = [line(106, 194), line(106, 200 - room)]
    upper = PrintedTable(Table(Box(0, 0, 200, 50), cells), {cells[0]: [line(6, 30)], cells[1]: full})
    lower = PrintedTable(Table(Box(0, 0, 200, 50), cells), {cells[1]: [line(106, 130)]})
    mend_page_break(upper, lower)
    assert (len(upper.texts[cells[1]]) == 2) == (rows == 2)


# --- paragraphs ---------------------------------------------------------------------------------------


MARGINS = Margins(100.0, 500.0)


@pytest.mark.parametrize(
    ("before", "after", "goes_on"),
    [
        (line(100, 490), line(100, 300, 120), True),
        (line(100, 475), line(100, 300, 120), False),
        (line(125, 495), line(100, 300, 120), True),
        (line(140, 495), line(100, 300, 120), False),
        (line(100, 495), line(104, 300, 120), True),
        (line(100, 495), line(110, 300, 120), False),
        (line(100, 495), line(100, 300, 126), True),
        (line(100, 495), line(100, 300, 132), False),
        (line(100, 495), line(100, 300, 120, 10.8), True),
        (line(100, 495), line(100, 300, 120, 11.8), False),
    ],
    ids=["full", "short", "indented", "apart", "flush", "indented below", "next", "far below", "alike", "larger"],
)
def test_a_full_line_goes_on_with_a_flush_one_right_below_it(before, after, goes_on):
    assert continues(before, after, MARGINS) is goes_on


@pytest.mark.parametrize(("right", "found"), [(340, True), (260, False)])
def test_a_line_over_half_the_page_tells_the_margins(right, found):
    assert (margins_of([line(40, right)], 500) is not None) is found


# --- ruling lines -------------------------------------------------------------------------------------


@pytest.mark.parametrize(("gap", "strokes"), [(2, 1), (5, 2)])
def test_strokes_that_nearly_meet_are_one(gap, strokes):
    assert len(joined([Stroke(10, 0, 50), Stroke(10, 50 + gap, 90)])) == strokes
    assert len(joined([Stroke(10, 0, 50), Stroke(10 + gap, 0, 50)])) == strokes


@pytest.mark.parametrize(("length", "strokes"), [(4, 0), (8, 1)])
def test_dots_and_corners_are_no_strokes(length, strokes):
    assert len(joined([Stroke(10, 0, length)])) == strokes


@pytest.mark.parametrize(("reach", "columns"), [(7, 2), (12, 3)])
def test_lines_that_reach_out_over_the_last_side_lead_into_open_cells(reach, columns):
    across = [Stroke(at, 0, 100 + reach) for at in (0, 20, 40)]
    [table] = tables_of(across, [Stroke(at, 0, 40) for at in (0, 50, 100)])
    assert table.columns == columns


@pytest.mark.parametrize(("across", "tables"), [((0, 20), 1), ((0,), 0)])
def test_three_strokes_make_no_table(across, tables):
    down = [Stroke(at, 0, 20) for at in ((0, 50) if len(across) == 1 else (0, 50, 100))]
    assert len(tables_of([Stroke(at, 0, 100) for at in across], down)) == tables


# --- text and web pages -------------------------------------------------------------------------------


@pytest.mark.parametrize(("strange", "is_text"), [(1, True), (3, False)])
def test_a_text_may_hold_one_strange_sign_in_a_hundred(strange, is_text):
    content = ("预算" * 50 + "\x01" * strange).encode("gb18030")
    if is_text:
        assert text.decode(content)[1] == "gb18030"
    else:
        with pytest.raises(UnreadableFile):
            text.decode(content)


@pytest.mark.parametrize(
    ("links", "beside", "stays"),
    [
        (2, "", True),
        (3, "", False),
        (5, "网站导航栏目列表", False),
        (30, "本部门负责全县预算公开和绩效目标管理工作", True),
    ],
    ids=["two links", "three links", "a few words beside", "a sentence beside"],
)
def test_a_list_of_links_with_a_few_words_beside_them_is_navigation(links, beside, stays):
    block = "".join(f"<a href={number}>很长很长的栏目名称</a>" for number in range(links))
    content = f"<html><body><p>正文</p><div>{block}{beside}</div></body></html>".encode()
    cells = [each.cells for each in web.read(content, "f.html", "memory:f.html").lines]
    assert (len(cells) > 1) is stays


@pytest.mark.parametrize(
    ("letters", "broken", "is_read"), [(2, 4, True), (2, 6, False), (9900, 8, True), (9900, 15, False)]
)
def test_four_broken_letters_or_one_in_a_thousand_do_not_make_a_page_unreadable(letters, broken, is_read):
    page = f"<html><head><meta charset=gb2312></head><p>{'预' * letters}</p></html>".encode("gbk")
    content = page.replace(b"</p>", b"\xff " * broken + b"</p>")
    if is_read:
        assert web.read(content, "f.html", "memory:f.html").lines
    else:
        with pytest.raises(UnreadableFile):
            web.read(content, "f.html", "memory:f.html")
