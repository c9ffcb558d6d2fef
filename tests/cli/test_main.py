"""`filings load`, `run` and `status` as a person and a scheduler meet them: exit codes, lines, what is left behind."""

import json
import re
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url, text

from etl.warehouse.connection import connected, query
from tests.support.commands import NOWHERE, Done, Filings, assert_one_line, environment, log_words
from tests.support.databases import temporary_database
from tests.support.forked_filings import ForkedFilings
from tests.support.invented_filing import InventedFiling
from tests.support.places import FILINGS


@pytest.mark.parametrize(
    "command",
    [
        *("run", "load", "build", "audit", "backup", "restore", "show", "status"),
        *("db", "db start", "db stop", "db url", "db psql"),
    ],
)
def test_every_command_says_what_it_is_for(filings: Filings, command: str):
    done = filings(*command.split(), "--help", DATABASE_URL=NOWHERE)
    assert done.returncode == 0
    assert re.search(r"Usage: filings .+\n\n  \w.+\.", done.stdout)


def test_the_version_is_told(filings: Filings):
    started = subprocess.run([*FILINGS, "--version"], env=environment(), capture_output=True, text=True, check=True)
    assert re.fullmatch(r"filings \S+\n", started.stdout)
    assert filings("--version").stdout == started.stdout


def test_a_scheduler_learns_from_one_line_and_the_exit_code(filings: Filings, sample: Path, tmp_path: Path):
    first, second = filings("load", sample), filings("load", sample)
    (tmp_path / "empty.txt").touch()
    third = filings("load", sample, tmp_path / "empty.txt")
    assert [done.returncode for done in (first, second, third)] == [0, 0, 3]
    words = [log_words(done) for done in (first, second, third)]
    assert [word["status"] for word in words] == ["ok", "ok", "rejected"]
    assert [(word["loaded"], word["unchanged"], word["rejected"]) for word in words] == [
        ("1", "0", "0"),
        ("0", "1", "0"),
        ("0", "1", "1"),
    ]
    assert [word["exit"] for word in words] == ["0", "0", "3"]


def test_output_that_nobody_watches_is_plain(filings: Filings, sample: Path):
    done = filings("load", sample)
    assert "\x1b" not in done.stdout and "\r" not in done.stdout
    assert done.stderr == ""


def test_status_before_anything_says_what_to_do(filings: Filings, server: str, empty_database: str):
    done = filings("status", DATABASE_URL=empty_database)
    assert done.returncode == 0
    assert "filings run" in done.stdout


def test_status_lists_documents_and_why_some_are_rejected(filings: Filings, sample: Path, tmp_path: Path):
    (tmp_path / "empty.txt").touch()
    filings("load", sample, tmp_path)
    done = filings("status")
    assert done.returncode == 0
    assert re.search(rf"{re.escape(sample.name)} .* 20\d\d-\d\d-\d\d", done.stdout)
    assert re.search(r"empty\.txt +\S+.* 20\d\d-\d\d-\d\d", done.stdout)
    assert "last load" in done.stdout
    assert "filings build" in done.stdout


def test_an_empty_folder_is_said_to_be_empty(filings: Filings, tmp_path: Path):
    done = filings("load", tmp_path)
    assert done.returncode == 0
    assert "no files" in done.stdout


MARTS = (
    *("dim_statement", "dim_agency", "dim_county", "fct_indicator_targets", "fct_budget_lines", "fct_staffing"),
    *("mart_filing_quality", "mart_agency_quality"),
)


def contents(url: str) -> dict[str, list[dict[str, object]]]:
    """Every row of the marts, the moment of loading included."""
    return {mart: query(url, f"select * from marts.{mart} as rows order by rows::text") for mart in MARTS}  # noqa: S608 - our names


