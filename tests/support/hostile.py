"""Files that are broken, or made to break a reader: over a hundred, of every format that is read.

In: a folder (`python -m tests.support.hostile FOLDER`). Out: the files in it, each made here and none fetched; small on disk,
though some of them inflate to hundreds of MB. What each must come to stands in test_hostile.py.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from tests.support.drawn_tables import table
from tests.support.hostile_pdf import pdfs
from tests.support.make_files import docx, html, xls, xlsx
from tests.support.make_ole import container_of
from tests.support.make_pdf import pdf

MB = 2**20
TITLE = "2024年部门整体支出绩效目标表"
ROWS = (
    ("一级指标", "二级指标", "三级指标", "指标值"),
    ("产出指标", "数量指标", "培训人数", "≥120人"),
    ("产出指标", "质量指标", "合格率", "≥95%"),
    ("效益指标", "社会效益指标", "带动就业人数", "=77人"),
    ("满意度指标", "服务对象满意度指标", "群众满意度", "≥90%"),
)
BLOCKS = [TITLE, table(ROWS)]
TEXT = TITLE + "\n" + "\n".join("\t".join(row) for row in ROWS) + "\n"
ROW = "产出指标\t数量指标\t培训人数\t≥120人\n"

FILE_ENTITY = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>'
LAUGHS = "".join(f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' for n in range(1, 12))
LAUGHS = f'<!DOCTYPE x [<!ENTITY l0 "哈哈哈哈哈哈哈哈">{LAUGHS}<!ENTITY e "&l11;">]>'
QUADRATIC = f'<!DOCTYPE x [<!ENTITY a "{"哈" * 100_000}"><!ENTITY e "{"&a;" * 1000}">]>'

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
S = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"

Files = Iterator[tuple[str, bytes]]


def entities(web: str) -> dict[str, str]:
    """What a markup file may declare to have another one read, fetched, or itself blown up."""
    return {
        "xxe_file": FILE_ENTITY,
        "xxe_web": f'<!DOCTYPE x [<!ENTITY e SYSTEM "http://{web}/secret">]>',
        "dtd_web": f'<!DOCTYPE x [<!ENTITY % d SYSTEM "http://{web}/x.dtd"> %d;]>',
        "laughs": LAUGHS,
        "quadratic": QUADRATIC,
    }


def zipped(parts: dict[str, str | bytes], base: bytes | None = None, method: int = ZIP_DEFLATED) -> bytes:
    """A container with these parts, and those of another container that are not named; "" leaves a part out."""
    stream = BytesIO()
    with ZipFile(stream, "w", method, compresslevel=1) as made:
        if base:
            with ZipFile(BytesIO(base)) as old:
                for name in old.namelist():
                    if name not in parts:
                        made.writestr(name, old.read(name))
        for name, content in parts.items():
            if content:
                made.writestr(name, content)
    return stream.getvalue()


def parts_of(content: bytes) -> dict[str, bytes]:
    """The parts of a container."""
    with ZipFile(BytesIO(content)) as container:
        return {name: container.read(name) for name in container.namelist()}


def texts(_web: str) -> Files:
    """Text."""
    text, gb = TEXT.encode(), TEXT.encode("gb18030")
    yield "empty", b""
    yield "blanks", b" \n\t\r\n" * 1000
    yield "mark_only", b"\xef\xbb\xbf"
    yield "nul_only", bytes(5000)
    yield "nul_inside", text[:200] + bytes(3) + text[200:]
    yield "nul_after_every_row", text.replace(b"\n", b"\0\n")
    yield "controls", bytes(range(1, 32)) * 400
    yield "noise", bytes(n * n * 7 % 251 for n in range(30_000))
    yield "utf16_odd", TEXT.encode("utf-16")[:-1]
    yield "utf16_surrogates", b"\xff\xfe" + b"\x00\xd8" * 3000
    yield "mixed_halves", text + gb
    yield "mixed_lines", b"".join((line + "\n").encode(e) for line in TEXT.split("\n") for e in ("utf-8", "gb18030"))
    yield "mixed_big5", text + "培訓人數\t120人\n".encode("big5") * 20
    yield "mark_utf8_body_gb18030", b"\xef\xbb\xbf" + gb
    yield "truncated_in_a_character", text[:-2]
    yield "endless_line", text + "绩效目标".encode() * (2 * MB)
    yield "endless_digits", text + b"1" * (5 * MB)
    yield "endless_blanks", text + b"x" + b" " * (5 * MB) + b"x"
    yield "endless_cells", text + "产出指标\t".encode() * 300_000
    yield "endless_pipes", text + b"| " * 500_000
    yield "endless_brackets", text + "（".encode() * 300_000 + b"(" * 300_000
    yield "endless_signs", text + "≥".encode() * 300_000 + b">=" * 300_000
    yield "endless_sentence", text + "完成培训人数不少于120人，".encode() * 50_000
    yield "million_blank_lines", text + b"\n" * 1_000_000
    yield "blank_lines_in_a_table", TEXT.replace("\t", "  ").replace("\n", "\n" * 15_000, 2).encode()
    yield "million_rows", (TITLE + "\n" + ROW * 1_000_000).encode()
    yield "thirty_thousand_rows", (TITLE + "\n" + ROW * 30_000).encode()
    yield "million_pages", text + b"\f" * 1_000_000
    yield "thousand_titles", (TEXT * 1500).encode()
    yield "large_field_with_commas", ("a,b,c,d\n" * 5 + '"' + "x" * 200_000 + '",b,c,d\n').encode()
    yield "open_quote_with_commas", ("a,b,c,d\n" * 50 + '"a,b,c,d\n').encode()
    yield "huge_numbers", TEXT.replace("120", "1" * 5000).replace("77", "9" * 400 + ".9").encode()
    yield "huge_exponent", TEXT.replace("120", "1e999999999").replace("77", "1E+99999").encode()
    yield "odd_digits", TEXT.replace("120", "①②³½٣").replace("77", "〇〇〇").encode()
    yield "absurd_years", TEXT.replace("2024", "99999").replace("120", "0000年00月00").encode()
    yield "directions_and_marks", TEXT.replace("培训", "\u202e培\u0300\u0301\u200b\u2066训\ufffe").encode()
    yield "line_separators", TEXT.replace("\n", "\u2028").encode() + TEXT.replace("\n", "\x0b").encode()
    yield "terminal_codes", TEXT.replace("培训", "\x1b]0;x\x07\x1b[2J培训").encode()
    yield "formulas", TEXT.replace("培训人数", "=cmd|' /C calc'!A0").replace("合格率", "@SUM(1+1)*cmd").encode()
    yield "sql", TEXT.replace("培训人数", "'); drop schema raw cascade; --").encode()
    yield "copy_marks", TEXT.replace("培训人数", "\\N\\.\\t\\\\").replace("合格率", "\\.").encode()
    yield "json_marks", TEXT.replace("培训人数", '\\u0000"}],[{"').replace("合格率", "{{ 7*7 }}{% x %}").encode()
    yield "script", TEXT.replace("培训人数", "<script>alert(1)</script>").encode()


def names() -> Iterator[tuple[bytes, bytes]]:
    """Names that are no names; every content is another one, for one content is one document."""
    odd = [
        *(b"'; drop table raw.document; --.txt", b'double " quote.txt', b"new\nline.txt", b"tab\there.txt"),
        *(b"back\\slash.txt", b"$(touch x).txt", b"`id`.txt", b"%s%n%d.txt", b"-rf.txt", b"x..%2f..%2fetc.txt"),
        *("表情😀.txt".encode(), "\u202etxt.cod".encode(), b"esc\x1b[31m.txt", b"[red]markup.txt"),
        *(b"not utf8 \xff\xfe.txt", "旧编码".encode("gb18030") + b".txt", b"x" * 251 + b".txt", b"no suffix"),
        *(b"two.txt.exe", b"a.txt ", b"{{ jinja }}.txt", b"<b>&amp;.txt", b"semi;colon&pipe|.txt", b"=1+1.txt"),
    ]
    for number, name in enumerate(odd, start=1):
        yield name, TEXT.replace("120", str(1000 + number)).encode()


def documents(web: str) -> Files:
    """Word."""
    good = docx(BLOCKS)

    def body(inside: str, before: str = "") -> bytes:
        document = f'<?xml version="1.0"?>{before}<w:document {W}><w:body>{inside}</w:body></w:document>'
        return zipped({"word/document.xml": document}, good)

    def paragraph(text: str) -> str:
        return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"

    cell = f"<w:tc>{paragraph('产出指标')}</w:tc>"
    for name, declared in entities(web).items():
        yield name, body(paragraph("培训人数&e;"), declared)
    yield "laughs_in_styles", zipped({"word/styles.xml": f"{LAUGHS}<w:styles {W}>&e;</w:styles>"}, good)
    yield "laughs_in_relations", zipped({"_rels/.rels": f"{LAUGHS}<Relationships>&e;</Relationships>"}, good)
    yield "laughs_in_utf16", zipped({"word/document.xml": f"{LAUGHS}<a>&e;</a>".encode("utf-16")}, good)
    yield "laughs_far_down", body(paragraph("培训人数&e;"), "<!--" + "x" * 10_000 + "-->" + LAUGHS)
    yield "xxe_file_far_down", body(paragraph("培训人数&e;"), "<!--" + "x" * 10_000 + "-->" + FILE_ENTITY)
    yield "inflates", body(paragraph("绩" * (100 * MB)))
    yield "inflates_styles", zipped({"word/styles.xml": b"<a>" + b" " * (400 * MB) + b"</a>"}, good)
    yield "inflates_picture", zipped({"word/media/image1.png": bytes(400 * MB)}, good)
    yield "nested_tags", body("<w:sdt><w:sdtContent>" * 100_000 + "x" + "</w:sdtContent></w:sdt>" * 100_000)
    yield "nested_tags_200", body("<w:sdt><w:sdtContent>" * 100 + paragraph("x") + "</w:sdtContent></w:sdt>" * 100)
    yield "nested_tables", body("<w:tbl><w:tr><w:tc>" * 80 + paragraph("x") + "</w:tc></w:tr></w:tbl>" * 80)
    yield "nested_runs", body("<w:p>" + "<w:ins>" * 240 + "<w:r><w:t>x</w:t></w:r>" + "</w:ins>" * 240 + "</w:p>")
    yield "million_paragraphs", body(paragraph("绩效") * 1_000_000)
    yield "many_rows", body(f"<w:tbl>{f'<w:tr>{cell * 4}</w:tr>' * 60_000}</w:tbl>")
    yield (
        "wide_cells",
        body(
            f'<w:tbl>{"<w:tr>" + f"""<w:tc><w:tcPr><w:gridSpan w:val="999999999"/></w:tcPr>{paragraph("x")}</w:tc>""" * 60 + "</w:tr>"}</w:tbl>'
            * 10
        ),
    )
    yield (
        "merges_without_a_start",
        body(f"<w:tbl>{'<w:tr><w:tc><w:tcPr><w:vMerge/></w:tcPr></w:tc><w:tc/></w:tr>' * 500}</w:tbl>"),
    )
    yield "no_text", zipped({"word/document.xml": ""}, good)
    yield "empty_text", zipped({"word/document.xml": " "}, good)
    yield "nul_in_text", body(paragraph("培训\0人数"))
    yield (
        "utf16_text",
        zipped(
            {
                "word/document.xml": f'<?xml version="1.0" encoding="UTF-16"?><w:document {W}><w:body>{paragraph(TITLE)}</w:body></w:document>'.encode(
                    "utf-16"
                )
            },
            good,
        ),
    )
    yield "unknown_encoding", zipped({"word/document.xml": '<?xml version="1.0" encoding="x-none"?><a/>'}, good)
    yield (
        "styles_in_a_circle",
        zipped(
            {
                "word/styles.xml": f"<w:styles {W}>"
                + "".join(f'<w:style w:styleId="s{n}"><w:basedOn w:val="s{(n + 1) % 3}"/></w:style>' for n in range(3))
                + "</w:styles>",
                "word/document.xml": f'<w:document {W}><w:body><w:p><w:pPr><w:pStyle w:val="s0"/></w:pPr><w:r><w:t>{TITLE}</w:t></w:r></w:p></w:body></w:document>',
            },
            good,
        ),
    )
    yield (
        "text_elsewhere",
        zipped(
            {
                "_rels/.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="{RELATION}/officeDocument" Target="../../../etc/passwd"/></Relationships>'
            },
            good,
        ),
    )
    yield (
        "text_on_the_web",
        zipped(
            {
                "_rels/.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="a" Type="{RELATION}/officeDocument" Target="http://{web}/x" TargetMode="External"/></Relationships>'
            },
            good,
        ),
    )
    yield "relations_broken", zipped({"_rels/.rels": "<Relationships"}, good)
    yield (
        "paths_that_climb",
        zipped({"../../../tmp/climbed.txt": "x", "/etc/climbed": "x", "..\\..\\climbed": "x"}, good),
    )
    yield "thirty_thousand_entries", zipped({f"x/{n}": "x" for n in range(30_000)}, good, ZIP_STORED)
    yield "macro", zipped({"word/vbaProject.bin": b"\xd0\xcf\x11\xe0" + b"Shell" * 100}, good)
    yield (
        "field_that_fetches",
        body(f'<w:p><w:r><w:instrText>DDEAUTO c:\\\\cmd.exe "/k calc"</w:instrText></w:r></w:p>{paragraph(TITLE)}'),
    )
    yield "truncated", good[: len(good) // 2]
    yield "truncated_at_the_end", good[:-30]
    yield "wrong_checksum", _bent(good, b"word/document.xml", 60)
    yield "under_a_flag_of_encryption", _encrypted(good)
    yield "of_a_later_zip", good.replace(b"PK\x01\x02\x14\x03\x14\x00", b"PK\x01\x02\x14\x03\x7c\x00")
    end = good.rindex(b"PK\x05\x06") + 16
    start = int.from_bytes(good[end : end + 4], "little") + 15
    yield "entries_before_its_beginning", good[:end] + start.to_bytes(4, "little") + good[end + 4 :]
    yield "a_size_that_lies", _with_size(good, "word/document.xml", 10)
    yield "a_size_beyond_all", _with_size(good, "word/document.xml", 2**32 - 2)


def workbooks(web: str) -> Files:
    """Excel of today."""
    good = xlsx(BLOCKS)
    sheet = "xl/worksheets/sheet1.xml"

    def rows(inside: str, before: str = "", after: str = "") -> bytes:
        return zipped(
            {sheet: f'<?xml version="1.0"?>{before}<worksheet {S}><sheetData>{inside}</sheetData>{after}</worksheet>'},
            good,
        )

    def cell(place: str, text: str) -> str:
        return f'<c r="{place}" t="inlineStr"><is><t>{text}</t></is></c>'

    def row(number: int, *texts: str) -> str:
        return (
            f'<row r="{number}">'
            + "".join(cell(f"{'ABCDEFGH'[n]}{number}", text) for n, text in enumerate(texts))
            + "</row>"
        )

    form = "".join(row(n, *texts) for n, texts in enumerate(ROWS, start=1))
    for name, declared in entities(web).items():
        yield name, rows(form + row(9, "培训人数&e;", "a", "b", "c"), declared)
    yield (
        "laughs_in_texts",
        _with_texts(good, f'<?xml version="1.0"?>{LAUGHS}<sst {S}><si><t>&e;</t></si></sst>'),
    )
    far = "<!--" + "x" * 10_000 + "-->"
    yield "laughs_far_down", rows(form + row(9, "培训人数&e;", "a", "b", "c"), far + LAUGHS)
    yield "xxe_file_far_down", rows(form + row(9, "培训人数&e;", "a", "b", "c"), far + FILE_ENTITY)
    yield "laughs_in_relations", zipped({"_rels/.rels": f"{LAUGHS}<Relationships>&e;</Relationships>"}, good)
    yield "inflates", rows(row(1, "绩" * (100 * MB)))
    yield (
        "inflates_texts",
        _with_texts(good, f"<sst {S}>" + "<si><t>绩</t></si>" * 5_000_000 + "</sst>"),
    )
    yield (
        "million_rows",
        rows(
            "".join(
                f'<row><c t="inlineStr"><is><t>{n % 9}</t></is></c><c><v>{n}</v></c></row>' for n in range(1_000_000)
            )
        ),
    )
    yield "million_empty_rows", rows(form + "<row/>" * 1_000_000)
    yield "million_columns", rows(form + "<row>" + "<c><v>1</v></c>" * 1_000_000 + "</row>")
    yield "far_corner", rows(form + f'<row r="1048576">{cell("XFD1048576", "x")}</row>')
    yield "beyond_the_corner", rows(form + f'<row r="99999999999999">{cell("ZZZ99999999999999", "x")}</row>')
    yield (
        "diagonal",
        rows("".join(f'<row r="{n}"><c r="{_letters(n)}{n}"><v>1</v></c></row>' for n in range(1, 15_000))),
    )
    yield "negative_row", rows(form + f'<row r="-5">{cell("A1", "x")}</row>')
    yield "merged_all", rows(form, after='<mergeCells><mergeCell ref="A1:XFD1048576"/></mergeCells>')
    yield (
        "merged_often",
        rows(
            "".join(row(n, "x", "y", "z", "w") for n in range(1, 3000)),
            after="<mergeCells>" + "".join(f'<mergeCell ref="A{n}:B{n}"/>' for n in range(1, 30_000)) + "</mergeCells>",
        ),
    )
    yield (
        "merged_over_each_other",
        rows(form, after="<mergeCells>" + '<mergeCell ref="A1:D900000"/>' * 500 + "</mergeCells>"),
    )
    yield (
        "hidden_often",
        zipped(
            {
                sheet: f"<worksheet {S}><cols>"
                + '<col min="1" max="16384" hidden="0"/>' * 10
                + '<col min="9" max="999999999999" hidden="1"/>' * 2000
                + f"</cols><sheetData>{form}</sheetData></worksheet>"
            },
            good,
        ),
    )
    yield "nested_tags", rows("<row>" * 100_000 + "</row>" * 100_000)
    yield "text_that_is_not_there", rows('<row><c t="s"><v>99999999</v></c><c t="s"><v>-1</v></c></row>')
    yield (
        "numbers_that_are_none",
        rows(
            form
            + "<row><c><v>NaN</v></c><c><v>inf</v></c><c><v>1e308</v></c><c><v>-1e-320</v></c><c><v>x</v></c></row>"
        ),
    )
    yield (
        "dates_before_time",
        zipped(
            {
                sheet: f'<worksheet {S}><sheetData>{form}<row><c s="1"><v>-99999999</v></c><c s="1"><v>1e300</v></c></row></sheetData></worksheet>',
                "xl/styles.xml": f'<styleSheet {S}><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>',
            },
            good,
        ),
    )
    yield (
        "endless_format",
        zipped(
            {
                sheet: f'<worksheet {S}><sheetData>{form}<row><c s="1"><v>5</v></c></row></sheetData></worksheet>',
                "xl/styles.xml": f'<styleSheet {S}><numFmts><numFmt numFmtId="200" formatCode="{"0.0#," * 200_000}"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="200"/></cellXfs></styleSheet>',
            },
            good,
        ),
    )
    yield (
        "huge_zeros",
        zipped(
            {
                sheet: f"<worksheet {S}><sheetData>{form}<row>{'<c s=&quot;1&quot;><v>5</v></c>'.replace('&quot;', chr(34)) * 3000}</row></sheetData></worksheet>",
                "xl/styles.xml": f'<styleSheet {S}><numFmts><numFmt numFmtId="200" formatCode="0.{"0" * 20_000}"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="200"/></cellXfs></styleSheet>',
            },
            good,
        ),
    )
    yield (
        "formulas",
        rows(
            form
            + f'<row r="9"><c r="A9"><f>cmd|\' /C calc\'!A0</f><v>7</v></c><c r="B9" t="str"><f>WEBSERVICE("http://{web}")</f><v>x</v></c></row>'
        ),
    )
    yield (
        "outer_link",
        zipped(
            {
                "xl/externalLinks/externalLink1.xml": f"<externalLink {S}><externalBook/></externalLink>",
                "xl/connections.xml": "<x/>",
            },
            good,
        ),
    )
    yield "five_thousand_sheets", _many_sheets(good, form, 5000)
    yield "truncated", good[: len(good) // 2]
    yield "no_sheet", zipped({sheet: ""}, good)
    yield "paths_that_climb", zipped({"../../climbed": "x", "/etc/climbed": "x"}, good)
    yield "thirty_thousand_entries", zipped({f"x/{n}": "x" for n in range(30_000)}, good, ZIP_STORED)
    yield "wrong_checksum", _bent(good, sheet.encode(), 60)
    yield "under_a_flag_of_encryption", _encrypted(good)
    yield "binary", zipped({"xl/workbook.bin": b"x"}, None)


def _with_texts(good: bytes, texts: str) -> bytes:
    """The workbook with a table of shared texts, which its own maker does without."""
    name = "xl/_rels/workbook.xml.rels"
    related = f'<Relationship Id="texts" Type="{RELATION}/sharedStrings" Target="sharedStrings.xml"/></Relationships>'
    relations = parts_of(good)[name].decode().replace("</Relationships>", related)
    return zipped({name: relations, "xl/sharedStrings.xml": texts}, good)


def old_workbooks(_web: str) -> Files:
    """Excel of 1997."""
    good = xls(BLOCKS)
    yield "truncated", good[: len(good) // 2]
    yield "head_only", good[:512]
    yield "half_a_head", good[:100]
    yield "noise_inside", good[:700] + bytes(n * 31 % 256 for n in range(3000)) + good[3700:]
    for place in (30, 44, 48, 60, 68, 76, 512, 520, 1100, 1500, 2000):
        yield f"bent_at_{place}", good[:place] + b"\xff\xff\xff\x7f" + good[place + 4 :]
    yield (
        "sectors_in_a_circle",
        good[:512] + good[512:].replace(b"\x02\x00\x00\x00\x03\x00\x00\x00", b"\x01" + bytes(3) + b"\x01" + bytes(3)),
    )
    yield "sixty_thousand_rows", xls([TITLE, table([("产出指标", "数量指标", "人数", "≥1人")] * 60_000)])


def pages(web: str) -> Files:
    """Web pages."""
    good = html(BLOCKS).decode()

    def page(inside: str) -> bytes:
        return good.replace("</body>", inside + "</body>").encode()

    yield "nested_blocks", page("<div>" * 100_000 + "x" + "</div>" * 100_000)
    yield "nested_tables", page("<table><tr><td>" * 100_000 + "x")
    yield "nested_tables_80", page("<table><tr><td>a<td>" * 80 + "x")
    yield "nested_bold", page("<b><i>" * 50_000 + "x")
    yield "nested_lists", page("<ul><li>" * 5_000 + "x")
    yield "entities", (LAUGHS + good.replace("培训人数", "&e;")).encode()
    yield "xxe_file", (FILE_ENTITY + good.replace("培训人数", "&e;")).encode()
    yield (
        "frames",
        page(f'<iframe src="file:///etc/passwd"></iframe><img src="http://{web}/x"><object data="file:///etc/passwd">'),
    )
    yield "only_frames", b'<html><frameset><frame src="file:///etc/passwd"></frameset></html>'
    yield "script_only", b"<html><script>" + b"while(1);" * 100_000 + b"</script></html>"
    yield (
        "wide_cells",
        page("<table>" + ("<tr>" + '<td colspan="1000" rowspan="65534">x</td>' * 30 + "</tr>") * 300 + "</table>"),
    )
    yield "tall_cells", page("<table>" + '<tr><td rowspan="0">x</td></tr>' * 4000 + "</table>")
    yield "huge_spans", page('<table><tr><td colspan="99999999999999999999" rowspan="-1">x</td><td>y</td></tr></table>')
    yield "million_cells", page("<table>" + "<tr><td>产出指标<td>数量指标<td>人数<td>≥1人" * 250_000 + "</table>")
    yield "million_breaks", page("<p>" + "<br>" * 1_000_000 + "</p>")
    yield "endless_attribute", page(f'<p style="{"a" * (10 * MB)}" hidden>x</p>')
    yield "hundred_thousand_attributes", page("<p " + " ".join(f"a{n}=1" for n in range(100_000)) + ">x</p>")
    yield "comments_without_end", b"<!---->" * 1100 + TEXT.encode()
    yield "comments_that_do_not_close", page("<!--" * 500_000)
    yield "tags_that_do_not_close", page("<td" * 500_000)
    yield "nul_inside", page("<t\0d>x\0y</t\0d>" * 1000)
    yield "unknown_encoding", good.replace("utf-8", "x-klingon").encode("gb18030")
    yield "utf7", good.replace("utf-8", "utf-7").encode("utf-7")
    yield "codec_that_is_none", good.replace("utf-8", "zip").encode("gb18030")[:-9] + b"\xff\xff"
    yield "mixed_encodings", good.encode() + good.encode("gb18030") * 2
    yield "truncated", good[: len(good) // 2].encode()
    yield "scripts_in_cells", good.replace("培训人数", "<script>x</script><svg onload=x>培训人数").encode()
    yield "empty", b"<html></html>"


def archives(_web: str) -> Files:
    """What is no filing."""
    inner = zipped({"zeros": bytes(50 * MB)})
    yield "plain.zip", zipped({"a.txt": TEXT})
    yield "bomb_in_bomb.zip", zipped({f"{n}.zip": inner for n in range(100)})
    yield "bomb.zip", zipped({"zeros": bytes(400 * MB)})
    yield "climbing.zip", zipped({"../../../etc/cron.d/x": "x", "C:\\x": "x", "a\0b": "x"})
    yield "entries.zip", zipped({str(n): "x" for n in range(60_000)}, method=ZIP_STORED)
    yield "locked.docx", container_of("EncryptedPackage", b"")
    yield "locked.xls", container_of("Workbook", b"\x09\x08\x10\x00" + bytes(16) + b"\x2f\x00\x36\x00" + bytes(54))
    yield "locked.doc", container_of("WordDocument", b"\xec\xa5\xc1\0".ljust(11, b"\0") + b"\x01")
    yield "old.doc", container_of("WordDocument", b"\xec\xa5\xc1\0")
    yield "nested.rtf", b"{\\rtf1" + b"{" * 100_000
    yield "encrypted.zip", _encrypted(zipped({"a.txt": TEXT}))
    yield "truncated.zip", zipped({"a.txt": TEXT})[:60]
    yield "link.zip", _link()
    yield "word_in_name_only.zip", b"PK\x03\x04" + b"word/" * 100
    yield "gzip.txt", b"\x1f\x8b" + bytes(100)
    yield "seven.7z", b"7z\xbc\xaf\x27\x1c" + bytes(100)
    yield "program.xlsx", b"\x7fELF" + bytes(range(256)) * 20
    yield "picture.pdf", b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20
    yield "pdf_and_zip.docx", zipped({"a.txt": TEXT}) + b"%PDF-1.4"


def _letters(number: int) -> str:
    letters = ""
    while number:
        number, rest = divmod(number - 1, 26)
        letters = chr(65 + rest) + letters
    return letters


def _many_sheets(good: bytes, form: str, count: int) -> bytes:
    sheets = "".join(f'<sheet name="s{n}" sheetId="{n}" r:id="r{n}"/>' for n in range(1, count))
    relations = "".join(
        f'<Relationship Id="r{n}" Type="{RELATION}/worksheet" Target="worksheets/sheet1.xml"/>' for n in range(1, count)
    )
    return zipped(
        {
            "xl/workbook.xml": f'<workbook {S} xmlns:r="{RELATION}"><sheets>{sheets}</sheets></workbook>',
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{relations}</Relationships>',
            "xl/worksheets/sheet1.xml": f"<worksheet {S}><sheetData>{form}</sheetData></worksheet>",
        },
        good,
    )


def _bent(content: bytes, after: bytes, by: int) -> bytes:
    place = content.index(after) + by
    return content[:place] + bytes(255 - byte for byte in content[place : place + 4]) + content[place + 4 :]


def _encrypted(content: bytes) -> bytes:
    """The flag alone: what is behind it is not encrypted, but no reader can know."""
    for head, place in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        parts = content.split(head)
        content = head.join(
            [parts[0], *(part[: place - 4] + bytes([part[place - 4] | 1]) + part[place - 3 :] for part in parts[1:])]
        )
    return content


def _with_size(content: bytes, name: str, size: int) -> bytes:
    """The container with another size of an entry, in its list of names and before the entry."""
    for head, place in ((b"PK\x03\x04", 22), (b"PK\x01\x02", 24)):
        start = content.rindex(
            head, 0, content.rindex(name.encode()) if head == b"PK\x01\x02" else content.index(name.encode())
        )
        content = content[: start + place] + size.to_bytes(4, "little") + content[start + place + 4 :]
    return content


def _link() -> bytes:
    info = ZipInfo("link.txt")
    info.external_attr = 0o120777 << 16
    with ZipFile(stream := BytesIO(), "w") as made:
        made.writestr(info, "/etc/passwd")
    return stream.getvalue()


MAKERS: dict[str, Callable[[str], Files]] = {
    "txt": texts, "docx": documents, "xlsx": workbooks, "xls": old_workbooks, "html": pages,
    "pdf": lambda web: pdfs(pdf(BLOCKS), web), "": archives,
}  # fmt: skip


def write(folder: Path, web: str = "127.0.0.1:9") -> list[Path]:
    """Write the corpus; the names of the files, those with odd names in a folder of their own.

    Files that would have something fetched name this address, where nobody answers unless a test listens.
    """
    written = []
    for suffix, made in MAKERS.items():
        for name, content in made(web):
            path = folder / (f"{suffix}_{name}.{suffix}" if suffix else name)
            path.write_bytes(content)
            written.append(path)
    odd = folder / "names"
    odd.mkdir()
    for raw, content in names():
        path = odd / raw.decode("utf-8", "surrogateescape")
        path.write_bytes(content)
        written.append(path)
    return written


def write_links(folder: Path) -> set[str]:
    """What is no file of the folder: links out of it, into a circle and to nothing, a pipe; their names."""
    for name, target in {
        "out.txt": "/etc/passwd",
        "climbing.txt": "../../../../../../../../etc/passwd",
        "folder": "/etc",
        "circle": ".",
        "endless.txt": "/dev/zero",
        "nothing.txt": "gone",
        "itself.txt": "itself.txt",
    }.items():
        (folder / name).symlink_to(target)
    os.mkfifo(folder / "pipe.txt")
    return {path.name for path in folder.iterdir()}


if __name__ == "__main__":
    target = Path(sys.argv[1])
    target.mkdir(parents=True, exist_ok=True)
    print(len(write(target)), "files")
