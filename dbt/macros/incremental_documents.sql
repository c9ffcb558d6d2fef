{#-
    What makes a model incremental by document. A document read again gets a new load_id, so (document_id,
    load_id) tells whether a model already holds the present reading; every incremental model carries both
    columns. Documents that an earlier build took in are not looked at again, or the work of a night would grow
    with all nights before it. A change of seeds or of models is no new reading: it asks for a full refresh.
-#}

{#- Whether the document of `relation`, an alias with document_id, is not yet in this model as read now. The
    array is worked out once and lets PostgreSQL look at the rows of those documents alone, also behind views.
    -#}
{% macro is_new_document(relation) -%}
    {%- set new = new_documents() -%}
    {%- if is_incremental() -%}
        {{ relation }}.document_id = any(array({{ new }}))
    {%- else -%}
        true
    {%- endif -%}
{%- endmacro %}

{#- The same, or a document that stands in this model otherwise than now because a newer filing superseded it. -#}
{% macro is_new_or_restated_document(relation) -%}
    {%- set new, restated = new_documents(), ref('int_restated_documents') -%}
    {%- if is_incremental() -%}
        {{ relation }}.document_id = any(array(
            {{ new }}
            union all
            select restated.document_id from {{ restated }} as restated
        ))
    {%- else -%}
        true
    {%- endif -%}
{%- endmacro %}

{% macro new_documents() -%}
            select documents.document_id
            from {{ ref('stg_documents') }} as documents
            where not documents.is_built and documents.status = 'loaded' and not exists (
                select 1
                from {{ this }} as built
                where built.document_id = documents.document_id and built.load_id = documents.load_id
            )
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

{#- Pre-hook: forget documents that were rejected, removed or read again; a new reading may leave this model
    no row at all, which delete+insert alone would not notice. -#}
{% macro delete_departed_documents() -%}
    {%- set documents = ref('stg_documents') -%}
    {%- if is_incremental() -%}
        delete from {{ this }} as built
        using {{ documents }} as documents
        where documents.document_id = built.document_id
            and not documents.is_built
            and (documents.load_id <> built.load_id or documents.status <> 'loaded')
    {%- endif -%}
{%- endmacro %}

{#- Pre-hook of what the audit says: forget documents that are to be audited, for rules compare documents of one build with each
    other, and a build that was cut off may have seen fewer. -#}
{% macro delete_documents_to_audit() -%}
    {%- set documents = ref('stg_documents') -%}
    {%- if is_incremental() -%}
        delete from {{ this }} as built
        using {{ documents }} as documents
        where documents.document_id = built.document_id and not documents.is_built
    {%- endif -%}
{%- endmacro %}

{#- Pre-hook of what compares two filings: forget what is compared again, and what a document was compared with that was
    rejected or read again. -#}
{% macro delete_changed_comparisons() -%}
    {%- set documents, to_compare = ref('stg_documents'), ref('int_documents_to_compare') -%}
    {%- if is_incremental() -%}
        delete from {{ this }} as built
        where built.document_id in (select to_compare.document_id from {{ to_compare }} as to_compare)
            or exists (
                select 1 from {{ documents }} as documents
                where documents.document_id in (built.document_id, built.before_document_id) and not documents.is_built
            )
    {%- endif -%}
{%- endmacro %}

{#- Whether the pair is to be compared in this build. In: an alias of int_statement_pairs. -#}
{% macro is_to_compare(pairs) -%}
    {%- set to_compare = ref('int_documents_to_compare') -%}
    {%- if is_incremental() -%}
        {{ pairs }}.document_id = any(array(select to_compare.document_id from {{ to_compare }} as to_compare))
    {%- else -%}
        true
    {%- endif -%}
{%- endmacro %}

{#- What became of a figure or its words. In: expressions of both keys, null where a side has none, and of both figures. -#}
{% macro change_kind(before_key, after_key, before_value, after_value) -%}
    case
        when {{ before_key }} is null then 'added'
        when {{ after_key }} is null then 'dropped'
        when {{ after_value }} > {{ before_value }} then 'raised'
        when {{ after_value }} < {{ before_value }} then 'lowered'
        else 'reworded'
    end
{%- endmacro %}

{#- Whether the document of `relation` is to be audited in this build: read since the last standing build, or any where
    findings are made anew. -#}
{% macro is_to_audit(relation) -%}
    {%- set documents = ref('stg_documents') -%}
    {%- if shown('audit', 'findings') and not flags.FULL_REFRESH -%}
        {{ relation }}.document_id = any(array(
            select documents.document_id
            from {{ documents }} as documents
            where not documents.is_built
        ))
    {%- else -%}
        true
    {%- endif -%}
{%- endmacro %}
