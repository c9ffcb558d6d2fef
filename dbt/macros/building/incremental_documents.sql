{#-
    What makes a model incremental by document. A document is taken in by the build after the load that read it, and not
    looked at again until it is read again, or the work of a night would grow with all nights before it. A change of seeds
    or of models is no new reading: it asks for a full refresh.
-#}

{#- Whether the document of `relation`, an alias with document_id, is to be taken into this model: all of them where it is
    made anew. -#}
{% macro is_new_document(relation) -%}
    {%- set new = new_documents() -%}
    {{ is_one_of(relation, new) if is_incremental() else 'true' }}
{%- endmacro %}

{#- The same, or one that stood here otherwise because a newer filing has superseded it since. -#}
{% macro is_restated_document(relation) -%}
    {%- set restated = 'select restated.document_id from ' ~ ref('int_restated_documents') ~ ' as restated' -%}
    {{ is_one_of(relation, restated) if is_incremental() else 'true' }}
{%- endmacro %}

{#- The same for what the audit says, of which the rules are views and the findings are kept. -#}
{% macro is_to_audit(relation) -%}
    {%- set new, is_kept = new_documents(), shown('audit', 'findings') and not flags.FULL_REFRESH -%}
    {{ is_one_of(relation, new) if is_kept else 'true' }}
{%- endmacro %}

{#- For tests of how single documents were read: those that no build has found in order yet, so that what is broken is told
    until it is mended, and what was found in order is not looked at again. -#}
{% macro is_unchecked(relation) -%}
    {%- set unchecked -%}
        select unchecked.document_id from {{ ref('stg_documents') }} as unchecked where not unchecked.is_checked
    {%- endset -%}
    {{ 'true' if flags.FULL_REFRESH else is_one_of(relation, unchecked) }}
{%- endmacro %}

{#- What was read since readers were last shown a build, whatever builds that were cut off have made of it. -#}
{% macro new_documents() -%}
    select new.document_id from {{ ref('stg_documents') }} as new where not new.is_built
{%- endmacro %}

{#- The array is worked out once, and lets PostgreSQL look at the rows of those documents alone, also behind views. -#}
{% macro is_one_of(relation, documents, column='document_id') -%}
    {{ relation }}.{{ column }} = any(array({{ documents }}))
{%- endmacro %}

{#- Pre-hook: forget them before they are taken. They may leave no row now, which delete+insert alone would not notice;
    rules compare documents of one build with each other, and a build that was cut off may have seen fewer. -#}
{% macro delete_new_documents() -%}
    {%- set new = new_documents() -%}
    {%- if is_incremental() -%}
        delete from {{ this }} as built
        where {{ is_one_of('built', new) }}
    {%- endif -%}
{%- endmacro %}

{#- The statements as readers see them, none where there is none or all is built anew: whatever a build that was cut off
    left behind, what they do not see yet is taken again. A relation from before the present columns is built anew in any case. -#}
{% macro standing_statements() -%}
    {%- set standing = shown('marts', 'dim_statement') -%}
    {%- if standing and not flags.FULL_REFRESH -%}
        select * from {{ standing }}
    {%- else -%}
        select * from {{ ref('int_statements') }} where false
    {%- endif -%}
{%- endmacro %}

{#- Pre-hook of what compares two filings: forget what is compared again, and what a document was compared with that was
    rejected or read again. -#}
{% macro delete_changed_comparisons() -%}
    {%- set new, to_compare = new_documents(), documents_to_compare() -%}
    {%- if is_incremental() -%}
        delete from {{ this }} as built
        where {{ is_one_of('built', to_compare) }}
            or {{ is_one_of('built', new) }}
            or {{ is_one_of('built', new, 'before_document_id') }}
    {%- endif -%}
{%- endmacro %}

{#- Whether the pair is to be compared in this build. In: an alias of int_statement_pairs. -#}
{% macro is_to_compare(pairs) -%}
    {%- set to_compare = documents_to_compare() -%}
    {{ is_one_of(pairs, to_compare) if is_incremental() else 'true' }}
{%- endmacro %}

{% macro documents_to_compare() -%}
    select to_compare.document_id from {{ ref('int_documents_to_compare') }} as to_compare
{%- endmacro %}
