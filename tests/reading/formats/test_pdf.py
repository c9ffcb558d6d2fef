"""read: PDF files -> rows of their ruled tables and whole paragraphs, or a reason why not."""

import io
from itertools import pairwise

import pytest
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.cidfonts import UnicodeCIDFont
from reportlab.pdfgen.canvas import Canvas

from etl.filing import COVERED, Span, UnreadableFile
from etl.reading.formats import pdf

WIDTH, HEIGHT = 595, 842
LEFT, RIGHT = 70, 526  # 38 signs of 12 points: Chinese text fills its lines to the full
SIZE = 12
pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))


class Paper:
    """A PDF drawn with heights counted from the top, as its readers count them."""

    def __init__(self, size=(WIDTH, HEIGHT), **settings):
        self.stream = io.BytesIO()
        self.height = size[1]
        self.canvas = Canvas(self.stream, pagesize=size, **settings)

    def text(self, x, y, text, size=SIZE):
        self.canvas.setFont("STSong-Light", size)
        self.canvas.drawString(x, self.height - y, text)
        return self

    def line(self, x0, y0, x1, y1):
        self.canvas.line(x0, self.height - y0, x1, self.height - y1)
        return self

    def bar(self, x, y, width, height):
        """A line drawn as a filled rectangle, as Word and browsers do."""
        self.canvas.rect(x, self.height - y - height, width, height, stroke=0, fill=1)
        return self

    def grid(self, columns, rows, gone=()):
        """Ruling lines, each piece for itself; `gone` holds pieces that are not drawn: ("-" or "|", row, column)."""
        for row, y in enumerate(rows):
            for column, (x0, x1) in enumerate(pairwise(columns)):
                if ("-", row, column) not in gone:
                    self.line(x0, y, x1, y)
        for column, x in enumerate(columns):
            for row, (y0, y1) in enumerate(pairwise(rows)):
                if ("|", row, column) not in gone:
                    self.line(x, y0, x, y1)
        return self

    def cells(self, columns, rows, texts):
        """Texts of cells by row; several lines of a cell parted by line breaks."""
        for y, row in zip(rows, texts, strict=False):
            for x, text in zip(columns, row, strict=False):
                for number, part in enumerate(text.split("\n")):
                    self.text(x + 4, y + 14 + number * 13, part, 10)
        return self

    def page(self):
        self.canvas.showPage()
        return self

    def saved(self):
        self.canvas.save()
        return self.stream.getvalue()


def lines_of(content):
    return pdf.read(content, "f.pdf", "memory:f.pdf").lines


def cells_of(paper):
    return [line.cells for line in lines_of(paper.saved())]


# --- tables -------------------------------------------------------------------------------------------

COLUMNS, ROWS = [70, 150, 250, 400, 526], [100, 120, 140, 160, 180]
MERGED = {("|", 0, 1), ("|", 0, 2), ("|", 0, 3), ("-", 3, 0), ("-", 2, 1), ("-", 3, 1)}
TEXTS = [
    ["项目支出绩效目标表"],
    ["一级指标", "二级指标", "三级指标", "指标值"],
    ["产出指标", "", "培训人数", "≥50人"],
    ["", "", "培训期数", "2期"],
]
ONE = Span()


def test_a_table_is_found_by_its_lines_and_merged_cells_keep_their_span():
    paper = Paper().text(200, 80, "标题").grid(COLUMNS, ROWS, MERGED).cells(COLUMNS, ROWS, TEXTS).text(70, 220, "说明")
    lines = lines_of(paper.saved())
    assert [line.cells for line in lines] == [
        ("标题",),
        ("项目支出绩效目标表", "", "", ""),
        ("一级指标", "二级指标", "三级指标", "指标值"),
        ("产出指标", "", "培训人数", "≥50人"),
        ("", "", "培训期数", "2期"),
        ("说明",),
    ]
    assert [line.spans for line in lines[1:5]] == [
        (Span(4, 1), COVERED, COVERED, COVERED),
        (ONE, Span(1, 3), ONE, ONE),
        (Span(1, 2), COVERED, ONE, ONE),
        (COVERED, COVERED, ONE, ONE),
    ]


