{#-
    Numbers and addresses by which a person can be called or told from all others (numbers of identity cards: 18 digits with
    a birthday among them; no amount has). `contact_pattern` finds them (promise 7 is tested with it), `person_pattern` the
    name after a label and what parts it from its value, `named_pattern` the name that follows its label at once;
    `without_contacts` blots all out of free text; `is_personal` says whether a label asks for a person; `mobile_pattern` finds
    those of one person. A figure followed by a unit or a decimal is no telephone number, nor is one that is called a code.

    persons_to_be_called   names and values of persons to be called, as patterns of regular expressions: those of a row
                           under its number, and under row 0 those that count in the whole document, which leaves out
                           offices (办公室) given as persons. In: names of relations.
    blotted                a text without what a pattern finds. In: expressions of both.
-#}
{#- What must not stand around a number to call: more digits, a decimal, a unit, the word for a code. -#}
{% macro before_a_number() -%}
    '(?<![0-9A-Za-z]|[0-9][.]|[0-9]{3}[-—–]|(?:编码|代码|编号|文号|账号|帐号)[:：]?[ \t|]?)'
{%- endmacro %}

{% macro behind_a_number() -%}
    '(?![0-9A-Za-z%万亿元人]|[.][0-9])'
{%- endmacro %}

{% macro contact_pattern() -%}
    ({{ before_a_number() }}
    || '([1-9][0-9]{5}(?:19[0-9]{2}|200[0-9])(?:0[1-9]|1[0-2])(?:0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]'
    || '|1[3-9][0-9]{9}|0[0-9]{2,3}[-—–][0-9]{7,8}|[A-Za-z0-9._+-]+@[A-Za-z0-9-]+\.[A-Za-z.]{2,})'
    || {{ behind_a_number() }})
{%- endmacro %}

{% macro person_pattern(apart='[:：] ?') -%}
    '((?:联系|负责|责任|经办|填报|填表|制表|审核|复核|编制|编报|报送|代表)人员?(?:姓名)?(?:[(（](?:签字|签名|签章|盖章)[)）])?'
    || '(?:[及和与、/]?(?:联系)?(?:电话|方式|手机))?{{ apart }})'
    || '(?!联系|电话|单位|填|财务|审|日期)[一-龥](?: ?(?!联系|电话|单位|填|财务|审|日期)[一-龥]){1,3}'
{%- endmacro %}

{#- In prose nothing parts a label from the name (项目负责人赵未名，): what begins with a surname and ends where the words end is
    one, unless it begins as the words do that follow such a label too (负责人任务, 责任人安排). -#}
{% macro named_pattern() -%}
    {%- set name = [
        '(?!关[系注于爱键]|成[立员果绩效本]|管[理护]|项目|单[位独]|解[决释聘除]|任[务职命免期何]|方[案法面式便]|安[排全置装]|',
        '高[度效中等]|文[件化明]|金[额融]|严[格肃禁]|程[度序]|包[括干保]|申[报请领]|向[上下社]|余额|康复|常[务态年住规]|温馨|',
        '路[线段]|毕业|夏季|白天|纪[律委检]|武装|田[间地]|马上|许可|施[工行]|章程|季度|司[法机]|卫生|左右|龙头|顾客|齐[全备]|',
        '凌晨|甘肃|苗木|华[侨人]|石[油料]|江河|牛羊)',
        '[王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧肖程曹袁邓许傅付沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎闫余潘杜戴',
        '夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文庞樊兰殷施陶洪翟安颜倪',
        '严牛温芦季俞章鲁葛伍韦申尤毕聂丛焦向柳邢路岳齐梅莫庄辛管祝左涂谷祁舒耿牟卜詹关苗凌费纪靳盛童欧甄项曲成阳裴席卫屈鲍',
        '覃霍翁隋甘单包司柏宁柯阮桂闵解柴华冉妥拜冶喇撒]',
        '[一-龥]{1,2}',
    ] | join -%}
    '((?:联系|负责|责任|经办|填报|填表|制表|审核|复核|编制|编报|报送|代表)人员?(?:姓名)?[为是]?)'
    || '(?:欧阳[一-龥]{1,2}|上官[一-龥]{1,2}|司马[一-龥]{1,2}|诸葛[一-龥]{1,2}|{{ name }})(?:[、和及]{{ name }})*'
    || '(?=[^一-龥]|$|等|同志|电话|手机|联系)'
{%- endmacro %}

{% macro without_contacts(expression, apart='[:：] ?') -%}
    regexp_replace(
        regexp_replace(
            regexp_replace({{ expression }}, {{ contact_pattern() }}, '***', 'g'), {{ person_pattern(apart) }}, '\1***', 'g'
        ),
        {{ named_pattern() }}, '\1***', 'g'
    )
{%- endmacro %}

{% macro is_personal(label_key, labels) -%}
    {{ label_key }} ~ (
        select '^(?:' || string_agg(personal.label_pattern, '|') || ')$' from {{ labels }} as personal
    )
{%- endmacro %}

{% macro mobile_pattern() -%}
    ({{ before_a_number() }} || '1[3-9][0-9]{9}' || {{ behind_a_number() }})
{%- endmacro %}

{% macro persons_to_be_called(attributes, labels, documents) -%}
    select distinct
        called.document_id,
        places.row_no,
        regexp_replace(parts.part, '[^一-龥A-Za-z0-9]+', '[^一-龥A-Za-z0-9]*', 'g') as pattern
    from {{ attributes }} as called
    cross join lateral (
        select
            btrim(called.attribute_value, ' ,;:、，；：/()（）') as part,
            true as is_whole
        union all
        select
            btrim(word, ' ·•'),
            false
        from regexp_split_to_table(called.attribute_value, '[^一-龥 ·•]+') as word
    ) as parts
    cross join lateral (values (called.row_no), (0)) as places (row_no)
    where
        {{ is_personal(label_key('called.attribute_name'), labels) }}
        and called.document_id in (select {{ documents }}.document_id from {{ documents }})
        and length(regexp_replace(parts.part, '[^一-龥A-Za-z0-9]', '', 'g')) >= 2
        and (places.row_no > 0 or (
            not parts.is_whole and length(parts.part) <= 20
            and parts.part !~ '[室局科股所部处办站院校镇乡]|中心|单位|财务'
        ))
{%- endmacro %}

{% macro blotted(text, pattern) -%}
    case
        when {{ pattern }} is null then {{ text }}
        else regexp_replace({{ text }}, {{ pattern }}, '***', 'g')
    end
{%- endmacro %}
