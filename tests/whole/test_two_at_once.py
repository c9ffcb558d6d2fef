"""Loads and builds that are started at the same time wait for each other: nothing is doubled, and none hangs."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

from etl.loading.load import load
from etl.warehouse.build import build
from etl.warehouse.checksum import checksums
from etl.warehouse.connection import query
from tests.support.databases import temporary_database
from tests.support.invented_filing import InventedFiling
from tests.support.make_files import docx
from tests.support.places import FILINGS, HOUSE

PROJECTS = [InventedFiling(project=f"农村供水工程第{number}期") for number in range(4)]


def file_into(folder: Path) -> list[Path]:
    """Four filings; the first came as text and as docx."""
    paths = [folder / f"{number}.txt" for number in range(len(PROJECTS))]
    for path, filing in zip(paths, PROJECTS, strict=True):
        path.write_text(filing.text, encoding="utf-8")
    (folder / "copy.docx").write_bytes(docx(PROJECTS[0].blocks))
    return [*paths, folder / "copy.docx"]


def test_commands_started_at_once_give_what_one_after_the_other_gives(
    server: str, template: str, filings_home: Path, tmp_path: Path
):
    first, second, third, fourth, copy = map(str, file_into(tmp_path))
    with temporary_database(server, template) as together, temporary_database(server, template) as alone:
        ours = os.environ | {"PYTHONPATH": str(HOUSE), "DATABASE_URL": together, "FILINGS_HOME": str(filings_home)}
        commands = [
            ["run", first, copy, second],
            ["load", second, third],
            ["load", third, fourth, first],
            ["build"],
            ["run", fourth, third],
            ["load", first, copy],
            ["status", "--json"],
        ]
        at_work = [
            subprocess.Popen(
                [*FILINGS, *command], env=ours, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
            )
            for command in commands
        ]
        said = [process.communicate(timeout=600)[0] for process in at_work]
        assert [process.returncode for process in at_work] == [0] * len(commands), said
        assert build(together, filings_home).failures == ()

        # the first file and its copy came with one load, whichever was quicker
        order = query(
            together, "select load_id, array_agg(source_uri) as files from raw.document group by 1 order by 1"
        )
        for arrived in order:
            assert load([Path(uri.removeprefix("file://")) for uri in arrived["files"]], alone).rejected == []
        assert build(alone, filings_home).failures == ()
        assert checksums(together) == checksums(alone)
        assert query(together, "select count(*) as n, count(distinct sha256) as files from raw.document") == [
            {"n": 5, "files": 5}
        ]
        loads = query(together, "select sum(files_loaded)::int as loaded, sum(files_seen)::int as seen from raw.load")
        assert loads == [{"loaded": 5, "seen": 12}]
