"""Show a number of a cell as its number format shows it in Chinese Excel: 0.95 under `0%` is `95%`.

In: the number a cell holds and the code of its format. Out: the text a reader of the sheet sees.
Forbidden here: any library of a format; deciding what a number means. Codes that show a number in other signs,
as fractions (`# ?/?`), powers of ten (`0.00E+00`) or Chinese numerals (`[DBNum1]`), give its ordinary digits.
A negative number shown in brackets or by a colour alone gets its minus, for a text has no colours.
"""

from __future__ import annotations

import operator
import re
from collections.abc import Callable, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal

from etl.reading.formats.excel.dates import shown_date
from etl.reading.formats.excel.format_codes import Section, Token, sections_of

DIGITS_KEPT = 15  # Excel keeps no more, which is why it shows 82800.92 for a stored 82800.92000000001
HUGE = 21
BRACKETS = re.compile(r"([^(（]*)[(（]([^()（）]*)[)）](.*)")
COMPARED: Mapping[str, Callable[[Decimal, Decimal], bool]] = {
    **{"<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq, "<>": operator.ne},
}


def displayed(value: float, code: str, since_1904: bool = False) -> str:
    """Return the text that a cell with this number shows under this format code."""
    exact = Decimal(f"{value:.{DIGITS_KEPT}g}")
    section, signed = _chosen(exact, sections_of(code))
    if section is None:
        return general(exact)
    kinds = section.kinds
    if "moment" in kinds:
        moment = shown_date(value, section.tokens, since_1904)
        return general(exact) if moment is None else moment
    sign = "-" if signed and exact < 0 else ""
    if "unlike" in kinds or exact.adjusted() >= HUGE:
        return sign + general(abs(exact))
    shown = _places(abs(exact), section) if "digit" in kinds else {}
    texts = [shown.get(index, _text(token, abs(exact))) for index, token in enumerate(section.tokens)]
    text = (sign + "".join(texts)).strip()
    return _with_minus(text, section) if shown and exact < 0 and not signed else text


def displayed_text(text: str, code: str) -> str:
    """Return what a cell with this text shows: nothing under `;;;`, and what its format puts around it."""
    if "@" not in code and code.count(";") < 3:  # noqa: PLR2004  # the fourth section is that of texts
        return text
    sections = sections_of(code)
    section = next((each for each in [*sections[3:], *sections] if _shows_text(each) or each in sections[3:]), None)
    if section is None:
        return text
    return "".join(text if token.text == "@" else _text(token, Decimal(0)) for token in section.tokens).strip()


def _shows_text(section: Section) -> bool:
    return any(token.kind == "general" and token.text == "@" for token in section.tokens)


def _with_minus(text: str, section: Section) -> str:
    """Return a negative number with a minus where its format shows it by brackets or by a colour alone."""
    if "-" in text:
        return text
    if match := BRACKETS.fullmatch(text):
        return f"{match[1]}-{match[2]}{match[3]}".strip()
    return f"-{text}" if section.is_coloured else text


def general(value: Decimal) -> str:
    """Return a number without a format: all its digits, no zeros after the last one, a power of ten if it is huge."""
    plain = value.normalize()
    return f"{plain:f}" if -HUGE < plain.adjusted() < HUGE else f"{plain:E}"


def _chosen(value: Decimal, sections: Sequence[Section]) -> tuple[Section | None, bool]:
    """Return the section that shows a number, and whether its sign has to be added."""
    if any(section.condition for section in sections):
        for section in sections:
            if section.condition is None or COMPARED[section.condition[0]](value, section.condition[1]):
                return section, True
        return None, True
    place = (1 if value < 0 else 2 if value == 0 else 0) if len(sections) > 1 else 0
    return (sections[place], place != 1) if place < len(sections) else (sections[0], True)


def _text(token: Token, amount: Decimal) -> str:
    if token.kind == "general":
        return general(amount)
    return token.text if token.kind in {"literal", "percent", "sign"} else ""


def _places(amount: Decimal, section: Section) -> dict[int, str]:
    """Return what stands in each place for digits and in the point, by index of the token."""
    kinds, tokens = section.kinds, section.tokens
    places = [index for index, kind in enumerate(kinds) if kind == "digit"]
    point = kinds.index("point") if "point" in kinds else places[-1] + 1
    before = [index for index in places if index < point]
    after = [index for index in places if index > point]
    end = max(places[-1], point if "point" in kinds else 0) + 1
    thousands = next((run for run, kind in enumerate([*kinds[end:], ""]) if kind != "comma"), 0)
    scaled = amount * 100 ** kinds.count("percent") / 1000**thousands
    whole, _, decimals = f"{scaled.quantize(Decimal(1).scaleb(-len(after)), ROUND_HALF_UP):f}".partition(".")
    grouped = bool(before) and "comma" in kinds[before[0] : before[-1]]
    shown = _before_the_point(whole.lstrip("0"), before, tokens, grouped)
    for place, index in enumerate(after):
        is_idle = tokens[index].text != "0" and not decimals[place:].strip("0")
        shown[index] = "" if is_idle else decimals[place]
    return shown | ({point: "."} if "point" in kinds else {})


def _before_the_point(digits: str, places: Sequence[int], tokens: Sequence[Token], grouped: bool) -> dict[int, str]:
    """Fill the places from the right, one digit each, and the leftmost with all that are left."""
    shown: dict[int, str] = {}
    written = 0
    for index in reversed(places):
        own = digits if index == places[0] else digits[-1:]
        digits = digits[: len(digits) - len(own)]
        text = ""
        for digit in reversed(own or ("0" if tokens[index].text == "0" else "")):
            text = digit + ("," if grouped and written and written % 3 == 0 else "") + text
            written += 1
        shown[index] = text
    return shown
