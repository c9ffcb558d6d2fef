"""Spell numbers as word processors number paragraphs.

In: a number and the name of a format of WordprocessingML (ST_NumberFormat). Out: its text.
Forbidden here: the document and its lists.
"""

from __future__ import annotations

from collections.abc import Callable

HAN = "〇一二三四五六七八九"
LEGAL = "零壹贰叁肆伍陆柒捌玖"
STEMS = "甲乙丙丁戊己庚辛壬癸"
BRANCHES = "子丑寅卯辰巳午未申酉戌亥"
ROMAN = (
    *((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl")),
    *((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i")),
)
LETTERS = 26
TEN, TWENTY, TEN_THOUSAND = 10, 20, 10000
FULL_WIDTH = str.maketrans("0123456789", "０１２３４５６７８９")


def spelled(number: int, shape: str) -> str:
    """Return a number in a format; one that filings do not use, or a number too large for it, in decimal figures."""
    return FORMATS.get(shape, str)(number) or str(number)


def _counted(digits: str, units: str, *, says_one_ten: bool) -> Callable[[int], str]:
    def spell(number: int) -> str:
        if not 0 < number < TEN_THOUSAND:
            return digits[0] if number == 0 else ""
        text, gap = "", False
        for place in (3, 2, 1, 0):
            digit = number // TEN**place % TEN
            gap = gap or (digit == 0 and bool(text))
            if digit:
                text += (digits[0].replace("〇", "零") if gap else "") + digits[digit] + units[place].strip()
                gap = False
        return text if says_one_ten or not TEN <= number < TWENTY else text[1:]

    return spell


def _one_by_one(digits: str) -> Callable[[int], str]:
    return lambda number: "".join(digits[int(figure)] for figure in str(number))


def _of(signs: str) -> Callable[[int], str]:
    return lambda number: signs[number - 1] if 1 <= number <= len(signs) else ""


def _from(first: str, last: int) -> Callable[[int], str]:
    return lambda number: chr(ord(first) + number - 1) if 1 <= number <= last else ""


def _letter(number: int) -> str:
    return chr(ord("a") + (number - 1) % LETTERS) * ((number - 1) // LETTERS + 1) if number > 0 else ""


def _roman(number: int) -> str:
    text = ""
    for size, sign in ROMAN:
        text += sign * (number // size)
        number %= size
    return text


_han = _counted(HAN, " 十百千", says_one_ten=False)
_legal = _counted(LEGAL, " 拾佰仟", says_one_ten=True)

FORMATS: dict[str, Callable[[int], str]] = {
    "chineseCounting": _han,
    "chineseCountingThousand": _han,
    "taiwaneseCounting": _han,
    "taiwaneseCountingThousand": _han,
    "japaneseCounting": _han,
    "chineseLegalSimplified": _legal,
    "ideographLegalTraditional": _legal,
    "ideographDigital": _one_by_one(HAN),
    "japaneseDigitalTenThousand": _one_by_one(HAN),
    "taiwaneseDigital": _one_by_one(HAN),
    "ideographTraditional": _of(STEMS),
    "ideographZodiac": _of(BRANCHES),
    "decimalZero": lambda number: f"{number:02}",
    "decimalFullWidth": lambda number: str(number).translate(FULL_WIDTH),
    "decimalFullWidth2": lambda number: str(number).translate(FULL_WIDTH),
    "decimalEnclosedCircle": _from("①", 20),
    "decimalEnclosedCircleChinese": _from("①", 20),
    "decimalEnclosedParen": _from("⑴", 20),
    "decimalEnclosedFullstop": _from("⒈", 20),
    "ideographEnclosedCircle": _from("㊀", 10),
    "lowerLetter": _letter,
    "upperLetter": lambda number: _letter(number).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda number: _roman(number).upper(),
}
