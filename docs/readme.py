"""The outputs that the pages show, as the commands really print them.

In: samples/. Out: the READMEs and the pages of docs/, with what stands between their markers
`output of …` written anew. Forbidden: changing anything outside the markers.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

HOUSE = Path(__file__).parent.parent
PAGES = (*sorted(HOUSE.glob("README*.md")), *sorted((HOUSE / "docs").rglob("*.md")))
# What a marker names -> the arguments of `filings` that print it; in this order, for the first one fills the warehouse.
COMMANDS = {
    "make run": ["run", "samples"],
    "filings audit": ["audit", "劳务工作办公室", "--severity", "error"],
}
BLOCK = re.compile(r"(<!-- output of ([\w ]+): begin -->\n```text\n)(.*?)(```\n<!-- output of \2: end -->)", re.DOTALL)


def tidy(output: str) -> str:
    """Without the blanks and blank lines that a table ends in, which a page does not need."""
    return re.sub(
        r"\n{2,}(?=\d+ (?:loaded|findings)|In the warehouse|no corrections)", "\n\n", _stripped(output)
    ).strip()


def _stripped(output: str) -> str:
    return "\n".join(line.rstrip() for line in output.splitlines())


def outputs(home: Path) -> dict[str, str]:
    """What each command prints, run in this house on a warehouse of its own."""
    ours = {name: value for name, value in os.environ.items() if name != "DATABASE_URL"}
    ours |= {"FILINGS_HOME": str(home), "PYTHONPATH": str(HOUSE)}
    command = [sys.executable, "-c", "from etl.cli.main import main; main()"]
    printed = {}
    for name, arguments in COMMANDS.items():
        done = subprocess.run(
            [*command, *arguments], cwd=HOUSE, env=ours, stdout=subprocess.PIPE, text=True, check=True
        )
        printed[name] = tidy(done.stdout)
    return printed


def shown(page: Path) -> dict[str, str]:
    """What a page shows, by the name of its marker."""
    return {match[2]: match[3].strip() for match in BLOCK.finditer(page.read_text(encoding="utf-8"))}


def main() -> None:
    """Run the commands and write what they print."""
    with TemporaryDirectory() as place:
        Path(place).chmod(0o755)  # root's server runs as another user, who has to enter
        printed = outputs(Path(place) / "home")
    for page in PAGES:
        if shown(page):
            text = page.read_text(encoding="utf-8")
            text = BLOCK.sub(lambda match: f"{match[1]}{printed[match[2]]}\n{match[4]}", text)
            page.write_text(text, encoding="utf-8")
            print(f"{page.relative_to(HOUSE)}: {', '.join(shown(page))}")


if __name__ == "__main__":
    main()