@pytest.fixture(scope="module")
def first_run(
    server: str,
    forked_filings: ForkedFilings,
    filings_home: Path,
    samples: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[tuple[Done, str]]:
    """What a run of the samples says that begins with nothing in the database, and the URL of what it has made."""
    with temporary_database(server, "template0") as url:
        ours = environment(DATABASE_URL=url, FILINGS_HOME=str(filings_home))
        first = forked_filings.run(["run", str(samples)], tmp_path_factory.mktemp("first_run"), ours)
        assert first.returncode == 0, first.stdout + first.stderr
        yield first, url


@pytest.fixture
def first(first_run: tuple[Done, str]) -> Done:
    """The first run."""
    return first_run[0]


@pytest.fixture
def filled(server: str, first_run: tuple[Done, str]) -> Iterator[str]:
    """The URL of a copy of what the first run has made."""
    with temporary_database(server, str(make_url(first_run[1]).database)) as url:
        yield url


def test_a_filing_in_which_a_promise_is_broken_is_rejected_by_the_run_and_the_next_one_is_not_red(
    filings: Filings, filled: str, tmp_path: Path
):
    for name, filing in (("good.txt", InventedFiling(2023)), ("bad.txt", InventedFiling(2022))):
        (tmp_path / "new").mkdir(exist_ok=True)
        (tmp_path / "new" / name).write_text(filing.text, encoding="utf-8")
    filings("load", tmp_path / "new", DATABASE_URL=filled)
    with connected(filled) as connection, connection.begin():
        added = (
            "update raw.document_row set filed_text = filed_text || ' 4711' where row_no = 4 and document_id = "
            "(select document_id from raw.document where file_name = 'bad.txt')"
        )
        connection.execute(text(added))
    done, again = (filings("run", tmp_path / "new", DATABASE_URL=filled) for _ in range(2))
    assert "rejected bad.txt: a promise about single documents is broken in it: no_number_is_lost" in done.stdout
    assert "(line 4)" in done.stdout
    words = [
        {name: log_words(run)[name] for name in ("status", "unchanged", "rejected", "build", "exit")}
        for run in (done, again)
    ]
    assert words == [
        {"status": "rejected", "unchanged": "1", "rejected": "1", "build": built, "exit": "3"}
        for built in ("done", "skipped")
    ]
    shown = query(
        filled, "select distinct file_name from marts.dim_statement where file_name in ('good.txt', 'bad.txt')"
    )
    assert shown == [{"file_name": "good.txt"}]
    assert "bad.txt" in filings("status", DATABASE_URL=filled).stdout.split("Rejected")[1]


def test_a_file_called_after_a_person_is_loaded_and_readers_do_not_see_the_name(
    filings: Filings, filled: str, tmp_path: Path
):
    called = tmp_path / "经办人赵未名" / ("1" + "3900000042_91620000000000319X.txt")
    called.parent.mkdir()
    called.write_text(InventedFiling(2023).text + "来信由项目负责人钱无此,电话0900-5550177回复。\n", encoding="utf-8")
    assert filings("run", called.parent, DATABASE_URL=filled).returncode == 0
    shown = "select distinct file_name, source_uri from marts.dim_statement where file_name like '%319X.txt'"
    assert query(filled, shown) == [
        {"file_name": "***_91620000000000319X.txt",
         "source_uri": f"{tmp_path.as_uri()}/经办人***/***_91620000000000319X.txt"}
    ]  # fmt: skip


def test_a_run_loads_builds_and_sums_up_and_a_second_one_has_nothing_to_do(
    filings: Filings, first: Done, filled: str, samples: Path, tmp_path: Path
):
    before = contents(filled)
    second = filings("run", samples, DATABASE_URL=filled)
    assert second.returncode == 0
    assert query(filled, "select count(*) as builds from raw.build") == [{"builds": 1}]
    assert contents(filled) == before

    documents = len(list(samples.glob("*.txt")))
    words, again = log_words(first), log_words(second)
    assert (words["status"], words["build"], words["loaded"], words["unchanged"]) == ("ok", "done", str(documents), "0")
    assert (again["status"], again["build"], again["loaded"], again["unchanged"]) == (
        "ok",
        "skipped",
        "0",
        str(documents),
    )
    for mart, word in (("fct_indicator_targets", "targets"), ("fct_budget_lines", "budget_lines")):
        assert int(words[word]) == len(before[mart]) > 0
    for row in query(filled, "select severity, count(*) as found from audit.findings group by severity"):
        assert int(words[f"{row['severity']}s"]) == row["found"]
        assert re.search(rf"^ {row['severity']}s \S+ +{row['found']}$", first.stdout.replace(" \n", "\n"), re.MULTILINE)
    for county in query(
        filled, "select distinct county_name from marts.dim_statement join marts.dim_county using (county_key)"
    ):
        assert county["county_name"] in first.stdout
    assert "万元" in first.stdout

    (tmp_path / "empty.txt").touch()
    third = filings("run", samples, tmp_path / "empty.txt", DATABASE_URL=filled)
    assert third.returncode == 3
    assert log_words(third)["build"] == "skipped"
    assert re.search(r"rejected empty\.txt: \S+", third.stdout)


def test_status_of_a_warehouse_shows_county_and_counts_of_each_document(
    filings: Filings, warehouse: str, samples: Path
):
    shown = filings("status", DATABASE_URL=warehouse).stdout
    for path in samples.glob("*.txt"):
        assert re.search(rf"^ ?\S+ +{re.escape(path.name)} +\d+ +\d+ +\d+ +0 +0 +yes +20\d\d-", shown, re.MULTILINE)
    assert "succeeded" in shown


def test_a_monitor_gets_the_state_of_the_warehouse_as_json(filings: Filings, sample: Path, tmp_path: Path):
    assert set(json.loads(filings("status", "--json").stdout)["documents"].values()) == {0}
    novel = tmp_path / "novel.txt"
    novel.write_text("It was a dark and stormy night.\n")
    filings("load", sample, novel)
    said = json.loads(filings("status", "--json").stdout)
    fates = {"received": 2, "loaded": 1, "rejected": 1, "read_by_older_version": 0, "not_whole": 0}
    assert (said["documents"], said["not_whole"]) == (fates, [])
    assert [row["file_name"] for row in said["rejected"]] == ["novel.txt"]
    assert said["last_load"]["files_seen"] == 2
    assert said["last_build"] is None


def test_documents_are_read_again_on_request_and_status_says_how_many_are_old(
    filings: Filings, new_database: str, sample: Path
):
    assert filings("load", sample).returncode == 0
    with connected(new_database) as connection, connection.begin():
        connection.execute(text("update raw.document set parser_version = 'older'"))
    assert "read by an older version: 1; `filings load --reread`" in filings("status").stdout
    assert log_words(filings("load", "--reread"))["loaded"] == "1"
    assert "older version" not in filings("status").stdout
    assert "no document is read by an older parser" in filings("load", "--reread").stdout
    assert "no document is rejected" in filings("load", "--retry").stdout
    assert_one_line(filings("load"), 2, "--reread")
    assert_one_line(filings("load", sample, "--retry"), 2, "--retry")


def test_a_run_is_found_by_its_name_in_the_log_and_in_the_warehouse(
    filings: Filings, first: Done, filled: str, sample: Path
):
    name = log_words(first)["run"]
    assert re.fullmatch(r"\d{8}T\d{6}Z-[0-9a-f]{6}", name)
    for table in ("load", "build"):
        assert query(filled, f"select run_id from raw.{table}") == [{"run_id": name}]  # noqa: S608 - our names
    said = json.loads(filings("status", "--json", DATABASE_URL=filled).stdout)
    assert {said["last_load"]["run_id"], said["last_build"]["run_id"]} == {name}
    assert log_words(filings("load", sample, DATABASE_URL=filled))["run"] != name
