"""read.web: a web page -> lines of cells, or a reason why not."""

from base64 import b64encode
from collections import Counter
from itertools import count, product
from quopri import encodestring

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etl.filing import COVERED, Span, UnreadableFile
from etl.reading import formats
from etl.reading.formats import web

ONE = Span()
TABLE = "<table><tr><td>产出指标</td><td>≥50人</td></tr><tr><td>质量</td><td>100%</td></tr></table>"


def lines_of(page):
    content = page if isinstance(page, bytes) else page.encode()
    return web.read(content, "f.html", "memory:f.html").lines


def cells_of(page):
    return [line.cells for line in lines_of(page)]


def spans_of(page):
    return [line.spans for line in lines_of(page)]


# --- tables -------------------------------------------------------------------------------------------


def test_a_row_is_a_line_and_a_block_of_text_is_a_line():
    page = f"<html><body><h1>绩效目标表</h1><p>单位：<b>万</b>元</p>{TABLE}尾<div>注</div></body></html>"
    assert cells_of(page) == [
        ("绩效目标表",), ("单位：万元",), ("产出指标", "≥50人"), ("质量", "100%"), ("尾",), ("注",),
    ]  # fmt: skip
    assert [line.number for line in lines_of(page)] == [1, 2, 3, 4, 5, 6]


def test_spans_both_ways_leave_covered_places():
    page = """<table><tr><td rowspan=2 colspan=2>年度目标<td>甲
                     <tr><td>乙
                     <tr><td>1<td>2<td>3</table>"""
    assert cells_of(page) == [("年度目标", "", "甲"), ("", "", "乙"), ("1", "2", "3")]
    assert spans_of(page) == [(Span(2, 2), COVERED, ONE), (COVERED, COVERED, ONE), (ONE, ONE, ONE)]


def test_a_rowspan_of_zero_or_past_the_end_reaches_to_the_end_of_its_group():
    page = """<table><thead><tr><th>级</th><th>指标</th></tr></thead>
      <tbody><tr><td rowspan="0">产出</td><td>甲</td></tr><tr><td>乙</td></tr></tbody>
      <tbody><tr><td rowspan="9">效益</td><td>丙</td></tr><tr><td>丁</td></tr></tbody></table>"""
    assert cells_of(page) == [("级", "指标"), ("产出", "甲"), ("", "乙"), ("效益", "丙"), ("", "丁")]
    assert [spans[0] for spans in spans_of(page)] == [ONE, Span(1, 2), COVERED, Span(1, 2), COVERED]


def test_a_title_that_claims_a_hundred_columns_has_those_of_its_table():
    page = "<table><tr><td colspan=100>绩效目标表</td></tr><tr><td>甲</td><td>乙</td></tr></table>"
    assert spans_of(page) == [(Span(2, 1), COVERED), (ONE, ONE)]


def test_a_span_that_would_overlap_another_is_cut_and_no_text_lost():
    page = """<table><tr><td>a<td rowspan=2>b<td>c
                     <tr><td colspan=2>d<td>e</table>"""
    assert cells_of(page) == [("a", "b", "c"), ("d", "", "e")]
    assert spans_of(page)[1] == (ONE, COVERED, ONE)


def test_a_lone_cell_beside_merged_ones_is_kept():
    page = "<table><tr><td rowspan=2>a<td rowspan=2>b<tr><td>c</table>"
    assert cells_of(page) == [("a", "b", ""), ("", "", "c")]


def test_short_rows_are_filled_up_and_senseless_spans_are_one():
    page = '<table><tr><td colspan="0">a<td rowspan="x">b<td>c<tr><td colspan="-2">d</table>'
    assert cells_of(page) == [("a", "b", "c"), ("d", "", "")]
    assert all(spans == (ONE, ONE, ONE) for spans in spans_of(page))


def test_the_foot_of_a_table_comes_last_wherever_it_is_written():
    page = """<table><caption>表一</caption><tfoot><tr><td>合计<td>3</tfoot>
      <tbody><tr><td>甲<td>3</tbody><thead><tr><th>项目<th>金额</thead></table>"""
    assert cells_of(page) == [("表一",), ("项目", "金额"), ("甲", "3"), ("合计", "3")]


