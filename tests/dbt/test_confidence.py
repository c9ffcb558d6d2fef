"""Several targets on a row, self-evaluations, and how far each figure can be relied on: raw rows through dbt.

The rows are put into schema `raw` by hand, as the contract has them, so that what is tested here is the warehouse alone.
"""

from __future__ import annotations

from collections.abc import Iterator
from hashlib import sha256
from typing import Any

import pytest
from sqlalchemy import func, insert, make_url

from etl.loading.stage import document_id
from etl.warehouse import raw_schema
from etl.warehouse.build import build
from etl.warehouse.connection import connected, query
from tests.support.databases import temporary_database

Fields = dict[str, Any]
Rows = list[tuple[str, str, Fields]]

SELF_EVALUATION: Rows = [
    ("title", "项目支出绩效自评表", {}),
    ("heading", "\t年初预算数\t全年预算数\t全年执行数\t分值\t执行率\t得分", {}),
    (
        "amount",
        "年度资金总额\t100\t120\t60\t10\t50%\t5",
        {
            "amounts": [
                {"fund_source": "年度资金总额", "stage": "年初预算数", "side": "budgeted", "amount": "100"},
                {"fund_source": "年度资金总额", "stage": "全年预算数", "side": "adjusted", "amount": "120"},
                {"fund_source": "年度资金总额", "stage": "全年执行数", "side": "executed", "amount": "60"},
            ],
            "attributes": [
                {"name": "分值", "value": "10"},
                {"name": "执行率", "value": "50%"},
                {"name": "得分", "value": "5"},
            ],
        },
    ),
    (
        "indicator",
        "产出指标\t数量指标\t培训人数\t≥1,200人\t1,150人\t10分\t9.58\t报名不足，可拨0900-5550100询问",
        {
            "level1": "产出指标",
            "level2": "数量指标",
            "name": "培训人数",
            "value": "≥1,200人",
            "actual": "1,150人",
            "weight": "10分",
            "score": "9.58",
            "reason": "报名不足，可拨0900-5550100询问",
        },
    ),
    (
        "indicator",
        "产出指标\t时效指标\t发放及时率\t=\t100\t%\t98.5\t%\t20.00\t20.00\t\t按月核对\t满分20",
        {
            "level1": "产出指标",
            "level2": "时效指标",
            "name": "发放及时率",
            "operator": "=",
            "value": "100",
            "unit": "%",
            "actual": "98.5",
            "actual_unit": "%",
            "weight": "20.00",
            "score": "20.00",
            "note": "按月核对",
            "standard": "满分20",
            "doubts": [],
        },
    ),
]
SEVERAL_TARGETS: Rows = [
    (
        "indicator",
        "产出指标\t数量指标\t新建道路3级\t≥9公里\t新建道路3级\t≥3公里",
        {
            "level1": "产出指标",
            "level2": "数量指标",
            "name": "新建道路3级",
            "value": "≥9公里",
            "period": "中期指标值",
            "more": [
                {
                    "level1": "产出指标",
                    "level2": "数量指标",
                    "name": "新建道路3级",
                    "value": "≥3公里",
                    "period": "年度指标值",
                    "doubts": ["cells_shifted"],
                }
            ],
        },
    ),
    (
        "indicator",
        "产出指标\t数量指标\t受益户数\t5\t5\t7",
        {
            "level1": "产出指标",
            "level2": "数量指标",
            "name": "受益户数",
            "value": "5",
            "place": "东村",
            "more": [
                {"level1": "产出指标", "level2": "数量指标", "name": "受益户数", "value": "5", "place": "西村"},
                {"level1": "产出指标", "level2": "数量指标", "name": "受益户数", "value": "7", "place": "南村"},
            ],
        },
    ),
]
DOUBTED: Rows = [
    (
        "indicator",
        "产出指标\t\t资金到位及时率\t292%",
        {"level1": "产出指标", "name": "资金到位及时率", "value": "292%", "doubts": ["cut_from_text"]},
    ),
    (
        "indicator",
        "产出指标\t数量指标\t人数\t1600人、200人",
        {"level2": "数量指标", "name": "人数", "value": "1600人、200人"},
    ),
    (
        "amount",
        "工作经费\t约30\t5美元",
        {"amounts": [{"item": "工作经费", "amount": "约30"}, {"item": "工作经费", "amount": "5", "unit": "美元"}]},
    ),
]
PROSE: Rows = [
    (
        "indicator",
        "安排5万元培训20人",
        {
            "name": "培训人数",
            "value": "20人",
            "doubts": ["from_sentence"],
            "amounts": [
                {"item": "培训", "amount": "5", "unit": "万元", "side": "expenditure", "doubts": ["from_sentence"]}
            ],
        },
    ),
]
BROKEN = {
    "registered_doubts_fct_indicator_targets_confidence_reason": (
        "indicator",
        "产出指标\t数量指标\t户数\t5",
        {"level2": "数量指标", "name": "户数", "value": "5", "doubts": ["nobody_knows"]},
    ),
    "registered_doubts_fct_budget_lines_confidence_reason": (
        "amount",
        "培训\t5",
        {"amounts": [{"item": "培训", "amount": "5", "doubts": ["nobody_knows"]}]},
    ),
    "no_number_is_lost": (
        "indicator",
        "产出指标\t数量指标\t户数\t5\t5\t5",
        {
            "level2": "数量指标",
            "name": "户数",
            "value": "5",
            "place": "东村",
            "more": [{"level2": "数量指标", "name": "户数", "value": "5", "place": "西村"}],
        },
    ),
    "each_stated_target_becomes_one_fact_row": (
        "attribute",
        "备注\t8",
        {"attributes": [{"name": "备注", "value": "8"}], "more": [{"name": "备注", "value": "8"}]},
    ),
}


