-- Never by way of float: the figure is cut out of the text and cast to numeric as it stands (macro amount_of).
with amounts as (select * from {{ ref('int_amounts_corrected') }}),

statements as (select * from {{ ref('stg_statements') }}),

money_units as (select * from {{ ref('money_units') }}),

parsed as (
    select
        amounts.*,
        statements.project_name,
        statements.money_unit as unit_of_statement,
        read.amount,
        read.unit_in_amount,
        read.is_approximate,
        read.is_parted
    from amounts
    left join statements using (document_id, statement_no)
    cross join lateral ({{ amount_of('amounts.amount_text') }}) as read
),

stated as (
    select
        parsed.*,
        coalesce(parsed.unit_filed, parsed.unit_in_amount, parsed.unit_of_statement) as unit_stated,
        coalesce(money_units.factor_to_yuan, {{ assumed_money_factor('parsed') }}) as factor_to_yuan
    from parsed
    left join money_units
        on
            money_units.unit_name = coalesce(
                nullif({{ money_unit_key('parsed.unit_text') }}, ''),
                parsed.unit_in_amount, {{ money_unit_key('parsed.unit_of_statement') }}
            )
),

converted as (
    select
        *,
        case
            when abs(amount * factor_to_yuan) < 1e17 then round(amount * factor_to_yuan, 2)
        end as amount_yuan
    from stated
),

doubted as (
    select
        *,
        doubts || {{ codes_of({
            'unit_not_stated': "amount is not null and unit_stated is null",
            'money_unit_unknown': "amount is not null and unit_stated is not null and factor_to_yuan is null",
            'amount_not_parsed': "(amount is null or abs(amount * factor_to_yuan) >= 1e17) "
                ~ "and amount_text !~ '^[-—–/.…\\s]*$'",
            'amount_approximate': "is_approximate",
            'run_together': "is_parted",
            'amount_implausible': "factor_to_yuan >= 10000 and amount_yuan >= 1e11",
        }) }} as reason_codes
    from converted
)

select * from doubted
