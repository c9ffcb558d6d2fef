{#-
    How far a reading can be relied on, from codes of the seed doubts.

    doubt_codes    the codes of `doubts` as staged, as a jsonb array: of its array, of a lone text, none where it
                   is absent. In: an expression of jsonb. Out: an expression of jsonb, never null.
    codes_of       codes found by dbt, as a jsonb array. In: conditions by code. Out: an expression of jsonb.
    confidence_of  the worst reason, and the words of all. A code nobody has registered counts as doubtful and
                   stands for itself, which fails a test. In: an expression of jsonb codes; CTE doubts.
                   Out: a select of confidence, confidence_reason, confidence_reason_zh; one row.
-#}
{% macro doubt_codes(doubts) -%}
    case
        when {{ doubts }} is null or jsonb_typeof({{ doubts }}) = 'null' then '[]'::jsonb
        when jsonb_typeof({{ doubts }}) = 'array' then {{ doubts }}
        else jsonb_build_array({{ doubts }})
    end
{%- endmacro %}

{% macro codes_of(conditions) -%}
    to_jsonb(array_remove(array[
        {%- for code, condition in conditions.items() %}
        case when {{ condition }} then '{{ code }}' end{{ "," if not loop.last }}
        {%- endfor %}
    ], null))
{%- endmacro %}

{% macro confidence_of(codes) -%}
select
    case
        when count(*) = 0 then 'exact'
        when bool_and(coalesce(reasons.confidence, 'doubtful') = 'inferred') then 'inferred'
        else 'doubtful'
    end as confidence,
    string_agg(coalesce(reasons.reason_en, found.code), '; ' order by found.code) as confidence_reason,
    string_agg(coalesce(reasons.reason_zh, found.code), '；' order by found.code) as confidence_reason_zh
from (select distinct jsonb_array_elements_text({{ codes }}) as code) as found
left join doubts as reasons on found.code = reasons.code
{%- endmacro %}

{#- Whether a text holds figures that count something: years, ordinals and numbers of documents (2021年, 第3, 5号) do not.
    In: an expression of text. Out: an expression of boolean, never null. -#}
{% macro holds_figures(text) -%}
    coalesce(
        regexp_replace(
            {{ folded_text(text) }}, '(19|20)[0-9]{2}年|[〔(](19|20)[0-9]{2}[〕)]|第[0-9]+|[0-9]+号', '', 'g'
        ) ~ '[0-9]',
        false
    )
{%- endmacro %}
