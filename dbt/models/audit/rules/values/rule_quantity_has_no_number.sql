-- An indicator of quantity promises words where a number is meant. A cell that says 定量 and holds words is another rule's.
with targets as (
    select * from {{ ref('targets_compared') }}
    where
        indicator_code = 'OUT.QTY' and mapping_method in ('exact', 'variant') and target_kind = 'qualitative'
        and target_filed !~ '^定量' and target_filed !~ '[0-9零一二三四五六七八九十两]' and confidence <> 'doubtful'
        and statement_kind <> 'narrative'
),

found as (
    select
        {{ found_in_row('target_no', without=['expected', 'difference']) }},
        target_filed as filed,
        format('数量指标“%s”的指标值“%s”没有数量', indicator_name, target_words) as message_zh,
        format(
            'The target of “%s”, an indicator of quantity, is “%s” and no number',
            indicator_name,
            target_words
        ) as message_en
    from targets
)

select * from found
