"""The command as a person and a scheduler meet it: exit codes, single lines, and what is left behind."""

import fcntl
import json
import os
import re
import signal
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path
from time import monotonic, sleep

import pytest
from sqlalchemy import make_url, text

from etl.loading.load import load
from etl.report.summary import MONEY
from etl.warehouse.connection import DatabaseError, connected, hold_run_lock, query
from tests.support.forked_filings import ForkedFilings
from tests.support.invented_filing import Refiled
from tests.support.places import FILINGS, HOUSE
from tests.support.processes import started_by, still_alive

Done = subprocess.CompletedProcess[str]
Filings = Callable[..., Done]

NOWHERE = "postgresql://somebody:hidden@127.0.0.1:1/nothing"


def environment(**changes: str) -> dict[str, str]:
    """Ours without a database, unless one is given."""
    ours = {name: value for name, value in os.environ.items() if name not in {"DATABASE_URL", "FILINGS_DEBUG"}}
    return ours | {"PYTHONPATH": str(HOUSE)} | changes


@pytest.fixture
def filings(forked_filings: ForkedFilings, new_database: str, filings_home: Path, tmp_path: Path) -> Filings:
    """Run the command in an empty folder, on a database of its own unless the test names another."""

    def run(*arguments: object, **changes: str) -> Done:
        surroundings = {"DATABASE_URL": new_database, "FILINGS_HOME": str(filings_home)} | changes
        return forked_filings.run([*map(str, arguments)], tmp_path, environment(**surroundings))

    return run


@pytest.fixture
def sample(samples: Path) -> Path:
    return min(samples.glob("*.txt"), key=lambda path: path.stat().st_size)


def log_words(done: Done) -> dict[str, str]:
    """The words of the line for schedulers, which is the last one."""
    return dict(word.split("=") for word in done.stdout.splitlines()[-1].split(": ")[1].split())


def assert_one_line(done: Done, code: int, *words: str) -> None:
    assert done.returncode == code, done.stdout + done.stderr
    assert re.fullmatch(r"filings: [^\n]+\n", done.stderr), done.stderr
    for word in words:
        assert word in done.stderr


# --- help and errors ----------------------------------------------------------------------------------


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


def test_a_path_that_does_not_exist_is_wrong_usage_told_in_one_line(filings: Filings):
    for command in ("run", "load", "show"):
        assert_one_line(filings(command, "nowhere", DATABASE_URL=NOWHERE), 2, "nowhere does not exist")


def test_a_missing_path_is_wrong_usage_told_in_one_line(filings: Filings):
    assert_one_line(filings("run"), 2, "PATH")


def test_a_database_that_does_not_answer_is_told_in_one_line_without_its_password(filings: Filings, sample: Path):
    for arguments in (["run", sample], ["load", sample], ["build"], ["audit"], ["status"]):
        done = filings(*arguments, DATABASE_URL=NOWHERE)
        assert_one_line(done, 1, "127.0.0.1:1")
        assert "hidden" not in done.stderr


def test_a_url_of_another_database_is_told_in_one_line(filings: Filings):
    assert_one_line(filings("status", DATABASE_URL="mysql://localhost/x"), 1, "postgresql://")


def test_debug_shows_where_an_error_comes_from(filings: Filings):
    assert "Traceback" in filings("--debug", "status", DATABASE_URL=NOWHERE).stderr
    assert "Traceback" in filings("status", DATABASE_URL=NOWHERE, FILINGS_DEBUG="1").stderr


# --- show ---------------------------------------------------------------------------------------------


def test_show_prints_every_line_with_its_number_and_role_and_needs_no_database(filings: Filings, sample: Path):
    done = filings("show", sample, DATABASE_URL=NOWHERE)
    assert done.returncode == 0
    numbers = [int(found) for found in re.findall(r"^ *(\d+) (?:title|heading|\w+) ", done.stdout, re.MULTILINE)]
    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) == len(sample.read_text(encoding="utf-8").splitlines())
    assert "\x1b[" not in done.stdout


