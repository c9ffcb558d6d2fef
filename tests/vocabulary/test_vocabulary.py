"""Words that reading and dbt both need stand in one file, the seed; what is written elsewhere agrees with it."""

from __future__ import annotations

import ast
import re
from decimal import Decimal
from pathlib import Path

import pytest

from etl.reading.figures import amount_parts
from etl.reading.notation import amount_broken_down
from etl.vocabulary import attribute_kind, money_units, seed, without_income
from tests.support.places import HOUSE

READING = sorted(path for name in ("reading", "vocabulary") for path in (HOUSE / "etl" / name).rglob("*.py"))
PERSONS = re.compile("|".join(row["label_pattern"] for row in seed("personal_attributes")))


def texts(path: Path) -> list[str]:
    """The texts in a module that are no docstrings."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    spoken = {node.value for node in ast.walk(tree) if isinstance(node, ast.Expr)}
    words = (node for node in ast.walk(tree) if isinstance(node, ast.Constant) and node not in spoken)
    return [word.value for word in words if isinstance(word.value, str)]


@pytest.mark.parametrize("path", READING, ids=lambda path: path.relative_to(HOUSE / "etl").as_posix())
def test_no_module_lists_units_of_money_or_words_of_income(path: Path):
    assert [text for text in texts(path) if re.search("百万元|亿元|千元", text)] == []
    # label_pairs knows what sounds like money, of whichever side
    assert [text for text in texts(path) if "收入" in text and "支出" not in text] == []


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("12.5万元", ("12.5", "万元")),
        ("12.5 百万元", ("12.5", "百万元")),
        ("250万", ("250", "万")),
        ("3亿元", ("3", "亿元")),
        ("1,000", ("1,000", None)),
        ("5块", None),
        ("5万亩", None),
    ],
)
def test_a_figure_is_money_with_a_unit_that_is_read(text: str, parts: tuple[str, str | None] | None):
    assert amount_parts(text) == parts
    assert amount_broken_down(f"{text}（甲5，乙7）") == parts


def test_a_longer_unit_goes_before_one_it_begins_with():
    assert re.match(money_units(), "万元")[0] == "万元"
    assert re.fullmatch(money_units(ending="元"), "万") is None


def test_a_unit_of_money_counts_the_same_in_amounts_and_in_targets():
    targets = {row["unit_name"]: Decimal(row["factor_to_base"]) for row in seed("units") if row["dimension"] == "money"}
    amounts = {row["unit_name"]: Decimal(row["factor_to_yuan"]) for row in seed("money_units")}
    both = targets.keys() & amounts.keys()
    assert len(both) > 5
    assert {name: targets[name] for name in both} == {name: amounts[name] for name in both}


def test_a_word_of_income_is_dropped_at_the_end_alone():
    assert [without_income(text) for text in ("财政拨款收入", "财政拨款", "收入预算")] == [
        "财政拨款",
        "财政拨款",
        "收入预算",
    ]


def test_a_label_of_persons_in_full_is_one_by_its_pattern():
    in_full = [
        (row["label_pattern"], label) for row in seed("personal_attributes") for label in row["labels_in_full"].split()
    ]
    assert in_full
    for pattern, label in in_full:
        assert re.fullmatch(pattern, label), label
        assert attribute_kind(label) == "contact"


@pytest.mark.parametrize("place", ["macros/facts/contacts.sql", "models/intermediate/agencies/int_agency_names.sql"])
def test_who_is_a_person_in_text_is_one_in_forms_too(place: str):
    """Names are looked for in sentences behind fewer words than in forms, where a label stands alone; none is added."""
    found = re.search(r"\((?:\?:)?(联系(?:\|[一-龥]+)+)\)人", (HOUSE / "dbt" / place).read_text(encoding="utf-8"))
    assert found
    for word in found[1].split("|"):
        assert any(PERSONS.fullmatch(f"{before}{word}人") for before in ("", "法定")), word
