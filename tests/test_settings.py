"""What the surroundings say."""

from pathlib import Path

import pytest

from etl.settings import load_settings, project_folder


def test_without_variables_there_is_no_database_and_the_home_is_here(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    settings = load_settings({})
    assert settings.database_url is None
    assert settings.home == tmp_path.resolve() / ".filings"


def test_empty_variables_count_as_unset():
    assert load_settings({"DATABASE_URL": " ", "FILINGS_HOME": ""}) == load_settings({})


def test_the_home_is_absolute_and_the_same_by_any_of_its_names(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "link").symlink_to(tmp_path / "real")
    homes = {load_settings({"FILINGS_HOME": name}).home for name in ("real", "./link", str(tmp_path / "real"))}
    assert homes == {tmp_path.resolve() / "real"}


def test_the_home_may_start_with_a_tilde():
    assert load_settings({"FILINGS_HOME": "~/x"}).home == (Path.home() / "x").resolve()


def test_a_password_does_not_show_in_the_settings():
    settings = load_settings({"DATABASE_URL": "postgresql://u:secret@h/d"})
    assert settings.database_url == "postgresql://u:secret@h/d"
    assert "secret" not in repr(settings)


def test_the_shipped_folders_are_found_beside_or_inside_the_package(tmp_path, monkeypatch):
    assert (project_folder("dbt") / "dbt_project.yml").is_file()
    assert project_folder("migrations").is_dir()
    (tmp_path / "etl" / "_dbt").mkdir(parents=True)
    (tmp_path / "dbt").mkdir()  # in an installed environment this is dbt's own package
    monkeypatch.setattr("etl.settings.PACKAGE", tmp_path / "etl")
    assert project_folder("dbt") == tmp_path / "etl" / "_dbt"
    with pytest.raises(FileNotFoundError, match="install the project again"):
        project_folder("migrations")