def store(url: str, name: str, rows: Rows, kind: str = "project", money_unit: str | None = "万元") -> int:
    """Put a document of one statement into schema `raw`, one line a row, and return its key."""
    digest = sha256(name.encode()).hexdigest()
    document = document_id(digest)
    counts = ("files_seen", "files_loaded", "files_rejected", "files_unchanged", "statements", "document_rows")
    with connected(url) as connection, connection.begin():
        moments = {"started_at": func.clock_timestamp(), "finished_at": func.clock_timestamp()}
        load = {"code_version": "1", **moments} | dict.fromkeys(counts, 0)
        number = connection.execute(
            insert(raw_schema.load).values(load).returning(raw_schema.load.c.load_id)
        ).scalar_one()
        connection.execute(
            insert(raw_schema.document).values(
                document_id=document,
                sha256=digest,
                file_name=name,
                source_uri=f"memory:{name}",
                parser_version="1",
                load_id=number,
                first_load_id=number,
                loaded_at=func.now(),
                status="loaded",
            )
        )
        connection.execute(
            insert(raw_schema.statement).values(
                document_id=document,
                statement_no=1,
                kind=kind,
                title=name,
                fiscal_year=2023,
                money_unit=money_unit,
                line_from=1,
                line_to=len(rows),
            )
        )
        for line, (role, filed_text, fields) in enumerate(rows, start=1):
            connection.execute(
                insert(raw_schema.document_row).values(
                    document_id=document,
                    row_no=line,
                    statement_no=1,
                    role=role,
                    page=1,
                    line_from=line,
                    line_to=line,
                    filed_text=filed_text,
                    fields=fields,
                )
            )
    return document


@pytest.fixture(scope="module")
def judged(server: str, template: str, filings_home) -> Iterator[str]:
    """The URL of a warehouse whose last document came with a build of its own."""
    with temporary_database(server, template) as url:
        store(url, "evaluation", SELF_EVALUATION)
        store(url, "several", SEVERAL_TARGETS)
        store(url, "doubted", DOUBTED)
        assert build(url, filings_home).failures == ()
        store(url, "prose", PROSE, kind="narrative", money_unit=None)
        assert build(url, filings_home).failures == ()
        yield url


def facts(url: str, fact: str, name: str, *columns: str) -> list[tuple[Any, ...]]:
    """Some columns of the facts of one document, in order of its rows."""
    number = "target_no" if fact == "fct_indicator_targets" else "amount_no"
    rows = query(
        url,
        f"""select {", ".join(f"fact.{column}" for column in columns)} from marts.{fact} as fact
        inner join marts.dim_statement as statement using (document_id, statement_key)
        where statement.file_name = :name order by fact.row_no, fact.{number}""",  # noqa: S608 - names of ours
        {"name": name},
    )
    return [tuple(row.values()) for row in rows]


def targets(url: str, name: str, *columns: str) -> list[tuple[Any, ...]]:
    return facts(url, "fct_indicator_targets", name, *columns)


def amounts(url: str, name: str, *columns: str) -> list[tuple[Any, ...]]:
    return facts(url, "fct_budget_lines", name, *columns)


# --- self-evaluations -----------------------------------------------------------------------------------


