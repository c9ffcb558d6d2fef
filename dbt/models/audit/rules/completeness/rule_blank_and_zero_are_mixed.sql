-- One form leaves a source of funds blank where another form of the same filing writes 0 for it, so that a blank may mean either.
with document_rows as (
    select * from {{ ref('rows_compared') }}
    where role = 'heading' and statement_kind <> 'narrative'
),

amounts as (
    select * from {{ ref('amounts_compared') }}
    where statement_kind <> 'narrative' and amount_yuan = 0 and is_sure and fund_source_filed is not null
),

blank as (
    select
        document_rows.document_id,
        document_rows.statement_key,
        document_rows.row_no,
        document_rows.line_from,
        document_rows.line_to,
        {{ folded_text("cell ->> 'name'") }} as label
    from document_rows
    cross join
        lateral jsonb_array_elements(
            case
                when
                    jsonb_typeof(document_rows.fields -> 'attributes') = 'array'
                    then document_rows.fields -> 'attributes'
            end
        ) as cell
    where coalesce(cell ->> 'value', '') = ''
),

zero as (
    select
        document_id,
        {{ folded_text('fund_source_filed') }} as label,
        count(*) as zeros,
        min(row_no) as row_no
    from amounts
    group by
        document_id,
        label
),

mixed as (
    select distinct on (blank.document_id, blank.label)
        blank.*,
        zero.zeros,
        zero.row_no as zero_row_no,
        count(*) over (partition by blank.document_id, blank.label) as blanks
    from blank
    inner join zero on blank.document_id = zero.document_id and blank.label = zero.label
    order by
        blank.document_id,
        blank.label,
        blank.row_no
),

found as (
    select
        {{ found_in_row('label', rows='array[row_no, zero_row_no]', without=['filed', 'difference']) }},
        '0' as expected,
        format('“%s”有 %s 处空白、%s 处填 0，空白含义不明', label, blanks, zeros) as message_zh,
        format(
            '“%s” is blank %s times and 0 %s times: what a blank means is not clear', label, blanks, zeros
        ) as message_en
    from mixed
)

select * from found
