"""figures: one grammar of numbers, held with dbt's to one table of notations."""

import csv
import sys
import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etl.reading.figures import amount_in_money_cell, amount_parts, fold, value_of
from etl.reading.prose.amounts import stated_amounts
from tests.support.places import HOUSE

FIXTURES = HOUSE / "dbt" / "tests" / "fixtures"
MARKS = [chr(code) for code in range(sys.maxunicode + 1) if unicodedata.category(chr(code))[0] in "NS"]
SIGNS = [*MARKS, *"0123456789.,+-()（）．，−△▲￥约余 "]


def notations():
    """Each text of the table of notations, with whether dbt reads one plain amount in it."""
    with (
        (FIXTURES / "amount_notations.csv").open(encoding="utf-8") as filed,
        (FIXTURES / "amount_notations_read.csv").open(encoding="utf-8") as read,
    ):
        rows = zip(csv.DictReader(filed), csv.DictReader(read), strict=True)
        return [(one["amount_text"], other["amount"]) for one, other in rows]


@pytest.mark.parametrize(("text", "amount"), notations())
def test_every_notation_that_dbt_knows_is_an_amount_in_a_cell_of_money(text, amount):
    assert amount_in_money_cell(text) is not None
    if amount and (value := value_of(text)) is not None:
        assert value == value_of(amount)


@pytest.mark.parametrize(
    ("text", "value"),
    [("３９．９０", "39.90"), ("１，２３４．５", "1234.5"), ("−5", "-5"), ("39.90¹", None), ("120①", None), ("1,234,5", None),
     ("120,5", None), ("12 39.90", None), ("3½", None), ("1\u20600", "10"), ("２０２０", "2020")],
)  # fmt: skip
def test_a_number_is_one_number_or_none(text, value):
    assert value_of(text) == (None if value is None else value_of(value))


@given(st.lists(st.sampled_from(SIGNS), min_size=1, max_size=8).map("".join))
def test_no_digit_and_no_sign_breaks_the_grammar(text):
    value_of(text)
    amount_in_money_cell(text)
    assert fold(fold(text)) == fold(text) or not text.isascii()


@given(st.integers(0, 10**9), st.sampled_from([mark for mark in MARKS if unicodedata.category(mark) == "No"]))
def test_a_mark_of_a_note_never_joins_a_figure(number, mark):
    assert value_of(f"{number}{mark}") is None


@pytest.mark.parametrize(
    "text", ["30%", "2024年", "3个", "12处", "1.建设项目", "1、其他", "5月底前", "较好", "—", "", "16:30"]
)
def test_rates_dates_counts_and_words_are_no_amounts_of_a_cell_of_money(text):
    assert amount_in_money_cell(text) is None


def test_what_is_longer_than_an_amount_with_its_note_is_no_amount():
    assert amount_in_money_cell("120.5(含上年结转的质保金)") is not None
    assert amount_in_money_cell("120.5(含上年结转的质保金和本年新增的维护费用以及零星的材料采购)") is None


def test_what_stands_around_an_amount_keeps_it_from_being_one_that_says_nothing_else():
    assert amount_parts("39.90") == ("39.90", None)
    assert amount_parts("39.90(含质保金)") is None


@pytest.mark.parametrize(
    ("sentence", "amount"),
    [
        ("人员经费支出3，518.85万元。", "3，518.85"),
        ("人员经费支出1亿2000万元。", "1亿2000万"),
        ("人员经费支出100余万元。", "100余"),
        ("人员经费支出约39.9万元。", "约39.9"),
        ("人员经费支出３９．９万元。", "３９．９"),
        ("2024，18万元用于人员经费。", "18"),
    ],
)
def test_a_sentence_states_the_whole_figure(sentence, amount):
    assert [said["amount"] for said in stated_amounts(sentence)] == [amount]


def test_a_figure_with_wrong_groups_is_no_amount_of_a_sentence():
    assert list(stated_amounts("人员经费支出1,234,5万元。")) == []