def test_show_is_coloured_where_colour_is_wanted(filings: Filings, sample: Path):
    assert "\x1b[32m" in filings("show", sample, FORCE_COLOR="1", TERM="xterm-256color").stdout


def test_show_gives_one_json_document_with_every_line_in_one_row(filings: Filings, sample: Path):
    shown = json.loads(filings("show", sample, "--json", DATABASE_URL=NOWHERE).stdout)
    assert shown["file_name"] == sample.name
    ends = [(row["line_from"], row["line_to"]) for row in shown["rows"]]
    assert [first for first, _ in ends] == [1, *(last + 1 for _, last in ends[:-1])]
    assert ends[-1][1] == shown["lines"]
    assert {"indicator", "amount"} <= {row["role"] for row in shown["rows"]}


def test_show_writes_nothing(filings: Filings, sample: Path, tmp_path: Path):
    filings("show", sample, FILINGS_HOME=str(tmp_path / "home"))
    assert list(tmp_path.iterdir()) == []


def test_show_writes_a_page_and_says_where_it_is(filings: Filings, sample: Path, tmp_path: Path):
    (tmp_path / "page.html").write_text("something older, and longer" * 10_000)
    done = filings("show", sample, "--html", "page.html", DATABASE_URL=NOWHERE, FILINGS_HOME=str(tmp_path / "home"))
    assert (done.returncode, done.stdout) == (0, f"page written: {tmp_path / 'page.html'}\n"), done.stderr
    assert (tmp_path / "page.html").read_text(encoding="utf-8").startswith("<!doctype html>")
    assert [path.name for path in tmp_path.iterdir()] == ["page.html"]


def test_a_page_that_cannot_be_written_is_told_in_one_line(filings: Filings, sample: Path, tmp_path: Path):
    for place in (tmp_path / "nowhere" / "page.html", tmp_path):
        assert_one_line(filings("show", sample, "--html", place), 2, str(place), "cannot be written")


def test_a_page_never_takes_the_place_of_the_filing(filings: Filings, sample: Path, tmp_path: Path):
    copy = tmp_path / sample.name
    copy.write_bytes(sample.read_bytes())
    assert_one_line(filings("show", copy, "--html", copy), 2, "the filing itself")
    assert copy.read_bytes() == sample.read_bytes()


def test_a_page_and_json_exclude_each_other(filings: Filings, sample: Path, tmp_path: Path):
    assert_one_line(filings("show", sample, "--json", "--html", "page.html"), 2, "--html", "--json")
    assert list(tmp_path.iterdir()) == []


def test_show_of_what_is_no_filing_names_file_and_reason(filings: Filings, tmp_path: Path):
    (tmp_path / "empty.txt").touch()
    for more in ([], ["--html", "page.html"]):
        assert_one_line(filings("show", "empty.txt", *more), 3, "empty.txt")
    assert [path.name for path in tmp_path.iterdir()] == ["empty.txt"]


def test_show_of_a_folder_is_wrong_usage(filings: Filings, tmp_path: Path):
    assert_one_line(filings("show", tmp_path), 2, "folder")


# --- load and status ----------------------------------------------------------------------------------


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


# --- run and build --------------------------------------------------------------------------------------

MARTS = (
    *("dim_statement", "dim_agency", "dim_county", "fct_indicator_targets", "fct_budget_lines", "fct_staffing"),
    *("mart_filing_quality", "mart_agency_quality"),
)


def contents(url: str) -> dict[str, list[dict[str, object]]]:
    """Every row of the marts, the moment of loading included."""
    return {mart: query(url, f"select * from marts.{mart} as rows order by rows::text") for mart in MARTS}  # noqa: S608 - our names


