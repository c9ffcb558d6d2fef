{#-
    What two filings say differently. A mart of changes brings the CTEs pairs, of int_statement_pairs with a pair_key, statements,
    and named, its fact with a match_name, and gets both sides of each pair as b (before) and a (after).

    is_in_a_pair        whether a row of a fact belongs to a document of `pairs`. In: an alias of the fact.
    sides_of_pairs      CTEs before_side and after_side: what each statement of a pair states, and its place among what has the
                        same match_name. In: the column that tells apart what one row states.
    rows_side_by_side   for use behind `from`: b and a of one name and place beside each other, and the statements of their pair
    change_of_pair      columns: the key of the change, and the pair of statements that it is found in. In: as sides_of_pairs.
    change_kind         what became of a figure or its words. In: expressions of both figures.
    places_of_change    columns: where both of them stand in their documents. In: as sides_of_pairs.
-#}
{% macro is_in_a_pair(fact) -%}
    {{ fact }}.document_id = any(array(
        select pairs.document_id from pairs
        union
        select pairs.before_document_id from pairs
    ))
{%- endmacro %}

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

{% macro rows_side_by_side() -%}
    before_side as b
    full join after_side as a
        on b.pair_key = a.pair_key and b.match_name = a.match_name and b.place = a.place
    inner join pairs on coalesce(a.pair_key, b.pair_key) = pairs.pair_key
    inner join statements on pairs.statement_key = statements.statement_key
    inner join statements as older on pairs.before_statement_key = older.statement_key
{%- endmacro %}

{% macro change_of_pair(item_no) -%}
        {{ int_key(['pairs.pair_key', 'b.row_no', 'b.' ~ item_no, 'a.row_no', 'a.' ~ item_no]) }} as change_key,
        pairs.comparison,
        pairs.document_id,
        pairs.statement_key,
        pairs.before_document_id,
        pairs.before_statement_key,
        statements.county_key,
        statements.agency_key,
        statements.statement_kind,
        statements.project_name,
        statements.year_key,
        older.year_key as before_year_key
{%- endmacro %}

{% macro change_kind(before_value, after_value) -%}
    case
        when b.row_no is null then 'added'
        when a.row_no is null then 'dropped'
        when {{ after_value }} > {{ before_value }} then 'raised'
        when {{ after_value }} < {{ before_value }} then 'lowered'
        else 'reworded'
    end
{%- endmacro %}

{% macro places_of_change(item_no) -%}
        b.row_no as before_row_no,
        b.{{ item_no }} as before_{{ item_no }},
        b.line_from as before_line_from,
        b.line_to as before_line_to,
        a.row_no,
        a.{{ item_no }},
        a.line_from,
        a.line_to
{%- endmacro %}
