"""The words of the field: headings, level labels, units, funds and categories as people map them.

In: headings.toml and the synonym seeds of dbt, read once. Out: what a word as filed stands for.
Forbidden: knowing a county, an agency or a file; deciding what a number means (dbt does).
"""

from etl.vocabulary.funds import (
    category_code,
    fund_source_code,
    income_words,
    money_units,
    qualitative_words,
    units,
    without_income,
)
from etl.vocabulary.heads import (
    attribute_kind,
    block_kind,
    column_field,
    context_field,
    is_past,
    period_kind,
    personal_labels,
    stage_side,
)
from etl.vocabulary.labels import is_furniture, is_label, is_sum, label_class
from etl.vocabulary.levels import is_level2_fragment, is_lower_level, is_whole_level, level1_code, level2_code
from etl.vocabulary.words import headings, key, remembered, seed, words

__all__ = [
    "attribute_kind",
    "block_kind",
    "category_code",
    "column_field",
    "context_field",
    "fund_source_code",
    "headings",
    "income_words",
    "is_furniture",
    "is_label",
    "is_level2_fragment",
    "is_lower_level",
    "is_past",
    "is_sum",
    "is_whole_level",
    "key",
    "label_class",
    "level1_code",
    "level2_code",
    "money_units",
    "period_kind",
    "personal_labels",
    "qualitative_words",
    "remembered",
    "seed",
    "stage_side",
    "units",
    "without_income",
    "words",
]