def test_a_run_loads_builds_and_sums_up_and_a_second_one_has_nothing_to_do(
    filings: Filings, empty_database: str, samples: Path, tmp_path: Path
):
    first = filings("run", samples, DATABASE_URL=empty_database)
    assert first.returncode == 0, first.stdout + first.stderr
    before = contents(empty_database)
    second = filings("run", samples, DATABASE_URL=empty_database)
    assert second.returncode == 0
    assert query(empty_database, "select count(*) as builds from raw.build") == [{"builds": 1}]
    assert contents(empty_database) == before

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
    for row in query(empty_database, "select severity, count(*) as found from audit.findings group by severity"):
        assert int(words[f"{row['severity']}s"]) == row["found"]
        assert re.search(rf"^ {row['severity']}s \S+ +{row['found']}$", first.stdout.replace(" \n", "\n"), re.MULTILINE)
    for county in query(
        empty_database, "select distinct county_name from marts.dim_statement join marts.dim_county using (county_key)"
    ):
        assert county["county_name"] in first.stdout
    assert "万元" in first.stdout

    (tmp_path / "empty.txt").touch()
    third = filings("run", samples, tmp_path / "empty.txt", DATABASE_URL=empty_database)
    assert third.returncode == 3
    assert log_words(third)["build"] == "skipped"
    assert re.search(r"rejected empty\.txt: \S+", third.stdout)


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


def test_a_failed_build_names_what_failed_and_ends_in_exit_code_1(filings: Filings, warehouse_copy: str, sample: Path):
    with connected(warehouse_copy) as connection, connection.begin():
        connection.execute(text("alter table raw.statement rename column agency to office"))
        connection.execute(text("delete from raw.build"))
    done = filings("build", DATABASE_URL=warehouse_copy)
    assert done.returncode == 1
    assert re.search(r"^filings: stg_statements: .*agency.* \(SQL: \S+\.sql\)$", done.stderr, re.MULTILINE)
    assert (log_words(done)["status"], log_words(done)["build"]) == ("broken", "failed")
    assert "last build 最近构建" in filings("status", DATABASE_URL=warehouse_copy).stdout


def test_status_of_a_warehouse_shows_county_and_counts_of_each_document(
    filings: Filings, warehouse: str, samples: Path
):
    shown = filings("status", DATABASE_URL=warehouse).stdout
    for path in samples.glob("*.txt"):
        assert re.search(rf"^ ?\S+ +{re.escape(path.name)} +\d+ +\d+ +\d+ +\d+ +20\d\d-", shown, re.MULTILINE)
    assert "succeeded" in shown


# --- runs that overlap, and runs that are killed --------------------------------------------------------


def test_a_second_run_refuses_if_it_is_not_to_wait(filings: Filings, new_database: str, sample: Path):
    with hold_run_lock(new_database):
        assert_one_line(filings("load", sample, "--no-wait"), 2, "another run")
    assert query(new_database, "select * from raw.load") == []
    assert filings("load", sample, "--no-wait").returncode == 0


def test_a_second_run_waits_for_the_end_of_the_first(new_database: str, sample: Path, tmp_path: Path):
    with hold_run_lock(new_database):
        waiting = subprocess.Popen(
            [*FILINGS, "load", str(sample)],
            cwd=tmp_path,
            env=environment(DATABASE_URL=new_database, PYTHONUNBUFFERED="1"),
            stdout=subprocess.PIPE,
            text=True,
        )
        assert waiting.stdout is not None
        assert "waiting" in waiting.stdout.readline()
        assert query(new_database, "select * from raw.load") == []
    output, _ = waiting.communicate(timeout=60)
    assert waiting.returncode == 0
    assert "status=ok" in output


