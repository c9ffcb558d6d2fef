"""Codes in words that a person understands, English beside Chinese: roles, fields, sides, severities.

In: dictionary.toml. Out: Words. Forbidden: markup, and knowing where a word is shown.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files
from typing import NamedTuple


class Words(NamedTuple):
    """A code in words: English, and the Chinese term of the field."""

    en: str
    zh: str


@cache
def dictionary() -> dict[str, dict[str, list[str]]]:
    """The words of dictionary.toml."""
    return tomllib.loads((files(__package__) / "dictionary.toml").read_text(encoding="utf-8"))


def words(table: str, code: str) -> Words:
    """A code in words; one that the dictionary does not know stands for itself."""
    return Words(*dictionary()[table].get(code, (code.replace("_", " "), "")))
