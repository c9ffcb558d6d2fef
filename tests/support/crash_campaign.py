"""Nights at a warehouse whose loader, dbt and PostgreSQL are killed again and again, beside the same nights in peace.

In: how many kills, and a seed. Out: a Campaign that says how many struck, and what was lost, doubled or half visible; as a
command (`make bench-crash`), a table of it.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from hashlib import sha256
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory
from time import perf_counter
from typing import Any

from etl.server.database import start_background, stop
from etl.settings import Settings
from etl.warehouse.checksum import Checksum, checksums
from etl.warehouse.connection import query
from tests.support.homes import PARSED, copy_parsed
from tests.support.invented_filing import InventedFiling
from tests.support.make_files import docx
from tests.support.places import HOUSE

PHASES = ("prepare", "load", "build", "publish", "time")  # the last is no phase: a number of milliseconds
VICTIMS = ("run", "server", "backend", "reader")
# A filing is stored in some twenty moments, so that a load goes on by about one filing from kill to kill; and a load has
# fewer moments before it than a run.
FIRST_MOMENTS = {"prepare": 40, "load": 35}
# A load comes to its end where only its lock or a reader dies. So that a night is not over then, it is filed in parts.
PROJECTS_A_PART = 3
BROKEN = "broken.docx"
STORED = """
select
    d.sha256, d.status, d.file_name, octet_length(c.content) as bytes,
    coalesce((select md5(string_agg(to_jsonb(s)::text, '' order by s.statement_no))
        from raw.statement as s where s.document_id = d.document_id), '') as statements,
    coalesce((select md5(string_agg(to_jsonb(r)::text, '' order by r.row_no))
        from raw.document_row as r where r.document_id = d.document_id), '') as rows
