"""The audit as a person reads it: every finding once and where it stands, whose findings are asked for, and corrections."""

from __future__ import annotations

import json
import os
import re
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from docs.rules import catalogue, comment_of, registered
from etl.audit.findings import AuditedDocument, AuditedStatement, Correction, Finding, Quote, Report, Rule
from etl.audit.page import MOST_LINES, findings_page, quoted
from etl.audit.report import report_of
from etl.audit.scope import UnknownScope, find_scope
from etl.audit.text import MOST_NAMES, as_json, report_lines, shortest_path
from etl.report.dictionary import dictionary
from etl.report.summary import stale_lines
from etl.warehouse.connection import connected, query
from etl.warehouse.dbt_runner import run_dbt
from etl.warehouse.publish import publish
from tests.report.test_filing_page import HOSTILE, Page
from tests.support.databases import temporary_database
from tests.support.forked_filings import ForkedFilings
from tests.support.places import HOUSE

# Contact persons and numbers of the samples; the report must never show them.
CONTACTS = re.compile(r"[甲乙丙丁]某某|(?<!\d)0{6,}|0000-0")

Done = subprocess.CompletedProcess[str]
Filings = Callable[..., Done]


@pytest.fixture
def filings(forked_filings: ForkedFilings, warehouse: str, filings_home: Path, tmp_path: Path) -> Filings:
    """Run the command on the warehouse of the samples, in an empty folder."""

    def run(*arguments: object, **changes: str) -> Done:
        ours = {name: value for name, value in os.environ.items() if name != "FILINGS_DEBUG"}
        ours |= {"PYTHONPATH": str(HOUSE), "DATABASE_URL": warehouse, "FILINGS_HOME": str(filings_home)}
        return forked_filings.run([*map(str, arguments)], tmp_path, ours | changes)

    return run


@pytest.fixture(scope="module")
def report(warehouse: str) -> Report:
    return report_of(warehouse, find_scope(warehouse, None))


def lines(report: Report) -> list[str]:
    return [str(line) for line in report_lines(report)]


def audited(*findings: Finding, title: str | None = "项目绩效目标表", **facts: object) -> Report:
    """A report of one statement."""
    known = {"project": "培训", "agency": "某局", "county": "某县", "year": 2024, "is_current": True} | facts
    statement = AuditedStatement(1, "project", title, findings=findings, **known)
    return Report((AuditedDocument("filing.txt", None, (statement,)),), ())


def finding(*quotes: Quote, severity: str = "error", row_nos: tuple[int, ...] = (3,), **facts: object) -> Finding:
    rule = Rule(
        f"rule_of_{severity}", "Q01", severity, "totals_and_parts", "合计应等于分项之和", "Parts make the total"
    )
    stated = {"row_no": 3, "line_from": 7, "line_to": 8, "filed": "5", "expected": "6", "difference": Decimal("-1")}
    words = {"message_zh": "合计 5，分项之和 6", "message_en": "The total is 5, its parts make 6"}
    return Finding(rule, severity, row_nos=row_nos, quotes=quotes, **(stated | words | facts))


# --- everything, once -----------------------------------------------------------------------------------


def test_every_finding_is_told_once_with_its_place_and_in_both_languages(warehouse: str, report: Report):
    shown = "\n".join(lines(report))
    stored = query(warehouse, "select * from audit.findings inner join marts.dim_statement using (statement_key)")
    assert len(report.findings) == len(stored) > 0
    assert sorted(finding.message_zh for finding in report.findings) == sorted(row["message_zh"] for row in stored)
    for row in stored:
        assert row["message_zh"] in shown and row["message_en"] in shown
    assert len(re.findall(r"^ {4}\S.*\.txt(?::\d+)?(?: –\d+)?$", shown, re.MULTILINE)) == len(stored)


def test_findings_stand_by_statement_the_gravest_first_and_each_rule_once(report: Report):
    for document in report.documents:
        for statement in document.statements:
            rules = [rule for rule, _ in statement.by_rule()]
            assert len(rules) == len(set(rules))
            grave = [("error", "warning", "info").index(rule.severity) for rule in rules]
            assert grave == sorted(grave)
            assert sum(len(found) for _, found in statement.by_rule()) == len(statement.findings)


