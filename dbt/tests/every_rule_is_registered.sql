-- A model rule_* that findings does not read would never find anything, though audit.rules promises that it is looked for.
-- depends_on: {{ ref('rules') }}, {{ ref('findings') }}
select
    rule_code,
    'findings does not read its model' as reason
from
    unnest(
        string_to_array('{{ unread_rules() | join(',') }}', ',')
    ) as rule_code