def test_breaks_in_a_cell_and_in_the_source_are_wraps():
    page = "<table><tr><td>生态<br>效益<p>指标</p></td><td>受益\n   人数\n 50 \n users</td></tr></table>"
    assert cells_of(page) == [("生态效益指标", "受益人数50 users")]


def test_hidden_rows_and_cells_take_no_place():
    page = """<table><tr><td>甲<td style="DISPLAY : none">隐<td>乙</tr>
      <tr style='display:none'><td>隐<td>藏</tr><tr hidden><td>隐</td></tr>
      <tr><td>丙<td>丁<span style="visibility:hidden">隐</span>戊</table>"""
    assert cells_of(page) == [("甲", "乙"), ("丙", "丁戊")]


def test_a_table_in_a_labelled_cell_follows_its_row():
    page = f"<table><tr><td>绩效指标<td>{TABLE}<tr><td>备注<td>无</table>"
    assert cells_of(page) == [("绩效指标", ""), ("产出指标", "≥50人"), ("质量", "100%"), ("备注", "无")]


def test_tables_that_arrange_the_page_give_way_to_what_they_hold():
    page = f"""<table><tr><td>站名</td></tr><tr><td><p>栏目一</p><p>栏目二</p></td>
      <td><table><tr><td>标题<p>单位：元</p>{TABLE}注</td></tr></table></td></tr></table>"""
    assert cells_of(page) == [
        ("站名",), ("栏目一",), ("栏目二",), ("标题",), ("单位：元",), ("产出指标", "≥50人"), ("质量", "100%"), ("注",),
    ]  # fmt: skip


def test_a_framed_value_is_the_value_of_its_cell():
    page = "<table><tr><td>指标值<td><table><tr><td>≥5人</table><tr><td>分值<td>10</table>"
    assert cells_of(page) == [("指标值", "≥5人"), ("分值", "10")]


def test_text_and_cells_in_wrong_places_of_a_table_are_kept():
    page = "<table>单位：万元<tr><form><td>甲<td>乙</form></tr><td>丙<td>丁</table>"
    assert cells_of(page) == [("单位：万元",), ("甲", "乙"), ("丙", "丁")]


def test_what_a_page_leaves_open_ends_where_the_next_cell_row_or_group_begins():
    page = """<table><tr><td><ul><li>甲<td><div>乙<tr><td><p>丙<td><div>丁<tbody><tr><td>戊<td>己
      <thead><tr><th>项目<th><div>金额</table>末"""
    assert cells_of(page) == [("项目", "金额"), ("甲", "乙"), ("丙", "丁"), ("戊", "己"), ("末",)]
    inner = "<table><tr><td>外<td><table><tbody><tr><td>里<td><div>值</table><tr><td>丙<td>丁</table>"
    assert cells_of(inner) == [("外", ""), ("里", "值"), ("丙", "丁")]


@settings(deadline=None)
@given(
    st.lists(
        st.lists(st.lists(st.tuples(st.integers(0, 4), st.integers(0, 4)), max_size=4), max_size=4),
        min_size=1,
        max_size=3,
    )
)
def test_whatever_the_spans_no_text_is_lost_and_cells_tile_the_table(groups):
    numbers = count()
    rows = [[[f"<td colspan={c} rowspan={r}>{next(numbers)}" for c, r in row] for row in group] for group in groups]
    page = "".join("<tbody>" + "".join("<tr>" + "".join(row) for row in group) for group in rows)
    lines = lines_of(f"<table><tr><td>a<td>b{page}</table>")
    assert sorted(int(cell) for line in lines[1:] for cell in line.filled) == list(range(next(numbers)))
    assert len({len(line.cells) for line in lines}) == 1
    taken = Counter(
        (below, right)
        for number, line in enumerate(lines)
        for column, span in enumerate(line.spans)
        for below, right in product(range(number, number + span.rows), range(column, column + span.columns))
    )
    assert taken == Counter(product(range(len(lines)), range(len(lines[0].cells))))


