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
        ) ~ '[0-9{{ digits_of_other_scripts() }}]',
        false
    )
{%- endmacro %}

{#- Digits of scripts other than ours (٣٤), as a class of a pattern: they count something, though no number is read from
    them. -#}
{% macro digits_of_other_scripts() -%}
    {%- set runs = [
        '\u0660-\u0669\u06f0-\u06f9\u07c0-\u07c9\u0966-\u096f\u09e6-\u09ef\u0a66-\u0a6f',
        '\u0ae6-\u0aef\u0b66-\u0b6f\u0be6-\u0bef\u0c66-\u0c6f\u0ce6-\u0cef\u0d66-\u0d6f',
        '\u0de6-\u0def\u0e50-\u0e59\u0ed0-\u0ed9\u0f20-\u0f29\u1040-\u1049\u1090-\u1099',
        '\u17e0-\u17e9\u1810-\u1819\u1946-\u194f\u19d0-\u19d9\u1a80-\u1a89\u1a90-\u1a99',
        '\u1b50-\u1b59\u1bb0-\u1bb9\u1c40-\u1c49\u1c50-\u1c59\ua620-\ua629\ua8d0-\ua8d9',
        '\ua900-\ua909\ua9d0-\ua9d9\ua9f0-\ua9f9\uaa50-\uaa59\uabf0-\uabf9',
        '\U000104a0-\U000104a9\U00010d30-\U00010d39\U00011066-\U0001106f\U000110f0-\U000110f9',
        '\U00011136-\U0001113f\U000111d0-\U000111d9\U000112f0-\U000112f9\U00011450-\U00011459',
        '\U000114d0-\U000114d9\U00011650-\U00011659\U000116c0-\U000116c9\U00011730-\U00011739',
        '\U000118e0-\U000118e9\U00011950-\U00011959\U00011c50-\U00011c59\U00011d50-\U00011d59',
        '\U00011da0-\U00011da9\U00016a60-\U00016a69\U00016ac0-\U00016ac9\U00016b50-\U00016b59',
        '\U0001e140-\U0001e149\U0001e2f0-\U0001e2f9\U0001e950-\U0001e959',
    ] -%}
    {{ runs | join }}
{%- endmacro %}
