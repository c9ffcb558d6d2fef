"""The page that describes the house, held to: who may import whom, who reads what in dbt."""

import ast
import csv
import re
import subprocess
import tomllib
from functools import cache
from itertools import chain
from pathlib import Path

import pytest
import yaml
from conftest import HOUSE

VERBS = ("read", "split", "mend", "label", "stage")
READING_VERBS = ("read", "split", "mend", "label")
# Design: schema, stage, load and warehouse; connection and journal are what these four share, reread is load for
# bytes that were kept, checksum asks every mart the same question, roles are grants, publish shows readers what stands,
# backup and archive keep rows.
KNOW_SQLALCHEMY = {
    *("schema", "stage", "load", "reread", "warehouse", "connection", "journal", "checksum"),
    *("roles", "publish", "backup", "archive"),
}
KNOW_PSYCOPG = KNOW_SQLALCHEMY | {"address", "lease", "dump", "analyst"}
KNOW_THE_RAW_TABLES = {"stage", "load", "reread", "warehouse", "journal", "migrations"}
FILE_FORMAT_LIBRARIES = {
    *("pdfplumber", "pdfminer", "pypdf", "fitz", "bs4", "lxml", "html5lib", "html", "xml"),
    *("docx", "openpyxl", "xlrd", "python_calamine", "calamine", "olefile", "charset_normalizer", "zipfile"),
}
SHAPELESS_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "base", "core"}
MODULE_LINES = 200
MODEL_LINES = 60

MODULES = sorted(path for path in (HOUSE / "etl").rglob("*.py"))
MIGRATIONS = sorted((HOUSE / "migrations").rglob("*.py"))
MODELS = sorted((HOUSE / "dbt" / "models").rglob("*.sql"))
LAYERS = ("staging", "intermediate", "marts", "audit")


def name_of(path: Path) -> str:
    """How the rules call a module: etl/read/text.py -> read.text, migrations/env.py -> migrations."""
    parts = path.relative_to(HOUSE).with_suffix("").parts
    if parts[0] == "migrations":
        return "migrations"
    return ".".join(part for part in parts[1:] if part != "__init__")


def verb_of(module: str) -> str:
    return module.split(".", maxsplit=1)[0]


def is_ours(module: str) -> bool:
    return module == "etl" or module.startswith("etl.")


def exists(module: str) -> bool:
    path = HOUSE / "etl" / module.replace(".", "/")
    return path.with_suffix(".py").is_file() or (path / "__init__.py").is_file()


