"""The register of rules: each is one SQL file in the folder of its category, and one yml beside it that says what it is."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import yaml

from etl.audit.findings import SEVERITIES
from etl.report.dictionary import dictionary
from etl.warehouse import dbt_runner
from tests.support.places import HOUSE

DBT = HOUSE / "dbt"
RULES = Path("models", "audit", "rules")
NEEDED = ("severity", "category", "text_zh", "text_en")


def lacks(project: Path) -> list[str]:
    """What is wrong with the files of the rules, each in a sentence that names the file."""
    files = sorted(path for path in (project / RULES).rglob("*") if path.is_file())
    return [f"{path.relative_to(project).as_posix()}{lack}" for path in files for lack in lacks_of(path)]


def lacks_of(path: Path) -> Iterator[str]:
    other = {".sql": "yml", ".yml": "sql"}.get(path.suffix)
    if other is None or not path.name.startswith("rule_"):
        yield " is neither rule_….sql nor rule_….yml"
    elif not path.with_suffix(f".{other}").is_file():
        yield f" has no {other} beside it"
    elif path.suffix == ".yml":
        yield from (f": {lack}" for lack in lacks_of_text(path))


def lacks_of_text(path: Path) -> Iterator[str]:
    models = (yaml.safe_load(path.read_text(encoding="utf-8")) or {}).get("models", [])
    if [model["name"] for model in models] != [path.stem]:
        yield f"it describes other models than {path.stem}"
        return
    meta = models[0].get("config", {}).get("meta", {})
    yield from (f"meta lacks {name}" for name in NEEDED if not meta.get(name))
    yield from (f"{name} in meta is no text" for name, value in meta.items() if value and not isinstance(value, str))
    yield from (f"meta has {name}, which nobody reads" for name in meta if name not in {*NEEDED, "dq_id"})
    if meta.get("severity", "error") not in SEVERITIES:
        yield f"severity is {meta['severity']}, and may be {', '.join(SEVERITIES)}"
    if meta.get("category", path.parent.name) != path.parent.name:
        yield f"category is {meta['category']}, its folder is {path.parent.name}"
    if path.parent.name not in dictionary()["categories"]:
        yield f"its folder {path.parent.name} is no category of etl/report/dictionary.toml"
    if not re.fullmatch(r"Q\d{2,}", str(meta.get("dq_id", "Q00"))):
        yield f"dq_id is {meta['dq_id']}, and is Q with digits, or left out"


@pytest.fixture
def project(tmp_path: Path) -> Path:
    """A copy of the project of dbt that a test may change."""
    return shutil.copytree(DBT, tmp_path / "dbt", ignore=shutil.ignore_patterns("target", "logs"))


@pytest.fixture
def dates(tmp_path: Path) -> Path:
    """A project of dbt that has the rules on dates and nothing else."""
    shutil.copytree(DBT / RULES / "dates", tmp_path / RULES / "dates")
    return tmp_path


def test_every_rule_is_an_sql_file_in_the_folder_of_its_category_and_a_yml_that_says_what_it_is():
    assert list((DBT / RULES).rglob("rule_*.sql"))
    assert lacks(DBT) == []


def without(word: str) -> Callable[[Path], None]:
    return rewritten(rf"\n +{word}: .*", "")


def rewritten(pattern: str, replacement: str) -> Callable[[Path], None]:
    def rewrite(path: Path) -> None:
        path.write_text(re.sub(pattern, replacement, path.read_text(encoding="utf-8")), encoding="utf-8")

    return rewrite


@pytest.mark.parametrize(
    ("spoil", "said"),
    [
        (without("text_zh"), ".yml: meta lacks text_zh"),
        (without("severity"), ".yml: meta lacks severity"),
        (without("category"), ".yml: meta lacks category"),
        (rewritten(r"text_en: .*", "text_en:"), ".yml: meta lacks text_en"),
        (rewritten(r"text_en: .*", "text_en: 5"), ".yml: text_en in meta is no text"),
        (rewritten(r"text_en:", "text_fr: non\n        text_en:"), ".yml: meta has text_fr, which nobody reads"),
        (rewritten("severity: .*", "severity: grave"), ".yml: severity is grave, and may be error, warning, info"),
        (rewritten("category: .*", "category: form"), ".yml: category is form, its folder is dates"),
        (rewritten("dq_id: .*", "dq_id: 5th"), ".yml: dq_id is 5th, and is Q with digits, or left out"),
        (
            rewritten("name: rule_.*", "name: rule_other"),
            ".yml: it describes other models than rule_date_does_not_exist",
        ),
        (Path.unlink, ".sql has no yml beside it"),
        (lambda path: path.with_suffix(".sql").unlink(), ".yml has no sql beside it"),
    ],
)
def test_what_a_rule_lacks_is_said_with_its_file(spoil: Callable[[Path], None], said: str, dates: Path):
    spoil(dates / RULES / "dates" / "rule_date_does_not_exist.yml")
    assert lacks(dates) == [f"models/audit/rules/dates/rule_date_does_not_exist{said}"]


def test_a_file_that_is_no_rule_and_a_folder_that_is_no_category_are_told(dates: Path):
    (dates / RULES / "dates" / "notes.md").touch()
    shutil.copytree(dates / RULES / "dates", dates / RULES / "days", ignore=shutil.ignore_patterns("notes.md"))
    found = lacks(dates)
    assert "models/audit/rules/dates/notes.md is neither rule_….sql nor rule_….yml" in found
    place = "models/audit/rules/days/rule_date_does_not_exist.yml"
    assert f"{place}: category is dates, its folder is days" in found
    assert f"{place}: its folder days is no category of etl/report/dictionary.toml" in found


def test_a_rule_that_comes_or_goes_is_read_or_no_longer_read_by_findings(
    project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
):
    """What dbt keeps of an earlier parsing does not hide it; parsing asks no database."""
    unasked = {f"FILINGS_DB_{name}": "1" for name in ("HOST", "PORT", "USER", "PASSWORD", "NAME", "SSLMODE")}
    monkeypatch.setattr(dbt_runner, "connection_settings", lambda _url: unasked)
    monkeypatch.setattr(dbt_runner, "project_folder", project.parent.joinpath)

    def rules_read() -> set[str]:
        assert dbt_runner.run_dbt("", tmp_path / "home", ["parse"]).failures == ()
        manifest = json.loads((tmp_path / "home" / "dbt" / "target" / "manifest.json").read_text(encoding="utf-8"))
        read = manifest["nodes"]["model.filings.findings"]["depends_on"]["nodes"]
        return {name.removeprefix("model.filings.rule_") for name in read if ".rule_" in name}

    standing = rules_read()
    assert standing == {path.stem.removeprefix("rule_") for path in (project / RULES).rglob("rule_*.sql")}
    old = project / RULES / "dates" / "rule_date_does_not_exist"
    new = project / RULES / "dates" / "rule_day_is_a_holiday"
    for suffix in (".sql", ".yml"):
        text, _, _ = old.with_suffix(suffix).read_text(encoding="utf-8").partition("unit_tests:")
        new.with_suffix(suffix).write_text(text.replace(old.name, new.name), encoding="utf-8")
    assert (tmp_path / "home" / "dbt" / "target" / "partial_parse.msgpack").is_file()
    assert rules_read() == standing | {"day_is_a_holiday"}
    for suffix in (".sql", ".yml"):
        old.with_suffix(suffix).unlink()
    assert rules_read() == standing - {"date_does_not_exist"} | {"day_is_a_holiday"}
