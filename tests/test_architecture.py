"""The architecture, held to: who may import whom by folder, who knows which library, who reads what in dbt."""

import ast
import csv
import re
import subprocess
import tomllib
from functools import cache
from itertools import chain
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.support.pages import ARCHITECTURE, blocks, names_by_name, table
from tests.support.places import HOUSE

# The rules are the tables of the page itself: what is not named there is forbidden, and so are circles.
MAY_IMPORT = names_by_name(ARCHITECTURE, "Who may import whom (read by tests)")
MAY_IMPORT_WITHIN_READING = names_by_name(ARCHITECTURE, "Within reading (read by tests)")
MAY_KNOW = names_by_name(ARCHITECTURE, "Who may know a library (read by tests)")
# A mart_* sums up facts and what the audit found in them, so it stands above both, as the layer of summaries.
MAY_READ = names_by_name(ARCHITECTURE, "Layers of dbt (read by tests)")
MEASURES = {what: int(most) for what, most in table(ARCHITECTURE, "Measures (read by tests)")}
FILE_FORMAT_LIBRARIES = {
    *("pdfplumber", "pdfminer", "pypdf", "fitz", "bs4", "lxml", "html5lib", "html", "xml"),
    *("docx", "openpyxl", "xlrd", "python_calamine", "calamine", "olefile", "charset_normalizer", "zipfile"),
}
FORMATS = "reading/formats"
# A package whose `__init__` every start pays for: it holds its own words and nothing else.
THIN = ("cli", "isolation", "loading", "reading", "server", "warehouse")
MODULES_DIRECTLY = MEASURES["modules directly in `etl/`"]
FUNCTION_LINES = MEASURES["lines of a function of `etl/`"]
SHAPELESS_NAMES = {"utils", "util", "helpers", "helper", "common", "misc", "base", "core"}
MODULE_LINES = MEASURES["lines of a module of `etl/` or `migrations/`"]
MODEL_LINES = MEASURES["lines of a model of dbt"]

MODULES = sorted((HOUSE / "etl").rglob("*.py"))
MIGRATIONS = sorted((HOUSE / "migrations").rglob("*.py"))
MODELS = sorted((HOUSE / "dbt" / "models").rglob("*.sql"))
SQL = sorted(path for folder in ("macros", "models", "tests") for path in (HOUSE / "dbt" / folder).rglob("*.sql"))
SEEDS = sorted((HOUSE / "dbt" / "seeds").glob("*.csv"))
LAYERS = ("staging", "intermediate", "marts", "audit")


def parts_of(path: Path) -> tuple[str, ...]:
    """etl/reading/formats/text.py -> reading, formats, text; etl/audit/__init__.py -> audit."""
    return tuple(part for part in path.relative_to(HOUSE / "etl").with_suffix("").parts if part != "__init__")


def module_of(path: Path) -> str:
    return ".".join(("etl", *parts_of(path)))


def exists(module: str) -> bool:
    path = HOUSE / Path(*module.split("."))
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
            names |= {full if full.startswith("etl.") and exists(full) else source for full in inner.values()}
    return frozenset(names)


def libraries(path: Path) -> set[str]:
    return {name.split(".")[0] for name in imported(path)} - {"etl"}


@cache
def graph() -> dict[str, set[str]]:
    """Each module of ours with those that it imports."""
    return {
        module_of(path): {name for name in imported(path) if name.startswith("etl.") and exists(name)}
        for path in MODULES
    }


def around(module: str) -> set[str]:
    """The packages that are run where a module is imported."""
    return {".".join(module.split(".")[:depth]) for depth in range(2, module.count(".") + 1)}


def reached_from(*modules: str) -> set[str]:
    """All that is run where modules are imported, themselves included."""
    reached: set[str] = set()
    waiting = list(modules)
    while waiting:
        module = waiting.pop()
        if module not in reached:
            reached.add(module)
            waiting += graph().get(module, set()) | around(module)
    return reached


def between(folder: tuple[str, ...]) -> dict[str, set[str]]:
    """The graph of the folders and modules that stand directly in a folder of etl/."""
    drawn: dict[str, set[str]] = {}
    depth = len(folder)
    for path in MODULES:
        parts = parts_of(path)
        if parts[:depth] != folder or len(parts) == depth:
            continue
        others = {tuple(name.split(".")[1:]) for name in imported(path) if name.startswith("etl.")}
        near = {other[depth] for other in others if other[:depth] == folder and len(other) > depth}
        drawn.setdefault(parts[depth], set()).update(near - {parts[depth]})
    return drawn


