"""A warehouse comes back from its backup as it was, both kinds of it; nothing else is taken for one."""

from __future__ import annotations

import os
import signal
import subprocess
import tarfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic, sleep

import pytest
from sqlalchemy import make_url, text

from etl.loading.load import load
from etl.server.binaries import find_clients
from etl.warehouse import backup as backup_module
from etl.warehouse import dump
from etl.warehouse.archive import BackupRefused
from etl.warehouse.backup import Kind, backup, restore
from etl.warehouse.build import build
from etl.warehouse.checksum import checksums
from etl.warehouse.connection import DatabaseError, connected, query
from etl.warehouse.migrate import migrate
from tests.support.places import FILINGS, HOUSE

RAW = ("load", "build", "document", "document_content", "statement", "document_row")


def raw(url: str) -> dict[str, list[dict[str, object]]]:
    return {table: query(url, f"select * from raw.{table} order by 1, 2") for table in RAW}  # noqa: S608 - names of ours


def execute(url: str, statement: str) -> None:
    with connected(url) as connection, connection.begin():
        connection.execute(text(statement))


@pytest.fixture(scope="module")
def backups(warehouse: str, tmp_path_factory: pytest.TempPathFactory) -> dict[Kind, Path]:
    """One backup of each kind of the warehouse of the samples."""
    folder = tmp_path_factory.mktemp("backups")
    files = {Kind.WHOLE: folder / "warehouse.dump", Kind.RAW: folder / "warehouse.tar"}
    for kind, path in files.items():
        assert backup(warehouse, path, portable=kind is Kind.RAW) is kind
    return files


@pytest.mark.parametrize("kind", Kind)
def test_a_warehouse_restored_into_an_empty_database_is_the_same(
    kind: Kind, backups: dict[Kind, Path], warehouse: str, empty_database: str, filings_home: Path
):
    assert restore(empty_database, backups[kind]) is kind
    assert raw(empty_database) == raw(warehouse)
    assert build(empty_database, filings_home, full_refresh=kind is Kind.RAW).skipped == (kind is Kind.WHOLE)
    assert checksums(empty_database) == checksums(warehouse)
    comments = "select obj_description('marts.fct_staffing'::regclass) as words"
    assert query(empty_database, comments) == query(warehouse, comments)
    [may] = query(empty_database, "select has_table_privilege('filings_reader', 'marts.dim_year', 'SELECT') as may")
    assert may["may"]


@pytest.mark.parametrize("kind", Kind)
def test_loads_after_a_restore_go_on_counting(
    kind: Kind, backups: dict[Kind, Path], empty_database: str, samples: Path
):
    restore(empty_database, backups[kind])
    assert load([samples], empty_database).unchanged == 4
    assert [row["load_id"] for row in query(empty_database, "select load_id from raw.load order by 1")] == [1, 2]


@pytest.mark.parametrize("kind", Kind)
def test_a_warehouse_that_holds_documents_gives_way_only_when_told_to(
    kind: Kind, backups: dict[Kind, Path], warehouse: str, warehouse_copy: str
):
    execute(warehouse_copy, "update raw.document set file_name = 'changed'")
    with pytest.raises(BackupRefused, match="not empty: with --replace"):
        restore(warehouse_copy, backups[kind])
    assert query(warehouse_copy, "select distinct file_name from raw.document") == [{"file_name": "changed"}]
    restore(warehouse_copy, backups[kind], replace=True)
    assert raw(warehouse_copy) == raw(warehouse)


@pytest.mark.parametrize("kind", Kind)
def test_a_migrated_warehouse_without_documents_is_empty(kind: Kind, backups: dict[Kind, Path], new_database: str):
    restore(new_database, backups[kind])
    assert query(new_database, "select count(*) as documents from raw.document") == [{"documents": 4}]


def test_a_schema_raw_of_somebody_else_is_never_replaced(backups: dict[Kind, Path], empty_database: str):
    execute(empty_database, "create schema raw create table kept (word text)")
    for path in backups.values():
        with pytest.raises(BackupRefused, match="belongs to something else"):
            restore(empty_database, path, replace=True)
    assert query(empty_database, "select * from raw.kept") == []


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize("part", [0.002, 0.3, 0.6, 0.9, 0.999])
def test_a_file_that_was_cut_off_is_refused_and_changes_nothing(
    kind: Kind, part: float, backups: dict[Kind, Path], warehouse_copy: str, tmp_path: Path
):
    content = backups[kind].read_bytes()
    (tmp_path / "cut").write_bytes(content[: int(len(content) * part)])
    before = raw(warehouse_copy)
    with pytest.raises(BackupRefused, match=r"^\S*cut is [^\n]+$"):
        restore(warehouse_copy, tmp_path / "cut", replace=True)
    assert raw(warehouse_copy) == before


@pytest.mark.parametrize("kind", Kind)
def test_a_file_with_changed_bytes_changes_nothing(
    kind: Kind, backups: dict[Kind, Path], warehouse_copy: str, tmp_path: Path
):
    content = bytearray(backups[kind].read_bytes())
    middle = len(content) // 2
    content[middle : middle + 64] = bytes(64)
    (tmp_path / "changed").write_bytes(content)
    before = raw(warehouse_copy)
    with pytest.raises(BackupRefused, match=r"^\S*changed is [^\n]+$"):
        restore(warehouse_copy, tmp_path / "changed", replace=True)
    assert raw(warehouse_copy) == before


@pytest.mark.parametrize(
    "content", [b"", b"words", dump.SIGNATURE, bytes(2000)], ids=["empty", "text", "head", "zeros"]
)
def test_what_is_no_backup_is_refused_in_one_line(content: bytes, empty_database: str, tmp_path: Path):
    (tmp_path / "foreign").write_bytes(content)
    with pytest.raises(BackupRefused, match=r"^\S*foreign is [^\n]+$"):
        restore(empty_database, tmp_path / "foreign")


