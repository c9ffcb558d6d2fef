"""`filings show`: a filing as it was read, without any database."""

import json
import re
from pathlib import Path

from tests.support.commands import NOWHERE, Filings, assert_one_line


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
