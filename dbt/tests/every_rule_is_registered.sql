-- A file rule_*.sql that findings does not list would never find anything; one without a row in rules would lose what it
-- finds; a row without a file promises what nobody looks for.
with models as (
    select rule_code
    from unnest(string_to_array('{{ rule_codes() }}', ',')) as rule_code
),

rules as (
    select * from {{ ref('rules') }}
)

select
    rule_name as rule_code,
    'not in findings' as reason
from unnest(string_to_array('{{ unregistered_rules() }}', ',')) as rule_name
union all
select
    coalesce(models.rule_code, rules.rule_code) as rule_code,
    'its model or its row in rules is missing' as reason
from models
full outer join rules on models.rule_code = rules.rule_code
where models.rule_code is null or rules.rule_code is null
