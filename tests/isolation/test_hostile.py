"""Files made to break a reader: each is loaded or rejected with its cause, none stops a run, takes long or much memory."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import partial
from html import unescape
from pathlib import Path
from socket import create_server, socket

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etl.files import readable_name
from etl.filing import Document, UnreadableFile
from etl.isolation.confine import confined
from etl.loading.load import load
from etl.outcome import LoadSummary
from etl.reading.formats import read_bytes
from etl.reading.pipeline import read_filing
from etl.report.filing_page import filing_page
from etl.report.webpage import BEGIN_FORMULAS, NOT_THE_FIRST_SIGN
from etl.warehouse.build import build
from etl.warehouse.connection import query
from tests.support import hostile
from tests.support.databases import temporary_database
from tests.support.readings_in_processes import measured_reading

MOST_SECONDS, MOST_MB = 10, 512
# Every way to say why a file is rejected.
CAUSES = re.compile(
    r"reading took longer than 9 s: |reading needed more than 512 MB|it has more than [\d,]+ [a-z]|"
    r"LibreOffice took longer|a part of its zip container inflates|declares entities|the file is empty|under a password|"
    r"the file is (?:an? [\w ]+|a damaged [\w ]+ \(.+\)|[\w ]+\(.+\))(?:,|:)|the (?:PDF|page|workbook|document) |"
    r"the bytes are no text|no table of indicators"
)
EXPECTED = {
    "bomb.zip": "zip container",
    "docx_laughs_far_down.docx": "declares entities",
    "docx_laughs_in_relations.docx": "declares entities",
    "docx_laughs_in_styles.docx": "declares entities",
    "docx_laughs_in_utf16.docx": "declares entities",
    "docx_inflates.docx": "inflates to more than 40 MB",
    "docx_laughs.docx": "declares entities",
    "docx_many_rows.docx": "more than 50,000 lines|took longer",
    "docx_nested_tags.docx": "damaged Word document",
    "docx_entries_before_its_beginning.docx": "zip container is broken",
    "docx_of_a_later_zip.docx": "zip container is broken",
    "docx_thirty_thousand_entries.docx": "more than 10,000 entries",
    "docx_truncated.docx": "zip container is broken",
    "docx_under_a_flag_of_encryption.docx": "under a password",
    "docx_xxe_file.docx": "declares entities",
    "html_comments_without_end.html": "loaded",
    "html_hundred_thousand_attributes.html": "more than 1,000 attributes",
    "html_million_cells.html": "more than 1,000,000 tags",
    "html_nested_blocks.html": "nests too deeply",
    "pdf_inflates.pdf": "512 MB of memory",
    "pdf_million_signs.pdf": "more than 50,000 signs",
    "pdf_many_pages.pdf": "more than 1,000 pages",
    "pdf_under_a_password.pdf": "under a password",
    "txt_blank_lines_in_a_table.txt": "loaded",
    "txt_empty.txt": "empty",
    "txt_endless_line.txt": "more than 100,000 characters in one line",
    "txt_million_rows.txt": "more than 50,000 lines",
    "txt_mixed_halves.txt": "no text in UTF-8",
    "txt_nul_inside.txt": "loaded",
    "xlsx_five_thousand_sheets.xlsx": "more than 500 sheets",
    "locked.doc": "under a password",
    "locked.docx": "under a password",
    "xlsx_laughs_far_down.xlsx": "declares entities",
    "xlsx_laughs_in_relations.xlsx": "declares entities",
    "xlsx_million_columns.xlsx": "more than 16,384 cells in one row",
    "xlsx_inflates.xlsx": "inflates to more than 40 MB",
    "xlsx_inflates_texts.xlsx": "inflates to more than 40 MB",
    "xlsx_laughs.xlsx": "declares entities",
    "xlsx_laughs_in_texts.xlsx": "declares entities",
}


@dataclass(frozen=True)
class Run:
    """A load of the whole corpus beside the samples, and what reading each file cost."""

    url: str
    files: list[Path]
    links: set[str]
    summary: LoadSummary
    costs: dict[str, tuple[float, float]]
    web: socket

    @property
    def reasons(self) -> dict[str, str]:
        return {readable_name(outcome.path): outcome.reason or "" for outcome in self.summary.rejected}


@pytest.fixture(scope="module")
def run(server: str, template: str, samples: Path, tmp_path_factory: pytest.TempPathFactory):
    folder, log = tmp_path_factory.mktemp("hostile"), tmp_path_factory.mktemp("log") / "costs"
    with create_server(("127.0.0.1", 0)) as web, temporary_database(server, template) as url:
        web.setblocking(False)
        files = hostile.write(folder, f"127.0.0.1:{web.getsockname()[1]}")
        (folder / "links").mkdir()
        links = hostile.write_links(folder / "links")
        summary = load([folder, samples], url, read_file=partial(measured_reading, log=log))
        costs = {}
        for line in log.read_text(encoding="utf-8").splitlines():
            uri, seconds, megabytes = line.split()
            costs[uri] = (float(seconds), float(megabytes))
        yield Run(url, files, links, summary, costs, web)


def test_no_file_stops_a_run_and_the_samples_are_loaded(run: Run, samples: Path):
    assert len(run.files) >= 100
    assert run.summary.done == run.summary.found == len(run.files) + len(list(samples.glob("*.txt")))
    loaded = query(run.url, "select file_name from raw.document where status = 'loaded'")
    assert {path.name for path in samples.glob("*.txt")} <= {row["file_name"] for row in loaded}


def test_every_rejected_file_is_told_with_its_cause(run: Run):
    assert {name: reason for name, reason in run.reasons.items() if not CAUSES.search(reason)} == {}
    told = {name: run.reasons.get(name, "loaded") for name in EXPECTED}
    assert {name: reason for name, reason in told.items() if not re.search(EXPECTED[name], reason)} == {}


def test_no_file_takes_longer_or_needs_more_memory_than_one_may(run: Run):
    slowest = max(run.costs, key=lambda uri: run.costs[uri][0])
    largest = max(run.costs, key=lambda uri: run.costs[uri][1])
    seconds, megabytes = run.costs[slowest][0], run.costs[largest][1]
    print(f"{len(run.files)} hostile files: worst time {seconds:.1f} s ({Path(slowest).name}),", end=" ")
    print(f"worst memory {megabytes:.0f} MB ({Path(largest).name})")
    ended = sum(
        reason.startswith("reading took longer") for reason in run.reasons.values()
    )  # some before they noted it
    assert len(run.costs) + ended >= len({path.read_bytes() for path in run.files})
    assert seconds <= MOST_SECONDS
    assert megabytes <= MOST_MB


def test_names_with_quotes_newlines_and_sql_are_stored_as_they_are(run: Run):
    odd = {readable_name(path) for path in run.files if path.parent.name == "names"}
    assert {"'; drop table raw.document; --.txt", 'double " quote.txt', "new\nline.txt"} <= odd
    stored = {row["file_name"] for row in query(run.url, "select file_name from raw.document where status = 'loaded'")}
    assert odd <= stored


def test_values_that_look_like_formulas_and_sql_are_stored_as_they_are(run: Run):
    filed = {row["filed_text"] for row in query(run.url, "select filed_text from raw.document_row")}
    for text in ("=77人", "=cmd|' /C calc'!A0", "@SUM(1+1)*cmd", "'); drop schema raw cascade; --"):
        assert any(text in each for each in filed), text


def test_links_out_of_the_folder_and_pipes_are_left_out(run: Run):
    assert {path.name for path in run.summary.left_out} == run.links


def test_nothing_is_fetched(run: Run):
    with pytest.raises(BlockingIOError):  # nobody has called
        run.web.accept()


def test_no_cell_of_a_page_begins_like_a_formula(run: Run):
    for name in ("txt_formulas.txt", "xlsx_formulas.xlsx"):
        path = next(path for path in run.files if path.name == name)
        cells = re.findall(r"<(?:td|th|dd)\b[^>]*>\s*(?:<[^/][^>]*>\s*)*([^<]+)", filing_page(read_filing(path)))
        assert any(unescape(cell).startswith(f"{NOT_THE_FIRST_SIGN}=77人") for cell in cells)
        assert not any(unescape(cell).lstrip().startswith(BEGIN_FORMULAS) for cell in cells)


def test_nothing_of_another_file_comes_into_the_database(run: Run):
    secrets = [line for line in Path("/etc/passwd").read_text(encoding="utf-8").splitlines() if len(line) > 10]
    filed = "\n".join(row["filed_text"] for row in query(run.url, "select filed_text from raw.document_row"))
    assert not any(secret in filed for secret in secrets)


def test_the_star_schema_is_built_of_what_was_loaded(run: Run, filings_home: Path):
    assert build(run.url, filings_home).failures == ()


# --- what nobody thought of -----------------------------------------------------------------------------

MAKERS = {"docx": hostile.docx, "xlsx": hostile.xlsx, "xls": hostile.xls, "html": hostile.html, "pdf": hostile.pdf}
GOOD = {"txt": hostile.TEXT.encode(), **{suffix: made(hostile.BLOCKS) for suffix, made in MAKERS.items()}}
PIECES = st.one_of(
    st.binary(max_size=40),
    st.sampled_from(
        [b"\0", b"<", b"<!DOCTYPE ", b"&a;", b"endobj", b"/Kids", b"PK\x03\x04", b"\xff\xfe", b"\n" * 50, b"-1"]
    ),
)
CHANGES = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 60), PIECES), min_size=1, max_size=6)


def changed(content: bytes, changes: list[tuple[float, int, bytes]]) -> bytes:
    """The bytes with other pieces in place of some of theirs."""
    for where, length, piece in changes:
        place = int(where * len(content))
        content = content[:place] + piece + content[place + length :]
    return content


def is_read_or_refused(content: bytes) -> None:
    try:
        with confined():
            document = read_bytes(content, "any", "file:///any")
    except UnreadableFile as refused:
        assert str(refused)
    else:
        assert isinstance(document, Document)


@pytest.mark.parametrize("suffix", GOOD)
@settings(max_examples=60, suppress_health_check=list(HealthCheck), derandomize=True)
@given(changes=CHANGES)
def test_a_changed_file_is_read_or_refused(suffix: str, changes: list[tuple[float, int, bytes]]):
    is_read_or_refused(changed(GOOD[suffix], changes))


@pytest.mark.parametrize("suffix", ["docx", "xlsx"])
@settings(max_examples=60, suppress_health_check=list(HealthCheck), derandomize=True)
@given(part=st.integers(0, 30), changes=CHANGES)
def test_a_container_with_a_changed_part_is_read_or_refused(
    suffix: str, part: int, changes: list[tuple[float, int, bytes]]
):
    parts = hostile.parts_of(GOOD[suffix])
    name = sorted(parts)[part % len(parts)]
    is_read_or_refused(hostile.zipped({name: changed(parts[name], changes)}, GOOD[suffix]))


@settings(max_examples=300, suppress_health_check=list(HealthCheck), derandomize=True)
@given(content=st.one_of(st.binary(max_size=2000), st.text(max_size=1000).map(str.encode)))
def test_any_bytes_are_read_or_refused(content: bytes):
    is_read_or_refused(content)
