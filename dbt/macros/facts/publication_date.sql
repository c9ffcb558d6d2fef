{#- The date that a line states as that of publication: 发布时间：2023-02-15, 公开日期 2023年2月15日, 公示时间：2023/2/15 09:30.
    Null where there is none or no such day. In: an expression of text as filed. Out: an expression of date. -#}
{% macro publication_date(text) -%}
    (
        select {{ valid_date('found.parts[1]::integer', 'found.parts[2]::integer', 'found.parts[3]::integer') }}
        from (
            select regexp_match(
                normalize({{ text }}, nfkc),
                '(?:公开|发布|公示|公布)(?:日期|时间)[\s:|]*((?:19|20)[0-9]{2})\s*[-年/.]\s*([0-9]{1,2})\s*[-月/.]\s*([0-9]{1,2})'
            ) as parts
        ) as found
    )
{%- endmacro %}