# --- modules ------------------------------------------------------------------------------------------


def test_every_folder_imports_only_what_stands_below_it():
    assert set(between(())) == set(MAY_IMPORT)
    for name, others in between(()).items():
        assert others <= MAY_IMPORT[name], name


def test_every_step_of_reading_imports_only_what_stands_below_it():
    assert set(between(("reading",))) == set(MAY_IMPORT_WITHIN_READING)
    for name, others in between(("reading",)).items():
        assert others <= MAY_IMPORT_WITHIN_READING[name], name


@pytest.mark.parametrize("rules", [MAY_IMPORT, MAY_IMPORT_WITHIN_READING], ids=["etl", "reading"])
def test_the_rules_allow_no_circle(rules: dict[str, set[str]]):
    standing: set[str] = set()
    while higher := [name for name, below in rules.items() if name not in standing and below <= standing]:
        standing |= set(higher)
    assert standing == set(rules)


def test_the_picture_of_the_floors_is_the_one_that_the_rules_draw():
    [picture] = [block for block in blocks(ARCHITECTURE, "text") if "__main__" in block]
    drawn = {int(floor): set(names) for floor, *names in map(str.split, picture.splitlines())}
    floors: dict[str, int] = {}
    while higher := {
        name: 1 + max((floors[one] for one in below), default=-1)
        for name, below in MAY_IMPORT.items()
        if name not in floors and below <= set(floors)
    }:
        floors |= higher
    assert drawn == {floor: {name for name in floors if floors[name] == floor} for floor in set(floors.values())}


def test_no_module_imports_itself_over_others():
    standing: set[str] = set()
    while higher := [name for name, below in graph().items() if name not in standing and below - {name} <= standing]:
        standing |= set(higher)
    assert set(graph()) - standing == set()


def is_package(module: str) -> bool:
    return (HOUSE / Path(*module.split(".")) / "__init__.py").is_file()


def test_few_modules_stand_directly_in_etl():
    assert len(list((HOUSE / "etl").glob("*.py"))) <= MODULES_DIRECTLY


@pytest.mark.parametrize("package", THIN)
def test_a_package_that_must_start_fast_holds_its_words_alone(package: str):
    tree = ast.parse((HOUSE / "etl" / package / "__init__.py").read_text(encoding="utf-8"))
    assert [type(node) for node in tree.body] == [ast.Expr]


@pytest.mark.parametrize("library", MAY_KNOW)
def test_a_library_is_known_in_its_folders_alone(library: str):
    knowing = {path.relative_to(HOUSE / "etl").as_posix() for path in MODULES if library in libraries(path)}
    assert knowing, "nobody knows it: drop the rule"
    assert [place for place in knowing if not place.startswith(tuple(f"{one}/" for one in MAY_KNOW[library]))] == []


def test_only_readers_know_libraries_of_file_formats():
    knowing = {
        path.relative_to(HOUSE / "etl").as_posix() for path in MODULES if libraries(path) & FILE_FORMAT_LIBRARIES
    }
    assert knowing
    assert [place for place in knowing if not place.startswith(f"{FORMATS}/")] == []


def test_readers_know_the_nouns_the_limits_and_each_other_and_nothing_else():
    known = ("etl.reading.formats", "etl.isolation.limits", "etl.isolation.confine", "etl.filing")
    for module in (name for name in graph() if name.startswith("etl.reading.formats.")):
        others = {name for name in graph()[module] if not is_package(name)}
        assert [name for name in others if not name.startswith(known)] == [], module


def test_only_the_pipeline_knows_the_order_of_the_verbs_that_read():
    steps = {"formats", "reflow", "split", "mend", "label"}
    knowing = {name: others & steps for name, others in between(("reading",)).items()}
    assert {name for name, known in knowing.items() if len(known) > 1} == {"pipeline"}


