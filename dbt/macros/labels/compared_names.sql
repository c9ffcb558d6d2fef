{#-
    Names by which two filings are compared. In: an expression of text as filed. Out: an expression of text.

    bare_name      指标2：投诉率（≤**%） is 投诉率
    without_year   2024年农村供水工程, 农村供水工程（2023年度） and 二〇二四年农村供水工程 are one project. In: folded text or a label_key.
-#}
{% macro bare_name(name) -%}
    regexp_replace(
        regexp_replace({{ folded_text(name) }}, '\([^()]*\)', '', 'g'),
        '^(指标|目标)?[0-9]+[:.、]|[★:]', '', 'g'
    )
{%- endmacro %}

{% macro without_year(text) -%}
    regexp_replace({{ text }}, '(20[0-4][0-9]|二[〇零○][〇零○一二三四五六七八九]{2})(年度?|(?![0-9]))', '', 'g')
{%- endmacro %}

{#- CTEs before_side and after_side: what each statement of a pair states, and its place among what has the same match_name.
    In: CTEs pairs and named; the column that tells apart what one row states. -#}
{% macro sides_of_pairs(item_no) -%}
placed as (
    select
        *,
        row_number() over (
            partition by document_id, statement_key, match_name order by row_no, {{ item_no }}
        ) as place
    from named
),

before_side as (
    select
        pairs.pair_key,
        placed.*
    from pairs
    inner join placed
        on pairs.before_document_id = placed.document_id and pairs.before_statement_key = placed.statement_key
),

after_side as (
    select
        pairs.pair_key,
        placed.*
    from pairs
    inner join placed on pairs.document_id = placed.document_id and pairs.statement_key = placed.statement_key
)
{%- endmacro %}

{#- Whether a row of a fact belongs to a document of `pairs`. In: an alias of the fact. -#}
{% macro is_in_a_pair(fact) -%}
    {{ fact }}.document_id = any(array(
        select pairs.document_id from pairs
        union
        select pairs.before_document_id from pairs
    ))
{%- endmacro %}