def test_fields_of_a_form_in_a_table_hold_what_was_filed():
    page = """<input value="搜索"><table><tr><td><input value="50人"><td><textarea>目标1</textarea></tr>
      <tr><td><input type=radio checked>延续<input type=radio>新增
      <td><select><option>一级<option selected>二级</select><input type=hidden value=x></table>"""
    assert cells_of(page) == [("50人", "目标1"), ("☑延续☐新增", "二级")]


# --- paragraphs ---------------------------------------------------------------------------------------


def test_a_page_with_a_paragraph_for_each_cell_stays_one_cell_a_line():
    page = "<div><p>一级指标</p><p>二级指标</p><p>&nbsp;</p><p>≥&nbsp;50人<br/>备注</p></div>"
    assert cells_of(page) == [("一级指标",), ("二级指标",), ("≥ 50人",), ("备注",)]


def test_lists_and_loose_text_break_lines_but_inline_marks_do_not():
    page = "甲<ul><li>乙<li><font>丙</font><span>丁</span></ul>戊<hr>己"
    assert cells_of(f"<body>{page}</body>") == [("甲",), ("乙",), ("丙丁",), ("戊",), ("己",)]


def test_preformatted_text_keeps_its_lines_and_cells():
    page = "<body><pre>绩效目标表\n  产出\t数量\t≥5人\n\n| 甲 | 乙 |</pre>后\n文</body>"
    assert cells_of(page) == [("绩效目标表",), ("产出", "数量", "≥5人"), ("",), ("甲", "乙"), ("后文",)]
    assert lines_of(page)[1].text == "  产出\t数量\t≥5人"


def test_a_text_that_holds_whole_tables_keeps_its_lines_around_them():
    page = f"# 绩效目标表\n预算 <50 万元\n{TABLE}\n注：无\n末"
    assert web.is_web(page.encode())
    assert cells_of(page) == [
        ("# 绩效目标表",), ("预算 <50 万元",), ("产出指标", "≥50人"), ("质量", "100%"), ("注：无",), ("末",),
    ]  # fmt: skip


def test_a_text_that_begins_with_a_table_keeps_its_lines_as_well():
    assert cells_of(f"{TABLE}\n注：无\n末")[2:] == [("注：无",), ("末",)]


def test_what_a_page_does_not_show_is_left_out():
    page = """<head><title>题</title><style>p{}</style></head><body style="display:none"><script>if (a<b) {}</script>
      <!-- 注 --><noscript>请开启</noscript><template>x</template><button>打印</button>
      <p>正<del datetime="2022">旧</del>文<![if !supportLists]>1.<![endif]></p><!--[if gte mso 9]><xml>z</xml><![endif]-->"""
    assert cells_of(page) == [("正文1.",)]


# --- what a reader sees of a text ---------------------------------------------------------------------


def cell(inner, style=""):
    """What is read of a cell that holds this, under these rules of style."""
    page = f"<html><head><style>{style}</style></head><table><tr><td>目标<td>{inner}</td><td>末</table></html>"
    ((_, text, last),) = cells_of(page)
    assert last == "末"
    return text


@pytest.mark.parametrize(
    ("inner", "text"),
    [
        ("39.90<sup>1</sup>", "39.90¹"),
        ("120<sup>[2]</sup>", "120²"),
        ("120<sup><a href=x>（3）</a></sup>万元", "120³万元"),
        ("131个<span style='vertical-align:super'>2</span>", "131个²"),
        ("3<span style='VERTICAL-ALIGN: SUPER;font-size:8px'><b>1</b></span>", "3¹"),
        ("5km<sup>2</sup>", "5km²"),
        ("CO<sub>2</sub>", "CO₂"),
        ("10<sup>-3</sup>", "10⁻³"),
        ("<sup>39.90</sup>", "39.90"),
        ("<b><sup>126</sup></b>", "126"),
        ("<sup>1</sup>", "¹"),
        ("39<sup>.90</sup>", "39.90"),
        ("120<sup>①</sup>", "120①"),
    ],
)
def test_a_raised_or_lowered_figure_never_joins_the_one_it_stands_at(inner, text):
    assert cell(inner) == text


