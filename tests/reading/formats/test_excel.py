"""read: workbooks -> lines of cells, numbers as displayed, or a reason why not."""

import datetime
import io
import zipfile

import openpyxl
import pytest
import xlwt
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font, PatternFill
from openpyxl.worksheet.table import Table

from etl.filing import COVERED, Span, UnreadableFile
from etl.reading import formats
from etl.reading.formats import container, excel
from etl.reading.formats.excel.displayed import displayed, displayed_text


def workbook(rows=(), merged=(), formats=None):
    """A workbook of one sheet with these rows, and its sheet for whatever else a test does to it."""
    book = openpyxl.Workbook()
    for row in rows:
        book.active.append(row)
    for area in merged:
        book.active.merge_cells(area)
    for place, code in (formats or {}).items():
        book.active[place].number_format = code
    return book, book.active


def saved(book):
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def lines_of(content):
    return excel.read(content, "f.xlsx", "memory:f.xlsx").lines


def cells_of(content):
    return [line.cells for line in lines_of(content)]


def with_part_changed(content, part, old, new):
    """The same workbook with a piece of one part replaced, for what openpyxl itself would not write."""
    stream = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as source, zipfile.ZipFile(stream, "w") as target:
        for name in source.namelist():
            data = source.read(name)
            assert name != part or old in data
            target.writestr(name, data.replace(old, new) if name == part else data)
    return stream.getvalue()


# --- rows and merged cells ----------------------------------------------------------------------------


def test_a_row_of_a_sheet_is_a_line_and_cells_merged_both_ways_keep_their_span():
    book, _ = workbook(
        [
            ["项目支出绩效目标表", None, None, None],
            ["绩效指标", "一级指标", "三级指标", "指标值"],
            [None, "产出指标", "培训人数", "≥50人"],
            [None, None, "培训期数", "2期"],
            ["总体目标", "完成培训", None, None],
        ],
        merged=["A1:D1", "A2:A4", "B3:B4", "B5:D5"],
    )
    lines = lines_of(saved(book))
    assert [line.cells for line in lines] == [
        ("项目支出绩效目标表", "", "", ""),
        ("绩效指标", "一级指标", "三级指标", "指标值"),
        ("", "产出指标", "培训人数", "≥50人"),
        ("", "", "培训期数", "2期"),
        ("总体目标", "完成培训", "", ""),
    ]
    one = Span()
    assert [line.spans for line in lines] == [
        (Span(4, 1), COVERED, COVERED, COVERED),
        (Span(1, 3), one, one, one),
        (COVERED, Span(1, 2), one, one),
        (COVERED, COVERED, one, one),
        (one, Span(3, 1), COVERED, COVERED),
    ]


def test_what_a_merged_cell_covers_is_not_shown_and_so_not_read():
    book, sheet = workbook([["合计", None, "5"]])
    sheet["B1"] = "旧值"
    content = saved(book)
    part = "xl/worksheets/sheet1.xml"
    merged = with_part_changed(
        content, part, b"</sheetData>", b'</sheetData><mergeCells><mergeCell ref="A1:B1"/></mergeCells>'
    )
    assert cells_of(content) == [("合计", "旧值", "5")]
    assert cells_of(merged) == [("合计", "", "5")]


def test_line_breaks_in_a_cell_are_wraps():
    book, _ = workbook([["计量\n单位", "目标1：\r\n完成"]])
    assert cells_of(saved(book)) == [("计量单位", "目标1：完成")]


RICH = "<si><r><t>绩效</t></r><r><t>_x4e00_目标</t></r><rPh sb='0' eb='2'><t>jixiao</t></rPh></si>"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings"


def with_shared_text(content, item, index=0):
    """The same workbook with its text x kept among the shared ones, as Excel keeps texts and openpyxl does not."""
    sheet, relations = "xl/worksheets/sheet1.xml", "xl/_rels/workbook.xml.rels"
    content = with_part_changed(content, sheet, b't="inlineStr"><is><t>x</t></is>', b't="s"><v>%d</v>' % index)
    related = f'<Relationship Id="rId99" Type="{RELATION}" Target="sharedStrings.xml"/></Relationships>'
    stream = io.BytesIO(with_part_changed(content, relations, b"</Relationships>", related.encode()))
    with zipfile.ZipFile(stream, "a") as archive:
        archive.writestr("xl/SharedStrings.xml", f"<sst>{item}</sst>")
    return stream.getvalue()