def test_the_report_ends_with_counts_by_severity_that_are_those_of_the_findings(warehouse: str, report: Report):
    [row] = query(
        warehouse, "select count(*) filter (where severity = 'error') as errors, count(*) as n from audit.findings"
    )
    [sum_line] = [line for line in lines(report) if line.startswith(f"{row['n']} findings 审核发现: ")]
    assert f" {row['errors']} errors 错误, " in sum_line
    assert sum(count for _, count in report.rules()) == row["n"]


def test_what_a_finding_rests_on_is_quoted_from_its_very_lines(report: Report, samples: Path):
    quotes = [
        (document, quote) for document in report.documents for found in document.findings for quote in found.quotes
    ]
    assert len(quotes) >= len(report.findings)
    for document, quote in quotes:
        filed = (
            (samples / document.file_name).read_text(encoding="utf-8").split("\n")[quote.line_from - 1 : quote.line_to]
        )
        if "***" not in quote.text:
            assert [line.strip() for line in quote.text.split("\n")] == [line.strip() for line in filed]
    for found in report.findings:
        assert set(found.row_nos) <= {quote.row_no for quote in found.quotes}


def test_nobody_to_be_called_is_named_in_any_form_of_the_report(report: Report):
    for shown in ("\n".join(lines(report)), as_json(report), findings_page(report)):
        assert CONTACTS.findall(shown) == []


def test_a_place_is_a_path_that_editors_open_and_a_name_where_the_file_is_gone(tmp_path: Path, monkeypatch):
    path = tmp_path / "某县 2024.txt"
    path.touch()
    assert shortest_path(path.as_uri(), path.name) == str(path)
    monkeypatch.chdir(tmp_path)
    assert shortest_path(path.as_uri(), path.name) == path.name
    path.unlink()
    assert shortest_path(path.as_uri(), path.name) == path.name
    assert shortest_path(None, "a.txt") == shortest_path("https://example.org/a.txt", "a.txt") == "a.txt"


def test_a_document_without_findings_is_said_to_have_none_and_one_of_other_severity_is_not():
    clean = audited()
    assert "nothing found 未发现问题" in lines(clean)
    assert "nothing found 未发现问题" in Page(findings_page(clean)).words()
    assert "nothing so grave 无此级问题" in lines(Report(clean.documents, (), least="error"))


def test_documents_without_findings_stand_together_where_there_are_several():
    [flawed], [clean] = audited(finding()).documents, audited().documents
    several = Report((flawed, *[replace(clean, file_name=f"clean{number}.txt") for number in range(14)]), ())
    shown = "\n".join(lines(several))
    assert "\n14 without findings 无问题: clean0.txt, clean1.txt, " in shown and shown.count("clean") == MOST_NAMES
    assert "… 2 more" in shown
    assert Page(findings_page(several)).words().count("clean") == 14


def test_a_finding_about_a_whole_statement_has_no_line_and_a_superseded_one_says_so():
    shown = "\n".join(lines(audited(finding(line_from=None, line_to=None), title=None, is_current=False)))
    assert "\n    filing.txt\n" in shown
    assert "(no title)" in shown and "superseded 旧版" in shown


# --- whose findings -------------------------------------------------------------------------------------


def names(warehouse: str, words: str | None) -> set[str]:
    return {document.file_name for document in report_of(warehouse, find_scope(warehouse, words)).documents}


def test_a_file_is_known_by_its_path_its_name_and_its_name_without_suffix(warehouse: str, samples: Path, monkeypatch):
    for path in samples.glob("*.txt"):
        assert names(warehouse, str(path)) == names(warehouse, path.name) == names(warehouse, path.stem) == {path.name}
    monkeypatch.chdir(samples.parent)
    assert names(warehouse, "samples") == names(warehouse, "samples/") == names(warehouse, None)


def test_an_agency_is_known_by_a_part_of_its_name_and_others_stay_out(warehouse: str):
    for row in query(warehouse, "select agency_key, agency_name from marts.dim_agency where agency_key <> 0"):
        report = report_of(warehouse, find_scope(warehouse, row["agency_name"]))
        assert {name for document in report.documents for name in document.named("agency")} == {row["agency_name"]}
        [stored] = query(
            warehouse,
            "select count(*) as n from audit.findings inner join marts.dim_statement using (statement_key) where agency_key = :key",
            {"key": row["agency_key"]},
        )
        assert len(report.findings) == stored["n"]
    part = report_of(warehouse, find_scope(warehouse, "劳务工作"))
    assert part.findings and len(part.documents) == 1


