"""The version of the part that reads: it changes with all that decides what a filing is read as, and with nothing else."""

from __future__ import annotations

import ast
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from etl.version import READING, READING_SEEDS
from tests.support.make_files import MAKERS
from tests.support.places import HOUSE
from tests.support.sample_as_cells import NAME, blocks_of
from tests.test_architecture import MODULES, module_of, reached_from

# Where our folders stand is all that it tells, which no filing is read otherwise for; a test sees that nobody who reads
# asks it for more.
TELLS_PLACES = "etl/settings.py"

READS = """
import json, sys
from pathlib import Path

folder, house = Path(sys.argv[1]), Path(sys.argv[2])
opened = set()
sys.addaudithook(lambda event, facts: opened.add(str(facts[0])) if event == "open" else None)

from etl.reading.pipeline import read_filing

for path in sorted(folder.iterdir()):
    assert read_filing(path).rows, path
ours = [Path(path) for path in opened if path.startswith((str(house / "etl"), str(house / "dbt")))]
data = [path.relative_to(house).as_posix() for path in ours if path.suffix not in {".py", ".pyc"} and path.is_file()]
print(json.dumps(data))
"""

CHANGES = """
import json, sys
from pathlib import Path

from etl import version

house = Path(sys.argv[1])
assert Path(version.__file__).is_relative_to(house)
before = version.parser_version()
changed = {}
for path in sorted(path for path in house.rglob("*") if path.suffix in {".py", ".toml", ".csv"}):
    content = path.read_bytes()
    path.write_bytes(content + b"\\n# a comment\\n")
    version.parser_version.cache_clear()
    changed[path.relative_to(house).as_posix()] = version.parser_version() != before
    path.write_bytes(content)
version.parser_version.cache_clear()
assert version.parser_version() == before
print(json.dumps(changed))
"""


def said_by(script: str, house: Path, *arguments: Path) -> object:
    """What a script prints that a process of its own runs, with the packages that stand in a folder."""
    command = [sys.executable, "-B", "-c", script, *map(str, arguments)]
    ours = os.environ | {"PYTHONPATH": str(house)}
    done = subprocess.run(command, cwd=house, env=ours, capture_output=True, text=True, check=False, timeout=300)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def is_reading(place: str) -> bool:
    """Whether a file is one of those that the version is made over."""
    return any(place == f"etl/{one}" or place.startswith(f"etl/{one}/") for one in READING)


def imported_by_reading() -> dict[str, Path]:
    """All that is run where something of the reading is imported, readers of formats too, which are chosen by name."""
    files = {module_of(path): path for path in MODULES}
    starts = [module for module in files if module.startswith("etl.reading.")]
    assert "etl.reading.pipeline" in starts
    return {module: files[module] for module in reached_from(*starts)}


def test_all_that_reading_imports_is_in_its_version():
    places = {path.relative_to(HOUSE).as_posix(): path for path in imported_by_reading().values()}
    outside = {place: path for place, path in places.items() if not is_reading(place) and place != TELLS_PLACES}
    # a package around a module is run with it; where it holds nothing but words, it decides nothing
    telling = {place for place, path in outside.items() if path.name != "__init__.py" or holds_more_than_words(path)}
    assert telling == set()


def holds_more_than_words(path: Path) -> bool:
    return any(not isinstance(node, ast.Expr) for node in ast.parse(path.read_text(encoding="utf-8")).body)


def test_those_who_read_ask_the_settings_for_a_folder_and_nothing_else():
    asked = {
        alias.name
        for path in imported_by_reading().values()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and node.module == "etl.settings"
        for alias in node.names
    }
    assert asked == {"project_folder"}


def test_every_place_of_reading_is_there():
    assert [place for place in READING if not (HOUSE / "etl" / place).exists()] == []


@pytest.fixture
def filings(samples: Path, tmp_path: Path) -> Path:
    """The samples, and one of them in each format that is made here."""
    folder = shutil.copytree(samples, tmp_path / "filings")
    blocks = blocks_of(NAME, (samples / f"{NAME}.txt").read_text(encoding="utf-8"))
    for suffix, make in MAKERS.items():
        (folder / f"made.{suffix}").write_bytes(make(blocks))
    return folder


def test_the_files_that_reading_opens_are_in_its_version_and_all_of_those_are_opened(filings: Path):
    opened = said_by(READS, HOUSE, filings, HOUSE)
    assert sorted(opened) == sorted(
        ["etl/vocabulary/headings.toml", *(f"dbt/seeds/{name}.csv" for name in READING_SEEDS)]
    )


def test_the_version_changes_with_each_file_of_reading_and_with_no_other(tmp_path: Path):
    shutil.copytree(HOUSE / "etl", tmp_path / "etl", ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copytree(HOUSE / "dbt" / "seeds", tmp_path / "dbt" / "seeds", ignore=shutil.ignore_patterns("*.yml"))
    changed = said_by(CHANGES, tmp_path, tmp_path)
    assert len(changed) > len(MODULES)
    seeds = {f"dbt/seeds/{name}.csv" for name in READING_SEEDS}
    assert {place for place, has in changed.items() if has} == {
        place for place in changed if is_reading(place) or place in seeds
    }
