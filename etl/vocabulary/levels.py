"""Labels of the levels of indicators, and the classes they stand for.

In: a label as filed. Out: a code, or yes or no. Forbidden: knowing a template.
"""

from __future__ import annotations

import unicodedata
from functools import cache

from etl.vocabulary.words import BRACKETS, key, labels, remembered, words

# Signs of a cut level and of a torn one: a shorter start could be a word of its own.
# falls: test_a_cut_level_counts_by_its_start_unless_that_is_short
CUT_LEVEL, SHORTEST_PIECE = 5, 3
LEVEL_ENDINGS = ("", "指标", "目标", "情况", "值", "指标等", "类指标", "类")


def _level(text: str, known: dict[str, str]) -> str | None:
    """数量指标（或建筑规模指标） is 数量指标, whatever its brackets add."""
    for word in dict.fromkeys((key(text), key(BRACKETS.sub("", unicodedata.normalize("NFKC", text))))):
        for ending in LEVEL_ENDINGS:
            stem = word.removesuffix(ending) if ending else word
            if stem in known and (not ending or word.endswith(ending)):
                return known[stem]
    return None


@remembered
def level1_code(text: str) -> str | None:
    """Return the level-1 class a label stands for (产出指标 -> OUT), or None when it is no level 1.

    A label that a narrow cell cut off counts by its unique start (持续发展能力指 -> SUST).
    """
    known = labels("indicator_level1_synonyms", "level1_code")
    word = key(text)
    cut = {code for label, code in known.items() if len(word) > CUT_LEVEL and f"{label}指标".startswith(word)}
    return _level(text, known) or (cut.pop() if len(cut) == 1 else None)


@remembered
def level2_code(text: str) -> str | None:
    """Return the level-2 class a label stands for (数量指标 -> OUT.QTY), or None when it is no level 2."""
    return _level(text, labels("indicator_level2_synonyms", "indicator_code"))


@remembered
def is_whole_level(text: str) -> bool:
    """Whether a text is a level label that says itself that it is one (数量指标, 经济效益指标（选填）)."""
    return key(text).endswith(("指标", "目标")) and (level1_code(text) or level2_code(text)) is not None


@remembered
def is_lower_level(text: str) -> bool:
    """Whether a text is a level-2 label that only stands below the levels of central investment plans."""
    return key(text) in words("levels", "below")


@remembered
def is_level2_fragment(text: str) -> bool:
    """Whether a text is a piece of a level-2 label that a page break tore (服务对象 | 象满意度指标)."""
    piece = key(text)
    if len(piece) < SHORTEST_PIECE or level2_code(text):
        return False
    return piece in _level2_pieces()


@cache
def _level2_pieces() -> frozenset[str]:
    """Every start and every end of a level-2 label; each joined cell is looked up here."""
    known = labels("indicator_level2_synonyms", "indicator_code")
    whole = [label + ending for label in known for ending in ("", "指标")]
    starts = {label[:end] for label in whole for end in range(1, len(label) + 1)}
    return frozenset(starts | {label[start:] for label in whole for start in range(1, len(label))})
