"""read.office: old word processors' files -> lines of cells by way of LibreOffice, or advice where it is missing.

Where LibreOffice is installed the real one converts real files; everywhere else what is tested is the advice.
"""

import stat
import sys
import threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from io import BytesIO
from pathlib import Path

import docx
import pytest

from etl.filing import COVERED, Span, UnreadableFile
from etl.isolation.confine import confined
from etl.reading.formats import libreoffice
from tests.support.make_ole import container_of
from tests.support.processes import await_ends

ONE = Span()
HAS_LIBREOFFICE = libreoffice.command_found() is not None


OLD_WORD = container_of("WordDocument", b"\xec\xa5\xc1\0")
OLD_WORD_UNDER_A_PASSWORD = container_of("WordDocument", b"\xec\xa5\xc1\0".ljust(11, b"\0") + b"\x01")
UNDER_A_PASSWORD = container_of("EncryptedPackage", b"")
OLD_WORKBOOK = container_of("Workbook", "WordDocument\0".encode("utf-16-le"))


def modern_document():
    document = docx.Document()
    document.add_paragraph("1.养老保险项目绩效目标表")
    table = document.add_table(rows=2, cols=3)
    for cell, text in zip(table._cells, ["", "数量指标", "≥50人", "", "质量指标", "100%"], strict=True):
        cell.text = text
    table.cell(0, 0).merge(table.cell(1, 0)).text = "产出指标"
    document.add_paragraph("注：无")  # LibreOffice writes no table into a .doc that ends with it
    document.save(stream := BytesIO())
    return stream.getvalue()


def read(content):
    return libreoffice.read(content, "f.doc", "memory:f.doc")


@pytest.fixture
def without_libreoffice(monkeypatch, tmp_path):
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(libreoffice, "PLACES", ())


@pytest.fixture
def libreoffice_that(monkeypatch, tmp_path):
    """Put a script in LibreOffice's place; it gets the same arguments."""

    def install(body):
        script = tmp_path / "soffice"
        script.write_text(f"#!{sys.executable}\nimport pathlib, subprocess, sys, time\n{body}\n", encoding="utf-8")
        script.chmod(script.stat().st_mode | stat.S_IXUSR)
        monkeypatch.setenv("PATH", str(tmp_path))
        return tmp_path

    return install


@pytest.mark.parametrize(("suffix", "media_type"), [("doc", "application/msword"), ("rtf", "application/rtf")])
def test_an_old_document_gives_the_lines_of_the_modern_one_or_advice(suffix, media_type):
    if not HAS_LIBREOFFICE:
        with pytest.raises(UnreadableFile, match=r"install LibreOffice .* or save the file as \.docx"):
            read(OLD_WORD)
        return
    content = libreoffice.convert(modern_document(), "docx", suffix)
    assert libreoffice.is_office(content)
    assert not libreoffice.is_locked(content)
    document = read(content)
    assert [line.cells for line in document.lines if not line.is_blank] == [
        ("1.养老保险项目绩效目标表",), ("产出指标", "数量指标", "≥50人"), ("", "质量指标", "100%"), ("注：无",),
    ]  # fmt: skip
    assert [line.spans for line in document.lines[1:3]] == [(Span(1, 2), ONE, ONE), (COVERED, ONE, ONE)]
    assert (document.content, document.media_type, document.reader) == (content, media_type, "office")


@pytest.fixture
def asked():
    """What is asked of a server on this machine, whose address comes first."""
    paths = []

    class Server(BaseHTTPRequestHandler):
        def log_message(self, *_):  # called for every request, whatever its method
            paths.append(self.path)

    with ThreadingHTTPServer(("127.0.0.1", 0), Server) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        paths.append(f"http://127.0.0.1:{server.server_port}")
        yield paths
        server.shutdown()


