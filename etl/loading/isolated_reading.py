"""One file, or bytes that were kept, read within the limits of one: a Filing, or the reason why it is none.

In: a path or bytes. Out: a Filing or a Rejection, never an error. Forbidden: databases. The processes that read
strangers' files import this and have none at hand, and start faster so.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from etl.files import readable_name, reason_of
from etl.filing import Filing, FilingError, UnreadableFile
from etl.isolation import limits
from etl.isolation.confine import confined
from etl.isolation.pool import Processes
from etl.outcome import INTERNAL_ERROR, Rejection
from etl.reading.formats import read_bytes
from etl.reading.pipeline import filing_from

READERS = Processes(seconds=limits.LONGEST_SECONDS, needs=("etl.loading.isolated_reading",))

ReadFile = Callable[[Path], Filing]


def read_file_within_limits(read_file: ReadFile, path: Path) -> Filing | Rejection:
    """Read one file within the limits; never raises, so that one file cannot stop the others."""

    def read_if_small() -> Filing:
        if is_too_large(path):
            raise UnreadableFile(limits.TOO_LARGE)
        return read_file(path)

    result = _within_limits(read_if_small, str(path))
    if isinstance(result, Rejection):
        return result
    named = replace(result.document, file_name=readable_name(path), source_uri=path.as_uri())
    return replace(result, document=named)


def read_content_within_limits(content: bytes, file_name: str, source_uri: str) -> Filing | Rejection:
    """Read bytes that were kept as `file_read` reads a file."""
    return _within_limits(lambda: filing_from(read_bytes(content, file_name, source_uri)))


def is_too_large(path: Path) -> bool:
    """Whether a file is larger than what is ever read; OSError where it cannot be seen."""
    return path.stat().st_size > limits.LARGEST_FILE_MB * limits.MB


def rejection_of_lost(_item: object, took_too_long: bool) -> Rejection:
    """What becomes of a file whose process died of it, or was ended because it took too long."""
    return Rejection(limits.took_too_long() if took_too_long else f"{INTERNAL_ERROR}: the process that read it died")


def _within_limits(read: Callable[[], Filing], file: str | None = None) -> Filing | Rejection:
    try:
        with confined():
            return read()
    except FilingError as error:
        return Rejection(str(error))
    except OSError as error:
        is_about_file = file is not None and error.filename in {None, file}
        return Rejection(reason_of(error)) if is_about_file else Rejection.through_our_fault(error)
    except Exception as error:
        return Rejection.through_our_fault(error)
