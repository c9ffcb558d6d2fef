"""The nouns of an audit: rules, findings, the statements and documents they stand in, corrections, the report of all.

In: nothing. Out: the nouns. Forbidden: databases, files, and words for a person.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import NamedTuple

from etl.report.gaps import WHOLE, Gaps

SEVERITIES = ("error", "warning", "info")  # the gravest first


class Rule(NamedTuple):
    """What filings are held to."""

    code: str
    dq_id: str | None
    severity: str
    category: str
    text_zh: str
    text_en: str


class Quote(NamedTuple):
    """A row of a filing in its own words, one line after the other."""

    row_no: int
    line_from: int
    line_to: int
    text: str


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found, where, and the rows it rests on; lines are None where a whole statement is meant."""

    rule: Rule
    severity: str
    row_no: int | None
    row_nos: tuple[int, ...]
    line_from: int | None
    line_to: int | None
    filed: str | None
    expected: str | None
    difference: Decimal | None
    message_zh: str
    message_en: str
    quotes: tuple[Quote, ...]


@dataclass(frozen=True, slots=True)
class AuditedStatement:
    """A statement, what of it was not read, and its findings: the gravest first, those of one rule together."""

    number: int
    kind: str
    title: str | None
    project: str | None
    agency: str | None
    county: str | None
    year: int | None
    is_current: bool
    findings: tuple[Finding, ...]
    gaps: Gaps = WHOLE

    def by_rule(self) -> Iterator[tuple[Rule, list[Finding]]]:
        """Each rule with what it found."""
        for rule, group in groupby(self.findings, key=lambda finding: finding.rule):
            yield rule, list(group)


@dataclass(frozen=True, slots=True)
class AuditedDocument:
    """A file and its statements, also those without findings; what of it was not read, also outside of them."""

    file_name: str
    source_uri: str | None
    statements: tuple[AuditedStatement, ...]
    gaps: Gaps = WHOLE

    @property
    def is_clean(self) -> bool:
        """Whether nothing was found and all of it was read: what was not read no rule can look at."""
        return not self.findings and self.gaps.is_whole

    @property
    def findings(self) -> list[Finding]:
        """All findings, statement by statement."""
        return [finding for statement in self.statements for finding in statement.findings]

    def named(self, fact: str) -> list[str]:
        """What its statements say of `county`, `agency` or `year`, each once, in their order."""
        values = (getattr(statement, fact) for statement in self.statements)
        return list(dict.fromkeys(str(value) for value in values if value is not None))


class Correction(NamedTuple):
    """A known slip that people have corrected, and whether it still stands: applied, stale or not_loaded."""

    file_name: str | None
    row_no: int
    line_from: int | None
    line_to: int | None
    field: str
    filed: str
    corrected: str
    reason: str
    fate: str


@dataclass(frozen=True, slots=True)
class Report:
    """Findings at least so grave, by document, and the corrections of these documents."""

    documents: tuple[AuditedDocument, ...]
    corrections: tuple[Correction, ...]
    least: str = SEVERITIES[-1]

    @property
    def findings(self) -> list[Finding]:
        """All findings, document by document."""
        return [finding for document in self.documents for finding in document.findings]

    @property
    def worth_showing(self) -> list[AuditedDocument]:
        """The documents with findings, and those not read whole; a single one also without."""
        return [document for document in self.documents if not document.is_clean or len(self.documents) == 1]

    def rules(self) -> list[tuple[Rule, int]]:
        """The rules that found something, the gravest first, and how often."""
        counts = Counter(finding.rule for finding in self.findings)
        return sorted(counts.items(), key=lambda pair: (SEVERITIES.index(pair[0].severity), -pair[1], pair[0].code))


def counts(findings: Sequence[Finding]) -> dict[str, int]:
    """How many there are of each severity, the gravest first."""
    found = Counter(finding.severity for finding in findings)
    return {severity: found[severity] for severity in SEVERITIES}
