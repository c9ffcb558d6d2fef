"""The constants that weigh one reading against another: each says which test falls when it changes."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from functools import cache
from itertools import chain
from pathlib import Path

import pytest

from tests.support.places import HOUSE

# Modules whose numbers weigh readings: files and folders of etl/.
WEIGHING = (
    *(f"reading/formats/pdf/{name}.py" for name in ("text_lines", "furniture", "page_breaks", "paragraphs")),
    *(f"reading/formats/{name}.py" for name in ("pdf/ruled_tables", "pdf/strokes", "web/visible", "excel/sheet")),
    *(
        "reading/table",
        "reading/mend",
        "reading/label",
        "reading/reflow",
        "reading/split",
        "reading/prose",
        "vocabulary",
    ),
)
# Modules that use them: here no cost stands without a name.
USING = ("table/costs.py", "table/money_columns.py", "table/alignment.py", "mend/token_rows.py", "label/stage_rows.py")
FALLS = re.compile(r"falls: (test_\w+)(…?)")


def modules() -> list[Path]:
    places = [HOUSE / "etl" / name for name in WEIGHING]
    return sorted(chain.from_iterable(place.rglob("*.py") if place.is_dir() else [place] for place in places))


def numbers(node: ast.expr) -> Iterator[ast.Constant]:
    """The numbers of a value, be it one of them, a tuple or a table; a sign before one changes nothing."""
    if isinstance(node, ast.Constant) and isinstance(node.value, int | float) and not isinstance(node.value, bool):
        yield node
    elif isinstance(node, ast.UnaryOp):
        yield from numbers(node.operand)
    elif isinstance(node, ast.Tuple | ast.Dict):
        for element in node.elts if isinstance(node, ast.Tuple) else node.values:
            yield from numbers(element)


def weights(path: Path) -> Iterator[tuple[str, str]]:
    """Each weight of a module as name:line, with the comments beside it and right above it."""
    text = path.read_text(encoding="utf-8")
    lines = ["", *text.splitlines()]
    for node in ast.parse(text).body:
        if isinstance(node, ast.Assign | ast.AnnAssign) and node.value:
            target = node.targets[0] if isinstance(node, ast.Assign) else node.target
            for number in {found.lineno: found for found in numbers(node.value)}.values():
                above = number.lineno - 1
                while lines[above].lstrip().startswith("#"):
                    above -= 1
                yield f"{ast.unparse(target)}:{number.lineno}", "\n".join(lines[above + 1 : number.lineno + 1])


@cache
def names_of_tests() -> frozenset[str]:
    texts = (path.read_text(encoding="utf-8") for path in (HOUSE / "tests").rglob("test_*.py"))
    return frozenset(name for text in texts for name in re.findall(r"^def (test_\w+)", text, re.MULTILINE))


def test_weights_are_found():
    assert {"weights.py", "token_rows.py", "alignment.py"} <= {path.name for path in modules() if list(weights(path))}


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(HOUSE)))
def test_a_weight_names_the_test_that_falls_when_it_changes(path: Path):
    silent = [name for name, comment in weights(path) if not FALLS.search(comment)]
    assert silent == []
    said = [found for _, comment in weights(path) for found in FALLS.findall(comment)]
    wrong = [
        name for name, cut in said
        if sum(test.startswith(name) if cut else test == name for test in names_of_tests()) != 1
    ]  # fmt: skip
    assert wrong == []


def test_no_cost_stands_in_a_function_without_a_name():
    paths = [path for name in USING for path in (HOUSE / "etl").rglob(name)]
    assert len(paths) == len(USING)
    functions = [
        (path.name, node) for path in paths for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.FunctionDef | ast.Lambda)
    ]  # fmt: skip
    assert [
        f"{name}:{number.lineno}" for name, function in functions for number in ast.walk(function)
        if isinstance(number, ast.Constant) and isinstance(number.value, float) and number.value
    ] == []  # fmt: skip