def test_a_build_waits_for_one_of_another_database_in_the_same_home(
    warehouse_copy: str, filings_home: Path, tmp_path: Path
):
    (tmp_path / "new.txt").write_text(Refiled().text, encoding="utf-8")
    load([tmp_path], warehouse_copy)
    with (filings_home / "dbt" / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)  # as the other one holds it
        ours = environment(DATABASE_URL=warehouse_copy, FILINGS_HOME=str(filings_home), PYTHONUNBUFFERED="1")
        waiting = subprocess.Popen(
            [*FILINGS, "build"], cwd=tmp_path, env=ours, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
        )
        assert waiting.stdout is not None
        assert waiting.stdout.readline() == "building the star schema\n"
        assert waiting.stdout.readline().startswith("another run builds another database with the files in ")
    output, errors = waiting.communicate(timeout=300)
    assert (waiting.returncode, errors) == (0, "")
    assert "build=done" in output


def test_a_run_whose_lock_went_with_the_server_says_so_and_does_not_call_itself_done(new_database: str):
    holder = "select pid from pg_locks where locktype = 'advisory' and database = (select oid from pg_database where datname = current_database())"
    with pytest.raises(DatabaseError, match="run it again"), hold_run_lock(new_database):
        [lock] = query(new_database, holder)
        query(new_database, "select pg_terminate_backend(:pid, 10000)", lock)
    with hold_run_lock(new_database, wait=False):
        assert len(query(new_database, holder)) == 1


