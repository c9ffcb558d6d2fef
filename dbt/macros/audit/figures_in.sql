{#-
    The figures printed in a text, one a row, as `figure`: NFKC, without thousands commas, 70.00 as 70.
    For use as `cross join lateral ({{ figures_in(text) }}) as figures`.
-#}
{% macro figures_in(text) -%}
    select trim_scale(found[1]::numeric)::text as figure
    from regexp_matches(
        regexp_replace(normalize({{ text }}, nfkc), '([0-9]),(?=[0-9]{3}(?![0-9]))', '\1', 'g'),
        '[0-9]+(?:\.[0-9]+)?',
        'g'
    ) as found
{%- endmacro %}