def test_archives_and_dumps_of_others_are_refused(server: str, empty_database: str, tmp_path: Path):
    with tarfile.open(tmp_path / "other.tar", "w") as tar:
        tar.add(HOUSE / "README.md", "README.md")
    execute(empty_database, "create table public.kept (word text)")
    with connected(server) as connection:
        programs = find_clients(backup_module.server_version(connection))
    assert programs
    dump.write(empty_database, programs, ["public"], tmp_path / "other.dump")
    for name in ("other.tar", "other.dump"):
        with pytest.raises(BackupRefused, match=r"is no backup"):
            restore(empty_database, tmp_path / name)


def test_there_is_nothing_to_keep_before_the_first_load(empty_database: str, tmp_path: Path):
    with pytest.raises(BackupRefused, match="nothing has been loaded yet"):
        backup(empty_database, tmp_path / "none")
    assert list(tmp_path.iterdir()) == []


def test_a_portable_backup_of_an_older_version_is_brought_up_to_date(
    backups: dict[Kind, Path], empty_database: str, new_database: str, warehouse: str, tmp_path: Path
):
    migrate(empty_database, "0001_raw_documents")
    backup(empty_database, tmp_path / "older.tar", portable=True)
    restore(new_database, tmp_path / "older.tar", replace=True)
    head = "select version_num from raw.alembic_version"
    assert query(new_database, head) == query(warehouse, head)


def test_a_portable_backup_of_a_newer_version_is_refused(warehouse_copy: str, new_database: str, tmp_path: Path):
    execute(warehouse_copy, "update raw.alembic_version set version_num = '9999_of_tomorrow'")
    backup(warehouse_copy, tmp_path / "newer.tar", portable=True)
    with pytest.raises(DatabaseError, match="newer version of this project"):
        restore(new_database, tmp_path / "newer.tar")


def test_a_server_without_programs_of_its_version_gets_a_portable_backup(
    warehouse: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    monkeypatch.setattr(backup_module, "server_version", lambda _connection: "7")
    assert backup(warehouse, tmp_path / "file") is Kind.RAW


def test_a_backup_is_for_its_owner_alone(backups: dict[Kind, Path]):
    assert {path.stat().st_mode & 0o777 for path in backups.values()} == {0o600}


# --- as a command ---------------------------------------------------------------------------------------


@contextmanager
def locked_documents(url: str) -> Iterator[None]:
    """Nobody can read the documents' bytes for a while."""
    with connected(url) as connection, connection.begin():
        connection.execute(text("lock table raw.document_content in access exclusive mode"))
        yield


def start_command(url: str, *arguments: object) -> subprocess.Popen[str]:
    environment = os.environ | {"DATABASE_URL": url, "PYTHONPATH": str(HOUSE)}
    command = [*FILINGS, *map(str, arguments)]
    return subprocess.Popen(command, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def wait_until(happened: Callable[[], object], seconds: int = 60) -> None:
    end = monotonic() + seconds
    while not happened():
        assert monotonic() < end
        sleep(0.05)


def waits_for_the_lock(url: str) -> bool:
    waiting = "select from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()"
    return bool(query(url, waiting))


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGKILL])
@pytest.mark.parametrize("options", [(), ("--portable",)], ids=["dump", "portable"])
def test_a_killed_backup_leaves_the_earlier_one_and_no_half_file(
    warehouse_copy: str, tmp_path: Path, number: int, options: tuple[str, ...]
):
    target = tmp_path / "kept"
    target.write_bytes(b"the earlier one")
    with locked_documents(warehouse_copy):
        process = start_command(warehouse_copy, "backup", target, *options)
        wait_until(lambda: waits_for_the_lock(warehouse_copy))
        process.send_signal(number)
        process.communicate(timeout=60)
        assert target.read_bytes() == b"the earlier one"
        assert number == signal.SIGKILL or list(tmp_path.iterdir()) == [target]
    again = start_command(warehouse_copy, "backup", target, *options)
    out, err = again.communicate(timeout=120)
    assert (again.returncode, err, list(tmp_path.iterdir())) == (0, "", [target])
    assert f"backup written: {target}" in out


def test_no_password_stands_in_the_arguments_of_a_program(warehouse_copy: str, tmp_path: Path):
    url = make_url(warehouse_copy).set(password="seen-by-nobody").render_as_string(hide_password=False)
    with locked_documents(warehouse_copy):
        process = start_command(url, "backup", tmp_path / "kept")
        wait_until(lambda: waits_for_the_lock(warehouse_copy))
        listed = subprocess.run(["ps", "-A", "-ww", "-o", "args="], capture_output=True, text=True, check=True).stdout
    assert process.communicate(timeout=120)[1] == ""
    assert "pg_dump" in listed
    assert "seen-by-nobody" not in listed


def test_the_command_restores_and_tells_the_checksums(backups: dict[Kind, Path], empty_database: str, warehouse: str):
    done = start_command(empty_database, "restore", backups[Kind.RAW])
    out, err = done.communicate(timeout=300)
    assert (done.returncode, err) == (0, "")
    assert checksums(warehouse)["marts.fct_budget_lines"].digest in out
    assert out.splitlines()[-1].startswith("filings restore: run=")
    assert " status=ok build=done " in out


@pytest.mark.parametrize("name", ["missing", "."])
def test_a_file_that_is_not_there_is_one_line_and_wrong_usage(name: str, empty_database: str, tmp_path: Path):
    done = start_command(empty_database, "restore", tmp_path / name)
    _, err = done.communicate(timeout=60)
    assert (done.returncode, err.count("\n")) == (2, 1)
