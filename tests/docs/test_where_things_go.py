"""The README's table "Where things go", done: each kind of thing is put where it says, in a scratch copy, and works.

Each case makes its change in one place and asks the narrowest question that shows it: `filings show`, the register of
rules, or one build by dbt of the seeds and models concerned.
"""

import json
import re
from pathlib import Path

import pytest

from etl.warehouse import dbt_runner
from etl.warehouse.connection import query
from tests.support.checkouts import Checkout, checkout_in
from tests.support.pages import CODE, READMES, table
from tests.support.places import HOUSE

HEADINGS = ("Where things go", "什么放在哪里")
FORM = "项目支出绩效目标表\n（2024年度）\n项目名称\t甲项目\n"
HEADS = "一级指标\t二级指标\t三级指标\t"
TOY = '''"""Read toys: a file that begins with TOY! holds one cell a word.

In: bytes. Out: a `Document`. Forbidden here: knowing what a budget is.
"""

from etl.filing import Document, Line


def is_toy(content: bytes) -> bool:
    """Whether these bytes are a toy."""
    return content.startswith(b"TOY!")


def read(content: bytes, file_name: str, source_uri: str) -> Document:
    """Return the document in these bytes."""
    rows = content.decode().removeprefix("TOY!").strip().split(";")
    lines = tuple(Line(number, row, tuple(row.split("+"))) for number, row in enumerate(rows, start=1))
    return Document(file_name, source_uri, content, "text/x-toy", "toy", lines)
'''
RULES = "dbt/models/audit/rules"
UNIT = "9999,只羊,SHEEP,count,个,1,true"
SLIP = "{sha256},3,value,60,66,见公开更正"


@pytest.fixture
def checkout(tmp_path: Path) -> Checkout:
    return checkout_in(tmp_path / "checkout")


def shown(checkout: Checkout, content: str) -> list[dict]:
    """The rows of a filing as `filings show` reads it there."""
    checkout.add("filing", content)
    filing = json.loads(checkout.python("-m", "etl", "show", "filing", "--json"))
    (checkout.folder / "filing").unlink()
    return filing["rows"]


def targets(checkout: Checkout, content: str) -> list[tuple[str, str]]:
    rows = [row for row in shown(checkout, content) if row["role"] == "indicator"]
    return [(row["fields"]["name"], row["fields"]["value"]) for row in rows]


def test_the_table_names_the_places_that_are_tried_here():
    for readme, heading in zip(READMES, HEADINGS, strict=True):
        places = [CODE.findall(row[1])[0] for row in table(readme, heading)]
        assert places == [
            "etl/reading/formats/",
            "etl/vocabulary/headings.toml",
            "dbt/seeds/",
            "dbt/seeds/make_counties.py",
            f"{RULES}/",
            "dbt/seeds/corrections.csv",
        ]


def test_a_format_is_a_module_and_its_line_among_the_readers(checkout: Checkout):
    text = "TOY!" + (FORM + HEADS + "指标值\n产出指标\t数量指标\t培训人数\t≥30人").replace("\t", "+").replace("\n", ";")
    assert (HOUSE / "etl" / "reading" / "formats" / "__init__.py").read_text().count("READERS = (\n") == 1
    checkout.add("etl/reading/formats/toy.py", TOY)
    checkout.replace(
        "etl/reading/formats/__init__.py", "READERS = (\n", 'READERS = (\n    ("toy", "is_toy", (b"TOY!",)),\n'
    )
    assert targets(checkout, text) == [("培训人数", "≥30人")]


def test_a_heading_word_is_a_word_in_one_list(checkout: Checkout):
    text = FORM + HEADS + "试写之数\n产出指标\t数量指标\t培训人数\t≥30人\n"
    rows = shown(checkout, text)
    assert [row for row in rows if row["role"] == "indicator"] == []
    checkout.replace("etl/vocabulary/headings.toml", '\nvalue = ["指标值", ', '\nvalue = ["试写之数", "指标值", ')
    assert targets(checkout, text) == [("培训人数", "≥30人")]


def test_a_unit_is_a_row_of_its_seed(checkout: Checkout):
    """A unit apart from its figure is part of the target; a word that is no unit is a remark."""
    text = "部门整体支出绩效目标表\n（2023年度）\n部门名称 甲县农业局\n一级指标 二级指标 三级指标 指标值 备注\n"
    text += "产出指标 数量指标 养殖规模 ≥60 只羊\n"
    assert targets(checkout, text) == [("养殖规模", "≥60")]
    checkout.append("dbt/seeds/units.csv", UNIT)
    assert targets(checkout, text) == [("养殖规模", "≥60只羊")]


