"""What editors, hooks and the machine that checks a change are told: each file parses, and names commands that exist."""

import configparser
import os
import re
import subprocess
import tomllib
from pathlib import Path

import yaml

from tests.support.commands_shown import PROGRAMS
from tests.support.places import HOUSE

RECIPES = subprocess.run(
    ["make", "--no-print-directory", "-n", "check"], cwd=HOUSE, capture_output=True, text=True, check=True
).stdout


def loaded(place: str) -> dict:
    content = yaml.safe_load((HOUSE / place).read_text(encoding="utf-8"))
    assert isinstance(content, dict)
    return content


def hooks() -> list[dict]:
    [repository] = loaded(".pre-commit-config.yaml")["repos"]
    assert repository["repo"] == "local", "nothing is downloaded"
    return repository["hooks"]


def test_hooks_call_the_linters_of_make_check_as_it_does():
    for hook in hooks():
        program, *_ = hook["entry"].split()
        assert hook["language"] == "system"
        assert (PROGRAMS / Path(program).name).is_file() and program == f".venv/bin/{Path(program).name}"
        assert re.search(rf"^{re.escape(hook['entry'])}\b", RECIPES, re.MULTILINE), hook["entry"]
    assert {hook["entry"].split()[0].rpartition("/")[2] for hook in hooks()} == {"ruff", "sqlfluff", "mypy"}


def test_hooks_choose_files_that_are_there():
    files = subprocess.run(
        ["git", "ls-files"], cwd=HOUSE, capture_output=True, text=True, check=True
    ).stdout.splitlines()
    for hook in hooks():
        assert "types_or" in hook or any(re.search(hook["files"], name) for name in files), hook["id"]


def test_the_machine_that_checks_a_change_calls_the_same_script_as_everybody():
    workflow = loaded(".github/workflows/ci.yml")
    [job] = workflow["jobs"].values()
    assert [step.get("run", step.get("uses", "").split("@")[0]) for step in job["steps"]] == [
        "actions/checkout",
        "actions/setup-python",
        ".ci/run",
    ]
    assert os.access(HOUSE / ".ci" / "run", os.X_OK)
    [python] = [step["with"]["python-version"] for step in job["steps"] if "with" in step]
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    assert project["requires-python"] == f">={python}"


def test_what_a_change_has_to_pass_is_made_of_targets_that_exist():
    script = (HOUSE / ".ci" / "run").read_text(encoding="utf-8")
    targets = re.findall(r"^make (\w+)", script, re.MULTILINE)
    assert targets == ["test", "check"]
    subprocess.run(["bash", "-n", ".ci/run"], cwd=HOUSE, check=True)


def test_editors_keep_to_the_line_length_of_the_linters():
    config = configparser.ConfigParser()
    config.read_string("[top]\n" + (HOUSE / ".editorconfig").read_text(encoding="utf-8"))
    assert config["top"]["root"] == "true"
    ruff = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))["tool"]["ruff"]
    assert int(config["*"]["max_line_length"]) == ruff["line-length"]
    assert config["Makefile"]["indent_style"] == "tab"
    assert all((HOUSE / folder).is_dir() for folder in ("samples", "tests/layouts"))
