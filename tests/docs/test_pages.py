"""The pages hold together: what they name exists, schedules parse, both languages say the same, and none is too long."""

import configparser
import re
import subprocess
from itertools import chain
from pathlib import Path

import pytest
import yaml

from tests.support.pages import (
    ARCHITECTURE,
    CHINESE,
    ENGLISH,
    PAGES,
    READMES,
    blocks,
    commands,
    name_of,
    pairs,
    table,
    text_of,
)
from tests.support.places import HOUSE

MEASURES = {what: int(most) for what, most in table(ARCHITECTURE, "Measures (read by tests)")}
LINK = re.compile(r"\]\((?!https?:)([^)#]+)\)")
FOLDERS = "etl|dbt|tests|samples|docs|migrations|bench"
PLACE = re.compile(rf"`((?:{FOLDERS})/[\w./-]*|[\w.-]+\.(?:md|toml|yml|yaml))`")
FIGURE = re.compile(r"(?<![\w.])\d+(?:,\d{3})*(?:\.\d+)?(?![\w])")
TO_NAME = re.compile("NAME|NNNN")  # what a reader puts in: the folder has to be there
MADE = {"audit.html", "page.html", "server.path"}  # by the commands shown
LANGUAGES = [pytest.param(*pair, id=name_of(pair[0])) for pair in pairs()]


def shown_in(language: tuple[Path, ...], kind: str) -> list[str]:
    return list(chain.from_iterable(blocks(page, kind) for page in language))


@pytest.mark.parametrize("readme", READMES, ids=name_of)
def test_a_readme_is_read_in_one_go(readme: Path):
    assert len(text_of(readme).splitlines()) <= MEASURES["lines of a README"]


def test_the_pictures_are_there_and_light():
    pictures = list((HOUSE / "docs" / "pictures").iterdir())
    assert {picture.name for picture in pictures} == {"audit.png", "filing.png"}
    assert all(picture.read_bytes().startswith(b"\x89PNG") for picture in pictures)
    assert sum(picture.stat().st_size for picture in pictures) <= MEASURES["kilobytes of all pictures"] * 1000
    for readme in READMES:
        assert set(re.findall(r"!\[[^\]]+\]\(docs/pictures/([\w.]+)\)", text_of(readme))) == {"audit.png", "filing.png"}


def test_what_makes_the_pictures_says_what_is_missing_where_there_is_no_browser(monkeypatch: pytest.MonkeyPatch):
    from docs import screenshots  # noqa: PLC0415 - only here, with Pillow

    monkeypatch.setenv("PATH", "")
    with pytest.raises(SystemExit, match="apt-get install -y chromium"):
        screenshots.browser()


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_file_that_a_page_names_is_there(page: Path):
    text = text_of(page)
    linked = {name for name in LINK.findall(text) if not (page.parent / name).exists()}
    places = {Path(name).parent if TO_NAME.search(name) else name for name in PLACE.findall(text)}
    named = {name for name in places if not (HOUSE / name).exists()} - MADE
    assert linked | named == set()


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_every_page_is_reached_from_the_readmes(page: Path):
    reached, waiting = set(), list(READMES)
    while waiting:
        one = waiting.pop()
        if one not in reached and one.suffix == ".md":
            reached.add(one)
            waiting += [(one.parent / name).resolve() for name in LINK.findall(text_of(one))]
    assert page in reached


@pytest.mark.parametrize("page", PAGES, ids=name_of)
def test_make_help_names_every_target_that_a_page_names(page: Path):
    help_text = subprocess.run(["make", "help"], cwd=HOUSE, capture_output=True, text=True, check=True).stdout
    shown_there = re.findall(r"^make ([\w-]+)", "\n".join(blocks(page, "sh")), re.MULTILINE)
    named = set(re.findall(r"`make ([\w-]+)", text_of(page))) | set(shown_there)
    assert {target for target in named if f"make {target} " not in help_text} == set()


# --- both languages -----------------------------------------------------------------------------------


def test_every_page_is_there_in_both_languages():
    assert [chinese for _, chinese in pairs()] == list(CHINESE)


