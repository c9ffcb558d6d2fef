"""What a run leaves behind, in figures a person understands: counts, and the money by county, year and source.

In: the URL of a built warehouse. Out: Figures, and tables for the console.
Forbidden: writing to the database.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal

from rich.table import Table

from etl.report.console import titled_table
from etl.warehouse.checksum import Checksum
from etl.warehouse.connection import query

COUNTS = """
select
    (select count(*) from raw.document where status = 'loaded') as documents,
    (select count(*) from marts.dim_statement where statement_key <> 0) as statements,
    (select count(*) from marts.fct_indicator_targets) as targets,
    (select count(*) from marts.fct_budget_lines) as budget_lines,
    (select count(*) from marts.fct_staffing) as staffing_rows,
    (select coalesce(sum(line_to - line_from + 1), 0) from raw.document_row where role = 'unplaced') as lines_unplaced,
    (
        select coalesce(sum(figures), 0)
        from (select distinct document_id, document_unread_figures as figures from marts.dim_statement) as documents
    ) as figures_unread,
    (select count(*) from marts.dim_statement where not is_whole) as statements_not_whole,
    (select count(distinct document_id) from marts.dim_statement where not is_document_whole) as documents_not_whole,
    (select count(*) from audit.unmapped_labels) as labels_unmapped,
    (select count(*) from audit.findings where severity = 'error') as errors,
    (select count(*) from audit.findings where severity = 'warning') as warnings,
    (select count(*) from audit.findings where severity = 'info') as infos
"""

# What may be added up: no totals beside their parts, no memo items, present versions only, and never one kind of
# statement with another, because a department's whole budget holds its projects: each kind has its own column.
# Where one statement shows its revenue and its expenditure by source, revenue counts; in prose only revenue does.
MONEY = """
with stated as (
    select
        line.county_key,
        line.year_key,
        line.fund_source_key,
        statement.statement_kind as kind,
        line.side,
        line.amount_yuan,
        statement.statement_kind = 'narrative'
            or bool_or(line.side = 'revenue') over (partition by line.statement_key) as by_revenue
    from marts.fct_budget_lines as line
    inner join marts.dim_statement as statement on line.statement_key = statement.statement_key
    inner join marts.dim_budget_category as category on line.budget_category_key = category.budget_category_key
    where statement.is_current and not line.is_total and not category.is_memo and line.fund_source_key <> 0
)

select
    county.county_name as county,
    stated.year_key as year,
    source.name_zh as fund_source,
    sum(amount_yuan) filter (where kind = 'department_overall') / 10000 as department_overall,
    sum(amount_yuan) filter (where kind = 'project') / 10000 as project,
    sum(amount_yuan) filter (where kind = 'transfer') / 10000 as transfer,
    sum(amount_yuan) filter (where kind = 'narrative') / 10000 as narrative
from stated
inner join marts.dim_county as county on stated.county_key = county.county_key
inner join marts.dim_fund_source as source on stated.fund_source_key = source.fund_source_key
where case when by_revenue then side = 'revenue' else side in ('expenditure', 'budgeted') end
group by county.county_code, county.county_name, stated.year_key, source.fund_source_code, source.name_zh
having sum(amount_yuan) <> 0
order by county.county_code, stated.year_key, source.fund_source_code
"""
MOST_ROWS = 24


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts over the whole warehouse, not only over the last load."""

    documents: int
    statements: int
    targets: int
    budget_lines: int
    staffing_rows: int
    lines_unplaced: int
    figures_unread: int
    statements_not_whole: int
    documents_not_whole: int
    labels_unmapped: int
    errors: int
    warnings: int
    infos: int


def figures(url: str) -> Figures:
    """Count what stands in the warehouse."""
    [row] = query(url, COUNTS)
    return Figures(**row)


def figures_table(counts: Figures) -> Table:
    """The counts, one a line, with the Chinese words."""
    words = {
        "documents": "documents 文件",
        "statements": "statements 绩效表",
        "targets": "indicator targets 绩效指标",
        "budget_lines": "budget lines 预算金额",
        "staffing_rows": "staffing rows 人员编制",
        "lines_unplaced": "lines unplaced 未识别行",
        "figures_unread": "figures unread 未读数字",
        "statements_not_whole": "statements not whole 未读全绩效表",
        "documents_not_whole": "documents not whole 未读全文件",
        "labels_unmapped": "labels unmapped 未归类名称",
        "errors": "errors 错误",
        "warnings": "warnings 警告",
        "infos": "infos 提示",
    }
    table = titled_table("In the warehouse 数据仓库", words=["what"], counts=["count"])
    for name, count in asdict(counts).items():
        table.add_row(words[name], f"{count:,}")
    return table


def money_table(url: str) -> Table:
    """Budget by county, year and fund source, in 万元; a column for each kind of statement."""
    kinds = {
        "department_overall": "department 整体",
        "project": "projects 项目",
        "transfer": "transfers 转移支付",
        "narrative": "prose 文字",
    }
    title = "Budget by county, year and fund source 预算 (万元)"
    table = titled_table(title, words=["county 县区", "source 资金来源"], counts=["year 年度", *kinds.values()])
    rows = query(url, MONEY)
    for row in rows[:MOST_ROWS]:
        amounts = [_amount(row[kind]) for kind in kinds]
        table.add_row(row["county"], row["fund_source"], str(row["year"]), *amounts)
    hidden = len(rows) - MOST_ROWS
    table.caption = "a department's whole budget holds its projects: add down a column, never across"
    if hidden > 0:
        table.caption += f"; {hidden} more rows in marts.fct_budget_lines"
    return table


def checksum_table(found: Mapping[str, Checksum], expected: Mapping[str, Checksum] | None = None) -> Table:
    """Each relation with its rows and digest; with what was expected, also whether it is the same."""
    comparison = ["same 一致"] if expected is not None else []
    lines = titled_table("Checksums 校验和", words=["table 表", "digest 摘要", *comparison], counts=["rows 行数"])
    for relation in sorted({*found, *(expected or {})}):
        mine = found.get(relation)
        cells = [relation, mine.digest if mine else "(missing)"]
        if expected is not None:
            cells.append("yes" if mine == expected.get(relation) else "NO")
        lines.add_row(*cells, f"{mine.rows:,}" if mine else "")
    return lines


def _amount(value: Decimal | None) -> str:
    return "" if value is None else f"{value:,.2f}"
