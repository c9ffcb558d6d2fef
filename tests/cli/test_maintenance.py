"""`filings verify` and `filings rebuild`."""

from pathlib import Path

from sqlalchemy import text

from etl.warehouse.connection import connected
from tests.support.commands import Filings, assert_one_line, log_words


def test_checksums_are_saved_compared_and_the_same_after_a_rebuild(
    filings: Filings, warehouse_copy: str, tmp_path: Path
):
    ours = {"DATABASE_URL": warehouse_copy}
    assert filings("verify", "--save", "sums.json", **ours).returncode == 0
    rebuilt = filings("rebuild", **ours)
    assert (rebuilt.returncode, log_words(rebuilt)["loaded"]) == (0, "4"), rebuilt.stderr
    assert filings("verify", "--against", "sums.json", **ours).returncode == 0
    with connected(warehouse_copy) as connection, connection.begin():
        connection.execute(text("update marts.fct_staffing set actual = actual + 1"))
    differing = filings("verify", "--against", "sums.json", **ours)
    assert differing.returncode == 1
    assert "the marts differ" in differing.stdout
    (tmp_path / "sums.json").write_text("[1]")
    assert_one_line(filings("verify", "--against", "sums.json", **ours), 2, "holds no checksums")
    assert "nothing has been built yet" in filings("verify").stdout
