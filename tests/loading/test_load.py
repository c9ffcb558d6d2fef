"""Files -> raw: what is new is read, what is known is left alone, what cannot be read is rejected with its reason."""

import os
from collections.abc import Callable
from functools import partial
from pathlib import Path
from zipfile import ZipFile

import pytest

from etl.files import walk
from etl.loading import load as load_module
from etl.loading.load import load
from etl.outcome import Fate, LoadSummary, Outcome
from etl.report.status import status_of
from etl.warehouse.connection import query
from tests.support.readings_in_processes import toy_reading

NOBODY = 65534
DOCUMENTS = "select file_name, status, reason from raw.document order by file_name"


@pytest.fixture
def log(tmp_path: Path) -> Path:
    """Where the toy reading notes what it reads, for it does so in other processes."""
    return tmp_path / "log of reading"


@pytest.fixture
def run(new_database: str, log: Path) -> Callable[..., LoadSummary]:
    """Load with the toy reading; the log then names what was read by this load."""

    def run(*paths: Path) -> LoadSummary:
        log.write_text("")
        return load(paths, new_database, read_file=partial(toy_reading, log=log))

    return run


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two filings, one of them in a folder inside."""
    (tmp_path / "filings" / "2024").mkdir(parents=True)
    (tmp_path / "filings" / "a.txt").write_text("first\nsecond\n")
    (tmp_path / "filings" / "2024" / "b.txt").write_text("third\n")
    return tmp_path / "filings"


def as_nobody(function: Callable[..., object]) -> Callable[..., object]:
    """The function without the rights of root, to whom no file is closed; as it is for an ordinary user."""

    def run(*arguments: object) -> object:
        if os.geteuid() != 0:
            return function(*arguments)
        os.seteuid(NOBODY)
        try:
            return function(*arguments)
        finally:
            os.seteuid(0)

    return run


def test_new_files_are_read_and_counted(folder: Path, run: Callable[..., LoadSummary], new_database: str):
    summary = run(folder)
    assert (summary.found, summary.loaded, summary.unchanged, summary.rejected) == (2, 2, 0, [])
    assert (summary.statements, summary.rows) == (2, 3)
    [journal] = query(new_database, "select * from raw.load")
    assert (journal["files_seen"], journal["files_loaded"], journal["statements"], journal["document_rows"]) == (
        2,
        2,
        2,
        3,
    )
    assert journal["finished_at"] is not None


def test_a_document_has_the_name_and_address_of_its_file(
    folder: Path, run: Callable[..., LoadSummary], new_database: str
):
    run(folder)
    found = query(new_database, "select file_name, source_uri from raw.document order by 1")
    assert found == [
        {"file_name": "a.txt", "source_uri": (folder / "a.txt").as_uri()},
        {"file_name": "b.txt", "source_uri": (folder / "2024" / "b.txt").as_uri()},
    ]


def test_files_known_already_are_not_read_again(
    folder: Path, run: Callable[..., LoadSummary], new_database: str, log: Path
):
    run(folder)
    before = query(new_database, "select * from raw.document order by 1")
    summary = run(folder / "2024", folder)
    assert log.read_text().split() == []
    assert (summary.loaded, summary.unchanged) == (0, 2)
    assert query(new_database, "select * from raw.document order by 1") == before


def test_only_the_changed_file_is_read(folder: Path, run: Callable[..., LoadSummary], log: Path):
    run(folder)
    (folder / "a.txt").write_text("first\nsecond, changed\n")
    summary = run(folder)
    assert log.read_text().split() == ["a.txt"]
    assert (summary.loaded, summary.unchanged) == (1, 1)


def test_what_of_a_document_could_not_be_read_is_kept_and_shown(
    folder: Path, run: Callable[..., LoadSummary], new_database: str
):
    (folder / "a.txt").write_text("first\nscanned page\n")
    run(folder)
    remarks = query(new_database, "select file_name, remarks from raw.document where remarks is not null")
    assert remarks == [{"file_name": "a.txt", "remarks": "page 2 is a picture"}]
    shown = [table.title for table in status_of(new_database) if not isinstance(table, str)]
    assert "Read in part 部分未读" in shown


def test_newer_code_reads_all_files_again(
    folder: Path, run: Callable[..., LoadSummary], new_database: str, monkeypatch: pytest.MonkeyPatch
):
    run(folder)
    monkeypatch.setattr(load_module, "parser_version", lambda: "newer")
    assert run(folder).loaded == 2
    assert query(new_database, "select distinct parser_version from raw.document") == [{"parser_version": "newer"}]


def test_one_content_under_two_names_is_one_document_whatever_the_order(
    folder: Path, run: Callable[..., LoadSummary], new_database: str
):
    (folder / "z_copy.txt").write_text("third\n")
    summary = run(folder / "z_copy.txt", folder / "2024", folder / "a.txt")
    assert (summary.loaded, summary.unchanged) == (2, 1)
    assert [row["file_name"] for row in query(new_database, DOCUMENTS)] == ["a.txt", "b.txt"]


def test_a_file_that_is_no_filing_is_rejected_and_the_rest_is_loaded(
    folder: Path, run: Callable[..., LoadSummary], new_database: str
):
    (folder / "0.txt").write_text("not a filing")
    summary = run(folder)
    assert summary.loaded == 2
    assert not summary.is_our_fault
    assert summary.rejected == [Outcome(folder / "0.txt", Fate.REJECTED, "states neither targets nor money")]
    [rejected] = query(new_database, "select * from raw.document where status = 'rejected'")
    assert (rejected["file_name"], rejected["reason"]) == ("0.txt", "states neither targets nor money")
    [content] = query(
        new_database,
        "select content from raw.document_content inner join raw.document using (document_id) where reason <> ''",
    )
    assert content["content"] == b"not a filing"


def test_a_rejected_file_stays_rejected_without_being_read_again(
    folder: Path, run: Callable[..., LoadSummary], log: Path
):
    (folder / "0.txt").write_text("not a filing")
    run(folder)
    summary = run(folder)
    assert log.read_text().split() == []
    assert [outcome.reason for outcome in summary.rejected] == ["states neither targets nor money"]


def test_a_fault_of_ours_rejects_one_file_and_is_told_apart(folder: Path, run: Callable[..., LoadSummary]):
    (folder / "0.txt").write_text("crash")
    summary = run(folder)
    assert summary.loaded == 2
    assert [outcome.is_our_fault for outcome in summary.rejected] == [True]
    assert not summary.is_our_fault, "one file among others is odd, and says nothing of our code"


def test_a_fault_at_most_of_what_is_read_is_ours(folder: Path, run: Callable[..., LoadSummary]):
    for number in range(3):
        (folder / f"0{number}.txt").write_text(f"crash {number}")
    assert run(folder).is_our_fault


def test_a_reason_never_quotes_what_a_filing_says(folder: Path, run: Callable[..., LoadSummary]):
    (folder / "0.txt").write_text("crash")
    [outcome] = run(folder).rejected
    assert outcome.reason is not None
    assert outcome.reason.startswith("internal error: ValueError")
    assert "13800000000" not in outcome.reason


def test_a_file_that_we_failed_on_is_read_again_at_the_next_load(
    folder: Path, run: Callable[..., LoadSummary], log: Path
):
    (folder / "0.txt").write_text("crash")
    run(folder)
    run(folder)
    assert log.read_text().split() == ["0.txt"]


def test_a_line_that_lies_in_no_row_rejects_its_file_as_our_fault(
    folder: Path, run: Callable[..., LoadSummary], new_database: str
):
    (folder / "0.txt").write_text("line\nlost line\n")
    summary = run(folder)
    assert (summary.loaded, [outcome.is_our_fault for outcome in summary.rejected]) == (2, [True])
    [rejected] = [row for row in query(new_database, DOCUMENTS) if row["status"] == "rejected"]
    assert rejected["reason"] == "internal error: promise broken: line 2 lies in no row, in two, or out of order"
    assert len(query(new_database, "select * from raw.document_row")) == 3


def test_a_character_that_no_database_can_hold_rejects_its_file_only(folder: Path, run: Callable[..., LoadSummary]):
    (folder / "0.txt").write_bytes(b"nul \0 inside\n")
    summary = run(folder)
    assert summary.loaded == 2
    assert [outcome.path.name for outcome in summary.rejected] == ["0.txt"]


def test_files_without_permission_are_listed_until_they_can_be_read(
    folder: Path, run: Callable[..., LoadSummary], new_database: str, monkeypatch: pytest.MonkeyPatch
):
    (folder / "2024").chmod(0o000)
    (folder / "a.txt").chmod(0o000)
    open_up_parents(folder)
    try:
        with monkeypatch.context() as without_rights:
            for step in ("walk", "sha256_of"):
                without_rights.setattr(load_module, step, as_nobody(getattr(load_module, step)))
            summary = run(folder)
        assert [(outcome.path.name, outcome.reason) for outcome in summary.rejected] == [
            ("2024", "no permission to read it"),
            ("a.txt", "no permission to read it"),
        ]
        assert [row["status"] for row in query(new_database, DOCUMENTS)] == ["rejected", "rejected"]
    finally:
        (folder / "2024").chmod(0o755)
        (folder / "a.txt").chmod(0o644)
    assert run(folder).loaded == 2
    assert [row["status"] for row in query(new_database, DOCUMENTS)] == ["loaded", "loaded"]


def open_up_parents(folder: Path) -> None:
    """Let nobody come as far as the folder: pytest keeps its temporary folders to itself."""
    for parent in [folder, *folder.parents]:
        if parent.stat().st_uid == os.getuid() and parent != Path("/") and parent.stat().st_mode & 0o055 != 0o055:
            parent.chmod(parent.stat().st_mode | 0o055)


def test_a_folder_that_is_gone_is_no_longer_listed(folder: Path, run: Callable[..., LoadSummary], new_database: str):
    (folder / "gone").symlink_to("/dev/null")
    run(folder / "gone")
    assert [row["file_name"] for row in query(new_database, DOCUMENTS)] == ["gone"]
    (folder / "gone").unlink()
    run(folder)
    assert [row["file_name"] for row in query(new_database, DOCUMENTS)] == ["a.txt", "b.txt"]


def test_a_path_that_does_not_exist_is_an_error_before_anything_is_recorded(
    folder: Path, run: Callable[..., LoadSummary], new_database: str
):
    with pytest.raises(FileNotFoundError):
        run(folder, folder / "nowhere")
    assert query(new_database, "select * from raw.load") == []


def test_progress_tells_of_each_file_once(folder: Path, new_database: str):
    told: list[tuple[str, int, int]] = []
    load(
        [folder],
        new_database,
        lambda outcome, so_far: told.append((outcome.path.name, so_far.done, so_far.found)),
        toy_reading,
    )
    assert told == [("b.txt", 1, 2), ("a.txt", 2, 2)]


def test_many_files_are_read_by_several_processes_and_one_that_dies_costs_one_file(tmp_path: Path, new_database: str):
    for number in range(20):
        (tmp_path / f"{number:02}.txt").write_text("die" if number == 7 else f"line {number}\n")
    summary = load([tmp_path], new_database, read_file=toy_reading)
    assert summary.loaded == 19
    [lost] = summary.rejected
    assert (lost.path.name, lost.reason) == ("07.txt", "internal error: the process that read it died")


# --- which files are found ----------------------------------------------------------------------------


def test_hidden_files_and_locks_of_office_programs_are_no_filings(folder: Path):
    for name in (".DS_Store", "~$a.docx"):
        (folder / name).write_text("x")
    (folder / ".git").mkdir()
    (folder / ".git" / "config").write_text("x")
    assert [path.name for path in walk([folder]).files] == ["b.txt", "a.txt"]


def test_links_are_followed_inside_the_folder_and_not_out_of_it(folder: Path, tmp_path: Path):
    (tmp_path / "secret.txt").write_text("x")
    (folder / "out.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "in.txt").symlink_to(folder / "a.txt")
    (folder / "again").symlink_to(folder)
    (folder / "to nothing.txt").symlink_to(folder / "nothing")
    (folder / "to itself.txt").symlink_to("to itself.txt")
    found = walk([folder])
    assert [path.name for path in found.files] == ["b.txt", "a.txt", "in.txt"]
    assert {path.name for path in found.left_out} == {"out.txt", "again", "to nothing.txt", "to itself.txt"}


def test_what_is_neither_file_nor_folder_is_left_out_of_a_folder_and_rejected_by_itself(folder: Path):
    os.mkfifo(folder / "pipe")
    assert [path.name for path in walk([folder]).left_out] == ["pipe"]
    [unreadable] = walk([folder / "pipe"]).unreadable
    assert unreadable.reason == "neither a file nor a folder"


def test_a_file_named_twice_is_found_once_under_the_name_it_was_given(folder: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.chdir(folder)
    found = walk([Path("a.txt"), folder / "2024" / ".." / "a.txt", Path()])
    assert found.files == (folder / "2024" / "b.txt", folder / "a.txt")


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030"])
def test_a_file_name_in_an_old_encoding_becomes_text(
    folder: Path, run: Callable[..., LoadSummary], new_database: str, encoding: str
):
    name = os.fsdecode("绩效目标.txt".encode(encoding))
    (folder / name).write_text("fourth\n")
    assert run(folder).loaded == 3
    assert "绩效目标.txt" in {row["file_name"] for row in query(new_database, DOCUMENTS)}


# --- with the real reading ----------------------------------------------------------------------------


def test_bad_input_is_rejected_with_its_reason_and_good_input_is_loaded(
    tmp_path: Path, samples: Path, new_database: str
):
    sample = min(samples.glob("*.txt"))
    text = sample.read_text(encoding="utf-8")
    good = {"utf8.txt": "utf-8", "gb18030.txt": "gb18030", "utf16.txt": "utf-16"}
    for name, encoding in good.items():
        (tmp_path / name).write_bytes(text.encode(encoding))
    bad = {
        "empty.txt": b"",
        "noise.txt": bytes(range(256)) * 8 + b"\xff\xfe\xfd",
        "picture.png": b"\x89PNG\r\n\x1a\n" + bytes(64),
        "letter.txt": "天气很好，我们去公园散步。\n".encode(),
        "half.txt": text.encode()[:-1] + b"\xe4\xff\xff",
    }
    for name, content in bad.items():
        (tmp_path / name).write_bytes(content)
    with ZipFile(tmp_path / "archive.zip", "w") as archive:
        archive.writestr("a.txt", text)
    summary = load([tmp_path], new_database)
    documents = {row["file_name"]: row for row in query(new_database, DOCUMENTS)}
    assert {name for name, row in documents.items() if row["status"] == "loaded"} == set(good)
    assert {name for name, row in documents.items() if row["status"] == "rejected"} == {*bad, "archive.zip"}
    assert all(row["reason"] for row in documents.values() if row["status"] == "rejected")
    assert not summary.is_our_fault


def test_every_line_of_the_samples_lies_in_exactly_one_row(samples: Path, new_database: str):
    assert load([samples], new_database).rejected == []
    gaps = """
        select document_id, row_no
        from (
            select *, lag(line_to, 1, 0) over (partition by document_id order by row_no) as before
            from raw.document_row
        ) as rows
        where line_from <> before + 1
    """
    assert query(new_database, gaps) == []
