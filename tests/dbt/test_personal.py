"""Nobody's name, telephone number, address or number of identity leaves schema raw: not a mart, not a log, not a word.

What `filings show` prints is left out: it shows the filing itself to who has the file. Runs on the samples, a filing
made here, and the real filings where they are.
"""

from __future__ import annotations

import csv
import os
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from etl.warehouse.connection import query
from tests.support.databases import temporary_database
from tests.support.forked_filings import ForkedFilings
from tests.support.homes import PARSED, copy_parsed
from tests.support.places import HOUSE, SHARED

NUMBER = re.compile(
    r"(?<![\dA-Za-z.])(\d{17}[\dXx]|1[3-9]\d{9}|0\d{2,3}[-—–]\d{7,8})(?![\dA-Za-z.%万亿元人])"
    r"|[\w.+-]+@[\w-]+\.[A-Za-z.]{2,}",
    re.ASCII,
)
SHORT_NUMBER = re.compile(r"(?<![\d.])\d{7,12}(?![\d.])")  # as given for a contact, without the code of the place
HAN = "\u4e00-\u9fff"
OFFICE = re.compile("[室局科股所部处办站院校镇乡队会]|中心|单位|财务|某")
OURS = {"document_sha256", "confidence", "confidence_reason", "confidence_reason_zh"}
NAMED = ("戊己庚", "辛壬癸", "子丑寅", "卯辰巳", "午未申")
PLANTED = ("11010119900307" + "001X", "planted@example.org", "1" + "3700000042", "0900-5550177")


def without_signs(label: str) -> str:
    return re.sub(r"[\s：:（）()]", "", label)


@dataclass(frozen=True)
class Persons:
    """What raw says of persons: their names, and what they can be called by."""

    names: frozenset[str] = field(repr=False)  # a failing test is read by many, too
    numbers: frozenset[str] = field(repr=False)

    def in_text(self, text: str) -> set[str]:
        """Which of them a text holds; a name counts where no other Chinese character touches it."""
        words = set(re.findall(rf"(?<![{HAN}])[{HAN}]{{2,4}}(?![{HAN}])", text))
        digits = {number for number in self.numbers if number in text}
        return (words & self.names) | {n for n in digits if re.search(rf"(?<![\d.]){re.escape(n)}(?![\d.])", text)}


@dataclass(frozen=True)
class Kept:
    """A warehouse of filings that name persons, the home of its commands, and what these said."""

    url: str
    home: Path
    said: dict[str, str] = field(repr=False)
    persons: Persons


def persons_in(url: str) -> Persons:
    with (HOUSE / "dbt" / "seeds" / "personal_attributes.csv").open(encoding="utf-8", newline="") as file:
        labels = re.compile("|".join(row["label_pattern"] for row in csv.DictReader(file)))
    rows = query(url, "select attribute_name, attribute_value from staging.stg_attributes")
    given = [
        row["attribute_value"] or "" for row in rows if labels.fullmatch(without_signs(row["attribute_name"] or ""))
    ]
    names = {re.sub(rf"[^{HAN}]", "", value) for value in given} | set(NAMED)
    texts = query(url, "select filed_text from raw.document_row")
    numbers = {found[0] for row in texts for found in NUMBER.finditer(row["filed_text"])}
    numbers |= {found for value in given for found in SHORT_NUMBER.findall(value)}
    numbers = {number for number in numbers if number.strip("0-")}  # which the samples have in place of numbers
    return Persons(
        frozenset(name for name in names if 2 <= len(name) <= 4 and not OFFICE.search(name)), frozenset(numbers)
    )


