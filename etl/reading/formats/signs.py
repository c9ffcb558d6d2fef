"""Signs as a person sees them: without those that show nothing, and raised or lowered figures as such.

In: a text. Out: the same text in signs that look as it does. Forbidden here: any library of a format; what it means.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable

# What word processors and web pages leave between letters: joiners, soft hyphens, marks of direction, selectors of a
# variant; and NUL, which pads texts and which no database keeps.
INVISIBLE = dict.fromkeys(
    map(ord, "\x00\u00ad\u034f\u180e\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u202d\u202e\ufeff")
) | dict.fromkeys([*range(0x2060, 0x2070), *range(0xFE00, 0xFE10)])
# Browsers and WPS give some signs as the radical that looks the same. NFKC knows most; these it does not.
RADICALS = str.maketrans(
    "\u2ea0\u2ec1\u2ec4\u2ec5\u2ec6\u2ec9\u2ecb\u2ed1\u2ed3\u2ed4\u2ed7\u2ed8\u2eda\u2edb\u2edc\u2edd\u2ee2\u2ee3\u2ee4"
    "\u2ee5\u2ee6\u2ee8\u2ee9\u2eec\u2eee\u2ef0\u2ea9\u2eb6",
    "民虎西见角贝车长长门雨青页风飞食马骨鬼鱼鸟麦黄齐齿龙王羊",
)
LOOKALIKES = re.compile("[\u2e80-\u2fdf\uf900-\ufaff\ufb00-\ufb06]")  # radicals, doublets, ligatures such as ﬁ
RAISED = str.maketrans("0123456789０１２３４５６７８９", "⁰¹²³⁴⁵⁶⁷⁸⁹" * 2)
LOWERED = str.maketrans("0123456789０１２３４５６７８９", "₀₁₂₃₄₅₆₇₈₉" * 2)
# A mark of a note in brackets, [1] or （2）, is told from a figure by its height alone.
BRACKETED = re.compile(r"^(\s*)[\[(（〔【]\s*(\d{1,3})\s*[\])）〕】](\s*)$")
MARK = re.compile(r"\D*\d{1,2}\D*")
SIGN_OF_POWER = re.compile(r"^[-−–](?=\d)")
NEVER_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def seen(text: str) -> str:
    """Return a text without signs that show nothing, and with letters for the signs that look like them."""
    if text.isascii():
        return text.replace("\x00", "")
    shown = text.translate(INVISIBLE)
    if not LOOKALIKES.search(shown):
        return shown
    return LOOKALIKES.sub(lambda sign: unicodedata.normalize("NFKC", sign[0]), shown.translate(RADICALS))


def raised(text: str) -> str:
    """Return a text set above the line with raised figures, so that 39.90 and its note 1 are no 39.901.

    Decimals set smaller, as in prices, stay part of their figure.
    """
    if re.match(r"\s*[.．]\d", text):
        return text
    return SIGN_OF_POWER.sub("⁻", BRACKETED.sub(r"\1\2\3", text)).translate(RAISED)


def lowered(text: str) -> str:
    """Return a text set below the line with lowered figures (CO₂)."""
    return text if re.match(r"\s*[.．]\d", text) else text.translate(LOWERED)


def is_mark(text: str) -> bool:
    """Whether a text that is raised as a whole is a mark or an exponent, not a figure in small print."""
    return MARK.fullmatch(text.strip()) is not None


PLAIN, RAISE, LOWER = "", "raised", "lowered"


def set_in_runs(runs: list[tuple[str, str]]) -> str:
    """Return the text of runs, each with how it is set; where nothing stands on the line, figures stay as typed."""
    height = {set_as for text, set_as in runs if text.strip()}
    whole = "".join(text for text, _ in runs)
    if PLAIN not in height and not is_mark(whole):
        return whole
    shapes: dict[str, Callable[[str], str]] = {PLAIN: str, RAISE: raised, LOWER: lowered}
    return "".join(shapes[set_as](text) for text, set_as in runs)


def writable(text: str) -> str:
    """Return a text without the signs that a page may hold and a tree does not take back."""
    return NEVER_XML.sub("", text)