def test_lines_drawn_as_thin_rectangles_or_twice_make_the_same_table():
    rows, columns = [100, 120, 140], [70, 200, 300]
    texts = [["项目名称", "金额"], ["培训", "5"]]
    bars = Paper().cells(columns, rows, texts)
    doubled = Paper().cells(columns, rows, texts)
    for y in rows:
        bars.bar(70, y, 230, 0.5)
        doubled.line(70, y, 299, y).line(71, y + 1.5, 300, y + 1.5)
    for x in columns:
        bars.bar(x, 100, 0.5, 40.5)
        doubled.line(x, 100, x, 140).line(x - 1.5, 101, x - 1.5, 141)
    assert cells_of(bars) == cells_of(doubled) == [("项目名称", "金额"), ("培训", "5")]


def test_the_sides_of_a_cell_may_lean_by_less_than_a_point():
    rows, columns = [100, 120, 140], [70, 200, 300]
    paper = Paper().cells(columns, rows, [["项目名称", "金额"], ["培训", "5"]])
    for top, bottom in pairwise(rows):
        for left, right in pairwise(columns):
            side = paper.canvas.beginPath()
            corners = ((left, top), (right, top + 0.6), (right + 0.6, bottom + 0.6), (left + 0.6, bottom))
            for number, (x, y) in enumerate(corners):
                (side.lineTo if number else side.moveTo)(x, paper.height - y)
            side.close()
            paper.canvas.drawPath(side)
    assert cells_of(paper) == [("项目名称", "金额"), ("培训", "5")]


def test_wraps_in_a_cell_are_joined():
    rows, columns = [100, 140], [70, 130, 200]
    paper = Paper().grid(columns, rows).cells(columns, rows, [["项目名\n称", "新增就业\n人数"]])
    assert cells_of(paper) == [("项目名称", "新增就业人数")]


@pytest.mark.parametrize("sign", ["，", "。", "；", "）"])
def test_punctuation_that_hangs_over_the_border_of_its_cell_stays_in_it(sign):
    rows, columns = [100, 140], [70, 130, 200]
    paper = Paper().grid(columns, rows).cells(columns, rows, [["", "5"]])
    paper.text(77.5, 114, f"按时发放养{sign}", 10).text(77.5, 127, "足额", 10)  # the sign shows from 127.5 to 137.5
    assert cells_of(paper) == [(f"按时发放养{sign}足额", "5")]


def test_several_tables_of_a_page_come_in_order_with_the_text_between_them():
    paper = Paper()
    for top in (300, 100):
        rows, columns = [top, top + 20, top + 40], [70, 200, 300]
        paper.grid(columns, rows).cells(columns, rows, [[f"表{top}", "值"], ["甲", "1"]])
    paper.text(70, 250, "之间")
    assert cells_of(paper) == [("表100", "值"), ("甲", "1"), ("之间",), ("表300", "值"), ("甲", "1")]


def test_tables_below_each_other_are_two_even_where_their_columns_nearly_meet():
    paper = Paper().text(70, 250, "之间")
    for top, shift in ((100, 1.5), (300, 0)):
        rows, columns = [top, top + 20, top + 40], [70 + shift, 200 + shift, 300 + shift]
        paper.grid(columns, rows).cells(columns, rows, [[f"表{top}", "值"], ["甲", "1"]])
    assert cells_of(paper) == [("表100", "值"), ("甲", "1"), ("之间",), ("表300", "值"), ("甲", "1")]


def test_a_table_without_outer_sides_keeps_its_outer_columns():
    paper = Paper().cells([70, 200, 300], [100, 120, 140], [["指标", "值", "备注"], ["人数", "5", "无"]])
    for y in (100, 120, 140):
        paper.line(70, y, 400, y)
    for x in (200, 300):
        paper.line(x, 100, x, 140)
    assert cells_of(paper) == [("指标", "值", "备注"), ("人数", "5", "无")]


def test_underlines_and_frames_around_text_are_no_tables():
    paper = Paper().text(70, 100, "单位公章").line(70, 103, 200, 103)
    paper.canvas.rect(60, HEIGHT - 160, 300, 30)
    paper.text(70, 150, "框内文字")
    assert cells_of(paper) == [("单位公章",), ("框内文字",)]


@pytest.mark.parametrize("angle", [90, 270])
def test_a_table_that_lies_across_its_page_is_read_as_its_reader_turns_it(angle):
    paper = Paper()
    if angle == 90:
        paper.canvas.translate(WIDTH, 0)
    else:
        paper.canvas.translate(0, HEIGHT)
    paper.canvas.rotate(angle)
    paper.height = WIDTH
    paper.grid(COLUMNS, ROWS, MERGED).cells(COLUMNS, ROWS, TEXTS)
    assert cells_of(paper)[2] == ("产出指标", "", "培训人数", "≥50人")