def test_weight_actual_and_score_stand_beside_their_target(judged: str):
    read = targets(judged, "evaluation", "value", "actual_value", "actual_unit_filed", "weight", "score")
    assert [tuple(map(str, row)) for row in read] == [
        ("1200", "1150", "None", "10", "9.58"),
        ("100", "98.5", "%", "20.00", "20.00"),
    ]


def test_reasons_notes_and_standards_are_there_for_analysts_without_telephone_numbers(judged: str):
    assert targets(judged, "evaluation", "deviation_reason", "note", "standard") == [
        ("报名不足，可拨***询问", None, None),
        (None, "按月核对", "满分20"),
    ]


def test_stages_of_the_money_are_budget_lines_and_its_rate_and_score_are_none(judged: str):
    assert [(side, str(yuan)) for side, yuan in amounts(judged, "evaluation", "side", "amount_yuan")] == [
        ("budgeted", "1000000.00"),
        ("adjusted", "1200000.00"),
        ("executed", "600000.00"),
    ]


# --- several targets on a row ---------------------------------------------------------------------------


def test_each_value_column_of_a_row_is_a_target_of_its_own(judged: str):
    columns = ("row_no", "target_no", "value", "period_filed", "target_period", "place_filed")
    assert [(*row[:2], int(row[2]), *row[3:]) for row in targets(judged, "several", *columns)] == [
        (1, 1, 9, "中期指标值", "whole_project", None),
        (1, 2, 3, "年度指标值", "annual", None),
        (2, 1, 5, None, None, "东村"),
        (2, 2, 5, None, None, "西村"),
        (2, 3, 7, None, None, "南村"),
    ]


def test_a_sentence_may_state_a_target_and_an_amount(judged: str):
    assert targets(judged, "prose", "indicator_name", "confidence") == [("培训人数", "inferred")]
    assert amounts(judged, "prose", "item_name", "confidence") == [("培训", "inferred")]


# --- confidence -----------------------------------------------------------------------------------------


def test_what_is_read_as_filed_is_exact_and_gives_no_reason(judged: str):
    columns = ("confidence", "confidence_reason", "confidence_reason_zh")
    assert set(targets(judged, "evaluation", *columns)) == {("exact", None, None)}
    assert set(amounts(judged, "evaluation", *columns)) == {("exact", None, None)}


def test_a_reason_belongs_to_one_target_of_a_row(judged: str):
    [filed, shifted, *places] = targets(judged, "several", "confidence", "confidence_reason_zh")
    assert filed == ("exact", None)
    assert shifted == ("inferred", "单元格少于表头，按内容类型对位")
    assert set(places) == {("exact", None)}


def test_the_worst_reason_decides_and_all_of_them_are_told(judged: str):
    [garbled, several] = targets(judged, "doubted", "confidence", "confidence_reason")
    assert garbled[0] == several[0] == "doubtful"
    assert garbled[1].split("; ") == [
        "no level-2 label tells the class, the indicator's name does",
        "cells were told apart by their words, for the text has no borders",
        "the first figure may be a garbled sign, such as 292% for ≥92%",
    ]
    assert several[1].startswith("the target holds figures")


def test_an_amount_that_is_not_plain_or_could_not_be_read_is_doubtful_and_says_why(judged: str):
    assert amounts(judged, "doubted", "amount_yuan", "confidence", "confidence_reason_zh") == [
        (300_000, "doubtful", "金额为约数（约、近、余、左右等）"),
        (None, "doubtful", "金额单位未识别"),
    ]


# --- promises -------------------------------------------------------------------------------------------


# A test of the facts that fails keeps dbt from what lies behind them, the lost numbers too.
@pytest.mark.parametrize(
    "promises",
    [sorted(BROKEN.keys() - {"no_number_is_lost"}), ["no_number_is_lost"]],
    ids=["codes nobody registered and targets of no indicator", "a figure kept less often than it is printed"],
)
def test_a_broken_promise_sets_its_document_aside(judged: str, server: str, filings_home, promises: list[str]):
    with temporary_database(server, str(make_url(judged).database)) as url:
        store(url, "broken", [BROKEN[name] for name in promises])
        result = build(url, filings_home)
        standing = {row["file_name"] for row in query(url, "select file_name from marts.dim_statement")}
    assert result.failures == ()
    [aside] = result.set_aside
    assert aside.outcome.path.name == "broken"
    assert all(name in str(aside.outcome.reason) for name in promises)
    assert standing and "broken" not in standing
