"""The pages of the project as tests read them: which there are, their tables, their blocks, the files they name.

In: Markdown under the checkout. Out: lists of pages, rows of cells, blocks by language. Forbidden: running anything.
"""

from __future__ import annotations

import re
from pathlib import Path

from tests.support.places import HOUSE

READMES = (HOUSE / "README.md", HOUSE / "README.zh-CN.md")
ENGLISH = (READMES[0], *sorted((HOUSE / "docs").glob("*.md")))
CHINESE = (READMES[1], *sorted((HOUSE / "docs" / "zh").glob("*.md")))
ARCHITECTURE, CONTRIBUTING = HOUSE / "ARCHITECTURE.md", HOUSE / "CONTRIBUTING.md"
PAGES = (*ENGLISH, *CHINESE, ARCHITECTURE, CONTRIBUTING)

FENCE = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
CODE = re.compile(r"`([^`]+)`")


def pairs() -> list[tuple[Path, Path]]:
    """Each English page with the Chinese one that says the same."""
    return [(page, READMES[1] if page == READMES[0] else page.parent / "zh" / page.name) for page in ENGLISH]


def text_of(page: Path) -> str:
    return page.read_text(encoding="utf-8")


def name_of(page: Path) -> str:
    return page.relative_to(HOUSE).as_posix()


def blocks(page: Path, language: str) -> list[str]:
    """What stands in the fences of one language."""
    return [block for found, block in FENCE.findall(text_of(page)) if found == language]


def commands(page: Path) -> list[str]:
    """The commands of a page, in its order, without remarks."""
    lines = "".join(blocks(page, "sh")).splitlines()
    return [line.split("  #")[0].strip() for line in lines if line.strip()]


def section(page: Path, heading: str) -> str:
    """What stands under a heading, up to the next one."""
    [found] = re.findall(rf"^#+ {re.escape(heading)}\n(.*?)(?=^#+ |\Z)", text_of(page), re.MULTILINE | re.DOTALL)
    assert isinstance(found, str)
    return found


def table(page: Path, heading: str) -> list[list[str]]:
    """The cells of the rows of the table under a heading, without its head."""
    lines = [line for line in section(page, heading).splitlines() if line.startswith("|")]
    return [[cell.strip() for cell in line.strip("|").split("|")] for line in lines[2:]]


def names_by_name(page: Path, heading: str) -> dict[str, set[str]]:
    """The names in the second column of a table, by the name in the first."""
    rows = table(page, heading)
    named = {CODE.findall(row[0])[0]: set(CODE.findall(row[1])) for row in rows}
    assert len(named) == len(rows), "each name stands once"
    return named


def first_names(page: Path, heading: str) -> list[str]:
    """The names in the first column of a table."""
    return [CODE.findall(row[0])[0] for row in table(page, heading)]
