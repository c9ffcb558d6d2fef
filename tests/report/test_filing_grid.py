"""Lines as rows of a table to be drawn: every place of the grid once, whatever the spans say."""

from etl.filing import COVERED, Line, Role, Row, Span
from etl.report.filing_grid import Box, boxes, tables

ONE = Span()


def line(number: int, *cells: str, spans: tuple[Span, ...] = ()) -> Line:
    return Line(number, "\t".join(cells), cells, 1, spans)


def test_merged_cells_are_drawn_over_the_rows_and_columns_they_cover():
    lines = [
        line(1, "表", "", "", spans=(Span(3, 1), COVERED, COVERED)),
        line(2, "产出", "数量", "a", spans=(Span(1, 2), ONE, ONE)),
        line(3, "", "质量", "b", spans=(COVERED, ONE, ONE)),
    ]
    assert boxes(lines) == [[Box("表", 3)], [Box("产出", 1, 2), Box("数量"), Box("a")], [Box("质量"), Box("b")]]


def test_a_merged_cell_that_reaches_beyond_what_is_covered_is_cut_there_and_every_place_is_drawn_once():
    lines = [
        line(1, "a", "", "b", spans=(Span(9, 9), COVERED, ONE)),
        line(2, "", "", "c", spans=(COVERED, ONE, Span(2, 2))),
        line(3, "", "d", "", spans=(COVERED, ONE, COVERED)),
    ]
    drawn = boxes(lines)
    assert sum(box.columns * box.rows for row in drawn for box in row) == 9
    assert drawn[0] == [Box("a", 2), Box("b")]
    assert drawn[1][-1] == Box("c", 1, 2)


def test_lines_of_text_fill_the_width_and_one_long_line_does_not_squeeze_the_others():
    lines = [line(1, "标题"), line(2, "a", "b", "c"), line(3, "d", "e", "f"), line(4, "g", "h"), line(5, *"ijklmnop")]
    drawn = boxes(lines)
    assert drawn[0] == [Box("标题", 3)]
    assert drawn[3] == [Box("g"), Box("h", 2)]
    assert drawn[4] == [Box("i │ j │ k │ l │ m │ n │ o │ p", 3)]


def test_a_grid_of_another_width_is_a_table_of_its_own():
    rows = [
        Row(Role.TITLE, (line(1, "标题"),), 1),
        Row(Role.INDICATOR, (line(2, "a", "b", spans=(ONE, ONE)),), 1),
        Row(Role.INDICATOR, (line(3, "a", "b", "c", spans=(ONE, ONE, ONE)),), 1),
    ]
    assert [len(group) for group in tables(rows)] == [2, 1]