def test_what_nobody_knows_is_told_with_the_nearest_names(warehouse: str, tmp_path: Path):
    with pytest.raises(UnknownScope, match="和政县人力资源和社会保障局"):
        find_scope(warehouse, "和政县人社局")
    with pytest.raises(UnknownScope, match=r"tekesi_2022_plain\.txt"):
        find_scope(warehouse, "tekesi_2022.txt")
    with pytest.raises(UnknownScope, match="filings status"):
        find_scope(warehouse, "xyz")
    with pytest.raises(UnknownScope):
        find_scope(warehouse, "")
    (tmp_path / "other.txt").touch()
    with pytest.raises(UnknownScope, match=r"is not in the warehouse: `filings run .*other\.txt` loads it"):
        find_scope(warehouse, str(tmp_path / "other.txt"))


def test_a_database_without_a_build_says_what_to_do(new_database: str):
    with pytest.raises(UnknownScope, match="filings run PATH"):
        find_scope(new_database, None)


def test_only_what_is_at_least_so_grave_is_shown(warehouse: str, report: Report):
    scope = find_scope(warehouse, None)
    errors, warnings = (report_of(warehouse, scope, least) for least in ("error", "warning"))
    assert {found.severity for found in errors.findings} == {"error"}
    assert {found.severity for found in warnings.findings} == {"error", "warning"}
    assert 0 < len(errors.findings) < len(warnings.findings) < len(report.findings)


# --- the command ----------------------------------------------------------------------------------------


def test_the_command_prints_the_report_and_findings_are_no_failure(filings: Filings, samples: Path):
    done = filings("audit")
    assert (done.returncode, done.stderr) == (0, "")
    assert all(path.name in done.stdout for path in samples.glob("*.txt"))
    assert "\x1b[" not in done.stdout
    one = filings(
        "audit", "劳务工作办公室", "--severity", "error", FORCE_COLOR="1", TERM="xterm-256color", COLUMNS="70"
    )
    assert (one.returncode, "\x1b[1;31m" in one.stdout) == (0, True)


def test_an_unknown_agency_is_wrong_usage_told_in_one_line(filings: Filings):
    done = filings("audit", "和政县人社局")
    assert done.returncode == 2
    assert re.fullmatch(r"filings: [^\n]*和政县人力资源和社会保障局[^\n]*\n", done.stderr), done.stderr
    assert filings("audit", "--severity", "grave").returncode == 2
    assert filings("audit", "--json", "--html", "page.html").returncode == 2


def test_json_holds_every_finding_with_the_names_of_the_columns(filings: Filings, report: Report):
    done = filings("audit", "--json")
    content = json.loads(done.stdout)
    found = [
        finding
        for document in content["documents"]
        for statement in document["statements"]
        for finding in statement["findings"]
    ]
    assert len(found) == len(report.findings) == sum(content["counts"].values())
    columns = {"rule_code", "severity", "row_no", "row_nos", "line_from", "line_to", "filed", "expected", "difference"}
    assert all(columns | {"message_zh", "message_en", "quotes"} == set(finding) for finding in found)
    assert {finding["rule_code"] for finding in found} == {rule["code"] for rule in content["rules"]}


