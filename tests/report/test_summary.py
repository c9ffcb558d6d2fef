"""What a run sums up."""

from etl.report.summary import MONEY
from etl.warehouse.connection import query


def test_money_is_added_up_without_totals_and_memo_items(warehouse: str):
    shown = {
        (row["county"], row["year"], row["fund_source"]): row[kind]
        for row in query(warehouse, MONEY)
        for kind in ("department_overall", "project", "transfer", "narrative")
        if row[kind] is not None
    }
    assert shown
    stated = query(
        warehouse, "select distinct amount_yuan / 10000 as amount from marts.fct_budget_lines where is_total"
    )
    # The totals that the filers state themselves are met again by adding up their parts.
    assert {row["amount"] for row in stated} & set(shown.values())