from raw.document as d left join raw.document_content as c using (document_id)
where not coalesce(d.reason, '') like 'internal error%'
"""
SERVER = "select split_part(pg_read_file('postmaster.pid'), E'\\n', 1)::int as pid"

Stored = dict[str, tuple[Any, ...]]


@dataclass(frozen=True, eq=False)
class Stage:
    """A part of a night: the command to kill, and the weights of phases and victims."""

    command: str
    phases: dict[str, int]
    victims: dict[str, int]


PREPARING = Stage("load", {"prepare": 1}, {"run": 2, "server": 1, "backend": 1})
LOADING = Stage("load", {"load": 1}, {"run": 2, "server": 1, "backend": 1})
READING = Stage("load", {"load": 1}, {"reader": 1})
BUILDING = Stage("run", {"build": 3, "publish": 1, "time": 1}, {"run": 3, "server": 1, "backend": 1})


@dataclass(frozen=True, slots=True)
class Plan:
    """How many kills have to strike at least, and how many projects of four filings come in a night."""

    kills: int
    seed: int
    projects: int = 10

    @property
    def most_in_a_night(self) -> dict[Stage, int]:
        """A load can be killed as often as it has files; builds cost more, so that they are not."""
        return {PREPARING: self.projects, LOADING: 4 * self.projects, READING: 1, BUILDING: 5}


class Warehouse:
    """A home with a server of its own, and the process that runs `filings` for it."""

    def __init__(self, home: Path, parsed: Path | None) -> None:
        self.home = home
        if parsed:
            copy_parsed(parsed, home / PARSED)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "tests.support.crash_child"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            cwd=HOUSE,
        )

    def start_server(self) -> str:
        """The URL of the server, which may have been killed just now."""
        return start_background(Settings(None, self.home))

    def run_command(
        self, *arguments: str, victim: str = "run", phase: str = "never", number: int = 0
    ) -> dict[str, Any]:
        [server] = query(self.start_server(), SERVER)
        order = {"arguments": arguments, "home": str(self.home), "victim": victim, "phase": phase, "number": number}
        order |= {"server": server["pid"], "log": str(self.home / "run.log")}
        assert self.process.stdin and self.process.stdout
        self.process.stdin.write(json.dumps(order) + "\n")
        self.process.stdin.flush()
        answer: dict[str, Any] = json.loads(self.process.stdout.readline())
        return answer

    def read_shown(self) -> dict[str, Checksum]:
        """What readers see."""
        return checksums(self.start_server())

    def read_stored(self) -> Stored:
        """What is stored of each document, by its digest."""
        url = self.start_server()
        if not query(url, "select 1 where to_regclass('raw.document') is not null"):
            return {}
        return {row["sha256"]: tuple(row.values()) for row in query(url, STORED)}

    def close(self) -> None:
        """End the process and stop the server."""
        assert self.process.stdin
        self.process.stdin.close()
        self.process.wait()
        if self.process.stdout:
            self.process.stdout.close()
        stop(Settings(None, self.home))


@dataclass
class Campaign:
    """What was tried and what came of it; `faults` says in words what should not have been."""

    plan: Plan
    folder: Path
    random: Random
    war: Warehouse
    shown: dict[str, Checksum] = field(default_factory=dict)  # when we last looked, as the next
    stored: Stored = field(default_factory=dict)
    kills: Counter[tuple[str, str]] = field(default_factory=Counter)
    nights: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def struck(self) -> int:
        return self.kills.total()

    def part(self, stage: Stage) -> Path:
        """What of the night a stage is given: to prepare, no filing; to load, what is not yet stored as a whole."""
        if stage is PREPARING:
            return self.folder / BROKEN
        if stage is LOADING:
            for part in sorted(filter(Path.is_dir, self.folder.iterdir())):
                if not {sha256(file.read_bytes()).hexdigest() for file in part.iterdir()} <= self.stored.keys():
                    return part
        return self.folder

    def strike(self, stage: Stage, moments: dict[str, int]) -> None:
        """Have a run killed in one of the phases, at a moment that may never come."""
        [phase] = self.random.choices([*stage.phases], weights=[*stage.phases.values()])
        [victim] = self.random.choices([*stage.victims], weights=[*stage.victims.values()])
        number = self.random.randint(1, moments[phase])
        answer = self.war.run_command(stage.command, str(self.part(stage)), victim=victim, phase=phase, number=number)
        if answer["struck"]:
            self.kills[phase, victim] += 1

    def look(self) -> None:
        """Read what readers see, and what is stored."""
        self.shown, self.stored = self.war.read_shown(), self.war.read_stored()

    def judge(self, whole: tuple[dict[str, Checksum], ...], stored: Stored) -> None:
        """Whether readers see one star or the other, and every document that is stored is so as a whole."""
        if self.shown not in whole:
            self.faults.append(f"kill {self.struck} in night {self.nights}: readers see half a star")
        if not self.stored.items() <= stored.items():
            self.faults.append(f"kill {self.struck} in night {self.nights}: half a document is stored")

    def night(self, quiet: dict[str, Any], before: dict[str, Checksum], peace: Warehouse) -> None:
        """Kill until all is loaded, then until all is shown, and let the last run come to its end."""
        after, stored = peace.read_shown(), peace.read_stored()
        moments = quiet["moments"] | FIRST_MOMENTS
        over = {
            PREPARING: lambda: False,
            LOADING: lambda: self.stored == stored,
            READING: lambda: False,
            BUILDING: lambda: self.shown == after,
        }
        for stage, most in self.plan.most_in_a_night.items():
            for _ in range(most):
                if over[stage]():
                    break
                self.strike(stage, moments)
                self.look()
                self.judge((before, after), stored)
        last = self.war.run_command("run", str(self.folder))
        if last["code"] != quiet["code"]:
            self.faults.append(f"night {self.nights}: the run after the kills ends with {last['code']}")
        self.look()
        if self.shown != after or self.stored != stored:
            self.faults.append(f"night {self.nights}: the warehouse is not what it is in peace")
        self.nights += 1


def write_night(folder: Path, night: int, projects: int) -> None:
    """What comes in on a night: new projects, the corrected filing of an older one, copies of it, files that are none."""
    folder.mkdir()
    for number in range(projects):
        part = folder / str(number // PROJECTS_A_PART)
        part.mkdir(exist_ok=True)
        new = InventedFiling(project=f"农村供水工程第{night}期第{number}标段")
        (part / f"{night}_{number}_new.txt").write_text(new.text, encoding="utf-8")
        (part / f"{night}_{number}_next.txt").write_text(replace(new, year=2025).text, encoding="utf-8")
        older = InventedFiling(project=f"农村供水工程第{max(night - 1, 0)}期第{number}标段")
        corrected = older.with_target("新建水厂数量", f"≥{night + 5}座")
        (part / f"{night}_{number}_corrected.txt").write_text(corrected.text, encoding="utf-8")
        (part / f"{night}_{number}_copy.docx").write_bytes(docx(corrected.blocks))
    (folder / BROKEN).write_bytes(docx(older.blocks)[: 700 + night])


def run_campaign(
    place: Path, plan: Plan, parsed: Path | None = None, tell: Callable[[str], None] = lambda _line: None
) -> Campaign:
    """Kill until so many kills have struck; after each, look; at the end of each night, compare with the one in peace."""
    for name in ("filings", "peace", "war"):
        (place / name).mkdir()
    peace, war = (Warehouse(place / name, parsed) for name in ("peace", "war"))
    result = Campaign(plan, place, Random(plan.seed), war)
    try:
        before: dict[str, Checksum] = {}
        while result.struck < plan.kills:
            result.folder = place / "filings" / str(result.nights)
            write_night(result.folder, result.nights, plan.projects)
            began = perf_counter()
            quiet = peace.run_command("run", str(result.folder))
            quiet["moments"]["time"] = int((perf_counter() - began) * 1000)
            result.night(quiet, before, peace)
            before = peace.read_shown()
            tell(f"night {result.nights}: {result.struck} of {plan.kills} kills, {len(result.faults)} faults")
    finally:
        peace.close()
        war.close()
    return result


def main() -> None:
    """Print how many kills struck where, and each fault."""
    given = [int(word) for word in sys.argv[1:]]
    plan = Plan(*(given + [2000, 1, 30][len(given) :]))
    began = perf_counter()
    with TemporaryDirectory() as place:
        Path(place).chmod(0o755)  # root's server runs as another user, who has to enter
        result = run_campaign(Path(place), plan, tell=lambda line: print(line, file=sys.stderr, flush=True))
    print(f"{result.struck} kills in {result.nights} nights, {perf_counter() - began:.0f} s")
    for victim in VICTIMS:
        print(f"  {victim:<10}" + "".join(f"{phase} {result.kills[phase, victim]:>4}   " for phase in PHASES))
    print(f"  faults: {len(result.faults)}", *result.faults, sep="\n  ")
    sys.exit(bool(result.faults))


if __name__ == "__main__":
    main()