def test_a_run_that_is_interrupted_says_so_in_one_line(new_database: str, sample: Path, tmp_path: Path):
    with hold_run_lock(new_database):
        waiting = subprocess.Popen(
            [*FILINGS, "load", str(sample)],
            cwd=tmp_path,
            env=environment(DATABASE_URL=new_database, PYTHONUNBUFFERED="1"),
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        assert waiting.stdout is not None
        waiting.stdout.readline()
        waiting.send_signal(signal.SIGINT)
        _, errors = waiting.communicate(timeout=60)
    assert waiting.returncode == 130
    assert re.fullmatch(r"filings: interrupted[^\n]+", errors.strip())


def test_a_killed_run_leaves_no_server_and_no_lock_and_the_next_run_works(sample: Path, tmp_path: Path):
    home = tmp_path / "home"
    ours = environment(FILINGS_HOME=str(home), PYTHONUNBUFFERED="1")
    filings = lambda *arguments: subprocess.run(  # noqa: E731
        [*FILINGS, *arguments], cwd=tmp_path, env=ours, capture_output=True, text=True, check=False, timeout=120
    )
    killed = subprocess.Popen(
        [*FILINGS, "load", str(sample)], cwd=tmp_path, env=ours, stdout=subprocess.PIPE, text=True
    )
    assert killed.stdout is not None
    assert "reading" in killed.stdout.readline()
    started = started_by(killed.pid)
    killed.send_signal(signal.SIGKILL)
    killed.wait()
    killed.stdout.close()
    assert still_alive(started) == set()
    until = monotonic() + 30
    while filings("db", "url").returncode == 0 and monotonic() < until:
        sleep(0.2)
    assert "no server is running" in filings("db", "url").stderr
    done = filings("load", str(sample), "--no-wait")
    assert done.returncode == 0, done.stderr
    assert "no server is running" in filings("db", "url").stderr


def test_the_server_stays_between_start_and_stop(filings: Filings, sample: Path, tmp_path: Path):
    ours = {"DATABASE_URL": "", "FILINGS_HOME": str(tmp_path / "home")}
    started = filings("db", "start", **ours)
    try:
        assert started.returncode == 0, started.stderr
        assert filings("db", "url", **ours).stdout == started.stdout
        assert filings("load", sample, **ours).returncode == 0
        asked = filings("db", "psql", "--no-psqlrc", "-Atc", "select count(*) from raw.document", **ours)
        assert asked.stdout == "1\n", asked.stderr
    finally:
        stopped = filings("db", "stop", **ours)
    assert stopped.stdout == "stopped\n"
    assert_one_line(filings("db", "url", **ours), 1, "filings db start")
    assert filings("db", "stop", **ours).stdout == "not running\n"


def test_a_port_is_opened_when_asked_and_its_password_is_told_to_nobody_who_does_not_ask(
    filings: Filings, sample: Path, tmp_path: Path
):
    ours = {"DATABASE_URL": "", "FILINGS_HOME": str(tmp_path / "home")}
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    started = filings("db", "start", "--port", port, **ours)
    try:
        assert started.returncode == 0, started.stderr
        at_socket = filings("db", "url", **ours).stdout
        [address] = filings("db", "url", "--tcp", **ours).stdout.splitlines()
        assert query(address, "select current_user as login") == [{"login": "filings_analyst"}]
        password = make_url(address).password
        assert password
        loaded = filings("load", sample, **ours)
        assert loaded.returncode == 0
        assert filings("db", "url", "--tcp", **ours).stdout == f"{address}\n"
        for told in (started.stdout, at_socket, loaded.stdout, loaded.stderr):
            assert password not in told
        assert started.stdout.splitlines()[0] == at_socket.strip()
        assert "`filings db url --tcp`" in started.stdout.splitlines()[1]
        again = filings("db", "start", "--port", port + 1 if port < 65535 else port - 1, **ours)
        assert_one_line(again, 1, f"listens on port {port}", "`filings db stop`")
    finally:
        filings("db", "stop", **ours)
    assert_one_line(filings("db", "url", "--tcp", **ours), 1, "filings db start --port PORT")


@pytest.mark.parametrize("port", ["0", "-1", "80", "65536", "fast"])
def test_a_port_that_is_none_is_wrong_usage_told_in_one_line(filings: Filings, tmp_path: Path, port: str):
    done = filings("db", "start", "--port", port, DATABASE_URL="", FILINGS_HOME=str(tmp_path / "home"))
    assert_one_line(done, 2, "--port")
    assert not (tmp_path / "home").exists()


def test_a_monitor_gets_the_state_of_the_warehouse_as_json(filings: Filings, sample: Path, tmp_path: Path):
    assert set(json.loads(filings("status", "--json").stdout)["documents"].values()) == {0}
    novel = tmp_path / "novel.txt"
    novel.write_text("It was a dark and stormy night.\n")
    filings("load", sample, novel)
    said = json.loads(filings("status", "--json").stdout)
    assert said["documents"] == {"received": 2, "loaded": 1, "rejected": 1, "read_by_older_version": 0}
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


def test_checksums_are_saved_compared_and_the_same_after_a_rebuild(
    filings: Filings, warehouse_copy: str, tmp_path: Path
):
    ours = {"DATABASE_URL": warehouse_copy}
    assert filings("verify", "--save", "sums.json", **ours).returncode == 0
    rebuilt = filings("rebuild", **ours)
    assert (rebuilt.returncode, log_words(rebuilt)["loaded"]) == (0, "4"), rebuilt.stderr
    assert filings("verify", "--against", "sums.json", **ours).returncode == 0
    with connected(warehouse_copy) as connection, connection.begin():
        connection.execute(text("update marts.fct_staffing set actual = actual + 1"))
    differing = filings("verify", "--against", "sums.json", **ours)
    assert differing.returncode == 1
    assert "the marts differ" in differing.stdout
    (tmp_path / "sums.json").write_text("[1]")
    assert_one_line(filings("verify", "--against", "sums.json", **ours), 2, "holds no checksums")
    assert "nothing has been built yet" in filings("verify").stdout


def test_a_run_is_found_by_its_name_in_the_log_and_in_the_warehouse(filings: Filings, new_database: str, sample: Path):
    done = filings("run", sample)
    name = log_words(done)["run"]
    assert re.fullmatch(r"\d{8}T\d{6}Z-[0-9a-f]{6}", name)
    for table in ("load", "build"):
        assert query(new_database, f"select run_id from raw.{table}") == [{"run_id": name}]  # noqa: S608 - our names
    said = json.loads(filings("status", "--json").stdout)
    assert {said["last_load"]["run_id"], said["last_build"]["run_id"]} == {name}
    assert log_words(filings("load", sample))["run"] != name
