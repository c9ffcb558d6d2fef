{#-
    A text in NFKC, with what never belongs to a figure kept apart.

    marks_apart     signs of notes (39.90①, 120²) come in brackets, fractions stay fractions
    folded_figures  and dashes before a figure are a minus, signs nobody sees are gone

    In: an expression of text. Out: an expression of text.
-#}
{% macro marks_apart(text) -%}
    normalize(
        regexp_replace(
            regexp_replace(
                {{ text }}, '((?<![A-Za-z])[⁰¹²³⁴-⁹₀-₉]+|[①-⑳⒈-⒛⓪⓫-⓿❶-➓㉑-㉟㊱-㊿])', '(\1)', 'g'
            ),
            '([¼-¾⅐-⅟↉])', '+\1', 'g'
        ),
        nfkc
    )
{%- endmacro %}

{% macro folded_figures(text) -%}
    regexp_replace(
        {{ marks_apart("regexp_replace(" ~ text ~ ", '[" ~ invisible_signs() ~ "]', '', 'g')") }},
        '[‐-―−﹣](?=\s*[0-9.])', '-', 'g'
    )
{%- endmacro %}

{#- Signs that nobody sees, as a class of a pattern. -#}
{% macro invisible_signs() -%}
    \u00ad\u200b-\u200f\u2060-\u2064\ufeff
{%- endmacro %}
