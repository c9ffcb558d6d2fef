{#- The form in which cells are read: NFKC, signs for LaTeX and HTML, no blanks, no thousands commas, one kind
    of dash.
    In: an expression of text. Out: an expression of text. Filed text is never replaced by it. -#}
{% macro normalised_text(text) -%}
    {%- set rewrites = [
        ('\\\\geqslant|\\\\geqq?(?![a-z])|\\\\ge(?![a-z])|&ge;', '≥'),
        ('\\\\leqslant|\\\\leqq?(?![a-z])|\\\\le(?![a-z])|&le;', '≤'),
        ('&gt;', '>'),
        ('&lt;', '<'),
        ('\\\\pm(?![a-z])', '±'),
        ('\\\\sim(?![a-z])|\\\\approx', '~'),
        ('(?<=[0-9])[T\\s]00:00(:00(\\.0+)?)?$', ''),
        ('(?<![A-Za-z])<su[pb]>([0-9]+)</su[pb]>', '(\\1)'),
        (
            '\\\\(text|mathrm|mathbf|rm)(?![a-z])|&nbsp;|[$\\\\{}]'
            ~ '|</?(p|br|b|i|u|strong|span|sup|sub|div|font)(\\s[^<>]*)?/?>|[\\s' ~ invisible_signs() ~ ']'
            ~ '|\\((含|不含)[0-9.]*%?\\)', ''
        ),
        ('^\\*\\*(.+)\\*\\*$', '\\1'),
        ('^[“”"]+|[“”"]+$', ''),
        ('(?<![0-9])([0-9]{1,3}),(?=[0-9]{3}(?![0-9]))', '\\1'),
        ('¥([0-9.]+)([万亿]?)元?', '\\1\\2元'),
        ('[-–—―−﹣‒─]+', '-'),
        ('[~～〜∼]+', '~'),
        ('^[:;,。、]+|[;,。、]+$', ''),
    ] -%}
    {#- a Chinese comma between ASCII figures parts two values; NFKC would make it a thousands comma -#}
    {%- set parted = "regexp_replace(" ~ text ~ ", '([0-9])，(?=[0-9])', '\\1、', 'g')" -%}
    {%- set ns = namespace(sql=marks_apart(parted)) -%}
    {%- for pattern, replacement in rewrites -%}
        {%- set ns.sql = "regexp_replace(" ~ ns.sql ~ ", '" ~ pattern ~ "', '" ~ replacement ~ "', 'g')" -%}
    {%- endfor -%}
    nullif({{ ns.sql }}, '')
{%- endmacro %}