@pytest.mark.parametrize(("english", "chinese"), LANGUAGES)
def test_both_languages_hold_the_same_commands_queries_and_schedules(english: Path, chinese: Path):
    assert commands(english) == commands(chinese)
    assert blocks(english, "cron") == blocks(chinese, "cron")
    assert blocks(english, "text") == blocks(chinese, "text")
    queries = [
        [query.replace("message_zh", "message_en") for query in blocks(page, "sql")] for page in (english, chinese)
    ]
    assert queries[0] == queries[1]


@pytest.mark.parametrize(("english", "chinese"), LANGUAGES)
def test_both_languages_hold_the_same_tables_names_and_figures(english: Path, chinese: Path):
    assert rows_of(english) == rows_of(chinese)
    assert words_in_code(english) == words_in_code(chinese)
    assert figures(english) == figures(chinese)


@pytest.mark.parametrize(("english", "chinese"), LANGUAGES)
def test_both_languages_lead_to_the_same_pages_and_to_each_other(english: Path, chinese: Path):
    links = [[target(page, name) for name in LINK.findall(text_of(page))] for page in (english, chinese)]
    assert chinese in links[0] and english in links[1]
    same = [{in_english(link) for link in found} for found in links]
    assert same[0] == same[1]


def target(page: Path, name: str) -> Path:
    return (page.parent / name).resolve()


def in_english(page: Path) -> Path:
    return {chinese: english for english, chinese in pairs()}.get(page, page)


def rows_of(page: Path) -> list[list[str]]:
    """Of each row of each table, the names in code; a page in Chinese links to pages in Chinese."""
    lines = [line for line in text_of(page).splitlines() if line.startswith("|")]
    return [re.findall(r"`([^`]+)`", line) for line in lines]


def words_in_code(page: Path) -> set[str]:
    """What stands in code outside of blocks, but paths of this page's own language."""
    prose = re.sub(r"^```.*?^```$", "", text_of(page), flags=re.MULTILINE | re.DOTALL)
    return set(re.findall(r"`([^`\n]+)`", prose))


def figures(page: Path) -> set[str]:
    """The figures in the words of a page, years and numbers of versions among them."""
    prose = re.sub(r"^```.*?^```$", "", text_of(page), flags=re.MULTILINE | re.DOTALL)
    return {figure for figure in FIGURE.findall(prose) if len(figure) > 1}


# --- schedules ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("language", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_the_cron_line_is_one_and_calls_filings_run(language: tuple[Path, ...]):
    [line] = "".join(shown_in(language, "cron")).splitlines()
    *times, command = line.split(maxsplit=5)
    assert all(re.fullmatch(r"\*|\d{1,2}", time) for time in times)
    assert re.search(r"&& \.venv/bin/filings run \S+ >>\S+ 2>&1$", command)


@pytest.mark.parametrize("language", [ENGLISH, CHINESE], ids=["en", "zh"])
def test_the_systemd_units_belong_together_and_call_filings_run(language: tuple[Path, ...]):
    units = {}
    for block in shown_in(language, "ini"):
        unit = configparser.ConfigParser(interpolation=None)
        unit.optionxform = str
        unit.read_string(block)
        units[block.splitlines()[0].removeprefix("# ")] = unit
    assert set(units) == {"filings.service", "filings.timer"}
    service = units["filings.service"]["Service"]
    assert service["Type"] == "oneshot"
    assert re.fullmatch(r"/\S+/\.venv/bin/filings run /\S+", service["ExecStart"])
    assert re.fullmatch(r"\*-\*-\* \d\d:\d\d:\d\d", units["filings.timer"]["Timer"]["OnCalendar"])


def test_docker_compose_has_the_services_and_settings_that_the_pages_promise():
    text = (HOUSE / "docker-compose.yml").read_text(encoding="utf-8")
    compose = yaml.safe_load(text)
    assert set(compose["services"]) == {"postgres", "load", "nightly"}
    assert compose["services"]["postgres"]["image"] == "postgres:17"
    assert compose["services"]["load"]["command"] == ["run", "/filings"]
    example = (HOUSE / ".env.example").read_text(encoding="utf-8")
    assert set(re.findall(r"(?<!\$)\$\{(\w+)", text)) == set(re.findall(r"^(\w+)=", example, re.MULTILINE))
    assert re.search(r"^POSTGRES_PASSWORD=$", example, re.MULTILINE), "no password stands in the repository"