def test_rich_text_is_joined_and_its_pronunciation_left_out():
    content = saved(workbook([["x"]])[0])
    assert cells_of(with_shared_text(content, RICH)) == [("绩效一目标",)]


def test_a_text_that_is_not_among_the_shared_ones_means_damage():
    with pytest.raises(UnreadableFile, match="damaged workbook"):
        lines_of(with_shared_text(saved(workbook([["x"]])[0]), RICH, index=1))


def test_blank_outer_rows_and_columns_are_left_out_and_blank_rows_between_are_kept():
    book, sheet = workbook()
    sheet["B3"], sheet["C3"], sheet["B5"] = "指标", "值", "产出"
    sheet["F9"].number_format = "0.00"
    assert cells_of(saved(book)) == [("指标", "值"), ("", ""), ("产出", "")]


def test_an_area_formatted_or_merged_to_the_end_of_the_sheet_costs_nothing():
    book, _ = workbook([["指标", "值"], ["人数", 5]])
    rows = b"".join(b'<row r="%d"><c r="A%d" s="0"/></row>' % (row, row) for row in range(3, 60000))
    tail = b'</sheetData><mergeCells><mergeCell ref="C1:XFD1048576"/><mergeCell ref="A3:B1048576"/></mergeCells>'
    content = with_part_changed(saved(book), "xl/worksheets/sheet1.xml", b"</sheetData>", rows + tail)
    assert [(line.cells, line.spans) for line in lines_of(content)] == [
        (("指标", "值"), (Span(), Span())),
        (("人数", "5"), (Span(), Span())),
    ]


def test_a_sign_forgotten_far_below_does_not_make_thousands_of_blank_lines():
    book, sheet = workbook([["指标", "值"]])
    sheet["A60000"] = "."
    lines = lines_of(saved(book))
    assert len(lines) < 20
    assert lines[-1].filled == (".",)


# --- sheets, and what is hidden -----------------------------------------------------------------------


def test_sheets_are_pages_in_their_order_and_hidden_ones_are_left_out():
    book, first = workbook([["第一表"]])
    first.title = "Sheet1"
    for title, state in [("a", "hidden"), ("b", "veryHidden"), ("c", "visible")]:
        sheet = book.create_sheet(title)
        sheet.append([title])
        sheet.sheet_state = state
    assert [(line.page, line.cells) for line in lines_of(saved(book))] == [(1, ("第一表",)), (2, ("c",))]


def test_hidden_rows_and_columns_are_left_out_and_merged_cells_shrink_with_them():
    book, sheet = workbook(
        [["标题", None, None], ["甲", "内部编码", "1"], ["乙", "内部编码", "2"], ["丙", "内部编码", "3"]],
        merged=["A1:C1", "A2:A4"],
    )
    sheet.row_dimensions[3].hidden = True
    sheet.column_dimensions["B"].hidden = True
    lines = lines_of(saved(book))
    assert [line.cells for line in lines] == [("标题", ""), ("甲", "1"), ("", "3")]
    assert [line.spans[0] for line in lines] == [Span(2, 1), Span(1, 2), COVERED]


def test_a_merged_cell_whose_first_row_is_hidden_still_shows_its_text():
    book, sheet = workbook([["产出指标", "隐藏"], [None, "人数"], [None, "期数"]], merged=["A1:A3"])
    sheet.row_dimensions[1].hidden = True
    assert cells_of(saved(book)) == [("产出指标", "人数"), ("", "期数")]


def test_a_workbook_that_shows_nothing_is_rejected():
    with pytest.raises(UnreadableFile, match="shows nothing"):
        lines_of(saved(workbook([[None]])[0]))