@pytest.mark.parametrize(
    "struck",
    [
        "<s>80</s>", "<strike>80</strike>", "<del>80</del>", "<span style='text-decoration: line-through red'>80</span>",
        "<span style='text-decoration-line:line-through'><b style='text-decoration:none'>80</b></span>",
    ],
)  # fmt: skip
def test_struck_text_is_not_read_and_inserted_text_is(struck):
    assert cell(f"{struck}<ins>120</ins>人") == "120人"
    assert cell(struck) == ""


@pytest.mark.parametrize(
    "style",
    [
        "display:none", "visibility:hidden", "font-size:0", "font-size: 0px", "font-size:.5pt", "opacity:0",
        "color:white", "color:#FFF", "color: rgb(255, 255, 255)", "background:#eee;color:#eeeeee",
        "color:RED;background-color:red !important",
    ],
)  # fmt: skip
def test_text_that_is_not_to_be_seen_is_not_read_wherever_it_is_said(style):
    assert cell(f"<span style='{style}'>80</span>120人") == "120人"
    assert cell("<span class='a b'>80</span>120人", f"p{{}} .b {{ {style} }}") == "120人"
    assert cell("<span id=x>80</span>120人", f"/* }} */ td span#x, q {{ {style} }}") == "120人"
    assert cell("<i><b>80</b></i>120人", f"@media screen {{ td > i b {{ {style} }} }}") == "120人"
    assert cell("<font size=2><span class=a>80</span></font>120人", f"<!-- span.a{{{style}}} -->") == "120人"


@pytest.mark.parametrize(
    ("inner", "style"),
    [
        ("<span class=a>120</span>", "@media print { .a { display:none } }"),
        ("<span class=a>120</span>", "@media (max-width:9px) { .a { display:none } } .a:hover { color:white }"),
        ("<span class=a>120</span>", ".a{display:none} span.a{display:inline}"),
        ("<span class=a>120</span>", ".a{display:block !important} #x .a, .b .a{display:none}"),
        ("<span class=a style='display:inline'>120</span>", ".a{display:none}"),
        ("<span class=a>120</span>", "th .a, .a .a, p.a, .a.c{display:none}"),
        ("<p class=a>120</p>", ".a{color:#fff;background:#1f4e79}"),
        ("<p style='background:url(x.png);color:#fff'>120</p>", ""),
        (
            "<p class=a><b class=b>120</b></p>",
            ".a{visibility:hidden;font-size:0} .b{visibility:visible;font-size:12px}",
        ),
        ("<table bgcolor=navy><tr><td><font color=white>120</font></table>", ""),
    ],
)
def test_text_that_a_page_shows_after_all_is_read(inner, style):
    assert cell(inner, style) == "120"


def test_white_text_is_read_where_a_linked_sheet_may_darken_what_lies_behind():
    assert cells_of("<link rel=stylesheet href=a.css><p style='color:#fff'>标题</p>") == [("标题",)]
    assert cells_of("<style>@import 'a.css';</style><p style='color:#fff'>标题</p>") == [("标题",)]


def test_a_hidden_cell_keeps_its_place_and_one_that_is_not_displayed_has_none():
    page = "<table><tr><td>甲<td style='{}'>隐<input value=9><td>乙</table>"
    assert cells_of(page.format("visibility:hidden")) == [("甲", "", "乙")]
    assert cells_of(page.format("display:none")) == [("甲", "乙")]


def test_rules_of_style_without_end_are_rejected_rather_than_followed():
    many = "".join(f".a .b{n}{{display:none}}" for n in range(20_001))
    with pytest.raises(UnreadableFile, match="rules in its style sheets"):
        lines_of(f"<style>{many}</style><p>甲")
    few = "".join(f".c{n} .b{{display:none}}" for n in range(5_000))
    with pytest.raises(UnreadableFile, match="comparisons"):
        lines_of(f"<style>{few}</style>" + "<p class=b>甲</p>" * 2_000)
    assert cells_of(f"<style>{'/*' * 100_000}{'a{' * 100_000}</style><p>甲") == [("甲",)]


