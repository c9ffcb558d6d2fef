"""The marts of quality count every statement and every finding once."""

from __future__ import annotations

from etl.warehouse.connection import query


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