def test_a_label_is_a_row_of_its_seed(checkout: Checkout):
    text = FORM + HEADS + "指标值\n产出指标\t羊群指标\t养殖规模\t≥60只\n"
    ask = "from etl.vocabulary.words import labels; print('羊群指标' in labels('indicator_level2_synonyms', 'indicator_code'))"
    assert checkout.python("-c", ask) == "False\n"
    seed = checkout.folder / "dbt" / "seeds" / "indicator_level2_synonyms.csv"
    head, first, *_ = seed.read_text(encoding="utf-8").splitlines()
    row = dict(zip(head.split(","), first.split(","), strict=True)) | {"label": "羊群指标"}
    checkout.append("dbt/seeds/indicator_level2_synonyms.csv", ",".join(row.values()))
    assert checkout.python("-c", ask) == "True\n"
    assert targets(checkout, text) == [("养殖规模", "≥60只")]


def test_a_county_is_a_line_among_the_corrections_of_its_maker(checkout: Checkout):
    maker = "dbt/seeds/make_counties.py"
    events = checkout.folder / "source"
    events.mkdir()
    (events / "historical_changes_v1.json").write_text('{"events": []}')
    ask = "import os, pathlib; os.chdir('dbt/seeds'); import make_counties; "
    ask += "print(*make_counties.read_changes(pathlib.Path('../../source')), sep='\\n')"
    before = checkout.python("-c", ask)
    assert "Change(year=2026," in before and "甲乙市" not in before
    checkout.replace(
        maker, 'CORRECTIONS = """\n', 'CORRECTIONS = """\n2027 | | 659099 甲乙市 | not in the source yet\n'
    )
    assert "Change(year=2027, old=None, new=Division(code='659099', name='甲乙市'))" in checkout.python("-c", ask)


def test_a_short_name_of_a_county_is_an_entry_of_its_maker(checkout: Checkout):
    checkout.replace(
        "dbt/seeds/make_county_aliases.py", '"county_short": """\n', '"county_short": """\n        羊县 220721 '
    )
    checkout.python("dbt/seeds/make_county_aliases.py")
    aliases = (checkout.folder / "dbt" / "seeds" / "county_aliases.csv").read_text(encoding="utf-8").splitlines()
    assert "羊县,220721,county_short" in aliases
    kept = (HOUSE / "dbt" / "seeds" / "county_aliases.csv").read_text(encoding="utf-8").splitlines()
    assert set(kept) < set(aliases)


def add_rule(checkout: Checkout) -> str:
    """A rule as another one is, under a name of its own: one SQL file, and one yml that says what it is."""
    source = next(path for path in sorted((checkout.folder / RULES).rglob("rule_*.sql")) if path.parent.name == "dates")
    name = "rule_day_is_a_holiday"
    for suffix in (".sql", ".yml"):
        text, _, _ = source.with_suffix(suffix).read_text(encoding="utf-8").partition("unit_tests:")
        text = re.sub(r"text_zh: .*", "text_zh: 节假日不应作为期限", text.replace(source.stem, name))
        text = re.sub(r"text_en: .*", "text_en: No deadline is a holiday", re.sub(r" +dq_id: .*\n", "", text))
        checkout.add(f"{RULES}/dates/{name}{suffix}", text)
    return name.removeprefix("rule_")


def test_a_rule_is_an_sql_file_and_its_yml(checkout: Checkout):
    code = add_rule(checkout)
    ask = "from docs.rules import registered, comment_of; "
    ask += f"[rule] = [r for r in registered() if r.code == {code!r}]; "
    ask += "print(rule.severity, rule.category, rule.text_zh, rule.text_en, bool(comment_of(rule.code)), sep='|')"
    severity, *said = checkout.python("-c", ask).strip().split("|")
    assert severity in {"error", "warning", "info"}
    assert said == ["dates", "节假日不应作为期限", "No deadline is a holiday", "True"]


def test_dbt_takes_what_was_put_there(
    checkout: Checkout, warehouse_copy: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """One build for all: the unit is in its dimension, the slip among those checked, the rule among the rules."""
    [row] = query(warehouse_copy, "select sha256 from raw.document order by document_id limit 1")
    checkout.append("dbt/seeds/units.csv", UNIT)
    checkout.append("dbt/seeds/corrections.csv", SLIP.format(**row))
    code = add_rule(checkout)
    monkeypatch.setattr(dbt_runner, "project_folder", checkout.folder.joinpath)
    selected = ["units", "dim_unit", "corrections", "corrections_checked", "rules"]
    built = dbt_runner.run_dbt(
        warehouse_copy,
        tmp_path / "home",
        ["build", "--select", *selected, "--indirect-selection", "cautious"],
    )
    assert built.failures == ()
    assert query(warehouse_copy, "select unit_name from marts_next.dim_unit where unit_key = 9999") == [
        {"unit_name": "只羊"}
    ]
    slips = query(warehouse_copy, "select reason, fate from audit_next.corrections_checked")
    assert [slip["reason"] for slip in slips] == ["见公开更正"]
    assert slips[0]["fate"] in {"applied", "stale"}
    found = query(warehouse_copy, "select category from audit_next.rules where rule_code = :code", {"code": code})
    assert found == [{"category": "dates"}]
