{#- The operator of a target and where it stands. Its own sign or word goes before the operator column, that
    before a word behind the figure (以上, 余), that before the same figure in the content column; a change
    against the year before is a lower bound, a deadline the latest day, a bare sum of money under 成本 a cap,
    any other bare figure equal to.
    In: alias of the filed row; the aliases of int_targets_parsed. Out: column stated, text[2] {operator,
    source}. -#}
{% macro target_operator(row) -%}
select
    case
        when decision.target_kind is null then null
        when decision.target_kind = 'range' then array['between', 'filed']
        when decision.value = 0 and words.word is not null then array['=', 'word']
        when opening.operator is not null
            and (
                decision.target_kind <> 'qualitative'
                or (opening.is_sign and opening.operator_source = 'filed')
            )
            then array[opening.operator, opening.operator_source]
        when cells.sign is not null then (
            select array[notations.operator, notations.operator_source]
            from operator_notations as notations
            where notations.notation = cells.sign and notations.position = 'prefix'
        )
        when decision.target_kind = 'date' and dates.word_operator is not null
            then array[dates.word_operator, 'word']
        when decision.target_kind = 'date' then array['<=', 'implicit']
        when decision.target_kind not in ('number', 'frequency') or words.word is not null then null
        when unit.suffix_operator is not null then array[unit.suffix_operator, 'word']
        when figures.is_more then array['>', 'word']
        when content.operator is not null and figures.number = {{ leading_figure('content.body') }}
            then array[content.operator, 'content']
        when opening.is_growth then array['>=', 'word']
        when parts.dimension = 'money' and concat({{ row }}.level1_label, {{ row }}.level2_label) ~ '成本'
            then array['<=', 'implicit']
        else array['=', 'implicit']
    end as stated
limit 1
{%- endmacro %}