@cache
def imported(path: Path) -> frozenset[str]:
    """Every module that a module imports, anywhere in it; `from etl import x` gives etl.x where x is a module."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom):
            source = "." * node.level + (node.module or "")
            inner = {alias.name: f"{source}.{alias.name}" for alias in node.names}
            names |= {full if exists(full.removeprefix("etl.")) else source for full in inner.values()}
    return frozenset(names)


def own_imports(path: Path) -> set[str]:
    """Modules of ours that a module imports, named as the rules name them."""
    found = {name.removeprefix("etl.") for name in imported(path) if name.startswith("etl.")}
    return {module for module in found if exists(module)} - {name_of(path)}


def libraries(path: Path) -> set[str]:
    return {name.split(".")[0] for name in imported(path) if not is_ours(name)}


@cache
def graph() -> dict[str, set[str]]:
    return {name_of(path): own_imports(path) for path in MODULES if name_of(path)}


def reached_from(module: str, seen: frozenset[str] = frozenset()) -> set[str]:
    reached = set(seen)
    for neighbour in graph().get(module, set()) - reached:
        reached |= reached_from(neighbour, frozenset(reached | {neighbour})) | {neighbour}
    return reached


def of_verb(verb: str) -> list[str]:
    return [module for module in graph() if verb_of(module) == verb]


# --- modules ------------------------------------------------------------------------------------------


def test_modules_and_models_were_found():
    assert {"filing", "read", "split", "mend", "label", "stage", "load", "cli"} <= set(graph())
    assert {path.relative_to(HOUSE / "dbt" / "models").parts[0] for path in MODELS} == set(LAYERS)


def test_the_nouns_import_nothing_of_ours():
    assert graph()["filing"] == set()


@pytest.mark.parametrize("verb", VERBS)
def test_a_verb_imports_no_other_verb_and_nothing_that_orders_them(verb: str):
    others = {other for other in VERBS if other != verb} | {"load", "reading", "warehouse", "cli", "postgres"}
    for module in of_verb(verb):
        assert {verb_of(name) for name in reached_from(module)} & others == set(), module


def test_readers_know_the_nouns_the_limits_and_each_other_and_nothing_else():
    known = {"read", "filing", "limits", "confine"}
    for module in of_verb("read"):
        assert {name for name in graph()[module] if verb_of(name) not in known} == set(), module


def test_only_reading_and_load_know_the_order_of_the_verbs():
    verbs = {module: {verb_of(name) for name in names} & set(VERBS) for module, names in graph().items()}
    several = {module for module, known in verbs.items() if len(known) > 1}
    assert several == {"reading"}  # the four that read; load has it done and stages
    assert verbs["load"] == {"stage"}
    assert "reading" in graph()["load"]


def test_the_processes_that_read_files_of_strangers_have_no_database_at_hand():
    reached = reached_from("reading") | {"reading", "worker"}
    assert reached & KNOW_SQLALCHEMY == set()
    assert not any(libraries(path) & {"sqlalchemy", "psycopg"} for path in MODULES if name_of(path) in reached)


def test_only_the_command_line_imports_the_use_case_and_only_its_start_imports_the_command_line():
    importers = {target: {m for m, names in graph().items() if target in names} for target in ("load", "cli")}
    assert importers["load"] <= {"reread"} | {module for module in graph() if module.startswith("cli")}
    assert importers["cli"] == {"__main__"}


def test_no_module_imports_itself_over_others():
    assert [module for module in graph() if module in reached_from(module)] == []


def test_what_reads_text_reaches_no_database():
    for module in chain.from_iterable(of_verb(verb) for verb in READING_VERBS):
        assert reached_from(module) & (KNOW_PSYCOPG | {"postgres"}) == set(), module


def test_only_the_loader_and_alembic_know_the_raw_tables():
    importers = {name_of(path) for path in [*MODULES, *MIGRATIONS] if "schema" in own_imports(path)}
    assert importers <= KNOW_THE_RAW_TABLES


def test_only_readers_know_libraries_of_file_formats():
    knowing = {name_of(path) for path in MODULES if libraries(path) & FILE_FORMAT_LIBRARIES}
    assert {module for module in knowing if verb_of(module) != "read"} == set()


def test_only_modules_at_the_database_know_sqlalchemy_and_psycopg():
    def knowing(*names: str) -> set[str]:
        return {name_of(path) for path in MODULES if libraries(path) & set(names)}

    assert knowing("sqlalchemy", "alembic") <= KNOW_SQLALCHEMY
    assert knowing("psycopg") <= KNOW_PSYCOPG


def test_only_one_module_knows_dbt():
    assert {name_of(path) for path in MODULES if "dbt" in libraries(path)} == {"dbtrun"}


def test_only_the_server_the_command_line_the_converter_of_old_files_and_pg_dump_start_processes():
    starting = {name_of(path) for path in MODULES if "subprocess" in libraries(path)}
    assert starting <= {"cli", "postgres", "read.office", "dump"} | reached_from("postgres")


@pytest.mark.parametrize("path", [*MODULES, *MIGRATIONS], ids=lambda path: str(path.relative_to(HOUSE)))
def test_a_module_fits_in_two_hundred_lines_and_says_what_it_is(path: Path):
    text = path.read_text(encoding="utf-8")
    assert len(text.splitlines()) <= MODULE_LINES
    assert ast.get_docstring(ast.parse(text))


def test_no_module_has_a_name_without_a_meaning():
    names = {part for path in [*MODULES, *MODELS] for part in path.relative_to(HOUSE).with_suffix("").parts}
    assert names & SHAPELESS_NAMES == set()


def test_dbt_is_a_folder_and_no_package():
    assert list((HOUSE / "dbt").rglob("__init__.py")) == []


def test_every_package_is_shipped():
    project = tomllib.loads((HOUSE / "pyproject.toml").read_text(encoding="utf-8"))
    packages = {".".join(path.parent.relative_to(HOUSE).parts) for path in MODULES if path.name == "__init__.py"}
    assert packages | {"etl._dbt", "etl._migrations"} == set(project["tool"]["setuptools"]["packages"])


# --- what files may say -------------------------------------------------------------------------------


def git_files() -> list[Path]:
    """Files that git knows or would take up, as long as they are text."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    output = subprocess.run(command, cwd=HOUSE, check=True, capture_output=True).stdout
    paths = [HOUSE / name for name in output.decode().split("\0") if name]
    return [path for path in paths if path.is_file() and b"\0" not in path.read_bytes()]


def mentions(paths: list[Path], pattern: re.Pattern[str]) -> list[str]:
    """Where a pattern stands, as path:line: words."""
    found = []
    for path in paths:
        lines = path.read_text(encoding="utf-8", errors="replace").splitlines()
        for number, line in enumerate(lines, start=1):
            found += [f"{path.relative_to(HOUSE)}:{number}: {match[0]}" for match in pattern.finditer(line)]
    return found


def test_no_file_names_a_folder_of_one_machine():
    folders = "|".join(("work", "Users", r"home/\w+", r"root/\w+"))
    assert mentions(git_files(), re.compile(rf"(?<![\w.~}}>-])/(?:{folders})(?:/|\b)")) == []


def test_no_file_holds_a_telephone_number_that_somebody_could_have():
    phone = re.compile(r"(?<![\w.])(?:1[3-9]\d{9}|0[1-9]\d{1,2}[- ]\d{7,8})(?![\w.])")
    invented = re.compile("0000000|-555")
    assert [found for found in mentions(git_files(), phone) if not invented.search(found)] == []


