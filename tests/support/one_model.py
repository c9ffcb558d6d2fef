"""`make model MODEL=name`: one model, seed or rule of dbt, built and tested on the samples, beside what readers see.

In: the name, or what else dbt selects by; DATABASE_URL or FILINGS_HOME, for which make takes a home of its own. Out:
each step as it begins, what failed, and exit code 1 where something did. The first time all of the star is built.
"""

from __future__ import annotations

import sys

from etl.loading.load import load
from etl.outcome import BuildResult, Step
from etl.server.database import started_server
from etl.settings import Settings, load_settings
from etl.warehouse.connection import query
from etl.warehouse.dbt_runner import run_dbt
from etl.warehouse.migrate import migrate
from tests.support.places import SAMPLES

IS_BUILT = "select to_regclass('marts_next.dim_statement') is not null as is_built"


def tell(step: Step) -> None:
    sys.stdout.write(f"{step.number}/{step.total} {step.name}\n")  # in one piece: dbt has several threads


def prepared(url: str, settings: Settings) -> BuildResult | None:
    """The samples loaded, and the whole star built where none stands yet."""
    migrate(url)
    load([SAMPLES], url)
    if query(url, IS_BUILT)[0]["is_built"]:
        return None
    print("building all models once")
    return run_dbt(url, settings.home, ["build", "--exclude-resource-type", "unit_test"])


def main(selected: list[str]) -> int:
    """Build and test what is selected; how it went as an exit code."""
    if not selected:
        sys.exit("name a model: make model MODEL=dim_year")
    settings = load_settings()
    with started_server(settings) as url:
        first = prepared(url, settings)
        result = run_dbt(url, settings.home, ["build", "--select", *selected], tell)
    for failure in (*(first.failures if first else ()), *result.failures):
        print(failure.line)
    if not result.nodes:
        print(f"nothing is called {' '.join(selected)}")
    return 1 if result.failures or not result.nodes else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
