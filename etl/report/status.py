"""What stands in the warehouse, document by document; the rejected ones and why; the last load and build.

In: a URL. Out: tables and lines for the console. Forbidden: writing to the database.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from json import dumps
from typing import Any

from rich.table import Table

from etl.report.console import titled_table
from etl.report.names import without_persons
from etl.version import parser_version
from etl.warehouse.connection import query

# Which of our relations stand: before the first load there is no `raw`, before the first build no `marts`.
STANDING = """
select
    to_regclass('raw.document') is not null as is_migrated,
    to_regclass('marts.dim_statement') is not null
        and to_regclass('marts.dim_county') is not null
        and to_regclass('marts.fct_indicator_targets') is not null
        and to_regclass('marts.fct_budget_lines') is not null as is_built
"""

# From raw and not from marts, which may not be built yet, or by an older version of this project.
STAGED = """
select
    document.document_id,
    document.file_name,
    document.loaded_at,
    (select count(*) from raw.statement as s where s.document_id = document.document_id) as statements,
    gaps.lines_unplaced,
    gaps.figures_unread,
    gaps.lines_unplaced = 0 and gaps.figures_unread = 0 and not gaps.is_cut_off and document.remarks is null as is_whole
from raw.document as document
cross join lateral (
    select
        coalesce(sum(line_to - line_from + 1) filter (where role = 'unplaced'), 0) as lines_unplaced,
        coalesce(
            sum(jsonb_array_length(jsonb_path_query_array(fields, '$.attributes[*] ? (@.name == "(unread)")'))), 0
        ) as figures_unread,
        coalesce(bool_or(jsonb_path_exists(fields, '$.**.doubts[*] ? (@ == "cut_off")')), false) as is_cut_off
    from raw.document_row as document_row
    where document_row.document_id = document.document_id
) as gaps
where document.status = 'loaded'
order by document.file_name
"""

BUILT = """
select
    statement.document_id,
    string_agg(distinct county.county_name, '、') as county,
    min(county.county_code) as county_code,
    (select count(*) from marts.fct_indicator_targets as t where t.document_id = statement.document_id) as targets,
    (select count(*) from marts.fct_budget_lines as b where b.document_id = statement.document_id) as budget_lines
from marts.dim_statement as statement
inner join marts.dim_county as county on statement.county_key = county.county_key
group by statement.document_id
"""

REJECTED = """
select file_name, source_uri, reason, loaded_at
from raw.document where status = 'rejected' order by file_name, source_uri
"""
READ_IN_PART = """
select file_name, remarks
from raw.document where status = 'loaded' and remarks is not null order by file_name
"""
OLDER = "select count(*) as documents from raw.document where sha256 is not null and parser_version <> :version"
COUNTS = """
select
    count(*) as received,
    count(*) filter (where status = 'loaded') as loaded,
    count(*) filter (where status = 'rejected') as rejected
from raw.document
"""
LAST_LOAD = "select * from raw.load order by load_id desc limit 1"
LAST_BUILD = "select * from raw.build order by build_id desc limit 1"


def status_of(url: str) -> Iterator[Table | str]:
    """Everything `filings status` says, top to bottom."""
    [standing] = query(url, STANDING)
    if not standing["is_migrated"]:
        yield "nothing has been loaded yet: `filings run PATH` does it"
        return
    yield _documents(_named(url, STAGED), query(url, BUILT) if standing["is_built"] else [])
    if in_part := _named(url, READ_IN_PART):
        table = titled_table("Read in part 部分未读", words=["file 文件", "not read 未读"], counts=[])
        for row in in_part:
            table.add_row(row["file_name"], row["remarks"])
        yield table
    rejected = _named(url, REJECTED)
    if rejected:
        table = titled_table("Rejected 拒收", words=["file 文件", "reason 原因"], counts=["when 时间"])
        for row in rejected:
            table.add_row(row["file_name"], row["reason"], f"{row['loaded_at']:%Y-%m-%d}")
        yield table
    else:
        yield "no document is rejected"
    if older := _older(url):
        yield f"read by an older version: {older}; `filings load --reread` reads them again"
    yield from _last_runs(url)


def status_as_json(url: str) -> str:
    """What a monitor asks, as one JSON object: documents by fate, those rejected and why, the last load and build."""
    [standing] = query(url, STANDING)
    if not standing["is_migrated"]:
        nothing = dict.fromkeys(("received", "loaded", "rejected", "read_by_older_version", "not_whole"), 0)
        return dumps({"documents": nothing})
    not_whole = [_gaps(row) for row in query(url, STAGED) if not row["is_whole"]]
    found: dict[str, Any] = {
        "documents": query(url, COUNTS)[0] | {"read_by_older_version": _older(url), "not_whole": len(not_whole)},
        "rejected": _named(url, REJECTED),
        "read_in_part": _named(url, READ_IN_PART),
        "not_whole": not_whole,
        "last_load": next(iter(query(url, LAST_LOAD)), None),
        "last_build": next(iter(query(url, LAST_BUILD)), None),
    }
    return dumps(found, ensure_ascii=False, indent=2, default=str)


def _gaps(row: Mapping[str, Any]) -> dict[str, Any]:
    names = {"file_name": without_persons(row["file_name"])}
    return names | {name: row[name] for name in ("lines_unplaced", "figures_unread")}


def _named(url: str, question: str) -> list[dict[str, Any]]:
    """Documents, by names that a log may tell."""
    return [
        row | {name: without_persons(row[name]) for name in ("file_name", "source_uri") if name in row}
        for row in query(url, question)
    ]


def _older(url: str) -> int:
    [row] = query(url, OLDER, {"version": parser_version()})
    return int(row["documents"])


def _documents(staged: list[dict[str, Any]], built: list[dict[str, Any]]) -> Table:
    facts = ["statements 绩效表", "targets 指标", "amounts 金额"]
    counted = [*facts, "unplaced 未识别", "unread 未读数字", "whole 读全", "loaded 装载时间"]
    table = titled_table("Documents 文件", words=["county 县区", "file 文件"], counts=counted)
    marts = {row["document_id"]: row for row in built}
    not_built = {"county": "(not built yet)", "county_code": "~", "targets": "", "budget_lines": ""}
    rows = [row | marts.get(row["document_id"], not_built) for row in staged]
    for row in sorted(rows, key=lambda row: (row["county_code"] or "~", row["file_name"])):
        names = ("statements", "targets", "budget_lines", "lines_unplaced", "figures_unread")
        counts = [*(str(row[name]) for name in names), "yes" if row["is_whole"] else "NO"]
        table.add_row(row["county"], row["file_name"], *counts, f"{row['loaded_at']:%Y-%m-%d}")
    return table


def _last_runs(url: str) -> Iterator[str]:
    for load in query(url, LAST_LOAD):
        end = "did not finish" if load["finished_at"] is None else f"took {_duration(load)}"
        yield (
            f"last load 最近装载: {load['started_at']:%Y-%m-%d %H:%M}, {end}: {load['files_loaded']} loaded, "
            f"{load['files_unchanged']} unchanged, {load['files_rejected']} rejected"
        )
    builds = query(url, LAST_BUILD)
    for build in builds:
        end = "succeeded" if build["succeeded"] else "failed" if build["finished_at"] else "did not finish"
        yield f"last build 最近构建: {build['started_at']:%Y-%m-%d %H:%M}, {end}"
    if not builds:
        yield "nothing has been built yet: `filings build` does it"


def _duration(run: Mapping[str, Any]) -> str:
    return f"{(run['finished_at'] - run['started_at']).total_seconds():.1f} s"
