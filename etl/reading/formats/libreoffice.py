"""Read old word processors' files (.doc, .wps, .rtf) by letting LibreOffice save them as .docx.

In: bytes. Out: a `Document` of the bytes as filed. LibreOffice runs without a window, in a profile and folder of
its own that are gone afterwards, with macros and links to other files switched off. Forbidden here: reading these
formats ourselves; knowing what a budget is.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
from contextlib import suppress
from dataclasses import replace
from io import BytesIO
from pathlib import Path
from tempfile import TemporaryDirectory

from olefile import OleFileIO

from etl.filing import Document, UnreadableFile
from etl.isolation import limits
from etl.reading.formats import word
from etl.reading.formats.container import Held, held_in, is_container

RTF = b"{\\rtf"
FLAGS, IS_ENCRYPTED = 11, 0x01  # the byte of an old document's head that says so, [MS-DOC] 2.5.1
COMMANDS = ("soffice", "libreoffice")
# On a quiet machine a second is enough. The kernel counts the processor's time, of which a busy machine gives less.
WITHIN_TIME = ("/bin/sh", "-c", f'ulimit -t {limits.CONVERSION_SECONDS}; exec "$0" "$@"')
PLACES = (
    Path("/Applications/LibreOffice.app/Contents/MacOS/soffice"),
    Path("C:/Program Files/LibreOffice/program/soffice.com"),
)
ADVICE = "install LibreOffice (the command soffice) or save the file as .docx with Word or WPS, and load it again"
TOOK_TOO_LONG = f"LibreOffice took longer than {{}} seconds on the file: {ADVICE}"
UNLOCK = "open it with its password, save it as .docx or .xlsx without one, and load it again"
# Macros of a stranger's file stay off, and so does everything it would fetch from elsewhere.
SETTINGS = (
    ("Common/Security/Scripting", "DisableMacrosExecution", "true"),
    ("Common/Security/Scripting", "MacroSecurityLevel", "3"),
    ("Common/Security/Scripting", "DisableActiveContent", "true"),
    ("Common/Security/Scripting", "BlockUntrustedRefererLinks", "true"),
    ("Writer/Content/Update", "Link", "0"),
    ("Common/Misc", "FirstRun", "false"),
)
PROFILE = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<oor:items xmlns:oor="http://openoffice.org/2001/registry">{}</oor:items>'
)
ITEM = '<item oor:path="/org.openoffice.Office.{}"><prop oor:name="{}" oor:op="fuse"><value>{}</value></prop></item>'


def is_office(content: bytes) -> bool:
    """Whether these bytes are a document of an old word processor; old workbooks are not."""
    return content.startswith(RTF) or (is_container(content) and held_in(content) is Held.TEXT)


def is_locked(content: bytes) -> bool:
    """Whether these bytes are a document or workbook of Office under a password, or an old document under one."""
    if not is_container(content):
        return False
    held = held_in(content)
    if held is not Held.TEXT:
        return held is Held.ENCRYPTED
    with OleFileIO(BytesIO(content)) as container, container.openstream("WordDocument") as stream:
        start = stream.read(FLAGS + 1)
    return len(start) > FLAGS and bool(start[FLAGS] & IS_ENCRYPTED)


def read(content: bytes, file_name: str, source_uri: str) -> Document:
    """Return the document in these bytes; raises UnreadableFile when it is locked or cannot be converted."""
    if is_locked(content):
        raise UnreadableFile(f"the file is under a password: {UNLOCK}")
    is_rtf = content.startswith(RTF)
    converted = convert(content, "rtf" if is_rtf else "doc", "docx")
    document = word.read(converted, file_name, source_uri)
    media_type = "application/rtf" if is_rtf else "application/msword"
    return replace(document, content=content, media_type=media_type, reader="office")


def convert(content: bytes, suffix: str, target: str, seconds: float = limits.LONGEST_CONVERSION_SECONDS) -> bytes:
    """Return a file converted by LibreOffice, both formats named by their suffix.

    Raises UnreadableFile, with what to do, when LibreOffice is not there, takes too long or makes nothing of it.
    """
    command = command_found()
    if command is None:
        raise UnreadableFile(
            f"the file is an old Office file (.{suffix}), which only LibreOffice can convert: {ADVICE}"
        )
    # A profile in use belongs to one LibreOffice at a time: the user's own may be open, or several loads run.
    with TemporaryDirectory(prefix="filings-", ignore_cleanup_errors=True) as folder:
        home = Path(folder)
        source, result = home / f"filing.{suffix}", home / "out" / f"filing.{target}"
        source.write_bytes(content)
        _write_profile(home / "profile")
        before = sum(os.times()[2:4])
        _run([
            *(command, f"-env:UserInstallation={(home / 'profile').as_uri()}", "--headless", "--norestore"),
            *("--nolockcheck", "--nodefault", "--convert-to", target, "--outdir", str(result.parent), str(source)),
        ], seconds)  # fmt: skip
        if not result.is_file() and sum(os.times()[2:4]) - before >= limits.CONVERSION_SECONDS:
            raise UnreadableFile(TOOK_TOO_LONG.format(limits.CONVERSION_SECONDS))
        if not result.is_file():
            raise UnreadableFile(
                f"the file is an old Office file (.{suffix}) that LibreOffice cannot open, or not in "
                f"{limits.MEMORY_MB} MB of memory: it may be damaged or under a password; "
                "open it with Word or WPS, save it as .docx without one, and load it again"
            )
        return result.read_bytes()


def command_found() -> str | None:
    """Return where LibreOffice is, if it is installed."""
    found = (shutil.which(command) for command in COMMANDS)
    known = (str(place) for place in PLACES if place.is_file())
    return next((command for command in [*found, *known] if command), None)


def _write_profile(profile: Path) -> None:
    (profile / "user").mkdir(parents=True)
    items = "".join(ITEM.format(*setting) for setting in SETTINGS)
    (profile / "user" / "registrymodifications.xcu").write_text(PROFILE.format(items), encoding="utf-8")


def _run(command: list[str], seconds: float) -> None:
    """Run LibreOffice, and end it with all that it has started when it takes too long or we are interrupted."""
    process = subprocess.Popen(
        command if sys.platform == "win32" else [*WITHIN_TIME, *command],
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=sys.platform != "win32",  # its own process group: soffice is a script around the program
    )
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired as error:
        raise UnreadableFile(TOOK_TOO_LONG.format(f"{seconds:g}")) from error
    finally:
        if process.poll() is None:
            _end(process)


def _end(process: subprocess.Popen[bytes]) -> None:
    with suppress(ProcessLookupError):
        if sys.platform == "win32":
            process.kill()
        else:
            os.killpg(process.pid, signal.SIGKILL)
    process.wait()
