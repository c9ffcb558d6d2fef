"""Whatever goes wrong is told in one line with an exit code, and by request with where it comes from."""

import re
from pathlib import Path

from sqlalchemy import text

from etl.warehouse.connection import connected
from tests.support.commands import NOWHERE, Filings, assert_one_line, log_words


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


def test_a_failed_build_names_what_failed_and_ends_in_exit_code_1(filings: Filings, warehouse_copy: str, sample: Path):
    with connected(warehouse_copy) as connection, connection.begin():
        connection.execute(text("alter table raw.statement rename column agency to office"))
        connection.execute(text("delete from raw.build"))
    done = filings("build", DATABASE_URL=warehouse_copy)
    assert done.returncode == 1
    assert re.search(r"^filings: stg_statements: .*agency.* \(SQL: \S+\.sql\)$", done.stderr, re.MULTILINE)
    assert (log_words(done)["status"], log_words(done)["build"]) == ("broken", "failed")
    assert "last build 最近构建" in filings("status", DATABASE_URL=warehouse_copy).stdout
