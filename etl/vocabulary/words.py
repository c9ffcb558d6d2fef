"""The words that people map, and `key()`, the one way in which words are compared.

In: headings.toml and the synonym seeds of dbt, read once. Out: sets of keys. Forbidden: deciding what a word means.
"""

from __future__ import annotations

import csv
import re
import tomllib
import unicodedata
from functools import cache, lru_cache
from pathlib import Path
from typing import Any

from etl.settings import project_folder

BLANKS = re.compile(r"[\s“”\"'‘’`*★]+")
NUMBERING = re.compile(r"^(?:\(?[一二三四五六七八九十]{1,3}[)、.]|\(?\d{1,2}[)、.](?!\d)|(?:指标|目标)\d+:?)")
REMARK = re.compile(r"\([^()]*(?:核心|必填|选填|必选|可选|\d分|%|元|盖章)[^()]*\)")
BRACKETS = re.compile(r"\([^()]*\)")
MARKS = re.compile(r"[:、,。;()]+")
# The same few words stand in every filing, and each is looked at often; memory must not grow with filings.
remembered = lru_cache(maxsize=2**16)


@remembered
def key(text: str) -> str:
    """Return the form in which words are compared: NFKC, without blanks, marks, numbering, remarks."""
    folded = NUMBERING.sub("", BLANKS.sub("", unicodedata.normalize("NFKC", text)))
    return MARKS.sub("", REMARK.sub("", folded))


@cache
def headings() -> dict[str, Any]:
    """Return headings.toml."""
    with Path(__file__).with_name("headings.toml").open("rb") as file:
        return tomllib.load(file)


@cache
def words(table: str, name: str) -> frozenset[str]:
    """Return the keys of one list of headings.toml, e.g. `words("attributes", "goal")`."""
    return frozenset(key(word) for word in headings()[table][name])


@cache
def seed(name: str) -> tuple[dict[str, str], ...]:
    """Return the rows of a dbt seed; seeds are where people map labels, so Python reads the same."""
    with (project_folder("dbt") / "seeds" / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))


@cache
def labels(seed_name: str, column: str) -> dict[str, str]:
    """Return the labels of a synonym seed with what they stand for."""
    return {key(row["label"]): row[column] for row in seed(seed_name)}