def test_a_page_is_written_but_never_over_the_filing(filings: Filings, samples: Path, tmp_path: Path):
    done = filings("audit", "tekesi_2022_plain.txt", "--html", "page.html")
    assert (done.returncode, done.stdout) == (0, f"page written: {tmp_path / 'page.html'}\n"), done.stderr
    assert (tmp_path / "page.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    sample = samples / "tekesi_2022_plain.txt"
    before = sample.read_bytes()
    done = filings("audit", sample, "--html", sample)
    assert (done.returncode, sample.read_bytes() == before) == (2, True)
    assert filings("audit", "--html", tmp_path).returncode == 2


# --- the page -------------------------------------------------------------------------------------------


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
    hostile = audited(
        finding(Quote(3, 7, 7, HOSTILE), **words), title=HOSTILE, project=HOSTILE, agency=HOSTILE, county=HOSTILE
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
    shown, more = quoted(finding(*quotes, row_nos=tuple(range(1, 41)), row_no=30))
    assert len(shown) == MOST_LINES and more == 40 - MOST_LINES
    assert (30, "第30行 │ 5", True) in shown
    whole, left_out = quoted(finding(*quotes, row_nos=(), row_no=None))
    assert [number for number, _, _ in whole] == [1, 2, 3] and left_out == 37
    assert quoted(finding()) == ([], 0)


# --- corrections ----------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def corrected(server: str, warehouse: str, filings_home: Path) -> Iterator[tuple[str, dict[str, dict[str, object]]]]:
    """A warehouse with one correction of each kind of fact that matches, and one that does not; and where they stand."""
    with temporary_database(server, str(make_url(warehouse).database)) as url:
        chosen = {
            "target": _one(
                url, "role = 'indicator' and fields ->> 'value' is not null and fields ->> 'value' ~ '^=?\\d+$'"
            ),
            "amount": _one(url, "role = 'amount' and fields #>> '{amounts,0,amount}' ~ '^\\d+$'"),
            "staffing": _one(
                url, "fields #>> '{attributes,0,name}' ~ '编制人' and fields #>> '{attributes,0,value}' ~ '^\\d+$'"
            ),
            "stale": _one(url, "role = 'indicator' and fields ->> 'unit' = '%' and fields ->> 'value' !~ '^=?\\d+$'"),
        }
        rows = [
            (chosen["target"], "value", chosen["target"]["fields"]["value"], "77"),
            (chosen["amount"], "amounts.1.amount", chosen["amount"]["fields"]["amounts"][0]["amount"], "88.5"),
            (chosen["staffing"], "attributes.1.value", chosen["staffing"]["fields"]["attributes"][0]["value"], "99"),
            (chosen["stale"], "unit", "‰", "人"),
        ]
        with connected(url) as connection, connection.begin():
            for place, field, filed, better in [*rows, ({"sha256": "ff", "row_no": 1}, "value", "1", "2")]:
                connection.execute(
                    text(
                        "insert into seeds.corrections values (:sha256, :row_no, :field, :filed, :better, '见公开更正')"
                    ),
                    {
                        "sha256": place["sha256"],
                        "row_no": place["row_no"],
                        "field": field,
                        "filed": filed,
                        "better": better,
                    },
                )
        arguments = [
            "build",
            "--full-refresh",
            "--exclude-resource-type",
            "seed",
            "--exclude-resource-type",
            "unit_test",
        ]
        built = run_dbt(url, filings_home, arguments)
        assert (built.failures, built.stands) == ((), True)
        with connected(url) as connection, connection.begin():
            publish(connection, built.relations, None)
        yield url, chosen


def _one(url: str, condition: str) -> dict[str, object]:
    question = f"select * from raw.document_row inner join raw.document using (document_id) where {condition} order by document_id, row_no limit 1"  # noqa: S608 - ours
    [row] = query(url, question)
    return row


def fact(
    url: str, relation: str, place: dict[str, object], columns: str, *, by_row: bool = True
) -> list[tuple[object, ...]]:
    condition = "document_id = :document_id" + (
        " and row_no = :row_no" if by_row else " and line_from <= :line_from and line_to >= :line_from"
    )
    rows = query(url, f"select {columns} from marts.{relation} where {condition} order by 1", place)  # noqa: S608 - ours
    return [tuple(row.values()) for row in rows]


def test_a_correction_that_matches_is_applied_to_every_kind_of_fact_and_says_so(
    corrected: tuple[str, dict[str, dict[str, object]]], warehouse: str
):
    url, chosen = corrected
    filed = fact(warehouse, "fct_indicator_targets", chosen["target"], "target_no, target_filed, value, is_corrected")
    now = fact(url, "fct_indicator_targets", chosen["target"], "target_no, target_filed, value, is_corrected")
    assert (now[0][1], now[0][2], now[0][3]) == (filed[0][1], Decimal(77), True)
    assert filed[0][3] is False and filed[0][2] != now[0][2]
    amounts = fact(url, "fct_budget_lines", chosen["amount"], "amount_no, amount_filed, amount_yuan, is_corrected")
    before = fact(warehouse, "fct_budget_lines", chosen["amount"], "amount_no, amount_filed, amount_yuan, is_corrected")
    assert (amounts[0][1], amounts[0][3]) == (before[0][1], True)
    assert amounts[0][2] in {Decimal("88.5"), Decimal(885000)} and amounts[1:] == before[1:]
    [staff] = fact(url, "fct_staffing", chosen["staffing"], "establishment, is_corrected", by_row=False)
    assert staff == (99, True)
    [counts] = query(
        url,
        """select
            (select count(*) from marts.fct_indicator_targets where is_corrected) as targets,
            (select count(*) from marts.fct_budget_lines where is_corrected) as amounts,
            (select count(*) from marts.fct_staffing where is_corrected) as staffing""",
    )
    assert tuple(counts.values()) == (1, 1, 1)


def test_a_correction_that_no_longer_matches_changes_nothing_and_is_listed(
    corrected: tuple[str, dict[str, dict[str, object]]], warehouse: str
):
    url, chosen = corrected
    columns = "target_no, target_filed, value, unit_filed, is_corrected"
    assert fact(url, "fct_indicator_targets", chosen["stale"], columns) == fact(
        warehouse, "fct_indicator_targets", chosen["stale"], columns
    )
    report = report_of(url, find_scope(url, None))
    fates = {(correction.field, correction.fate) for correction in report.corrections}
    assert fates == {
        ("value", "applied"),
        ("amounts.1.amount", "applied"),
        ("attributes.1.value", "applied"),
        ("unit", "stale"),
        ("value", "not_loaded"),
    }
    [line] = stale_lines(url)
    assert line.endswith("unit was ‰") and str(chosen["stale"]["file_name"]) in line
    page = Page(findings_page(report))
    assert "stale 原文已不符" in page.words() and "见公开更正" in page.words()
    of_one_file = report_of(url, find_scope(url, str(chosen["stale"]["file_name"])))
    assert {correction.file_name for correction in of_one_file.corrections} == {chosen["stale"]["file_name"]}


def test_the_corrections_that_ship_with_the_project_still_match(warehouse: str):
    assert query(warehouse, "select * from audit.corrections_checked where fate = 'stale'") == []


# --- the marts of quality ---------------------------------------------------------------------------------


def test_every_statement_has_one_row_and_nothing_is_counted_twice(warehouse: str):
    [sums] = query(
        warehouse,
        """select
            count(*) as statements, count(distinct statement_key) as keys, sum(indicators) as indicators,
            sum(findings) as findings, sum(errors + warnings + infos) as by_severity,
            (select count(*) from marts.dim_statement) as all_statements,
            (select count(*) from marts.fct_indicator_targets) as all_targets,
            (select count(*) from audit.findings) as all_findings
        from marts.mart_filing_quality""",
    )
    assert sums["statements"] == sums["keys"] == sums["all_statements"]
    assert sums["indicators"] == sums["all_targets"]
    assert sums["findings"] == sums["by_severity"] == sums["all_findings"]


def test_agencies_add_up_to_their_present_statements_and_can_be_ranked(warehouse: str):
    [sums] = query(
        warehouse,
        """select
            (select (sum(indicators), sum(findings), count(*))::text from marts.mart_filing_quality where is_current) as stated,
            (select (sum(indicators), sum(findings), sum(statements))::text from marts.mart_agency_quality) as summed""",
    )
    assert sums["stated"] == sums["summed"]
    ranked = query(
        warehouse, "select * from marts.mart_agency_quality order by findings_per_100_indicators desc nulls last"
    )
    assert ranked[0]["findings_per_100_indicators"] > 0
    assert all(0 <= row["measurable_percent"] <= 100 for row in ranked if row["indicators"])


# --- the catalogue of rules -------------------------------------------------------------------------------


def test_the_catalogue_holds_every_rule_of_the_register_once_with_what_its_sql_says_on_top(warehouse: str):
    page = Page(catalogue())
    rules = query(warehouse, "select rule_code, dq_id, severity, category, text_zh, text_en from audit.rules")
    assert sorted(registered()) == sorted(Rule(*row.values()) for row in rules)
    assert [name for name in page.ids() if name in {rule.code for rule in registered()}]
    assert len([name for name in page.ids() if name != "top" and not name.startswith("filter-")]) == len(rules)
    words = page.words()
    assert {rule.category for rule in registered()} <= set(dictionary()["categories"])
    for rule in registered():
        assert comment_of(rule.code), f"rule_{rule.code}.sql says on top what it asks and what it tolerates"
        assert all(text in words for text in (rule.code, rule.text_zh, rule.text_en))
        assert " ".join(comment_of(rule.code).split()) in words
