"""Whether a text is a label at all, of a form or of the page around it.

In: a text as filed. Out: yes or no, or its class. Forbidden: reading what stands beside it.
"""

from __future__ import annotations

import re

from etl.vocabulary.funds import fund_source_code
from etl.vocabulary.heads import attribute_kind, block_kind, column_field, stage_side
from etl.vocabulary.levels import level1_code, level2_code
from etl.vocabulary.words import headings, key, remembered, words


@remembered
def is_label(text: str) -> bool:
    """Whether a text is a label or column head of any kind that forms print."""
    known = (column_field, attribute_kind, block_kind, stage_side, fund_source_code, level1_code, level2_code)
    return any(kind(text) for kind in known)


@remembered
def label_class(text: str) -> str | None:
    """Return what kind of label a whole text is, None where it is none or only the start of one."""
    word = key(text)
    heads = {field: words("columns", field) for field in headings()["columns"]}
    exact = (
        next((field for field, known in heads.items() if re.sub(r"[ABab/-]+$", "", word) in known), None),
        attribute_kind(text),
        block_kind(text),
        stage_side(text) if any(word == key(stage) for stage in headings()["stages"]) else None,
        fund_source_code(text),
        level2_code(text),
        level1_code(text),
    )
    return next((found for found in exact if found), None)


@remembered
def is_furniture(text: str) -> bool:
    """Whether a text belongs to the page or the signatures below a form, not to the form (附件, 审核意见, 打印)."""
    return any(word in text for word in headings()["furniture"]["words"])


@remembered
def is_sum(text: str) -> bool:
    """Whether a cell is the label of the sum of scores below a table of indicators (总分, 自评得分)."""
    return key(text) in words("sums", "words")
