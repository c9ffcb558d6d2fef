"""Words and figures as filed, brought into a form in which they can be compared.

In: a word, figure or label as filed. Out: what it is compared by: shared goldens without blanks and quotes, as score.py
does it; level-2 labels by the class that our own seeds give them.
"""

from __future__ import annotations

import re
import unicodedata
from decimal import Decimal
from functools import cache

from etl.vocabulary import key, seed

FEN = Decimal("0.01")
STEM = (re.compile(r"[0-9]+([-~][0-9]+)?分?$"), re.compile(r"(指标等|类指标|指标|目标|情况|类|值)$"))
QUOTES = re.compile(r"[\s“”\"'‘’`*]+")


def figure(value: object) -> str:
    """A number by value and not by notation; empty for anything else."""
    try:
        return format(Decimal(str(value).replace(",", "").strip()).normalize(), "f")
    except ArithmeticError:
        return ""


def project(name: str | None) -> str:
    """A project without its number and without what titles add."""
    words = re.sub(r"绩效目标表$", "", re.sub(r"^\d+\.", "", folded(name)))
    return words.strip("-一—").removesuffix("项目").strip("-一—")


def folded(text: str | None) -> str:
    return QUOTES.sub("", unicodedata.normalize("NFKC", text or ""))


def ways_of_reading(amount: str, unit: str) -> tuple[Decimal, ...]:
    """An amount in yuan; where the filing names no unit, either is right."""
    factors = {row["unit_name"]: Decimal(row["factor_to_yuan"]) for row in seed("money_units")}
    return tuple(yuan(Decimal(figure(amount)) * factors[name]) for name in ([unit] if unit else ["元", "万元"]))


def yuan(amount: Decimal | str) -> Decimal:
    """Exact to the fen, which is what is compared."""
    return Decimal(amount).quantize(FEN)


@cache
def level_class(level1: str | None, level2: str | None) -> str:
    """The class of a level-2 label of the taxonomy; any other label stands for itself."""
    above, labels = (("", "") if not label else (key(label), stem(key(label))) for label in (level1, level2))
    level1_codes = {row["label"]: row["level1_code"] for row in seed("indicator_level1_synonyms")}
    level1_code = next((level1_codes[label] for label in above if label in level1_codes), "")
    contexts = [row for row in seed("indicator_level2_contexts") if row["label"] in labels]
    rows = [row for wanted in (level1_code, "ANY") for row in contexts if wanted and row["level1_code"] == wanted]
    known = {row["label"]: row for row in seed("indicator_level2_synonyms")}
    rows += [known[label] for label in labels if label in known]
    is_exact = bool(rows) and rows[0]["is_listed"] == "true" and rows[0]["label"] in whole_spellings(level2)
    return rows[0]["indicator_code"] if is_exact else folded(level2)


def whole_spellings(label: str | None) -> set[str]:
    """The label as filed, and without the one word that forms add to it."""
    return {folded(label), re.sub("(指标|目标|情况)$", "", folded(label))}


def stem(label: str) -> str:
    """The label without what forms add to it; the twin of the macro label_stem."""
    return STEM[1].sub("", STEM[0].sub("", label))
