-- The label is the fund source filed; a line of revenue or of the prior year may have it as its item instead.
with amounts as (
    select * from {{ ref('int_amounts_in_yuan') }}
),

labels as (
    select * from {{ ref('int_fund_source_labels') }}
),

fund_sources as (
    select * from {{ ref('fund_sources') }}
),

income_words as (
    select * from {{ ref('income_words') }}
),

keyed as (
    select
        *,
        coalesce({{ label_key('fund_source_label') }}, '') as fund_source_label_key,
        {{ label_key('item_name') }} as item_key
    from amounts
),

sought as (
    select
        *,
        case
            when fund_source_label_key <> '' then fund_source_label_key
            when side in ('revenue', 'prior_year') then item_key
        end as sought_key,
        {{ is_total_word('fund_source_label_key') }} as says_total
    from keyed
),

coded as (
    select
        sought.*,
        coalesce(labels.is_total, shorter.is_total, sought.says_total) as is_fund_total,
        coalesce(
            labels.fund_source_code,
            shorter.fund_source_code,
            case
                when sought.fund_source_label_key = '' then 'NS'
                when sought.says_total then 'FS'
                else 'UNMAPPED'
            end
        ) as fund_source_code
    from sought
    left join labels on sought.sought_key = labels.label_key
    left join labels as shorter
        on
            {{ without_income('sought.sought_key', 'income_words') }} = shorter.label_key
            and labels.label_key is null
),

matched as (
    select
        coded.*,
        fund_sources.fund_source_key
    from coded
    inner join fund_sources on coded.fund_source_code = fund_sources.fund_source_code
)

select * from matched