def test_a_page_with_a_turn_of_its_own_is_read_as_shown():
    paper = Paper()
    paper.canvas.setPageRotation(90)
    paper.canvas.translate(WIDTH, 0)
    paper.canvas.rotate(90)
    paper.height = WIDTH
    paper.grid(COLUMNS, ROWS, MERGED).cells(COLUMNS, ROWS, TEXTS)
    assert cells_of(paper)[3] == ("", "", "培训期数", "2期")


def test_a_text_that_outgrows_its_cell_is_not_taken_for_its_neighbours():
    rows, columns = [100, 120, 140], [70, 200, 300]
    paper = Paper().grid(columns, rows).cells(columns, rows, [["指标", "值"], ["人数", "5"]])
    paper.canvas.saveState()
    hidden = paper.canvas.beginPath()
    hidden.rect(200, HEIGHT - 120, 100, 20)
    paper.canvas.clipPath(hidden, stroke=0, fill=0)
    paper.text(202, 132, "格外之文", 10)  # printed over the cell below, where the clipping path hides it
    paper.canvas.restoreState()
    assert cells_of(paper) == [("指标", "值格外之文"), ("人数", "5")]


def invisible(paper, x, y, text):
    writing = paper.canvas.beginText(x, HEIGHT - y)
    writing.setFont("STSong-Light", 10)
    writing.setTextRenderMode(3)
    writing.textOut(text)
    paper.canvas.drawText(writing)
    return paper


def test_invisible_text_among_visible_is_not_read_and_over_a_picture_is():
    assert cells_of(invisible(Paper().text(70, 100, "全年执行数39万元"), 70, 140, "80万元")) == [("全年执行数39万元",)]
    assert cells_of(invisible(Paper(), 70, 140, "全年执行数39万元")) == [("全年执行数39万元",)]


# --- tables over page breaks --------------------------------------------------------------------------

TWO = [70, 200, 526]


def test_rows_after_a_page_break_come_as_they_are_and_repeated_heads_stay():
    paper = Paper()
    for value in ("1", "2"):
        paper.grid(TWO, [100, 120, 140]).cells(TWO, [100, 120], [["指标", "值"], ["人数", value]]).page()
    lines = lines_of(paper.saved())
    assert [(line.page, line.cells) for line in lines] == [
        (1, ("指标", "值")),
        (1, ("人数", "1")),
        (2, ("指标", "值")),
        (2, ("人数", "2")),
    ]


def test_a_row_whose_cells_are_open_at_the_page_break_is_one_row():
    upper, lower = [740, 760, 790], [60, 80, 100]
    paper = (
        Paper()
        .grid(TWO, upper, {("-", 2, 0), ("-", 2, 1)})
        .cells(TWO, upper, [["指标", "值"], ["总体目标", "完成培训"]])
    )
    paper.page().grid(TWO, lower, {("-", 0, 0), ("-", 0, 1)}).cells(TWO, lower, [["", "和就业"], ["人数", "5"]])
    lines = lines_of(paper.saved())
    assert [line.cells for line in lines] == [("指标", "值"), ("总体目标", "完成培训和就业"), ("人数", "5")]
    assert [line.page for line in lines] == [1, 1, 2]


def test_a_merged_cell_that_is_open_at_the_page_break_has_its_text_where_it_begins():
    upper, lower = [740, 760, 780], [60, 80, 100]
    paper = Paper().grid(TWO, upper, {("-", 1, 0), ("-", 2, 0)}).cells(TWO, upper, [["", "甲"], ["", "乙"]])
    paper.page().grid(TWO, lower, {("-", 0, 0), ("-", 1, 0)}).cells(TWO, lower, [["产出指标", "丙"], ["", "丁"]])
    assert cells_of(paper) == [("产出指标", "甲"), ("", "乙"), ("", "丙"), ("", "丁")]


FULL = "保障全县城乡居民基本养老保险待遇按时足额发放且参保率不低于百分"  # as many signs of 10 points as the cell takes


def test_a_row_that_a_page_break_tore_between_full_lines_is_one_row():
    paper = Paper().grid(TWO, [750, 790]).cells(TWO, [750], [["总体目标", f"{FULL}\n{FULL}"]])
    paper.page().grid(TWO, [60, 80, 100]).cells(TWO, [60, 80], [["", "之九十五。"], ["人数", "5"]])
    assert cells_of(paper) == [("总体目标", f"{FULL}{FULL}之九十五。"), ("人数", "5")]


