"""The catalogue of rules, as one web page: what filings are held to, how grave it is, and what is tolerated.

In: the register (the seed audit_rules) and the head of each rule's SQL. Out: build/docs/rules.html.
Forbidden: a database, and words of its own about a rule.
"""

from __future__ import annotations

import csv
from itertools import takewhile
from pathlib import Path

from etl.audit.findings import SEVERITIES, Rule
from etl.report.dictionary import words
from etl.report.webpage import rendered
from etl.settings import project_folder

PAGE = Path("build/docs/rules.html")


def registered() -> list[Rule]:
    """The rules in the order of the register."""
    with (project_folder("dbt") / "seeds" / "audit_rules.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.DictReader(file)
        return [Rule(row["rule_code"], row["dq_id"] or None, *list(row.values())[2:]) for row in rows]


def comment_of(code: str) -> str:
    """What stands on top of the SQL of a rule: the rule in words, with its tolerance."""
    [path] = (project_folder("dbt") / "models" / "audit" / "rules").rglob(f"rule_{code}.sql")
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