# --- navigation ---------------------------------------------------------------------------------------


def test_navigation_around_the_content_is_left_out():
    links = "".join(f"<li><a href='{n}'>栏目{n}</a></li>" for n in range(4))
    page = f"""<body><header><h1>某县人民政府</h1></header><nav>首页</nav><ul>{links}</ul>
      <div>您现在的位置：<a href=a>首页</a> &gt; <a href=b>政务公开</a> &gt; <a href=c>预算</a></div>
      <div role="navigation">更多</div><p>正文</p>{TABLE}<aside>热点</aside><footer>备案号</footer></body>"""
    assert cells_of(page) == [("正文",), ("产出指标", "≥50人"), ("质量", "100%")]


def test_a_table_that_holds_data_stays_wherever_it_lies():
    assert len(cells_of(f"<header><nav>{TABLE}</nav></header>")) == 2
    linked = TABLE.replace("产出指标", "".join(f"<a href={n}>产出</a>" for n in range(5)))
    assert cells_of(f"<div><div>{linked}</div></div>")[0] == ("产出产出产出产出产出", "≥50人")


def test_the_head_of_an_article_is_kept():
    page = "<body><header>站</header><article><header><h1>绩效目标表</h1></header><p>正文</p></article></body>"
    assert cells_of(page) == [("绩效目标表",), ("正文",)]


def test_a_short_text_among_many_links_stays_and_so_do_single_links():
    links = "".join(f"<a href={n}>很长很长的栏目名称之{n}</a>" for n in range(9))
    page = f"<div><ul><li>{links}</li></ul><p>2022年项目支出绩效目标公开说明如下</p><p><a href=x>附件：绩效目标表</a></p></div>"
    assert cells_of(page) == [("2022年项目支出绩效目标公开说明如下",), ("附件：绩效目标表",)]


# --- encodings ----------------------------------------------------------------------------------------


def page_saying(charset):
    return f'<html><head><meta http-equiv="Content-Type" content="text/html; charset={charset}"></head>{TABLE}</html>'


@pytest.mark.parametrize(
    ("said", "encoding"),
    [
        ("gb2312", "gbk"), ("gbk", "gb18030"), ("utf-8", "utf-8"), ("utf-8", "utf-8-sig"), ("utf-16", "utf-16"),
        ("gb2312", "utf-8"), ("utf-8", "gb18030"), ("iso-8859-1", "gbk"), ("no-such", "gbk"), ("unicode", "utf-16-le"),
    ],
)  # fmt: skip
def test_a_page_is_read_in_its_encoding_even_where_it_says_another(said, encoding):
    content = page_saying(said).encode(encoding)
    assert web.is_web(content)
    assert cells_of(content)[0] == ("产出指标", "≥50人")


def test_a_page_in_traditional_letters_is_read_as_it_says():
    assert cells_of(page_saying("big5").replace("产出指标", "績效").encode("big5", "ignore"))[0][0] == "績效"


def test_one_broken_letter_does_not_make_a_page_unreadable_and_stays_to_be_seen():
    content = page_saying("gb2312").encode("gbk").replace("人".encode("gbk"), b"\xc8\xff")
    assert "\ufffd" in cells_of(content)[0][1]
    assert cells_of(content)[1] == ("质量", "100%")


# --- what is a page -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "content",
    [
        b"<!DOCTYPE html><p>x",
        b"\xef\xbb\xbf\r\n  <html lang=zh>",
        b'<?xml version="1.0" encoding="GB2312"?>\n<!-- saved -->\n<html xmlns:x="urn:x">',
        "<html><body>甲</body></html>".encode("utf-16"),
        "\n<HTML>甲</HTML>".encode("utf-16-be"),
        b"<table border=1><tr><td>1</td></tr></table>",
        "<p>绩效目标</p>\n<p>表</p>\n".encode(),
    ],
)
def test_pages_are_known_by_their_first_sign(content):
    assert web.is_web(content)