def test_nothing_that_a_file_links_to_is_fetched(asked):
    page = f"<html><body><img src='{asked[0]}/picture.png'><p>正文</p></body></html>".encode()
    if HAS_LIBREOFFICE:  # which does fetch it under its ordinary settings
        libreoffice.convert(page, "html", "odt")
    else:
        with pytest.raises(UnreadableFile, match="install LibreOffice"):
            libreoffice.convert(page, "html", "odt")
    assert asked[1:] == []


@pytest.mark.usefixtures("without_libreoffice")
@pytest.mark.parametrize("content", [OLD_WORD, rb"{\rtf1 x}"])
def test_without_libreoffice_the_reason_says_what_to_do(content):
    with pytest.raises(UnreadableFile, match=r"install LibreOffice .* or save the file as \.docx"):
        read(content)


@pytest.mark.parametrize("content", [OLD_WORD_UNDER_A_PASSWORD, UNDER_A_PASSWORD])
def test_a_file_under_a_password_is_rejected_before_anything_is_started(content):
    assert libreoffice.is_locked(content)
    with pytest.raises(UnreadableFile, match="under a password: open it"):
        read(content)


def test_what_libreoffice_makes_nothing_of_is_rejected_with_advice(libreoffice_that):
    libreoffice_that("sys.exit(0)")
    with pytest.raises(UnreadableFile, match=r"LibreOffice cannot open, or not in 512 MB .* save it as \.docx"):
        read(OLD_WORD)


def test_libreoffice_gets_a_profile_and_folder_of_its_own_that_are_gone_afterwards(libreoffice_that):
    folder = libreoffice_that(
        "source = pathlib.Path(sys.argv[-1]); profile = source.parent / 'profile'\n"
        "assert f'-env:UserInstallation={profile.as_uri()}' in sys.argv and '--headless' in sys.argv\n"
        "assert 'DisableMacrosExecution' in (profile / 'user' / 'registrymodifications.xcu').read_text()\n"
        "(source.parent / 'out').mkdir(); (source.parent / 'out' / 'filing.docx').write_bytes(source.read_bytes())\n"
        "pathlib.Path(__file__).with_name('seen').write_text(str(source))"
    )
    assert libreoffice.convert(b"abc", "doc", "docx") == b"abc"
    assert not Path((folder / "seen").read_text(encoding="utf-8")).parent.exists()


def test_a_libreoffice_that_hangs_is_ended_with_all_it_has_started(libreoffice_that):
    # The real command is a script as well: what hangs is the program below it.
    folder = libreoffice_that(
        "hanging = subprocess.Popen([sys.executable, '-c', 'import time; time.sleep(600)'])\n"
        "pathlib.Path(__file__).with_name('started').write_text(str(hanging.pid))\n"
        "hanging.wait()"
    )
    with pytest.raises(UnreadableFile, match=r"longer than 3 seconds.*save the file as \.docx"):
        libreoffice.convert(b"abc", "doc", "docx", seconds=3)
    assert await_ends({int((folder / "started").read_text(encoding="utf-8"))}) == set()


def test_old_documents_are_known_and_old_workbooks_are_not():
    assert libreoffice.is_office(OLD_WORD)
    assert libreoffice.is_office(rb"{\rtf1\ansi x}")
    assert not libreoffice.is_office(OLD_WORKBOOK)
    assert not libreoffice.is_office(UNDER_A_PASSWORD)
    assert not libreoffice.is_office("WordDocument 绩效".encode("utf-16-le"))
    assert not libreoffice.is_locked(OLD_WORD)


@pytest.mark.skipif(not HAS_LIBREOFFICE, reason="LibreOffice is not installed")
def test_a_file_that_keeps_libreoffice_busy_is_rejected_and_the_limit_is_named():
    endless = b"{\\rtf1 " + b"hello world 120 persons\\par " * 400_000 + b"}"
    with pytest.raises(UnreadableFile, match=r"took longer than \d s|of memory"), confined():
        libreoffice.read(endless, "a.rtf", "file:///a.rtf")