@pytest.fixture(scope="module")
def kept(
    server: str,
    forked_filings: ForkedFilings,
    filings_home: Path,
    samples: Path,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Kept]:
    home = tmp_path_factory.mktemp("own_home")
    copy_parsed(filings_home / PARSED, home / PARSED)
    made = tmp_path_factory.mktemp("filings") / "made.txt"
    sample = (samples / "tekesi_2022_plain.txt").read_text(encoding="utf-8")
    told = f"联系人\t戊己庚\n联系电话\t{PLANTED[3]}\n说明\t证号{PLANTED[0]}，{PLANTED[1]}，{PLANTED[2]}\n"
    told += f"实施单位\t甲站\n项目责任人\t{NAMED[1]}\t手机\t{PLANTED[2]}\n主要负责人\t{NAMED[2]}\n"
    told += f"填报单位：甲站    填报人：{NAMED[3]}    联系电话：{PLANTED[3]}\n经办人：{NAMED[4]}（{PLANTED[2]}）\n"
    made.write_text(f"{sample}\n{told}", encoding="utf-8")
    paths = [samples, made.parent, *([SHARED / "filings"] if SHARED.is_dir() else [])]
    with temporary_database(server, "template0") as url:
        ours = os.environ | {"DATABASE_URL": url, "FILINGS_HOME": str(home), "PYTHONPATH": str(HOUSE)}
        said = {}
        for command in (["run", *map(str, paths)], ["status"], ["status", "--json"], ["verify"], ["audit"], ["build"]):
            done = forked_filings.run(command, HOUSE, ours)
            assert done.returncode in {0, 3}, done.stderr
            said[" ".join(command[:2])] = done.stdout + done.stderr
        yield Kept(url, home, said, persons_in(url))


def found_in(texts: Iterable[tuple[str, str]], persons: Persons) -> dict[str, int]:
    """How many persons or numbers each text holds that holds any; never which."""
    return {name: len(found) for name, text in texts if (found := persons.in_text(text))}


def test_what_is_searched_for_is_there_to_be_found(kept: Kept):
    assert set(NAMED) <= kept.persons.names
    assert set(PLANTED) <= kept.persons.numbers
    filed = "\n".join(row["filed_text"] for row in query(kept.url, "select filed_text from raw.document_row"))
    assert kept.persons.in_text(filed) >= {*NAMED, *PLANTED}


def test_no_text_of_marts_or_audit_holds_a_person(kept: Kept):
    columns = query(
        kept.url,
        """
        select n.nspname as schema, c.relname as relation, a.attname as name
        from pg_attribute as a
        inner join pg_class as c on a.attrelid = c.oid
        inner join pg_namespace as n on c.relnamespace = n.oid
        where n.nspname in ('marts', 'audit') and c.relkind in ('r', 'v', 'm') and a.attnum > 0 and not a.attisdropped
            and a.atttypid in ('text'::regtype, 'varchar'::regtype, 'jsonb'::regtype, 'text[]'::regtype)
        """,
    )
    assert len(columns) > 90
    leaks = {}
    for column in columns:
        if column["name"] not in OURS:
            name, relation = column["name"], f"{column['schema']}.{column['relation']}"
            rows = query(kept.url, f'select distinct "{name}"::text as words from {relation}')  # noqa: S608 - the catalogue's
            if found := kept.persons.in_text("\n".join(row["words"] or "" for row in rows)):
                leaks[f"{relation}.{name}"] = len(found)
    assert leaks == {}


def test_no_log_and_no_file_that_a_build_leaves_holds_a_person(kept: Kept):
    files = [path for path in kept.home.rglob("*") if path.is_file()]
    assert {"dbt.log", "run_results.json"} <= {path.name for path in files}
    texts = ((path.name, path.read_text(encoding="utf-8", errors="replace")) for path in files)
    assert found_in(texts, kept.persons) == {}


def test_no_command_but_show_says_who_stands_in_a_filing(kept: Kept):
    assert all(kept.said.values())
    assert found_in(kept.said.items(), kept.persons) == {}


def is_text(path: Path) -> bool:
    """Whether it can be searched for words, as a picture cannot."""
    return path.is_file() and b"\0" not in path.read_bytes()


def test_no_page_about_the_project_holds_a_person(kept: Kept):
    pages = [*HOUSE.glob("*.md"), *(HOUSE / "docs").rglob("*.*"), HOUSE / "NOTICE"]
    assert len(pages) > 3
    texts = ((path.name, path.read_text(encoding="utf-8")) for path in pages if is_text(path))
    assert found_in(texts, kept.persons) == {}
