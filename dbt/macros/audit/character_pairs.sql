{#-
    What two texts in Chinese have in common, for there are no blanks between words.

    character_pairs   the pairs of neighbouring Chinese characters in a text, each once; to be joined laterally
    pairs_in_common   how many of them two texts share
    subject_of        the name of an indicator without the words that any cost or count has, each a comma instead
-#}
{% macro character_pairs(text) -%}
    select distinct substr({{ text }}, place, 2) as pair
    from generate_series(1, length({{ text }}) - 1) as place
    where substr({{ text }}, place, 2) ~ '^[一-龥]{2}$'
{%- endmacro %}

{% macro pairs_in_common(text, other) -%}
    select count(*)
    from ({{ character_pairs(text) }}) as pairs
    where strpos({{ other }}, pairs.pair) > 0
{%- endmacro %}

{% macro subject_of(name) -%}
    regexp_replace(
        {{ name }},
        '控制数|成本|金额|费用|标准|经费|资金|支出|人均|每[月人次年]|数量|人数|次数|补[贴助]|工作|开展|保障|人员', '，', 'g'
    )
{%- endmacro %}