@pytest.mark.parametrize(
    "content",
    [
        "**绩效目标表\n目标1<p>甲</p><br>乙\n".encode(),
        "<p>目标1</p>\t≥50人\n第二行\n".encode(),
        "<50万元\n".encode(),
        "一级指标 | <table> 二级".encode(),
        b"%PDF-1.7 <html>",
        b'<?xml version="1.0"?><Workbook><Table></Table></Workbook>',
    ],
)
def test_text_with_some_marks_is_no_page(content):
    assert not web.is_web(content)


@pytest.mark.parametrize("page", ["<html></html>", "<frameset><frame src=a.htm></frameset>", "<script>x</script>"])
def test_a_page_without_text_is_rejected_rather_than_loaded_as_nothing(page):
    with pytest.raises(UnreadableFile, match="shows no text"):
        lines_of(page)


def test_a_page_that_nests_too_deeply_is_rejected_rather_than_cut():
    assert cells_of("<div>" * 1500 + "深" + "</div>" * 1500) == [("深",)]
    with pytest.raises(UnreadableFile, match="nests too deeply"):
        lines_of("<div>" * 5000 + "深")


def test_the_document_keeps_the_bytes_and_says_who_read_them():
    content = page_saying("gb2312").encode("gbk")
    document = web.read(content, "表.xls", "memory:表.xls")
    assert (document.content, document.reader) == (content, "web")
    assert document.media_type == "text/html; charset=gb18030"


# --- web archives -------------------------------------------------------------------------------------


def archive(*pages, encoding="base64"):
    """A web archive of these pages, as Office saves a workbook as one file."""
    parts = []
    for number, page in enumerate(pages):
        body = b64encode(page.encode()) if encoding == "base64" else encodestring(page.encode())
        parts.append(
            f"Content-Location: file:///C:/sheet{number}.htm\r\nContent-Transfer-Encoding: {encoding}\r\n"
            f'Content-Type: text/html; charset="utf-8"\r\n\r\n{body.decode()}\r\n'
        )
    head = 'MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary="--=_x"\r\n\r\n'
    return (head + "".join(f"----=_x\r\n{part}" for part in parts) + "----=_x--\r\n").encode()


@pytest.mark.parametrize("encoding", ["base64", "quoted-printable"])
def test_the_pages_of_a_web_archive_follow_each_other(encoding):
    content = archive(
        "<html><frameset><frame src=a></frameset></html>", f"<p>表一</p>{TABLE}", TABLE, encoding=encoding
    )
    lines = formats.read_bytes(content, "表.xls", "memory:表.xls").lines
    assert [line.cells for line in lines] == [("表一",), *2 * [("产出指标", "≥50人"), ("质量", "100%")]]
    assert [(line.number, line.page) for line in lines] == [(1, 1), (2, 1), (3, 1), (4, 2), (5, 2)]


def test_a_web_archive_without_a_page_or_of_many_archives_is_rejected():
    for content, reason in [
        (archive("<html></html>"), "shows no text"),
        (archive() + b'Content-Type: multipart/related; boundary="a"\n' * 21, "archives within"),
        (b"MIME-Version: 1.0\r\nContent-Type: image/png\r\n\r\nxx<", "without a page"),
    ]:
        with pytest.raises(UnreadableFile, match=reason):
            formats.read_bytes(content, "a.mht", "memory:a.mht")


@pytest.mark.parametrize("sign", ["\x01", "\x0b", "\x1f", "\ufffe"])
def test_a_sign_that_no_tree_takes_back_is_dropped_wherever_it_stands(sign):
    page = f"<html>{sign}<body><p>甲{sign}县</p>{sign}<table><tr><td>名{sign}称<td><input value='值{sign}'></table></body></html>"
    found = web.read(page.encode(), "page.html", "memory:page.html")
    assert [cell for line in found.lines for cell in line.filled] == ["甲县", "名称", "值"]
