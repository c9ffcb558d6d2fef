"""What the surroundings say: which database, which folder, and where our shipped folders stand.

In: environment variables. Out: Settings, read once by the command and handed on.
Forbidden: reading these variables anywhere else.
"""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Settings:
    """A database of the user's own, if any (it may hold a password), and the absolute folder FILINGS_HOME."""

    database_url: str | None = field(repr=False)
    home: Path


def load_settings(environ: Mapping[str, str] = os.environ) -> Settings:
    """DATABASE_URL and FILINGS_HOME; without them no database of the user's own, and `.filings` here.

    Links are resolved, so that one folder reached by two names is one home with one server.
    """
    home = Path(environ.get("FILINGS_HOME", "").strip() or ".filings")
    return Settings(
        database_url=environ.get("DATABASE_URL", "").strip() or None,
        home=home.expanduser().resolve(),
    )


def project_folder(name: str) -> Path:
    """The folder `dbt` or `migrations`: inside an installed package, beside it in a checkout.

    The packaged one is asked for first, because dbt itself is installed beside us under the same name.
    """
    packaged = PACKAGE / f"_{name}"
    folder = packaged if packaged.is_dir() else PACKAGE.parent / name
    if not folder.is_dir():
        raise FileNotFoundError(f"the folder {name}/ is missing beside {PACKAGE}; install the project again")
    return folder
