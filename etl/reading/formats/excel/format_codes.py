"""Take the code of a number format apart: `#,##0.00_ ;[Red]-#,##0.00\\ ` is two sections of tokens.

In: a code as a workbook holds it, or the number of a built-in one. Out: sections of tokens.
Forbidden here: any library of a format; the values that are shown.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import NamedTuple

GENERAL = "General"
_YEAR_MONTH, _MONTH_DAY = 'yyyy"年"m"月"', 'm"月"d"日"'
_CLOCK, _CLOCK_SECONDS = '上午/下午h"时"mm"分"', '上午/下午h"时"mm"分"ss"秒"'
# As Chinese Excel knows them: 14 and 22 follow the language of the system, those from 27 to 58 are Chinese alone.
BUILT_IN: Mapping[int, str] = {
    **{0: GENERAL, 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 9: "0%", 10: "0.00%", 11: "0.00E+00"},
    **dict.fromkeys((5, 6), '"¥"#,##0;"¥"-#,##0'),
    **dict.fromkeys((7, 8), '"¥"#,##0.00;"¥"-#,##0.00'),
    **{12: "# ?/?", 13: "# ??/??", 14: "yyyy/m/d", 15: "d-mmm-yy", 16: "d-mmm", 17: "mmm-yy"},
    **{18: "h:mm AM/PM", 19: "h:mm:ss AM/PM", 20: "h:mm", 21: "h:mm:ss", 22: "yyyy/m/d h:mm"},
    **dict.fromkeys((27, 36, 50, 52, 57), _YEAR_MONTH),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), _MONTH_DAY),
    **{30: "m-d-yy", 31: 'yyyy"年"m"月"d"日"', 32: 'h"时"mm"分"', 33: 'h"时"mm"分"ss"秒"'},
    **{34: _CLOCK, 35: _CLOCK_SECONDS, 55: _CLOCK, 56: _CLOCK_SECONDS},
    **dict.fromkeys((37, 38), "#,##0;-#,##0"),
    **dict.fromkeys((39, 40), "#,##0.00;-#,##0.00"),
    **{41: '#,##0;-#,##0;"-"', 42: '"¥"#,##0;"¥"-#,##0;"¥""-"', 43: '#,##0.00;-#,##0.00;"-"'},
    **{44: '"¥"#,##0.00;"¥"-#,##0.00;"¥""-"', 45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss", 48: "##0.0E+0", 49: "@"},
}
# A long date and a time as the control panel of the system sets them.
OF_THE_SYSTEM = {"[$-F800]": 'yyyy"年"m"月"d"日"', "[$-F400]": "h:mm:ss"}
TOKEN = re.compile(
    r"""(?P<literal>"[^"]*"|[\\!].)|(?P<blank>_.)|(?P<fill>\*.)|(?P<money>\[\$[^\]]*\])"""
    r"""|(?P<condition>\[[<>=]+-?[\d.]+\])|(?P<general>General|G/通用格式|@)"""
    r"""|(?P<moment>\[h+\]|\[m+\]|\[s+\]|AM/PM|A/P|上午/下午|y+|m+|d+|h+|s+|a{3,4}|e+(?![+-]))"""
    r"""|(?P<setting>\[[^\]]*\])|(?P<unlike>E[+-]|\?/)|(?P<digit>[0#?])|(?P<point>\.)|(?P<comma>,)|(?P<percent>%)"""
    r"""|(?P<end>;)|(?P<sign>.)""",
    re.IGNORECASE | re.DOTALL,
)

COLOUR = re.compile(
    r"\[(?:red|blue|green|magenta|yellow|cyan|红色?|蓝色?|绿色?|洋红|黄色?|青色?|(?:color|颜色)\s*\d+)\]", re.I
)


class Token(NamedTuple):
    """A piece of a format code: what kind of piece it is, and its text, of a literal without quotes."""

    kind: str
    text: str


class Section(NamedTuple):
    """How some numbers are shown: those that meet its condition if it has one, such as `>=` and 100."""

    tokens: tuple[Token, ...]
    condition: tuple[str, Decimal] | None
    is_coloured: bool = False

    @property
    def kinds(self) -> list[str]:
        """The kinds of the tokens in order."""
        return [token.kind for token in self.tokens]


@cache
def sections_of(code: str) -> tuple[Section, ...]:
    """Return the sections of a code: for positive numbers, negative ones and zero, parted by semicolons."""
    for sign, meant in OF_THE_SYSTEM.items():
        if code.upper().startswith(sign):
            return sections_of(meant)
    sections: list[Section] = []
    tokens: list[Token] = []
    condition: tuple[str, Decimal] | None = None
    is_coloured = False
    for match in TOKEN.finditer(code or GENERAL):
        kind, text = str(match.lastgroup), match[0]
        if kind == "condition":
            compared = text[1:-1].rstrip("-.0123456789")
            condition = (compared, Decimal(text[1 + len(compared) : -1]))
        elif kind == "end":
            sections.append(Section(tuple(tokens), condition, is_coloured))
            tokens, condition, is_coloured = [], None, False
        elif kind == "setting":
            is_coloured = is_coloured or COLOUR.fullmatch(text) is not None
        elif kind != "fill" and not (kind == "sign" and text in "_*\\!"):  # what they apply to was cut off
            tokens.append(_token(kind, text))
    return (*sections, Section(tuple(tokens), condition, is_coloured))


def _token(kind: str, text: str) -> Token:
    if kind == "literal":
        return Token(kind, text[1:-1] if text.startswith('"') else text[1])
    if kind == "money":  # [$¥-804]: a sign, then the language
        return Token("literal", text[2:-1].partition("-")[0])
    return Token("literal", " ") if kind == "blank" else Token(kind, text)