# --- numbers as displayed -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "code", "shown"),
    [
        (0.95, "0%", "95%"),
        (1, "0.00%", "100.00%"),
        (0.285, "0%", "29%"),
        (1234567.891, "#,##0.00", "1,234,567.89"),
        (999, "#,##0", "999"),
        (2.675, "0.00_ ", "2.68"),
        (-1234.5, "#,##0.00_);[Red]\\(#,##0.00\\)", "-1,234.50"),
        (-5, '"¥"0.00', "-¥5.00"),
        (5, "[$¥-804]#,##0.00", "¥5.00"),
        (1234.5, '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "1,234.50"),
        (0, '_ * #,##0.00_ ;_ * \\-#,##0.00_ ;_ * "-"??_ ;_ @_ ', "-"),
        (0, "0;-0;;@", ""),
        (123456, '0!.0,"万"', "12.3万"),
        (12345678, "#,##0,", "12,346"),
        (98, '"≥"0"%"', "≥98%"),
        (150, '[>=100]"高"0;[<100]"低"0', "高150"),
        (50, '[>=100]"高"0;[<100]"低"0', "低50"),
        (0.5, "#.##", ".5"),
        (40.0, "0.0", "40.0"),
        (12, 'General"元"', "12元"),
        (3, 'G/通用格式"人"', "3人"),
        (82800.92000000001, "General", "82800.92"),
        (0.1 + 0.2, "General", "0.3"),
        (100.0, "General", "100"),
        (0, "General", "0"),
        (0.00005, "General", "0.00005"),
        (123456789012, "0.00E+00", "123456789012"),
        (0.5, "# ?/?", "0.5"),
        (-100, "#,##0.00;[Red]#,##0.00", "-100.00"),
        (-100, "0.00_);[红色](0.00)", "-100.00"),
        (-1234.5, '"￥"#,##0.00_);[Red]("￥"#,##0.00)', "-￥1,234.50"),
        (-100, "0;0", "100"),
        (-100, "[Red]-0.00;[Red]0.00", "-100.00"),
        (-100, "0;[Red]△0", "-△100"),
        (100, "[Red]0.00", "100.00"),
        (1234.5, "_ ￥* #,##0.00_", "￥1,234.50"),
        (1234.5, '#,##0.00"万元"', "1,234.50万元"),
        (1234.5, "[$¥-804]#,##0.00", "¥1,234.50"),
        (1234567, "0,", "1235"),
        (123456, "0!.0,", "12.3"),
        (1234567, '0!.0000"万"', "123.4567万"),
        (1234.5, ";;;", ""),
        (7, "@", "7"),
        (45292, 'yyyy"年"m"月"d"日"', "2024年1月1日"),
        (45292, '[$-804]yyyy"年"m"月"d"日";@', "2024年1月1日"),
        (45292, "yyyy/m/d", "2024/1/1"),
        (45292, 'yyyy"年"mm"月"', "2024年01月"),
        (45292.75, "yyyy\\-mm\\-dd\\ h:mm:ss", "2024-01-01 18:00:00"),
        (45292, "[$-F800]dddd\\,\\ mmmm\\ dd\\,\\ yyyy", "2024年1月1日"),
        (45292, "aaaa", "星期一"),
        (0.5625, '上午/下午h"时"mm"分"', "下午1时30分"),
        (1.5, "[h]:mm", "36:00"),
        (59, "m/d", "2/28"),
        (61, "m/d", "3/1"),
        (-1, "yyyy/m/d", "-1"),
        (1e300, "0.00", "1E+300"),
    ],
)
def test_a_number_shows_what_its_format_makes_of_it(value, code, shown):
    assert displayed(value, code) == shown


def test_numbers_are_read_as_displayed_and_texts_as_they_are():
    book, _ = workbook(
        [[0.95, 1, 82800.92000000001, "1", "0.950", datetime.date(2025, 12, 31), True, "#DIV/0!"]],
        formats={"A1": "0%", "B1": "0.00%", "F1": 'yyyy"年"m"月"d"日"'},
    )
    assert cells_of(saved(book)) == [("95%", "100.00%", "82800.92", "1", "0.950", "2025年12月31日", "TRUE", "#DIV/0!")]


def test_dates_count_from_1904_where_the_workbook_says_so():
    book, _ = workbook([[1462]], formats={"A1": "yyyy/m/d"})
    content = with_part_changed(saved(book), "xl/workbook.xml", b"<workbookPr/>", b'<workbookPr date1904="1"/>')
    assert cells_of(saved(book)) == [("1904/1/1",)]
    assert cells_of(content) == [("1908/1/2",)]


def test_a_formula_gives_its_last_result_and_is_never_computed():
    book, _ = workbook([[1, 2, "=A1+B1"]], formats={"C1": "0.00"})
    part = "xl/worksheets/sheet1.xml"
    computed = with_part_changed(saved(book), part, b"<f>A1+B1</f><v></v>", b"<f>A1+B1</f><v>7</v>")
    assert cells_of(computed) == [("1", "2", "7.00")]
    assert cells_of(saved(book)) == [("1", "2")]


