"""The catalogue of rules."""

from __future__ import annotations

from docs.rules import catalogue, comment_of, registered
from etl.audit.findings import Rule
from etl.report.dictionary import dictionary
from etl.warehouse.connection import query
from tests.support.parsed_page import Page


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
