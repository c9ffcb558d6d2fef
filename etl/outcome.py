"""What a load did to each file and in sum, and what a build did.

In: nothing. Out: the nouns Outcome, Rejection, SetAside, LoadSummary, Step, FailedTest, Failure, BuildResult.
Forbidden: files and databases.
"""

from __future__ import annotations

import traceback
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path

from etl.filing import PromiseBroken

INTERNAL_ERROR = "internal error"
SEVERAL = 5


class Fate(StrEnum):
    """What can become of a file; LOADED and REJECTED stand in `raw.document.status` too."""

    LOADED = "loaded"
    UNCHANGED = "unchanged"
    REJECTED = "rejected"


@dataclass(frozen=True, slots=True)
class Rejection:
    """Why a file is no filing."""

    reason: str

    @classmethod
    def through_our_fault(cls, error: Exception) -> Rejection:
        """The reason where our own code failed: what and where.

        Without the text of the error, which may quote a person's name or number from the filing; reasons are
        printed and logged. The text of a broken promise is our own.
        """
        if isinstance(error, PromiseBroken):
            return cls(f"{INTERNAL_ERROR}: promise broken: {error}")
        frames = traceback.extract_tb(error.__traceback__)
        ours = [frame for frame in frames if Path(frame.filename).is_relative_to(Path(__file__).parent)]
        place = f" at {Path(ours[-1].filename).name}:{ours[-1].lineno}" if ours else ""
        return cls(f"{INTERNAL_ERROR}: {type(error).__name__}{place}")


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one file; `reason` is why it was rejected, or what of a loaded one could not be read."""

    path: Path
    fate: Fate
    reason: str | None = None
    statements: int = 0
    rows: int = 0

    @property
    def is_our_fault(self) -> bool:
        """Whether it was rejected because our code failed, not because of what it holds."""
        return is_our_fault(self.reason)


@dataclass(frozen=True, slots=True)
class SetAside:
    """A document that was loaded and is rejected since: a promise is broken in it."""

    outcome: Outcome
    came_with_this_run: bool


@dataclass(slots=True)
class LoadSummary:
    """What a load did: counts, and the rejected files with their reasons."""

    found: int
    left_out: tuple[Path, ...] = ()
    loaded: int = 0
    unchanged: int = 0
    statements: int = 0
    rows: int = 0
    rejected: list[Outcome] = field(default_factory=list)

    def add(self, outcome: Outcome) -> None:
        """Count one more file."""
        self.loaded += outcome.fate is Fate.LOADED
        self.unchanged += outcome.fate is Fate.UNCHANGED
        self.statements += outcome.statements
        self.rows += outcome.rows
        if outcome.fate is Fate.REJECTED:
            self.rejected.append(outcome)

    def set_aside(self, found: Iterable[SetAside]) -> None:
        """Count as rejected what a build set aside, be it loaded just now or before."""
        for each in found:
            self.loaded -= each.came_with_this_run
            self.unchanged -= not each.came_with_this_run and self.unchanged > 0
            self.rejected.append(each.outcome)

    @property
    def done(self) -> int:
        """Files that have had their turn."""
        return self.loaded + self.unchanged + len(self.rejected)

    @property
    def is_our_fault(self) -> bool:
        """Whether our code failed at most of what it read: at one file among many it is the file that is odd."""
        failed = sum(outcome.is_our_fault for outcome in self.rejected)
        return is_most(failed, failed + self.loaded)


def is_most(broken: int, count: int) -> bool:
    """Whether so many of several documents break that they are not to blame."""
    return count >= SEVERAL and broken * 2 > count


def is_our_fault(reason: str | None) -> bool:
    """Whether a reason says that our code failed; such files are read again at every load."""
    return reason is not None and reason.startswith(INTERNAL_ERROR)


@dataclass(frozen=True, slots=True)
class Step:
    """A model, seed or test that dbt has begun, and its place in the build."""

    name: str
    number: int
    total: int


@dataclass(frozen=True, slots=True)
class FailedTest:
    """A test that found rows: its SQL, which finds them again, and the column of a relation that it is about."""

    sql: str
    promise: str | None = None
    relation: Relation | None = None
    column: str | None = None


@dataclass(frozen=True, slots=True)
class Failure:
    """A node of dbt that failed: a model that does not run, or a test that found rows."""

    name: str
    message: str
    compiled: str | None = None
    test: FailedTest | None = None

    @property
    def line(self) -> str:
        """Which node, why, and where its SQL can be looked at."""
        return f"{self.name}: {self.message}" + (f" (SQL: {self.compiled})" if self.compiled else "")


@dataclass(frozen=True, slots=True)
class Relation:
    """A model that dbt built: where, and whether as view, as table made anew, or as one that it adds to."""

    schema: str
    name: str
    materialized: str

    @property
    def is_incremental(self) -> bool:
        """Whether dbt adds documents to what stands."""
        return self.materialized == "incremental"


@dataclass(frozen=True, slots=True)
class BuildResult:
    """What a build did; `skipped` where nothing had changed since the last good one.

    `stands` says whether every model was built, though tests over them may have failed. `relations` are the models
    that readers may see: all where it stands, none where dimensions or facts do not, else what rests on no audit.
    `changed_documents` names by `document_id` whose rows of theirs the build made anew. Without those in
    `set_aside` it was built, for a promise is broken in them; `verdict` says why that is not laid to documents.
    """

    skipped: bool = False
    nodes: int = 0
    stands: bool = True
    failures: tuple[Failure, ...] = ()
    relations: tuple[Relation, ...] = ()
    changed_documents: Relation | None = None
    set_aside: tuple[SetAside, ...] = ()
    verdict: str | None = None
