"""read.word: the body of a word document -> lines of cells, or a reason why not."""

from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile

import docx
import pytest
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from etl.filing import COVERED, Span, UnreadableFile
from etl.reading.formats import word
from etl.reading.formats.word.numerals import spelled

ONE = Span()
NAMESPACES = (
    nsdecls("w", "m", "wp", "a", "r") + ' xmlns:v="urn:schemas-microsoft-com:vml"'
    ' xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)


def saved(document):
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def document_of(*elements):
    """A document whose body holds these elements of WordprocessingML."""
    document = docx.Document()
    for element in elements:
        head, _, tail = element.partition(">") if "/>" not in element.split(">")[0] + ">" else (element[:-2], "", "")
        filled = f"{head} {NAMESPACES}>{tail}" if tail else f"{head} {NAMESPACES}/>"
        document.element.body.insert(len(document.element.body) - 1, parse_xml(filled))
    return document


def repacked(content, change):
    """The same container with each part changed; a part changed to None is left out."""
    stream = BytesIO()
    with ZipFile(BytesIO(content)) as old, ZipFile(stream, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            part = change(name, old.read(name))
            if part is not None:
                new.writestr(name, part)
    return stream.getvalue()


def lines_of(document):
    content = document if isinstance(document, bytes) else saved(document)
    return word.read(content, "f.docx", "memory:f.docx").lines


def cells_of(document):
    return [line.cells for line in lines_of(document)]


def p(*runs):
    return f"<w:p>{''.join(runs)}</w:p>"


def r(text, properties=""):
    return f'<w:r><w:rPr>{properties}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'


def tc(inner, properties=""):
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{inner if inner.startswith('<') else p(r(inner))}</w:tc>"


def tr(*cells, properties=""):
    return f"<w:tr><w:trPr>{properties}</w:trPr>{''.join(cells)}</w:tr>"


def tbl(*rows):
    return f"<w:tbl><w:tblPr/><w:tblGrid/>{''.join(rows)}</w:tbl>"


# --- tables -------------------------------------------------------------------------------------------


def test_paragraphs_and_tables_come_in_the_order_of_the_body():
    document = docx.Document()
    document.add_paragraph("项目支出绩效目标表")
    table = document.add_table(rows=1, cols=2)
    table.cell(0, 0).text, table.cell(0, 1).text = "项目名称", "养老保险"
    document.add_paragraph("注：单位为万元")
    assert cells_of(document) == [("项目支出绩效目标表",), ("项目名称", "养老保险"), ("注：单位为万元",)]
    assert [line.number for line in lines_of(document)] == [1, 2, 3]


def test_a_cell_merged_down_stands_at_its_top_and_leaves_covered_places_below():
    table = (document := docx.Document()).add_table(rows=3, cols=2)
    for cell, text in zip(table._cells, ["", "数量指标", "", "质量指标", "效益指标", "社会效益"], strict=True):
        cell.text = text
    table.cell(0, 0).merge(table.cell(1, 0)).text = "产出指标"
    first, second, third = lines_of(document)
    assert (first.cells, first.spans) == (("产出指标", "数量指标"), (Span(1, 2), ONE))
    assert (second.cells, second.spans) == (("", "质量指标"), (COVERED, ONE))
    assert (third.cells, third.spans) == (("效益指标", "社会效益"), (ONE, ONE))


def test_a_cell_merged_both_ways_covers_a_block():
    table = (document := docx.Document()).add_table(rows=2, cols=3)
    for number, cell in enumerate(table._cells):
        cell.text = str(number)
    table.cell(0, 0).merge(table.cell(1, 1)).text = "年度目标"
    first, second = lines_of(document)
    assert (first.cells, first.spans) == (("年度目标", "", "2"), (Span(2, 2), COVERED, ONE))
    assert (second.cells, second.spans) == (("", "", "5"), (COVERED, COVERED, ONE))


def test_rows_that_begin_or_end_inside_the_grid_keep_their_columns():
    late = tr(tc("≥50人"), properties='<w:gridBefore w:val="2"/>')
    document = document_of(tbl(tr(tc("甲"), tc("乙"), tc("丙")), late, tr(tc("丁"))))
    assert cells_of(document) == [("甲", "乙", "丙"), ("", "", "≥50人"), ("丁", "", "")]
    assert all(line.spans == (ONE, ONE, ONE) for line in lines_of(document))


def test_a_continued_cell_without_a_beginning_above_stands_for_itself():
    document = document_of(tbl(tr(tc("甲", "<w:vMerge/>"), tc("1")), tr(tc("", "<w:vMerge/>"), tc("2"))))
    assert [line.spans[0] for line in lines_of(document)] == [Span(1, 2), COVERED]


def test_text_that_a_merged_cell_covers_is_kept_once():
    rows = [tr(tc(text, f'<w:vMerge w:val="{kind}"/>'), tc("值")) for text, kind in
            [("产出", "restart"), ("产出", "continue"), ("指标", "continue")]]  # fmt: skip
    assert cells_of(document_of(tbl(*rows))) == [("产出指标", "值"), ("", "值"), ("", "值")]


def test_cells_of_older_programs_that_continue_to_the_right_are_merged():
    row = tr(tc("资金", '<w:hMerge w:val="restart"/>'), tc("", "<w:hMerge/>"), tc("1.00"))
    document = document_of(tbl(row, tr(tc("甲"), tc("乙"), tc("丙"))))
    assert lines_of(document)[0].spans == (Span(2, 1), COVERED, ONE)
    assert cells_of(document)[0] == ("资金", "", "1.00")


def test_paragraphs_and_breaks_in_a_cell_are_wraps():
    cell = tc(p(r("生态效益")) + p("<w:r><w:t>指标</w:t><w:br/><w:t>≥ 95</w:t><w:br/><w:t>per</w:t></w:r>"))
    assert cells_of(document_of(tbl(tr(cell, tc("值"))))) == [("生态效益指标≥ 95 per", "值")]


def test_rows_that_are_hidden_or_were_deleted_are_left_out_and_inserted_ones_kept():
    rows = [tr(tc(text), tc("值"), properties=mark) for text, mark in
            [("甲", ""), ("隐", "<w:hidden/>"), ("删", '<w:del w:id="1"/>'), ("增", '<w:ins w:id="2"/>')]]  # fmt: skip
    assert cells_of(document_of(tbl(*rows))) == [("甲", "值"), ("增", "值")]


def test_a_table_in_a_labelled_cell_follows_its_row():
    inner = tbl(tr(tc("数量指标"), tc("≥5人")), tr(tc("质量指标"), tc("100%")))
    document = document_of(tbl(tr(tc("绩效指标"), tc(inner + p())), tr(tc("备注"), tc("无"))))
    assert cells_of(document) == [("绩效指标", ""), ("数量指标", "≥5人"), ("质量指标", "100%"), ("备注", "无")]


def test_a_table_that_only_frames_others_gives_way_to_them():
    inner = tbl(tr(tc("数量指标"), tc("≥5人")))
    document = document_of(tbl(tr(tc(p(r("绩效目标表")) + inner + p(r("注：无"))))))
    assert cells_of(document) == [("绩效目标表",), ("数量指标", "≥5人"), ("注：无",)]


def test_a_framed_value_in_a_cell_is_the_value_of_the_cell():
    document = document_of(tbl(tr(tc("指标值"), tc(tbl(tr(tc("≥5人"))) + p()))))
    assert cells_of(document) == [("指标值", "≥5人")]


def test_rows_and_cells_in_content_controls_are_rows_and_cells():
    def control(inner):
        return f"<w:sdt><w:sdtPr><w:alias w:val='名'/></w:sdtPr><w:sdtContent>{inner}</w:sdtContent></w:sdt>"

    table = tbl(control(tr(control(tc("项目")), tc(p(control(r("养老"))) + control(p(r("保险")))))))
    assert cells_of(document_of(control(p(r("标题"))), table)) == [("标题",), ("项目", "养老保险")]


# --- paragraphs ---------------------------------------------------------------------------------------


def test_tabs_cut_a_paragraph_into_cells_but_only_indent_when_they_stand_outside():
    document = docx.Document()
    document.add_paragraph("产出指标\t\t受益人数\t≥50人")
    document.add_paragraph("\t预算单位")
    assert cells_of(document) == [("产出指标", "", "受益人数", "≥50人"), ("预算单位",)]


def test_line_breaks_and_blank_paragraphs_outside_tables_make_lines():
    document = docx.Document()
    document.add_paragraph("目标1\n目标2")
    document.add_paragraph("")
    document.add_paragraph("末")
    assert cells_of(document) == [("目标1",), ("目标2",), ("",), ("末",)]


def test_inserted_text_is_kept_and_deleted_moved_or_hidden_text_left_out():
    document = document_of(p(
        r("受益"), f'<w:ins w:id="1">{r("人数")}</w:ins>',
        '<w:del w:id="2"><w:r><w:delText>户数</w:delText></w:r></w:del>',
        f'<w:moveFrom w:id="3">{r("旧")}</w:moveFrom><w:moveTo w:id="4">{r("≥50")}</w:moveTo>',
        r("暗", "<w:vanish/>"), r("人", '<w:vanish w:val="0"/>'),
    ))  # fmt: skip
    assert cells_of(document) == [("受益人数≥50人",)]


RAISED, LOWERED = '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>'


def test_a_raised_mark_of_a_note_never_joins_the_figure_it_stands_at():
    row = tr(
        tc("全年执行数"), tc(p(r("39.90"), r("1", RAISED))), tc(p(r("131个"), r("[2]", RAISED))),
        tc(p(r("5万m"), r("2", RAISED))), tc(p(r("CO"), r("2", LOWERED))),
    )  # fmt: skip
    assert cells_of(document_of(tbl(row, row)))[0] == ("全年执行数", "39.90¹", "131个²", "5万m²", "CO₂")


def test_a_figure_that_is_raised_as_a_whole_is_a_figure_in_small_print():
    row = tr(tc("执行数"), tc(p(r("39.90", RAISED))), tc(p(r("39"), r(".90", RAISED))))
    assert cells_of(document_of(tbl(row, row)))[0] == ("执行数", "39.90", "39.90")


def test_a_power_in_a_formula_joins_no_figure():
    power = (
        "<m:oMath><m:sSup><m:e><m:r><m:t>10</m:t></m:r></m:e><m:sup><m:r><m:t>4</m:t></m:r></m:sup></m:sSup></m:oMath>"
    )
    assert cells_of(document_of(p(r("3×"), power))) == [("3×10⁴",)]


@pytest.mark.parametrize(
    "properties",
    [
        "<w:strike/>", "<w:dstrike/>", "<w:vanish/>", '<w:sz w:val="1"/>', '<w:color w:val="FFFFFF"/>',
        '<w:color w:val="FFFFFF"/><w:shd w:val="clear" w:color="auto" w:fill="auto"/>',
    ],
)  # fmt: skip
def test_what_is_struck_through_or_not_to_be_seen_is_not_read(properties):
    row = tr(tc("指标值"), tc(p(r("80", properties), r("120人"))), tc(p(r("旧", properties))))
    assert cells_of(document_of(tbl(row, row)))[0] == ("指标值", "120人", "")


def test_white_letters_on_something_dark_are_seen():
    white = '<w:color w:val="FFFFFF"/>'
    dark = '<w:shd w:val="clear" w:fill="1F4E79"/>'
    row = tr(
        tc(p(r("甲", white)), dark), tc(p(r("乙", white + dark))), tc(p(r("丙", white + '<w:highlight w:val="black"/>'))),
        tc(f"<w:p><w:pPr>{dark}</w:pPr>{r('丁', white)}</w:p>"), tc(p(r("戊", white))),
    )  # fmt: skip
    assert cells_of(document_of(tbl(row, row)))[0] == ("甲", "乙", "丙", "丁", "")


def test_a_style_says_how_its_runs_look_and_a_run_may_say_otherwise():
    document = document_of(
        p(r("39.90"), r("1", '<w:rStyle w:val="Note"/>'), r("旧", '<w:rStyle w:val="Gone"/>')),
        p('<w:pPr><w:pStyle w:val="Dead"/></w:pPr>', r("旧"), r("新", '<w:strike w:val="0"/>')),
    )
    style = '<w:style {} w:type="character" w:styleId="{}">{}<w:rPr>{}</w:rPr></w:style>'
    for name, based_on, properties in [("Note", "", RAISED), ("Dead", "", "<w:strike/>"), ("Gone", "Dead", "")]:
        basis = based_on and f'<w:basedOn w:val="{based_on}"/>'
        document.styles.element.append(parse_xml(style.format(nsdecls("w"), name, basis, properties)))
    assert cells_of(document) == [("39.90¹",), ("新",)]


def test_a_text_box_is_read_whatever_the_run_looks_like_that_holds_it():
    white = p(r("单位：万元", '<w:color w:val="FFFFFF"/>'))
    box = f"<w:pict><v:shape><v:textbox><w:txbxContent>{white}</w:txbxContent></v:textbox></v:shape></w:pict>"
    document = document_of(p(r("甲"), f'<w:r><w:rPr><w:sz w:val="2"/></w:rPr>{box}</w:r>'))
    assert cells_of(document) == [("甲",), ("单位：万元",)]


def test_a_cell_whose_deletion_is_tracked_says_nothing():
    row = tr(tc("甲"), tc("乙", '<w:cellDel w:id="1"/>'), tc("丙"))
    assert cells_of(document_of(tbl(row, row)))[0] == ("甲", "", "丙")


def test_a_paragraph_deleted_with_its_mark_leaves_no_line():
    mark = '<w:pPr><w:rPr><w:del w:id="1"/></w:rPr></w:pPr>'
    deleted = p(mark, '<w:del w:id="2"><w:r><w:delText>旧目标</w:delText></w:r></w:del>')
    assert cells_of(document_of(deleted, p(r("新目标")))) == [("新目标",)]


def test_links_fields_and_formulas_give_what_they_show():
    field = '<w:r><w:fldChar w:fldCharType="begin"/><w:instrText>PAGE</w:instrText></w:r>'
    fraction = (
        "<m:oMath><m:f><m:num><m:r><m:t>3</m:t></m:r></m:num><m:den><m:r><m:t>4</m:t></m:r></m:den></m:f></m:oMath>"
    )
    document = document_of(
        p(f"<w:hyperlink>{r('绩效目标表')}</w:hyperlink>"),
        p(field, r("7"), '<w:fldSimple w:instr="x">' + r("8") + "</w:fldSimple>", r("-"), fraction),
    )
    assert cells_of(document) == [("绩效目标表",), ("78-3/4",)]


def test_signs_of_symbol_fonts_are_the_signs_they_show():
    document = document_of(p(
        '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', r("95% "),
        '<w:r><w:sym w:font="Wingdings 2" w:char="F0A3"/></w:r>', r("新增 "), r("\uf0a3", '<w:rFonts w:ascii="Symbol"/>'),
    ))  # fmt: skip
    assert cells_of(document) == [("≥95% ☐新增 ≤",)]


def test_a_text_box_follows_its_paragraph_once_though_word_saves_it_twice():
    box = f"<w:txbxContent>{p(r('单位：万元'))}</w:txbxContent>"
    drawing = (
        f"<mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback><v:textbox>{box}</v:textbox></mc:Fallback>"
    )
    document = document_of(p(r("表一"), f"<w:r>{drawing}</mc:AlternateContent></w:r>"))
    assert cells_of(document) == [("表一",), ("单位：万元",)]


def test_headers_footers_and_comments_are_left_out():
    document = docx.Document()
    document.sections[0].header.paragraphs[0].text = "页眉"
    document.sections[0].footer.paragraphs[0].text = "第1页"
    document.add_comment(document.add_paragraph("正文").runs[0], text="批注")
    assert cells_of(document) == [("正文",)]


def test_page_breaks_count_once_whether_typed_or_noted_by_word():
    def pages(*elements):
        return [line.page for line in lines_of(document_of(*elements)) if not line.is_blank]

    typed = p('<w:r><w:br w:type="page"/></w:r>')
    noted = p("<w:r><w:lastRenderedPageBreak/><w:t>乙</w:t></w:r>")
    assert pages(p(r("甲")), typed, p(r("乙"))) == [1, 2]
    assert pages(p(r("甲")), typed, noted) == [1, 2]


def test_a_row_that_breaks_over_pages_in_each_cell_begins_on_the_first_and_ends_one_page():
    cell = tc(p(r("甲")) + p("<w:r><w:lastRenderedPageBreak/><w:t>乙</w:t></w:r>"))
    document = document_of(tbl(tr(cell, cell), tr(tc("丙"), tc("丁"))))
    assert [line.page for line in lines_of(document)] == [1, 2]


# --- automatic numbers --------------------------------------------------------------------------------


def with_lists(document, *levels, instances='<w:num w:numId="7"><w:abstractNumId w:val="70"/></w:num>'):
    """Give a document list 7, whose levels are (format, text)."""
    part = document.part.numbering_part.element
    for child in list(part):
        part.remove(child)
    declared = "".join(
        f'<w:lvl w:ilvl="{depth}"><w:start w:val="1"/><w:numFmt w:val="{shape}"/><w:lvlText w:val="{text}"/></w:lvl>'
        for depth, (shape, text) in enumerate(levels)
    )
    wrapped = f'<w:x {NAMESPACES}><w:abstractNum w:abstractNumId="70">{declared}</w:abstractNum>{instances}</w:x>'
    part.extend(list(parse_xml(wrapped)))
    return document


def item(text, depth=0, number=7):
    place = f'<w:numPr><w:ilvl w:val="{depth}"/><w:numId w:val="{number}"/></w:numPr>'
    return p(f"<w:pPr>{place}</w:pPr>", r(text))


def texts_of(document):
    return [line.text for line in lines_of(document)]


def test_automatic_numbers_stand_before_their_titles_as_if_typed():
    body = [
        item("总体绩效目标"),
        item("项目绩效目标"),
        item("培训项目绩效目标表", 1),
        item("2023年项目", 1),
        item("其他"),
    ]
    document = with_lists(document_of(*body), ("chineseCounting", "%1、"), ("decimal", "%2."))
    assert texts_of(document) == [
        "一、总体绩效目标", "二、项目绩效目标", "1.培训项目绩效目标表", "2. 2023年项目", "三、其他",
    ]  # fmt: skip


def test_a_number_of_several_levels_ends_before_a_blank():
    document = with_lists(
        document_of(item("甲"), item("乙", 1), item("丙", 1)), ("decimal", "%1"), ("decimal", "%1.%2")
    )
    assert texts_of(document) == ["1 甲", "1.1 乙", "1.2 丙"]


def test_a_list_begun_anew_counts_from_its_own_start():
    again = '<w:num w:numId="8"><w:abstractNumId w:val="70"/><w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    first = '<w:num w:numId="7"><w:abstractNumId w:val="70"/></w:num>'
    body = [item("甲"), item("乙"), item("丙", number=8), item("丁", number=8)]
    document = with_lists(document_of(*body), ("decimal", "%1."), instances=first + again)
    assert texts_of(document) == ["1.甲", "2.乙", "1.丙", "2.丁"]


def test_a_style_gives_its_paragraphs_their_number():
    document = docx.Document()
    style = document.styles["Heading 1"].element.get_or_add_pPr()
    style.append(parse_xml(f'<w:numPr {NAMESPACES}><w:numId w:val="7"/></w:numPr>'))
    document.add_heading("预算", level=1)
    document.add_heading("绩效", level=1)
    assert texts_of(with_lists(document, ("decimalEnclosedCircle", "%1"))) == ["①预算", "②绩效"]


def test_an_empty_cell_that_is_numbered_holds_its_number():
    table = tbl(tr(tc(item("")), tc("甲")), tr(tc(item("")), tc("乙")))
    assert cells_of(with_lists(document_of(table), ("decimal", "%1"))) == [("1", "甲"), ("2", "乙")]


def test_bullets_and_paragraphs_taken_out_of_their_list_have_no_number():
    document = with_lists(document_of(item("甲"), item("乙", number=0)), ("bullet", "\uf0b7"))
    assert texts_of(document) == ["甲", "乙"]


@pytest.mark.parametrize(
    ("shape", "number", "spelt"),
    [
        ("chineseCounting", 10, "十"),
        ("chineseCountingThousand", 12, "十二"),
        ("chineseCountingThousand", 105, "一百零五"),
        ("japaneseCounting", 21, "二十一"),
        ("chineseLegalSimplified", 14, "壹拾肆"),
        ("ideographTraditional", 3, "丙"),
        ("ideographZodiac", 12, "亥"),
        ("ideographDigital", 20, "二〇"),
        ("decimalEnclosedCircleChinese", 3, "③"),
        ("decimalEnclosedCircle", 21, "21"),
        ("decimalFullWidth", 10, "１０"),
        ("decimalZero", 7, "07"),
        ("upperLetter", 28, "BB"),
        ("lowerRoman", 14, "xiv"),
        ("hebrew1", 5, "5"),
    ],
)
def test_numbers_are_spelt_in_the_format_of_their_list(shape, number, spelt):
    assert spelled(number, shape) == spelt


# --- containers ---------------------------------------------------------------------------------------


def test_a_document_with_a_link_to_nothing_is_read_though_python_docx_refuses_it():
    relation = (
        b'<Relationship Id="rId99" Target="../NULL" Type="http://schemas.openxmlformats.org/officeDocument/2006/'
        b'relationships/image"/></Relationships>'
    )
    content = repacked(saved(document_of(p(r("正文")))), lambda _, part: part.replace(b"</Relationships>", relation))
    with pytest.raises(KeyError, match="NULL"):
        docx.Document(BytesIO(content))
    assert cells_of(content) == [("正文",)]


def test_the_strict_standard_and_documents_with_macros_are_read():
    def change(name, part):
        part = part.replace(b"wordprocessingml.document.main+xml", b"x.macroEnabled.main+xml")
        return part.replace(
            b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
            b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        )

    assert cells_of(repacked(saved(document_of(tbl(tr(tc("甲"), tc("乙"))))), change)) == [("甲", "乙")]


def test_a_text_part_of_another_name_is_found():
    def change(name, part):
        return part.replace(b"word/document.xml", b"word/document2.xml") if name == "_rels/.rels" else part

    content = repacked(saved(document_of(p(r("正文")))), change)
    with ZipFile(BytesIO(content)) as old, ZipFile(stream := BytesIO(), "w") as new:
        for name in old.namelist():
            new.writestr(name.replace("word/document.xml", "word/document2.xml"), old.read(name))
    assert word.is_word(stream.getvalue())
    assert cells_of(stream.getvalue()) == [("正文",)]


def test_entities_are_neither_resolved_nor_fetched(tmp_path):
    secret = tmp_path / "secret.txt"
    secret.write_text("秘密", encoding="utf-8")
    entity = f'<!DOCTYPE x [<!ENTITY e SYSTEM "{secret.as_uri()}">]><w:document '.encode()

    def change(name, part):
        return part.replace(b"<w:document ", entity).replace("正文".encode(), "正文&e;".encode())

    content = repacked(saved(document_of(p(r("正文")))), lambda n, x: change(n, x) if n == "word/document.xml" else x)
    with pytest.raises(UnreadableFile, match="declares entities of its own"):
        word.read(content, "a.docx", "file:///a.docx")


@pytest.mark.parametrize(
    ("damage", "reason"),
    [
        (lambda content: content[: len(content) // 2], "damaged Word document.*zip container is broken"),
        (lambda content: repacked(content, lambda n, x: x[:-20] if n == "word/document.xml" else x), "breaks off"),
        (
            lambda content: repacked(content, lambda n, x: None if n == "word/document.xml" else x),
            "its text is missing",
        ),
    ],
)
def test_a_damaged_document_is_rejected_with_its_reason_and_advice(damage, reason):
    content = damage(saved(document_of(p(r("正文")))))
    with pytest.raises(UnreadableFile, match=f"{reason}.*fetch it again"):
        lines_of(content)


def test_a_document_without_text_is_rejected_rather_than_loaded_as_nothing():
    with pytest.raises(UnreadableFile, match="shows no text"):
        lines_of(docx.Document())


def test_a_document_that_includes_another_file_is_rejected_rather_than_cut():
    with pytest.raises(UnreadableFile, match="includes another file"):
        lines_of(document_of(p(r("正文")), '<w:altChunk r:id="rId1"/>'))


def test_word_documents_are_known_by_their_parts_even_when_cut_off():
    content = saved(document_of(p(r("正文"))))
    assert word.is_word(content)
    assert word.is_word(content[: len(content) - 100])
    with ZipFile(stream := BytesIO(), "w") as workbook:
        workbook.writestr("xl/workbook.xml", "<workbook/>")
    assert not word.is_word(stream.getvalue())
    assert not word.is_word("绩效目标表 word/document.xml".encode())


def test_the_document_keeps_the_bytes_and_says_who_read_them():
    content = saved(document_of(p(r("正文"))))
    document = word.read(content, "表.docx", "memory:表.docx")
    assert (document.content, document.reader, document.file_name) == (content, "word", "表.docx")
    assert document.media_type.endswith("wordprocessingml.document")
