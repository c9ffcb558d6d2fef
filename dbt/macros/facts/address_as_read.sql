{#- An address with what stands in it as %E5%8E%BF in its own characters, as far as that can be told: names from old archives
    are no UTF-8. In: an expression of an address. Out: an expression of text. -#}
{% macro address_as_read(address) -%}
    (
        select string_agg({{ unescaped('parts.part[1]') }}, '' order by parts.place)
        from regexp_matches(
            {{ address }}, '(%E[4-9](?:%[89AB][0-9A-F]){2}|%EF%BC%[89AB][0-9A-F]|%[2-7][0-9A-F]|[^%]+|%)', 'gi'
        ) with ordinality as parts (part, place)
    )
{%- endmacro %}

{% macro unescaped(part) -%}
    case
        when {{ part }} ~ '^%.' then convert_from(decode(replace({{ part }}, '%', ''), 'hex'), 'UTF8')
        else {{ part }}
    end
{%- endmacro %}
