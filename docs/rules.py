"""The catalogue of rules, as one web page: what filings are held to, how grave it is, and what is tolerated.

In: what the yml of each rule says in meta, and the head of its SQL. Out: build/docs/rules.html.
Forbidden: a database, and words of its own about a rule.
"""

from __future__ import annotations

from itertools import takewhile
from pathlib import Path

import yaml

from etl.audit.findings import SEVERITIES, Rule
from etl.report.dictionary import dictionary, words
from etl.report.webpage import rendered
from etl.settings import project_folder

PAGE = Path("build/docs/rules.html")
RULES = project_folder("dbt") / "models" / "audit" / "rules"


def registered() -> list[Rule]:
    """The rules: categories in the order of the dictionary, then by number, those without one last."""
    categories = list(dictionary()["categories"])
    rules = [_registered(path) for path in RULES.rglob("rule_*.yml")]
    return sorted(rules, key=lambda rule: (categories.index(rule.category), rule.dq_id or "~", rule.code))


def _registered(path: Path) -> Rule:
    [model] = yaml.safe_load(path.read_text(encoding="utf-8"))["models"]
    meta = model["config"]["meta"]
    return Rule(
        path.stem.removeprefix("rule_"),
        *(meta.get(name) for name in ("dq_id", "severity", "category", "text_zh", "text_en")),
    )


def comment_of(code: str) -> str:
    """What stands on top of the SQL of a rule: the rule in words, with its tolerance."""
    [path] = RULES.rglob(f"rule_{code}.sql")
    head = takewhile(lambda line: line.startswith("--"), path.read_text(encoding="utf-8").splitlines())
    return " ".join(line.removeprefix("--").strip() for line in head)


def catalogue() -> str:
    """The page, rules by category, the gravest first."""
    rules = sorted(registered(), key=lambda rule: SEVERITIES.index(rule.severity))
    categories = dict.fromkeys(rule.category for rule in registered())
    return rendered(
        "rules",
        kinds=SEVERITIES,
        folder=Path(__file__).parent,
        categories=[(one, [rule for rule in rules if rule.category == one]) for one in categories],
        severities=[(one, words("severities", one), sum(rule.severity == one for rule in rules)) for one in SEVERITIES],
        comment_of=comment_of,
        words=words,
        count=len(rules),
    )


def main() -> None:
    """Write the page."""
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    PAGE.write_text(catalogue(), encoding="utf-8")
    print(PAGE)


if __name__ == "__main__":
    main()