def test_a_stylesheet_that_other_readers_refuse_does_no_harm():
    book, _ = workbook([[0.95]], formats={"A1": "0%"})
    content = with_part_changed(saved(book), "xl/styles.xml", b"<fills", b'<fills><fill rgb="x"/></fills><fills')
    assert cells_of(content) == [("95%",)]


# --- the old format -----------------------------------------------------------------------------------


def old_workbook():
    book = xlwt.Workbook()
    sheet = book.add_sheet("一")
    hidden = book.add_sheet("二")
    hidden.write(0, 0, "隐藏")
    hidden.visibility = 1

    def styled(code):
        return xlwt.easyxf(num_format_str=code)

    sheet.write_merge(0, 0, 0, 3, "绩效目标表")
    sheet.write_merge(1, 2, 0, 0, "产出指标")
    sheet.write(1, 1, "合格率")
    sheet.write(1, 2, 0.95, styled("0%"))
    sheet.write(1, 3, datetime.date(2025, 12, 31), styled('yyyy"年"m"月"d"日"'))
    sheet.write(2, 1, "金额")
    sheet.write(2, 2, 82800.92000000001)
    sheet.write(2, 3, 1234.5, styled("#,##0.00"))
    sheet.write(3, 0, "隐藏的行")
    sheet.row(3).hidden = True
    sheet.write(4, 0, True)
    return book


def test_an_old_workbook_gives_the_same_lines_as_a_new_one():
    lines = lines_of(saved(old_workbook()))
    assert [line.cells for line in lines] == [
        ("绩效目标表", "", "", ""),
        ("产出指标", "合格率", "95%", "2025年12月31日"),
        ("", "金额", "82800.92", "1,234.50"),
        ("TRUE", "", "", ""),
    ]
    assert lines[0].spans == (Span(4, 1), COVERED, COVERED, COVERED)
    assert [line.spans[0] for line in lines[1:3]] == [Span(1, 2), COVERED]


# --- what is which, and what cannot be read -----------------------------------------------------------


def test_a_workbook_is_known_by_its_content():
    assert excel.is_workbook(saved(workbook([["x"]])[0]))
    assert excel.is_workbook(saved(old_workbook()))
    assert not excel.is_workbook(b"PK\x03\x04" + b"word/document.xml")
    assert not excel.is_workbook(container.SIGNATURE + bytes(600))
    assert not excel.is_workbook("项目绩效目标表".encode())
    assert container.held_in(saved(old_workbook())) is container.Held.WORKBOOK
    assert container.held_in(container.SIGNATURE + bytes(600)) is container.Held.OTHER


def test_a_binary_workbook_is_rejected_with_advice():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        archive.writestr("xl/workbook.bin", b"x")
    assert excel.is_workbook(stream.getvalue())
    with pytest.raises(UnreadableFile, match="binary workbook"):
        lines_of(stream.getvalue())


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.9, 0.99])
def test_workbooks_cut_off_in_their_download_are_rejected(kept):
    rows = [["指标", number * 1.1] for number in range(300)]
    for content in (saved(workbook(rows)[0]), saved(old_workbook())):
        with pytest.raises(UnreadableFile, match="damaged workbook"):
            lines_of(content[: int(len(content) * kept)])


@pytest.mark.parametrize(
    ("part", "old", "new"),
    [
        ("xl/worksheets/sheet1.xml", b"</row>", b"<row>"),
        ("xl/worksheets/sheet1.xml", b"<v>5</v>", b"<v>five</v>"),
        ("xl/worksheets/sheet1.xml", b'r="A1"', b'r="?"'),
        ("xl/_rels/workbook.xml.rels", b"sheet1.xml", b"sheet9.xml"),
    ],
)
def test_damaged_parts_are_rejected(part, old, new):
    content = with_part_changed(saved(workbook([["指标", 5]])[0]), part, old, new)
    with pytest.raises(UnreadableFile, match="damaged workbook"):
        lines_of(content)


