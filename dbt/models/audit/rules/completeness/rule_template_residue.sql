-- What the template told the filer to do still stands in the filing. Notes under a form (注：…) are the form's own.
with lines as (
    select * from {{ ref('lines_compared') }}
    where line !~ '^[\s|*]*(注|填表|填报说明|备注[:：])'
),

template_residues as (select * from {{ ref('template_residues') }}),

left_over as (
    select
        lines.*,
        known.residue_code,
        btrim(regexp_replace(
            (regexp_match(lines.line, '([^\t|]{0,12}(?:' || known.pattern || ')[^\t|]{0,12})'))[1],
            '^[^\t|]*[\t|]+\s*(?=[^\s|])', ''
        ), E' \t|') as filed
    from lines
    inner join template_residues as known on lines.line ~ known.pattern
),

found as (
    select
        {{ found_in_row('part_no || residue_code', line='line_no', without=['expected', 'difference']) }},
        filed,
        format('“%s”中留有模板提示语', filed) as message_zh,
        format('“%s” still holds words of the template', filed) as message_en
    from left_over
)

select * from found
