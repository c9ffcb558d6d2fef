"""What reading one file may cost, in one place: time, memory, and how much may be in it.

In: nothing. Out: limits, each with its unit in its name, and the words of a rejection that names one.
Forbidden: measuring and enforcing; `confine` and the readers do that.

Files come from strangers' web sites. The limits stand far above what filings need: a whole agency's budget takes a
second and 150 MB, has 30 pages of PDF and a thousand lines.
"""

from __future__ import annotations

MB = 2**20

# Of one file, from its bytes to its rows, so that ending it too is done within ten. It is enough for 150 pages of PDF
# or 20,000 lines of tables.
READING_SECONDS = 9
# A busy machine may not give a file its time: it then has up to so many times as long to get it.
MOST_TIMES_AS_LONG = 3
# Beyond these a step that never comes back to Python, where it could be told to stop, is ended with its process.
GRACE_SECONDS = 0.5
# LibreOffice works before we do and within the same time and memory: so much of a processor's time, which at its very
# first start or on a busy machine takes longer. A document needs a second of it and 220 MB.
CONVERSION_SECONDS = 7
LONGEST_CONVERSION_SECONDS = 25
# The process is killed from outside where all else has failed, such as on a disk that does not answer.
LONGEST_SECONDS = MOST_TIMES_AS_LONG * READING_SECONDS + 5
MEMORY_MB = 512
SHARED_MB = 64  # of these, for code and libraries, which are no data of a process

LARGEST_FILE_MB = 100  # the bytes are held three times over: as read, as sent on, as stored
# What is packed may be any number of times as large; a long filing's text is 5 MB of markup.
LARGEST_PART_MB = 40
MOST_ENTRIES = 10_000
MOST_LINES = 50_000
MOST_CELLS = 500_000
MOST_SHEETS = 500
MOST_PAGES = 1_000
MOST_SIGNS_A_PAGE = 50_000  # a page of small print has five thousand
MOST_STROKES_A_PAGE = 20_000
LONGEST_LINE_CHARACTERS = 100_000
MOST_TAGS = 1_000_000
MOST_ATTRIBUTES = 1_000  # of one element: the parser of web pages compares each of them with all others

TOO_LARGE = f"larger than {LARGEST_FILE_MB} MB; its bytes are not kept: split the file, or leave out its pictures"


SPLIT = "split the file, or load the one it was made from"


def beyond(most: int, of_what: str) -> str:
    """Why a file is rejected that holds more of something than a filing does."""
    return f"it has more than {most:,} {of_what}: {SPLIT}"


def inflates(what: str, megabytes: int) -> str:
    """Why a file is rejected of which a part is small only while it is packed."""
    return f"{what} inflates to more than {megabytes} MB: {SPLIT}"


DECLARES = "the file declares entities of its own, which no office program writes: save what it holds anew"


def took_too_long(seconds: float = READING_SECONDS) -> str:
    """Why a file is rejected on which reading was ended."""
    return (
        f"reading took longer than {seconds:g} s: split the file, save it as .xlsx or text, or, if the machine "
        "was busy, read it again with `filings load --retry`"
    )


def needed_too_much(megabytes: int = MEMORY_MB) -> str:
    """Why a file is rejected whose reading needed more memory than there is for one."""
    return f"reading needed more than {megabytes} MB of memory: split the file, or save what it holds anew"