def test_a_password_is_named_as_the_reason():
    old = saved(old_workbook())
    # The first record after the beginning of the workbook becomes the one that says how it is encrypted.
    start = old.index(b"\x09\x08", 512)
    after = start + 4 + int.from_bytes(old[start + 2 : start + 4], "little")
    locked = old[:after] + b"\x2f\x00" + old[after + 2 :]
    zipped = bytearray(saved(workbook([["指标"]])[0]))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        for place in (at for at in range(len(zipped)) if zipped.startswith(signature, at)):
            zipped[place + flags] |= 1
    for content in (locked, bytes(zipped)):
        with pytest.raises(UnreadableFile, match="under a password"):
            lines_of(content)


def test_a_new_workbook_under_a_password_is_told_from_an_old_one():
    old = saved(old_workbook())
    name, other = ("Workbook".encode("utf-16-le"), "EncryptedPackage".encode("utf-16-le"))
    entry = old.index(name.ljust(64, b"\0"))
    length = (len(other) + 2).to_bytes(2, "little")
    content = old[:entry] + other.ljust(64, b"\0") + length + old[entry + 66 :]
    assert container.held_in(content) is container.Held.ENCRYPTED
    assert not excel.is_workbook(content)
    with pytest.raises(UnreadableFile, match="under a password"):
        lines_of(content)


# --- what a person sees of a cell ---------------------------------------------------------------------


def test_a_text_shows_what_its_format_puts_around_it_and_nothing_under_the_code_that_hides():
    assert displayed_text("无", '_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * "-"??_ ;_ @_ ') == "无"
    assert displayed_text("120", '@"人"') == "120人"
    assert displayed_text("旧", ";;;") == ""
    assert displayed_text("120", "0.00") == displayed_text("120", "@") == "120"


def test_raised_figures_and_struck_text_in_a_cell_join_no_figure():
    book, sheet = workbook()
    small, low, gone = InlineFont(vertAlign="superscript"), InlineFont(vertAlign="subscript"), InlineFont(strike=True)
    sheet.append(
        [
            CellRichText("39.90", TextBlock(small, "1")), CellRichText("5万m", TextBlock(small, "2")),
            CellRichText("CO", TextBlock(low, "2")), CellRichText(TextBlock(gone, "80"), "120人"),
            CellRichText(TextBlock(small, "39.90")), CellRichText("131个", TextBlock(small, "[2]")),
        ]
    )  # fmt: skip
    assert cells_of(saved(book)) == [("39.90¹", "5万m²", "CO₂", "120人", "39.90", "131个²")]


def test_a_cell_that_is_struck_through_or_white_on_nothing_says_nothing():
    book, sheet = workbook([["目标", 80, 90, "标题", 70, 60]])
    sheet["B1"].font = Font(strike=True)
    sheet["C1"].font = Font(color="FFFFFFFF")
    sheet["D1"].font = Font(color="FFFFFFFF")
    sheet["D1"].fill = PatternFill("solid", fgColor="FF1F4E79")
    sheet["E1"].number_format = ";;;"
    assert cells_of(saved(book)) == [("目标", "", "", "标题", "", "60")]


def test_white_letters_in_a_table_style_are_seen():
    book, sheet = workbook([["目标", "指标值"], ["人数", "50"]])
    for place in ("A1", "B1"):
        sheet[place].font = Font(color="FFFFFFFF")
    sheet.add_table(Table(displayName="t", ref="A1:B2"))
    assert cells_of(saved(book))[0] == ("目标", "指标值")


def test_an_old_workbook_shows_the_same_of_its_cells():
    book = xlwt.Workbook()
    sheet = book.add_sheet("a")
    fonts = {}
    for name, settings in {
        "struck": {"struck_out": True}, "raised": {"escapement": xlwt.Font.ESCAPEMENT_SUPERSCRIPT},
        "white": {"colour_index": 9}, "plain": {},
    }.items():  # fmt: skip
        fonts[name] = xlwt.Font()
        for setting, value in settings.items():
            setattr(fonts[name], setting, value)
    sheet.write_rich_text(0, 0, [("39.90", fonts["plain"]), ("1", fonts["raised"])])
    sheet.write_rich_text(0, 1, ["甲", ("80", fonts["struck"]), ("120人", fonts["plain"])])
    for column, name in enumerate(("struck", "white", "plain"), start=2):
        style = xlwt.XFStyle()
        style.font = fonts[name]
        sheet.write(0, column, 80, style)
    sheet.write(0, 5, -100, xlwt.easyxf(num_format_str="#,##0.00;[Red]#,##0.00"))
    assert cells_of(saved(book)) == [("39.90¹", "甲120人", "", "", "80", "-100.00")]


