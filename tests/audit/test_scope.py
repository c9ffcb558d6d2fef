"""Whose findings are asked for: a file, an agency, or nobody who is known."""

from __future__ import annotations

from pathlib import Path

import pytest

from etl.audit.report import report_of
from etl.audit.scope import UnknownScope, find_scope
from etl.warehouse.connection import query


def files_of(warehouse: str, words: str | None) -> set[str]:
    return {document.file_name for document in report_of(warehouse, find_scope(warehouse, words)).documents}


def test_a_file_is_known_by_its_path_its_name_and_its_name_without_suffix(warehouse: str, samples: Path, monkeypatch):
    for path in samples.glob("*.txt"):
        assert (
            files_of(warehouse, str(path))
            == files_of(warehouse, path.name)
            == files_of(warehouse, path.stem)
            == {path.name}
        )
    monkeypatch.chdir(samples.parent)
    assert files_of(warehouse, "samples") == files_of(warehouse, "samples/") == files_of(warehouse, None)


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
