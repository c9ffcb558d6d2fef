"""Each short name of a division has one owner, and the longest match tells them apart.

In: counties.csv and county_aliases.csv. Forbidden: a database.
"""

import csv
from collections import defaultdict

import pytest

from tests.support.seed_makers import SEEDS, make_county_aliases

# Aliases that begin the official name of a division outside their own: there the longer name has to win.
PREFIX_TRAPS = {"河北 河北区", "海南 海南区", "海南 海南藏族自治州", "河南 河南蒙古族自治县", "巴州 巴州区"}


def read(name: str) -> list[dict[str, str]]:
    with (SEEDS / name).open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


COUNTIES = [row for row in read("counties.csv") if row["level"] != "unmapped"]
ALIASES = read("county_aliases.csv")


def codes_in(year: int) -> dict[str, str]:
    """Return the codes in force in a year with their names."""
    return {
        row["county_code"]: row["county_name"]
        for row in COUNTIES
        if int(row["valid_from_year"]) <= year <= int(row["valid_to_year"] or year)
    }


def longest_match(text: str) -> str | None:
    """Return the code of the longest official name or alias at the head of the text."""
    codes = codes_in(2024)
    names = {row["alias"]: row["county_code"] for row in ALIASES if row["county_code"] in codes}
    names |= {name: code for code, name in codes.items()}
    return names.get(max((name for name in names if text.startswith(name)), key=len, default=""))


def test_aliases_follow_from_the_divisions() -> None:
    assert [tuple(row.values()) for row in ALIASES] == make_county_aliases.alias_rows(COUNTIES)


def test_an_alias_has_one_owner_in_a_year_and_is_no_official_name() -> None:
    official = {row["county_name"] for row in COUNTIES}
    owners = defaultdict(list)
    for row in ALIASES:
        owners[row["alias"]].append(row["county_code"])
    assert not official & set(owners)
    for year in range(2009, 2027):
        codes = codes_in(year)
        for alias, claims in owners.items():
            assert sum(code in codes for code in claims) == 1, (year, alias)


def test_an_alias_keeps_characters_of_the_official_name_in_their_order() -> None:
    names = {row["county_code"]: row["county_name"] for row in COUNTIES}
    for row in ALIASES:
        rest = iter(names[row["county_code"]])
        assert all(character in rest for character in row["alias"]) or row["alias"] == "杨凌区", row


def test_no_other_alias_begins_the_name_of_a_division_elsewhere() -> None:
    assert {
        f"{alias['alias']} {row['county_name']}"
        for alias in ALIASES
        for row in COUNTIES
        if row["county_name"].startswith(alias["alias"])
        and not row["county_code"].startswith(alias["county_code"].rstrip("0"))
    } == PREFIX_TRAPS


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("巴州人力资源和社会保障局", "652800"),
        ("巴州区人力资源和社会保障局", "511902"),
        ("海南州财政局", "632500"),
        ("海南省财政厅", "460000"),
        ("河北区民政局", "120105"),
        ("吉林市财政局", "220200"),
        ("吉林财政厅", "220000"),
        ("黔西南州教育局", "522300"),
        ("黔西市教育局", "520581"),
        ("特克斯县人事劳动和社会保障局", "654027"),
        ("人民医院", None),
    ],
)
def test_the_longest_match_keeps_short_names_apart(text: str, code: str | None) -> None:
    assert longest_match(text) == code


def test_every_province_and_autonomous_prefecture_has_a_short_name() -> None:
    short = {row["county_code"] for row in ALIASES if row["kind"] in {"province_short", "prefecture_short"}}
    for code, name in codes_in(2024).items():
        assert code in short or not (code.endswith("0000") or name.endswith("自治州")), name


@pytest.mark.parametrize("curated", ["巴州区 652800", "海南 632500"])
def test_an_ambiguous_curated_alias_stops_the_making_of_the_seed(curated: str) -> None:
    with pytest.raises(ValueError, match=curated[:2]):
        make_county_aliases.alias_rows(COUNTIES, {"prefecture_short": curated})
