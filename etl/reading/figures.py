"""The grammar of figures: what is one number, what is an amount of money, and what stands beside it.

In: the text of one cell. Out: its folded form, an amount as filed, a value. Forbidden: turning text into what the
marts hold; that is dbt's (macro `amount_of`), and both are held to one table of notations,
`dbt/tests/fixtures/amount_notations.csv`.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import cache

from etl.vocabulary import money_units, remembered, units

# Signs of a note (39.90①, 120²): kept apart, as NFKC would make digits of the figure of them. Behind a letter a
# small digit belongs to the unit (m²).
NOTE = re.compile(r"(?<![A-Za-z])[⁰¹²³⁴-⁹₀-₉]+|[①-⑳⒈-⒛⓪⓫-⓿❶-➓㉑-㉟㊱-㊿]")
FRACTION = re.compile(r"[¼-¾⅐-⅟↉]")
INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u2060-\u2064\ufeff]")
MINUS = re.compile(r"[\u2010-\u2015\u2212\ufe63](?=\s*[\d.])")

GROUPED = r"\d{1,3}(?:,\d{3})+(?!\d)(?:\.\d+)?"
PARTED = r"\d{1,3}(?: \d{3})+(?!\d)(?:\.\d+)?"
PLAIN = r"\d+(?:\.\d+)?"
FIGURE = rf"[-+]?(?:{GROUPED}|{PLAIN})"
CURRENCY = r"(?:人民币|RMB|CNY)?\s*[¥]?\s*"
NOTED = r"\s*(?:\([^()%\d.,]+\)|\(\d{1,2}\)|\*+|※|注\d*)*"
ABOUT = r"(?:大?约|将?近|不足|超过?)"
MORE = r"(?:左右|上下|余|多|以上|以下|以内)?"
FOREIGN = r"(?:美元|欧元|日元|英镑|港元|港币|USD|EUR|HKD)"
NUMERAL = "[零壹贰叁肆伍陆柒捌玖]"
CAPITALS = re.compile(
    rf"(?:人民币)?[零壹贰叁肆伍陆柒捌玖拾佰仟万亿]{{2,}}[元圆]?[整正]?(?:{NUMERAL}角)?(?:{NUMERAL}分)?"
)
OPENS_AS_MONEY = re.compile(rf"{ABOUT}?\s*[-+△▲(]*\s*(?:{CURRENCY}|{FOREIGN}|\$)\s*[-+]?\d")
NO_MONEY = re.compile(r"[%‰‱年月日:∶、;；。]|\d[.]\s*\D|^\(?\d{1,2}\)")
# Signs of a cell of money with a note in it: what is longer is a sentence, read as prose or told as unread.
# falls: test_what_is_longer_than_an_amount_with_its_note_is_no_amount
LONGEST_AMOUNT = 24


@remembered
def fold(text: str) -> str:
    """Return a text as it is compared with patterns: NFKC, LaTeX and dollar signs dropped, one blank at most.

    Marks of notes never join a figure, and dashes before one are a minus.
    """
    if not text.isascii():
        apart = FRACTION.sub(r"+\g<0>", NOTE.sub(_as_note, INVISIBLE.sub("", text)))
        text = MINUS.sub("-", unicodedata.normalize("NFKC", apart))
    return re.sub(r"\s+", " ", text.replace("$", "").replace("\\%", "%")).strip()


def _as_note(match: re.Match[str]) -> str:
    plain = unicodedata.normalize("NFKC", match[0]).strip(".")
    return f"({plain})"


@cache
def stated_amount() -> re.Pattern[str]:
    """The pattern of a figure, perhaps with a unit of money."""
    return re.compile(rf"({FIGURE})\s*({money_units()})?")


@cache
def _marked() -> re.Pattern[str]:
    """An amount with something about it that leaves no doubt that it is one: a currency, two units, a note, a sign."""
    unit = rf"(?:{money_units()}|{FOREIGN})"
    two_units = rf"{PLAIN}\s*亿\s*{PLAIN}\s*万元?"
    figure = rf"(?:[△▲]\s*)?(?:{CURRENCY}(?:{FIGURE}|{PARTED}|{two_units})|\({FIGURE}\))"
    return re.compile(rf"{ABOUT}?\s*{figure}\s*{unit}?{MORE}{unit}?{NOTED}")


@remembered
def amount_parts(text: str) -> tuple[str, str | None] | None:
    """Return figure and unit, as filed, of a cell that states money and nothing else, else None."""
    match = stated_amount().fullmatch(fold(text))
    return (match[1], match[2]) if match else None


@remembered
def amount_in_money_cell(text: str) -> tuple[str, str | None] | None:
    """Return the amount of a cell whose head or label says money: figure and unit, or all of it as filed.

    Whatever surrounds a figure there (a note, a currency, 约), it is an amount; rates, dates and counts are none.
    """
    return amount_parts(text) or ((text.strip(), None) if _is_marked(fold(text)) else None)


def _is_marked(folded: str) -> bool:
    if len(folded) > LONGEST_AMOUNT or not folded:
        return False
    if CAPITALS.fullmatch(folded) or _marked().fullmatch(folded):
        return True
    return OPENS_AS_MONEY.match(folded) is not None and not NO_MONEY.search(folded) and not _counts(folded)


def _counts(folded: str) -> bool:
    """Whether a figure counts something else than money (3个, 12 人)."""
    unit = re.sub(r"^[-+\d.,\s]+", "", folded)
    return unit in units() and re.fullmatch(money_units(), unit) is None


@remembered
def value_of(text: str) -> Decimal | None:
    """Return the number a text is, None where it is none or not one alone; thousands part only in right groups."""
    match = re.fullmatch(FIGURE, fold(text))
    return Decimal(match[0].replace(",", "")) if match else None
