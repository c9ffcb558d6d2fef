"""Where the command starts, as `filings` and as `python -m etl`.

In: nothing. Out: a run of the command line. Forbidden: importing anything before it is asked to run. Each process that
reads files imports anew what its parent was started from, which is this, and would then import all commands.
"""

from __future__ import annotations


def main() -> None:
    """Run the command line."""
    from etl.cli.main import main  # noqa: PLC0415 - see above

    main()


if __name__ == "__main__":
    main()
