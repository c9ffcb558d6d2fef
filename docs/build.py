"""The description of every table, column and test, as one web page that needs no server, and the catalogue of rules.

In: a warehouse that has been built (DATABASE_URL or FILINGS_HOME). Out: build/docs/index.html and rules.html.
Forbidden: building or changing the warehouse.
"""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

from docs import rules
from etl.server.database import started_server
from etl.settings import load_settings
from etl.warehouse.dbt_runner import run_dbt

PAGE = Path("build/docs/index.html")


def main() -> None:
    """Let dbt read the catalogue of the database and keep the one page it writes."""
    settings = load_settings()
    with started_server(settings) as url:
        result = run_dbt(url, settings.home, ["docs", "generate", "--static", "--vars", "shown: true"])
    if result.failures:
        sys.exit("\n".join(f"{failure.name}: {failure.message}" for failure in result.failures))
    PAGE.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(settings.home / "dbt" / "target" / "static_index.html", PAGE)
    print(PAGE)
    rules.main()


if __name__ == "__main__":
    main()
