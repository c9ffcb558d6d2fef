"""The report as a page."""

from __future__ import annotations

from etl.audit.findings import AuditedDocument, Correction, Quote, Report
from etl.audit.page import MOST_LINES, findings_page, quoted
from tests.support.audit_reports import invented_finding, report_with
from tests.support.parsed_page import HOSTILE, Page


def test_the_page_holds_every_finding_once_with_filters_for_each_severity_and_rule(report: Report):
    page = Page(findings_page(report))
    classes = [str(attributes.get("class", "")).split() for _, attributes in page.elements]
    assert sum("finding" in names for names in classes) == len(report.findings)
    ids = page.ids()
    assert len(ids) == len(set(ids))
    wishes = {f"filter-{severity}" for severity in ("error", "warning", "info")}
    wishes |= {f"only-{number}" for number in range(len(report.rules()) + 1)}
    assert wishes <= set(ids)
    targets = {str(attributes["for"]) for tag, attributes in page.elements if tag == "label"}
    assert targets == wishes
    links = {str(attributes["href"]) for tag, attributes in page.elements if tag == "a"}
    assert links <= {f"#{name}" for name in ids}


def test_nothing_of_a_filing_is_markup_and_no_folder_of_ours_is_told():
    words = dict.fromkeys(("filed", "expected", "message_zh", "message_en"), HOSTILE)
    hostile = report_with(
        invented_finding(Quote(3, 7, 7, HOSTILE), **words),
        title=HOSTILE,
        project=HOSTILE,
        agency=HOSTILE,
        county=HOSTILE,
    )
    [document] = hostile.documents
    place = AuditedDocument(HOSTILE, "file:///srv/secret/a.txt", document.statements)
    correction = Correction(HOSTILE, 3, 7, 7, "value", HOSTILE, HOSTILE, HOSTILE, "applied")
    shown = findings_page(Report((place,), (correction,)))
    page = Page(shown)
    assert [tag for tag, _ in page.elements if tag in {"script", "img"}] == ["script"]
    assert not any(name.startswith("on") for _, attributes in page.elements for name in attributes)
    assert "secret" not in shown
    assert page.words().count("alert(1)") >= 10


def test_long_quotes_are_cut_around_the_line_that_matters():
    quotes = [Quote(number, number, number, f"第{number}行\t|\t5") for number in range(1, 41)]
    shown, more = quoted(invented_finding(*quotes, row_nos=tuple(range(1, 41)), row_no=30))
    assert len(shown) == MOST_LINES and more == 40 - MOST_LINES
    assert (30, "第30行 │ 5", True) in shown
    whole, left_out = quoted(invented_finding(*quotes, row_nos=(), row_no=None))
    assert [number for number, _, _ in whole] == [1, 2, 3] and left_out == 37
    assert quoted(invented_finding()) == ([], 0)