def test_rows_of_columns_as_narrow_as_their_texts_are_not_taken_for_torn_ones():
    columns = [70, 150, 228, 258]
    paper = Paper().grid(columns, [750, 770]).cells(columns, [750], [["产出指标", "困难人员人数", "≥4%"]])
    paper.page().grid(columns, [60, 80]).cells(columns, [60], [["", "困难人员户数", "≥9%"]])
    assert cells_of(paper) == [("产出指标", "困难人员人数", "≥4%"), ("", "困难人员户数", "≥9%")]


def test_a_row_after_a_page_break_that_lacks_only_its_merged_label_is_a_row_of_its_own():
    columns = [70, 150, 350, 526]
    paper = Paper().grid(columns, [760, 780]).cells(columns, [760], [["产出指标", "培训人数", "5"]])
    paper.page().grid(columns, [60, 80]).cells(columns, [60], [["", "培训期数", "2"]])
    assert cells_of(paper) == [("产出指标", "培训人数", "5"), ("", "培训期数", "2")]


def test_a_column_that_is_parted_on_one_page_only_counts_on_all_pages_of_the_table():
    paper = Paper().grid([70, 300, 526], [760, 780]).cells([70, 300], [760], [["项目名称", "培训"]])
    paper.page().grid([70, 150, 300, 526], [60, 80]).cells([70, 150, 300], [60], [["产出", "人数", "5"]])
    lines = lines_of(paper.saved())
    assert [line.cells for line in lines] == [("项目名称", "", "培训"), ("产出", "人数", "5")]
    assert lines[0].spans == (Span(2, 1), COVERED, ONE)


# --- text outside tables ------------------------------------------------------------------------------

SIGNS = "本部门负责全县人力资源和社会保障事业的发展规划政策的拟订并组织实施内设办公室财务股就业股等股室"


def wrapped(count):
    """Text of so many signs, in lines as a page of 38 signs breaks it: two signs of indent, then full lines."""
    text = (SIGNS * 5)[:count]
    return text, [text[:36], *(text[start : start + 38] for start in range(36, count, 38))]


def written(paper, top, lines):
    for number, line in enumerate(lines):
        paper.text(LEFT + (2 * SIZE if number == 0 else 0), top + number * 20, line)
    return paper


def test_the_lines_of_a_paragraph_are_one_line_and_the_next_paragraph_another():
    first, first_lines = wrapped(100)
    second, second_lines = wrapped(60)
    paper = written(written(Paper(), 100, first_lines), 160, second_lines)
    assert cells_of(paper) == [(first,), (second,)]


def test_a_paragraph_goes_on_over_a_page_break():
    text, lines = wrapped(130)
    paper = written(Paper(), 740, lines[:2])
    for number, line in enumerate(lines[2:]):
        if number == 0:
            paper.page()
        paper.text(LEFT, 90 + number * 20, line)
    assert [(line.page, line.cells) for line in lines_of(paper.saved())] == [(1, (text,))]


def centred(paper, top, text, size):
    return paper.text((LEFT + RIGHT - len(text) * size) / 2, top, text, size)


def test_the_lines_of_a_centred_title_are_one_line_and_the_year_below_it_another():
    text, lines = wrapped(100)
    title = "省级对地方专项转移支付区域绩效目标表（中央财政普惠金融发展专项资金）"
    paper = centred(centred(Paper(), 80, title[:28], 16), 104, title[28:], 16)
    paper = written(centred(paper, 128, "（2025年度）", 16), 170, lines)
    assert cells_of(paper) == [(title,), ("（2025年度）",), (text,)]


def test_lines_that_end_before_the_margin_or_open_a_section_stay_alone():
    _, lines = wrapped(36 + 38)
    paper = (
        written(Paper(), 100, lines).text(LEFT, 140, "一、部门职责").text(LEFT, 160, "（一）机构").text(LEFT, 180, "无")
    )
    assert len(cells_of(paper)) == 4


def test_runs_that_stand_apart_on_a_line_keep_blanks_between_them():
    paper = Paper().text(70, 100, "部门名称：教育局").text(400, 100, "单位：万元").text(70, 130, "甲 乙")
    assert cells_of(paper) == [("部门名称：教育局  单位：万元",), ("甲 乙",)]


