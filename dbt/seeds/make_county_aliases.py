"""Make county_aliases.csv, the short names by which agencies call their division.

In: counties.csv beside this script. Out: county_aliases.csv. Forbidden: any other input, and editing the
result by hand: a name that no rule yields is an entry of CURATED. make_counties.py runs this, too.

How a reader is expected to match official names and aliases:

- at the head of an agency's name, left to right, the longest match first: 巴州区财政局 belongs to 巴州区
  (511902) although 巴州 is an alias of 652800, and 河北区 is in Tianjin although 河北 is a province;
- never by stripping a suffix: 64 stems are shared by several divisions;
- among all periods: prefer the one in force in the fiscal year, else take the nearest. A budget is filed
  early in the year, often under the name that was given up later that year.

An alias is never an official name of another division since 2010 and never has two owners in one year, so
东乡县 and the bare names of cities and counties are missing on purpose. The letters of provinces (冀, 甘)
stand in document numbers, not in names of agencies, and are missing, too. A division whose code changed
has its aliases under both codes.
"""

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from operator import itemgetter
from pathlib import Path

SEEDS = Path(__file__).parent
COLUMNS = ["alias", "county_code", "kind"]
Claim = tuple[str, str, str]  # in the order of COLUMNS

NATIONALITIES = (
    "(?:各族|蒙古族?|回族|藏族|苗族|彝族|壮族|布依族|朝鲜族|满族|侗族|瑶族|白族|土家族|哈尼族|哈萨克族?|傣族|黎族|"
    "傈僳族|佤族|畲族|拉祜族|水族|东乡族|纳西族|景颇族|柯尔克孜族?|土族|达斡尔族?|仫佬族|羌族|布朗族|撒拉族|毛南族|"
    "仡佬族|锡伯族?|塔吉克族?|怒族|普米族|裕固族|保安族|独龙族)+"
)
AUTONOMOUS = re.compile(f"(.+?){NATIONALITIES}自治([州县旗])")
NATIONALITY_DISTRICT = re.compile(f"(.+?){NATIONALITIES}区")
PROVINCE_SUFFIX = re.compile("(省|市|特别行政区|(壮族|回族|维吾尔)?自治区)$")
SUFFIX = re.compile(f"({NATIONALITIES}自治[州县旗]|地区|[市县区旗盟])$")

# Names in daily use that no rule yields, by kind.
CURATED = {
    "prefecture_short": """
        巴州 652800 博州 652700 克州 653000 版纳 532800 版纳州 532800 锡盟 152500 阿盟 152900
        大兴安岭 232700""",
    "county_short": """
        前郭县 220721 杜蒙县 230624 阜蒙县 210921 喀左县 211324 塔县 653131 莫旗 150722 鄂伦春旗 150723
        鄂温克旗 150724 达茂旗 150223 科左中旗 150521 科左后旗 150522 科右前旗 152221 科右中旗 152222
        察右前旗 150926 察右中旗 150927 察右后旗 150928 东乌旗 152525 西乌旗 152526 阿左旗 152921
        阿右旗 152922""",
    "full_name_variant": "新疆自治区 650000 广西自治区 450000 宁夏自治区 640000 杨凌区 610403",
}


def alias_rows(counties: Iterable[dict[str, str]], curated: Mapping[str, str] = CURATED) -> list[Claim]:
    """Return the rows of county_aliases.csv; ValueError where a curated alias is ambiguous."""
    mapped = [row for row in counties if row["level"] != "unmapped"]
    divisions = {(row["county_code"], row["county_name"], row["level"]) for row in mapped}
    by_hand = set(curated_claims(curated))
    claims = by_hand | set(ruled_claims(divisions))
    owners = defaultdict(set)
    for alias, code, _kind in claims:
        # One division may own an alias under two codes, so its name tells the owner.
        owners[alias] |= {name for owner, name, _level in divisions if owner == code}
    official = {name for _code, name, _level in divisions}
    ambiguous = {alias for alias, names in owners.items() if alias in official or len(names) > 1}
    if wrong := ambiguous & {alias for alias, _code, _kind in by_hand}:
        raise ValueError(f"curated, but ambiguous: {wrong}")
    return sorted((claim for claim in claims if claim[0] not in ambiguous), key=itemgetter(1, 0))


def curated_claims(curated: Mapping[str, str]) -> Iterator[Claim]:
    """Yield the names and codes that stand side by side in a text for each kind."""
    for kind, text in curated.items():
        words = text.split()
        yield from ((alias, code, kind) for alias, code in zip(words[::2], words[1::2], strict=True))


def ruled_claims(divisions: set[tuple[str, str, str]]) -> Iterator[Claim]:
    """Yield the short names that follow from official names: of provinces, 自治州, 盟, 自治县 and 民族区."""
    stems = defaultdict(set)
    for _code, name, level in divisions:
        stems[(PROVINCE_SUFFIX if level == "province" else SUFFIX).sub("", name)].add(name)
    for code, name, level in divisions:
        kind = f"{level}_short"
        stem = SUFFIX.sub("", name)
        if level == "province":
            yield PROVINCE_SUFFIX.sub("", name), code, kind
        elif level == "prefecture" and name.endswith(("自治州", "盟")) and stems[stem] == {name}:
            yield stem, code, kind
        if match := AUTONOMOUS.fullmatch(name):
            yield match[1] + match[2], code, kind
            yield f"{match[1]}自治{match[2]}", code, "full_name_variant"
        elif match := NATIONALITY_DISTRICT.fullmatch(name):
            yield match[1] + "区", code, kind


def main() -> None:
    """Make the file anew from counties.csv."""
    with (SEEDS / "counties.csv").open(encoding="utf-8", newline="") as file:
        rows = alias_rows(csv.DictReader(file))
    with (SEEDS / "county_aliases.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file, lineterminator="\n").writerows([COLUMNS, *rows])


if __name__ == "__main__":
    main()
