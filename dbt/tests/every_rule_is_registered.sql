-- A file rule_*.sql that findings does not list would never find anything.
select rule_name
from unnest(string_to_array('{{ unregistered_rules() }}', ',')) as rule_name