def divisions() -> set[str]:
    """Names of divisions that are long enough not to be part of other words."""
    with (HOUSE / "dbt" / "seeds" / "counties.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {row["county_name"] for row in rows if row["county_key"] != "0" and len(row["county_name"]) > 2}


def agencies() -> set[str]:
    """Names of agencies in the samples, with and without their division."""
    text = "".join(path.read_text(encoding="utf-8") for path in (HOUSE / "samples").glob("*.txt"))
    return set(re.findall(r"[县州]([\u4e00-\u9fff]{4,}?(?:局|服务中心|社保中心|办公室))", text))


def code_that_must_not_know_filers() -> list[Path]:
    folders = (HOUSE / "etl", HOUSE / "dbt" / "models", HOUSE / "dbt" / "macros")
    suffixes = {".py", ".toml", ".sql", ".yml"}
    return [path for folder in folders for path in folder.rglob("*") if path.suffix in suffixes]


def test_no_module_names_a_division_an_agency_or_a_file():
    files = {path.stem for path in (HOUSE / "samples").glob("*.txt")}
    assert divisions() and agencies() and files
    words = sorted(divisions() | agencies() | files, key=len, reverse=True)
    pattern = re.compile("|".join(map(re.escape, words)))
    code = {path: without_unit_tests(path) for path in code_that_must_not_know_filers()}
    named = {str(path.relative_to(HOUSE)): set(pattern.findall(text)) for path, text in code.items()}
    assert {path: found for path, found in named.items() if found} == {}


def without_unit_tests(path: Path) -> str:
    """A yml file of dbt without the rows its unit tests invent; other files as they are."""
    text = path.read_text(encoding="utf-8")
    return re.sub(r"^unit_tests:\n(?:(?:[ \-#].*)?\n)*", "", text, flags=re.MULTILINE)


# --- dbt ----------------------------------------------------------------------------------------------


def layer_of(path: Path) -> str:
    return path.relative_to(HOUSE / "dbt" / "models").parts[0]


@cache
def places() -> dict[str, str]:
    """Where each thing that a model can refer to stands: a layer, or `seeds`."""
    seeds = {path.stem: "seeds" for path in (HOUSE / "dbt" / "seeds").rglob("*.csv")}
    return seeds | {path.stem: layer_of(path) for path in MODELS}


def refs_of(path: Path) -> list[str]:
    return re.findall(r"\bref\(\s*['\"](\w+)['\"]\s*\)", sql_of(path))


def sql_of(path: Path) -> str:
    """A model without its Jinja comments."""
    return re.sub(r"\{#.*?#\}", "", path.read_text(encoding="utf-8"), flags=re.DOTALL)


def layers_read_by(path: Path) -> set[str]:
    reads_source = re.search(r"\bsource\(", sql_of(path)) is not None
    return {places()[name] for name in refs_of(path)} | ({"sources"} if reads_source else set())


# A mart_* sums up facts and what the audit found in them, so it stands above both; nothing else reads audit, and nothing
# but another of its kind reads it, or a finding could rest on its own count.
MAY_READ = {
    "staging": {"sources"},
    "intermediate": {"staging", "intermediate", "seeds"},
    "marts": {"staging", "intermediate", "marts", "seeds"},
    "audit": {"sources", "staging", "intermediate", "marts", "seeds", "audit"},
    "summaries": {"intermediate", "marts", "audit"},
}


def is_summary(path: Path) -> bool:
    return layer_of(path) == "marts" and path.stem.startswith("mart_")


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_a_model_reads_only_the_layers_below_it(path: Path):
    assert layers_read_by(path) <= MAY_READ["summaries" if is_summary(path) else layer_of(path)]


def test_only_summaries_read_summaries():
    for path in MODELS:
        if not is_summary(path):
            assert [name for name in refs_of(path) if name.startswith("mart_")] == [], path.stem


def test_dimensions_and_facts_read_dimensions_and_no_facts():
    for path in MODELS:
        if layer_of(path) == "marts" and path.stem.startswith(("dim_", "fct_")):
            assert [name for name in refs_of(path) if name.startswith("fct_")] == [], path.stem


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_a_model_fits_in_sixty_lines_and_ends_in_its_rows(path: Path):
    lines = path.read_text(encoding="utf-8").rstrip().splitlines()
    assert len(lines) <= MODEL_LINES
    assert re.match(r"select \* from \w+", lines[-1]), "the last line names the result"


@cache
def described(folder: Path) -> dict[str, str]:
    """Description of each model and seed that the yml files of a folder know."""
    documents = [yaml.safe_load(path.read_text(encoding="utf-8")) or {} for path in folder.glob("*.yml")]
    entries = chain.from_iterable([*doc.get("models", []), *doc.get("seeds", [])] for doc in documents)
    return {entry["name"]: entry.get("description", "") for entry in entries}


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_a_model_says_what_one_row_of_it_is(path: Path):
    assert "One row per" in described(path.parent).get(path.stem, "")
