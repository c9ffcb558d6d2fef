{#-
    Numbers and addresses by which a person can be called or told from all others (numbers of identity cards and what has
    as many digits; no amount does). `contact_pattern` finds them (promise 7 is tested with it), `person_pattern` the name
    after a label and what parts it from its value, `without_contacts` blots both out of free text; `is_personal` says
    whether a label asks for a person; `mobile_pattern` finds those of one person. A figure followed by a unit
    or a decimal is no telephone number.

    persons_to_be_called   names and values of persons to be called, as patterns of regular expressions: those of a row
                           under its number, and under row 0 those that count in the whole document, which leaves out
                           offices (办公室) given as persons. In: names of relations.
    blotted                a text without what a pattern finds. In: expressions of both.
-#}
{% macro contact_pattern() -%}
    '(?<![0-9A-Za-z.])([0-9]{17}[0-9Xx]|1[3-9][0-9]{9}|0[0-9]{2,3}[-—–][0-9]{7,8}|[A-Za-z0-9._+-]+@[A-Za-z0-9-]+\.[A-Za-z.]{2,})(?![0-9A-Za-z.%万亿元人])'
{%- endmacro %}

{% macro person_pattern(apart='[:：] ?') -%}
    '((?:联系|负责|责任|经办|填报|填表|制表|审核|复核|编制|编报|报送|代表)人员?(?:姓名)?(?:[(（](?:签字|签名|签章|盖章)[)）])?'
    || '(?:[及和与、/]?(?:联系)?(?:电话|方式|手机))?{{ apart }})'
    || '(?!联系|电话|单位|填|财务|审|日期)[一-龥](?: ?(?!联系|电话|单位|填|财务|审|日期)[一-龥]){1,3}'
{%- endmacro %}

{% macro without_contacts(expression, apart='[:：] ?') -%}
    regexp_replace(
        regexp_replace({{ expression }}, {{ contact_pattern() }}, '***', 'g'), {{ person_pattern(apart) }}, '\1***', 'g'
    )
{%- endmacro %}

{% macro is_personal(label_key, labels) -%}
    {{ label_key }} ~ (
        select '^(?:' || string_agg(personal.label_pattern, '|') || ')$' from {{ labels }} as personal
    )
{%- endmacro %}

{% macro mobile_pattern() -%}
    '(?<![0-9A-Za-z.])1[3-9][0-9]{9}(?![0-9A-Za-z.%万亿元人])'
{%- endmacro %}

{% macro persons_to_be_called(attributes, labels, documents) -%}
    select distinct
        called.document_id,
        places.row_no,
        regexp_replace(parts.part, '[^一-龥A-Za-z0-9]+', '[^一-龥A-Za-z0-9]*', 'g') as pattern
    from {{ attributes }} as called
    cross join lateral (
        select
            btrim(called.attribute_value, ' ,;:、，；：/()（）') as part,
            true as is_whole
        union all
        select
            btrim(word, ' ·•'),
            false
        from regexp_split_to_table(called.attribute_value, '[^一-龥 ·•]+') as word
    ) as parts
    cross join lateral (values (called.row_no), (0)) as places (row_no)
    where
        {{ is_personal(label_key('called.attribute_name'), labels) }}
        and called.document_id in (select {{ documents }}.document_id from {{ documents }})
        and length(regexp_replace(parts.part, '[^一-龥A-Za-z0-9]', '', 'g')) >= 2
        and (places.row_no > 0 or (
            not parts.is_whole and length(parts.part) <= 20
            and parts.part !~ '[室局科股所部处办站院校镇乡]|中心|单位|财务'
        ))
{%- endmacro %}

{% macro blotted(text, pattern) -%}
    case
        when {{ pattern }} is null then {{ text }}
        else regexp_replace({{ text }}, {{ pattern }}, '***', 'g')
    end
{%- endmacro %}