def test_signs_printed_twice_for_bold_count_once():
    paper = Paper().text(70, 100, "人人有责").text(70.4, 100, "人人有责")
    assert cells_of(paper) == [("人人有责",)]


# --- page furniture -----------------------------------------------------------------------------------


@pytest.mark.parametrize("shape", ["- {} -", "{}", "第 {} 页 共 3 页", "{}/3", "— {} —"])
def test_page_numbers_are_left_out(shape):
    paper = Paper()
    for number in (1, 2, 3):
        paper.text(70, 100, f"正文{number}").text(290, 800, shape.format(number), 9).page()
    assert cells_of(paper) == [("正文1",), ("正文2",), ("正文3",)]


def test_running_heads_and_feet_are_left_out_but_titles_at_the_top_of_each_page_stay():
    paper = Paper()
    for number in (1, 2, 3):
        paper.text(70, 40, "某县部门决算公开", 9).text(70, 815, "某县财政局监制", 9)
        paper.text(200, 80, "项目支出绩效目标表", 16).text(70, 120, f"正文{number}").page()
    assert cells_of(paper)[:3] == [("项目支出绩效目标表",), ("正文1",), ("项目支出绩效目标表",)]
    assert len(lines_of(paper.stream.getvalue())) == 6


def test_a_figure_alone_at_the_foot_of_a_page_is_no_page_number_unless_it_counts_pages():
    paper = Paper().text(70, 780, "培训人数").text(70, 800, "50").page().text(70, 800, "培训")
    assert cells_of(paper) == [("培训人数",), ("50",), ("培训",)]


# --- what cannot be read ------------------------------------------------------------------------------


def picture():
    """A grey picture, made without a library of pictures."""
    header = b"P5 8 8 255\n"
    return ImageReader(io.BytesIO(header + bytes(range(64))))


def scan(paper):
    paper.canvas.drawImage(picture(), 0, 0, WIDTH, HEIGHT)
    return paper


def test_a_scan_is_rejected_even_with_a_stamp_of_the_scanner():
    with pytest.raises(UnreadableFile, match="no text layer"):
        lines_of(scan(Paper()).saved())
    with pytest.raises(UnreadableFile, match="no text layer"):
        lines_of(scan(Paper()).text(300, 830, "扫描全能王 创建", 8).saved())


def test_a_stamp_on_a_scan_has_few_signs():
    with pytest.raises(UnreadableFile, match="no text layer"):
        lines_of(scan(Paper()).text(300, 830, SIGNS[:18], 8).saved())
    assert cells_of(scan(Paper()).text(100, 430, SIGNS[:24], 8)) == [(SIGNS[:24],)]


def test_pages_with_text_are_read_where_others_are_scans():
    paper = scan(Paper().text(70, 100, "第一页正文").page()).page().text(70, 100, "第三页正文")
    assert [(line.page, line.cells) for line in lines_of(paper.saved())] == [(1, ("第一页正文",)), (3, ("第三页正文",))]


def test_fonts_that_do_not_say_what_they_show_are_rejected():
    content = Paper().text(70, 100, "绩效目标").saved()
    nameless = content.replace(b"/UniGB-UCS2-H", b"/Identity-H  ").replace(b"(GB1)", b"(XX1)")
    with pytest.raises(UnreadableFile, match="not readable"):
        lines_of(nameless)


def test_a_password_is_named_as_the_reason_and_an_empty_one_is_tried():
    for password in ("secret", ""):
        paper = Paper(encrypt=StandardEncryption(password, "owner"))
        # reportlab leaves the name of its Chinese character set unencrypted, so that no reader finds it.
        paper.canvas.drawString(70, 700, "budget 2025")
        if password:
            with pytest.raises(UnreadableFile, match="password"):
                lines_of(paper.saved())
        else:
            assert cells_of(paper) == [("budget 2025",)]


@pytest.mark.parametrize("kept", [0.02, 0.3, 0.6])
def test_a_pdf_cut_off_in_its_download_is_rejected(kept):
    content = Paper().text(70, 100, "绩效目标" * 50).saved()
    with pytest.raises(UnreadableFile, match=r"damaged|no text layer"):
        lines_of(content[: int(len(content) * kept)])


def test_a_pdf_is_known_by_its_content():
    content = Paper().text(70, 100, "绩效").saved()
    assert pdf.is_pdf(content)
    assert pdf.is_pdf(b"\r\n" * 100 + content)
    assert not pdf.is_pdf(bytes(2000) + content)
    assert not pdf.is_pdf("绩效目标表".encode())
