{#-
    Two macros that make filed words comparable.

    folded_text  NFKC, without blanks, quotes, stars and HTML tags; the words themselves stay.
    label_key    folded, and without 其中, numbering, bracketed remarks (必填, 50分, 万元) and marks: the key of a
                 synonym. It is the twin of `key()` in the Python that reads the filing.
-#}
{% macro folded_text(expression) -%}
    regexp_replace(normalize({{ expression }}, nfkc), '<[^<>]{1,20}>|[\s“”"''‘’`*★]', '', 'g')
{%- endmacro %}

{% macro label_key(expression) -%}
    regexp_replace(regexp_replace(regexp_replace(
        {{ folded_text(expression) }},
        '^(其中[:,、]?)?(\(?[一二三四五六七八九十]{1,3}[)、.]|\(?[0-9]{1,2}[)、.](?![0-9])|(指标|目标)[0-9]+:?)?', ''),
        '\([^()]*(核心|必填|选填|必选|可选|[0-9]分|%|元|盖章)[^()]*\)', '', 'g'),
        '[:、,。;()]', '', 'g')
{%- endmacro %}