def test_the_processes_that_read_files_of_strangers_have_no_database_at_hand():
    reached = reached_from("etl.loading.isolated_reading", "etl.isolation.worker")
    assert "etl.reading.pipeline" in reached
    of_reached = [path for path in MODULES if module_of(path) in reached]
    assert [path for path in of_reached if libraries(path) & {"sqlalchemy", "psycopg", "dbt", "click"}] == []


def test_only_the_loader_and_alembic_know_the_raw_tables():
    importers = {parts_of(path)[0] for path in MODULES if "etl.warehouse.raw_schema" in imported(path)}
    assert importers == {"warehouse", "loading"}


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


def functions(path: Path) -> list[ast.FunctionDef | ast.AsyncFunctionDef]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    return [node for node in ast.walk(tree) if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef))]


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_a_function_fits_on_a_screen(path: Path):
    lengths = {node.name: (node.end_lineno or 0) - node.lineno + 1 for node in functions(path)}
    assert {name: lines for name, lines in lengths.items() if lines > FUNCTION_LINES} == {}


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


# Nothing but a summary reads audit, and nothing but a summary reads a summary, or a finding could rest on its own count.
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


# A CTE opens on a line of its own and ends where a bracket closes one; behind the bracket that opens it stands its query.
CTE = re.compile(
    r"^(?:with )?(?P<name>\w+)(?: \([\w, ]+\))? as (?:materialized )?\((?P<query>[^\n]*(?=\),?$)|.*?(?=^\),?$))",
    re.MULTILINE | re.DOTALL,
)
# What it imports, under a noun of its own and perhaps in part: all columns of one relation, as they are.
IMPORT = re.compile(r"\s*select \*\s+from \{\{ (?:ref|source)\([^}]*\) \}\}(?: as \w+)?(?:\s+where\s.*)?\s*", re.DOTALL)


def ctes_of(path: Path) -> list[re.Match[str]]:
    return list(CTE.finditer(path.read_text(encoding="utf-8")))


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_the_work_of_a_model_fits_in_eighty_lines_and_ends_in_its_rows(path: Path):
    text = path.read_text(encoding="utf-8").rstrip()
    work = next((cte.start() for cte in ctes_of(path) if not IMPORT.fullmatch(cte["query"])), len(text))
    assert text.count("\n", work) + 1 <= MODEL_LINES
    assert re.match(r"select \* from \w+", text.splitlines()[-1]), "the last line names the result"


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_a_model_reads_before_it_works(path: Path):
    reads = [re.search(r"\b(?:ref|source)\(", cte["query"]) is not None for cte in ctes_of(path)]
    assert reads == sorted(reads, reverse=True)


@pytest.mark.parametrize("path", SQL, ids=lambda path: path.stem)
def test_a_figure_is_one_of_ten_and_no_digit_of_another_script(path: Path):
    """What \\d finds depends on the locale of the database; [0-9] does not."""
    assert re.findall(r"\\[dD]", path.read_text(encoding="utf-8")) == []


@cache
def described(folder: Path) -> dict[str, str]:
    """Description of each model and seed that the yml files of a folder know."""
    documents = [yaml.safe_load(path.read_text(encoding="utf-8")) or {} for path in folder.glob("*.yml")]
    entries = chain.from_iterable([*doc.get("models", []), *doc.get("seeds", [])] for doc in documents)
    return {entry["name"]: entry.get("description", "") for entry in entries}


@pytest.mark.parametrize("path", MODELS, ids=lambda path: path.stem)
def test_a_model_says_what_one_row_of_it_is(path: Path):
    assert "One row per" in described(path.parent).get(path.stem, "")


@pytest.mark.parametrize("path", SEEDS, ids=lambda path: path.stem)
def test_a_seed_has_a_type_and_a_description_for_each_of_its_columns(path: Path):
    """What is loaded without a type is guessed from the rows that happen to stand there: a code 01 becomes 1."""
    header = path.read_text(encoding="utf-8").splitlines()[0].split(",")
    [seed] = [seed for seed in seeds_described() if seed["name"] == path.stem]
    assert list(seed["config"]["column_types"]) == header
    assert [column["name"] for column in seed["columns"] if column["description"]] == header


@cache
def seeds_described() -> list[dict[str, Any]]:
    files = (HOUSE / "dbt" / "seeds").glob("*.yml")
    return [seed for file in files for seed in yaml.safe_load(file.read_text(encoding="utf-8"))["seeds"]]
