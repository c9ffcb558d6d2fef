"""How a run ended: the exit code, and the one line that tells a scheduler.

In: what load and build did, and the name of the run. Out: a number and a text. Forbidden: everything with an effect.
"""

from __future__ import annotations

from dataclasses import asdict
from enum import IntEnum

from etl.outcome import BuildResult, LoadSummary
from etl.report.summary import Figures
from etl.warehouse.journal import run_id


class ExitCode(IntEnum):
    """The exit codes of the command; public, and the same for every subcommand."""

    OK = 0
    BROKEN = 1
    WRONG_USAGE = 2
    SOME_REJECTED = 3
    INTERRUPTED = 130


MEANINGS = """
\b
Exit codes:
  0  all well
  1  the star or this program is broken and no document is to blame, or no database
  2  wrong usage, or another run at work and --no-wait; nothing was done
  3  some documents were rejected, be it that we fail at them or break a promise in them; the rest is loaded
"""

STATUS_WORDS = {
    ExitCode.OK: "ok",
    ExitCode.BROKEN: "broken",
    ExitCode.SOME_REJECTED: "rejected",
}


def exit_code(loaded: LoadSummary | None, built: BuildResult | None) -> ExitCode:
    """The gravest of what happened."""
    if (built and built.failures) or (loaded and loaded.is_our_fault):
        return ExitCode.BROKEN
    rejected = (loaded and loaded.rejected) or (built and built.set_aside)
    return ExitCode.SOME_REJECTED if rejected else ExitCode.OK


def log_line(
    command: str,
    seconds: float,
    loaded: LoadSummary | None = None,
    built: BuildResult | None = None,
    counts: Figures | None = None,
) -> str:
    """One line of words and figures, such as `filings run: run=… status=ok loaded=4 unchanged=0 … exit=0`."""
    code = exit_code(loaded, built)
    words: dict[str, object] = {"run": run_id(), "status": STATUS_WORDS[code]}
    if loaded:
        words |= {
            "loaded": loaded.loaded,
            "unchanged": loaded.unchanged,
            "rejected": len(loaded.rejected),
        }
    elif built and built.set_aside:
        words["rejected"] = len(built.set_aside)
    if built:
        words["build"] = "failed" if built.failures else "skipped" if built.skipped else "done"
    words |= asdict(counts) if counts else {}
    words |= {"seconds": f"{seconds:.1f}", "exit": int(code)}
    return f"filings {command}: " + " ".join(f"{name}={value}" for name, value in words.items())
