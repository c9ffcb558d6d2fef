"""What is said on a terminal or in a log: names and words of strangers do nothing there."""

import re
from pathlib import Path

import pytest
from rich.text import Text

from etl.outcome import Fate, Outcome
from etl.report.console import line_of, say, titled_table


def test_a_name_with_a_line_break_makes_one_line_of_a_log():
    outcome = Outcome(Path("a\nfilings run: status=ok exit=0.txt"), Fate.REJECTED, "the file is empty")
    assert line_of(outcome) == "rejected a␊filings run: status=ok exit=0.txt: the file is empty"


@pytest.mark.parametrize("kind", ["line", "text", "table"])
def test_what_a_terminal_would_obey_is_only_shown(kind: str, capsys: pytest.CaptureFixture[str]):
    hostile = "a\x1b]0;title\x07b\x9b2Jc\u202ed"
    table = titled_table("documents", words=["file"])
    table.add_row(hostile)
    say({"line": hostile, "text": Text(hostile), "table": table}[kind])
    said = capsys.readouterr().out
    assert "a␛]0;title" in said
    assert not re.search("[\x1b\x07\x9b\u202e]", said)


def test_colours_of_our_own_stay():
    text = Text("red\x1bplain")
    text.stylize("red", 0, 3)
    say(text)
    assert (text.plain, str(text.spans[0])) == ("red␛plain", "Span(0, 3, 'red')")