# --- the XML of Excel 2003 ----------------------------------------------------------------------------


STYLES = """<Style ss:ID="Default"><NumberFormat/></Style><Style ss:ID="m"><NumberFormat ss:Format="#,##0.00"/></Style>
<Style ss:ID="r" ss:Parent="m"><NumberFormat ss:Format="Standard"/></Style><Style ss:ID="p"><NumberFormat ss:Format="Percent"/></Style>
<Style ss:ID="s"><Font ss:StrikeThrough="1"/></Style><Style ss:ID="d"><NumberFormat ss:Format="Short Date"/></Style>
<Style ss:ID="n"><NumberFormat ss:Format="0.00;[Red]0.00"/></Style>"""


def xml_workbook(*tables, encoding="utf-8", options=""):
    sheets = "".join(f'<Worksheet ss:Name="表"><Table>{table}</Table>{options}</Worksheet>' for table in tables)
    text = f"""<?xml version="1.0" encoding="{encoding}"?>
<?mso-application progid="Excel.Sheet"?>
<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet" xmlns:ss="urn:schemas-microsoft-com:office:spreadsheet"
 xmlns:x="urn:schemas-microsoft-com:office:excel" xmlns:html="http://www.w3.org/TR/REC-html40">
<Styles>{STYLES}</Styles>{sheets}</Workbook>"""
    return text.encode(encoding)


def xml_cell(text, kind="String", attributes=""):
    return f'<Cell {attributes}><ss:Data ss:Type="{kind}">{text}</ss:Data></Cell>'


def xml_lines(content):
    return formats.read_bytes(content, "表.xls", "memory:表.xls").lines


@pytest.mark.parametrize("encoding", ["utf-8", "gb2312"])
def test_a_workbook_in_the_xml_of_2003_gives_what_it_shows(encoding):
    table = f"""<Row>{xml_cell("绩效目标表", attributes='ss:MergeAcross="2"')}</Row>
    <Row ss:Index="3">{xml_cell(1234.5, "Number", 'ss:StyleID="m"')}{xml_cell("0.95", "Number", 'ss:StyleID="p"')}
      {xml_cell("2024-01-31T00:00:00.000", "DateTime", 'ss:StyleID="d"')}</Row>
    <Row ss:Hidden="1" ss:Span="1">{xml_cell("隐")}</Row>
    <Row ss:Index="6">{xml_cell("-1234.5", "Number", 'ss:StyleID="r"')}{xml_cell("旧", attributes='ss:StyleID="s"')}
      {xml_cell("39.90<html:Sup>1</html:Sup><html:S>8</html:S>", attributes='ss:Index="3"')}</Row>
    <Row>{xml_cell("-100", "Number", 'ss:StyleID="n"')}{xml_cell("30.00", "Number")}{xml_cell(1, "Boolean")}</Row>"""
    lines = xml_lines(xml_workbook(table, encoding=encoding))
    assert [line.cells for line in lines] == [
        ("绩效目标表", "", ""), ("", "", ""), ("1,234.50", "95.00%", "2024/1/31"), ("-1,234.50", "", "39.90¹"),
        ("-100.00", "30", "TRUE"),
    ]  # fmt: skip
    assert lines[0].spans == (Span(3, 1), COVERED, COVERED)


def test_hidden_sheets_and_columns_in_the_xml_of_2003_are_left_out():
    row = f"<Row>{xml_cell('甲')}{xml_cell('隐')}{xml_cell('乙')}</Row>"
    assert xml_lines(xml_workbook(f'<Column/><Column ss:Hidden="1"/>{row}'))[0].cells == ("甲", "乙")
    hidden = "<x:WorksheetOptions><x:Visible>SheetHidden</x:Visible></x:WorksheetOptions>"
    with pytest.raises(UnreadableFile, match="shows nothing"):
        xml_lines(xml_workbook(row, options=hidden))


def test_xml_of_2003_that_breaks_off_or_declares_entities_is_rejected():
    content = xml_workbook(f"<Row>{xml_cell('甲')}</Row>")
    with pytest.raises(UnreadableFile, match="breaks off"):
        xml_lines(content[:-20])
    with pytest.raises(UnreadableFile, match="entities"):
        xml_lines(content.replace(b"<?mso", b'<!DOCTYPE a [<!ENTITY b "c">]><?mso'))
