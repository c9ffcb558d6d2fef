"""What was not read of a filing, in words."""

from etl.filing import Document, Filing, Kind, Line, Role, Row, Statement
from etl.report.filing_page import filing_page
from etl.report.filing_text import filing_lines
from etl.report.gaps import WHOLE, Gaps, gaps_of
from tests.support.parsed_page import Page

LINES = (Line(1, "培训人数\t5人", ("培训人数", "5人"), 1),)


def test_what_is_missing_is_said_in_both_languages_and_nothing_where_all_was_read():
    assert str(Gaps(1200, 3, is_whole=False)) == "figures unread 未读数字: 1,200, lines unplaced 未识别行: 3"
    assert str(Gaps(0, 0, is_whole=False)) == "its end, or a page of it, was not read 结尾或个别页面未读"
    assert str(WHOLE) == ""


def test_a_filing_with_a_page_that_is_a_picture_is_not_whole_and_its_page_says_which():
    remarks = "without a text layer and not read: page 2"
    document = Document("filing.pdf", "", b"", "application/pdf", "pdf", LINES, remarks)
    statement = Statement(1, Kind.PROJECT, "项目绩效目标表", "某局", None, "培训", 2024, "万元", LINES)
    filing = Filing(document, (statement,), (Row(Role.INDICATOR, LINES, 1, {"name": "培训人数", "value": "5人"}),))
    assert gaps_of(filing) == Gaps(0, 0, is_whole=False)
    assert f"Not read 未读部分: {remarks}" in Page(filing_page(filing)).words()
    assert "Every row has its place" not in filing_page(filing)
    assert str([*filing_lines(filing)][-1]).startswith("not read whole 未读全: its end, or a page of it")
