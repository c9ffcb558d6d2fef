"""A database of the user's own, named by DATABASE_URL."""

from pathlib import Path

import pytest

from etl.server.address import masked, split_password
from etl.server.database import ServerUnreachable, psql_command, psql_environment, started_server
from etl.settings import Settings


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("postgresql://someone:secret@127.0.0.1:1/filings", r"postgresql://someone:\*\*\*@127\.0\.0\.1:1/filings"),
        ("postgresql+psycopg://someone:secret@127.0.0.1:1/filings", r"postgresql://someone:\*\*\*@"),
        ("postgresql://127.0.0.1:1/filings?password=secret&user=x", r"password=\*\*\*&user=x"),
        ("postgresql://someone:sec@secret@127.0.0.1:1/filings", "no PostgreSQL URL"),
        ("postgresql://someone:1/secret@127.0.0.1:1/filings", "no PostgreSQL URL"),
        ("postgresql://someone:secret", "no PostgreSQL URL"),
        ("postgresql://someone:secret@127.0.0.1:1/filings?secret", "no PostgreSQL URL"),
        ("mysql://someone:secret@127.0.0.1:1/filings", "no PostgreSQL URL"),
        ("secret", "no PostgreSQL URL"),
    ],
)
def test_a_database_that_cannot_be_reached_is_named_in_one_line_without_its_password(address, shown, tmp_path):
    with pytest.raises(ServerUnreachable, match=shown) as trouble, started_server(Settings(address, tmp_path / "home")):
        pass
    assert "secret" not in str(trouble.value)
    assert "\n" not in str(trouble.value)
    assert not (tmp_path / "home").exists()


def test_a_password_goes_to_psql_by_its_environment():
    own = Settings("postgresql://someone:secret@host/filings", Path("unused"))
    assert not any("secret" in word for word in psql_command(own))
    assert psql_environment(own)["PGPASSWORD"] == "secret"


@pytest.mark.parametrize(
    ("address", "shown"),
    [
        ("postgresql://u:p%40w@h:5432/d", "postgresql://u:***@h:5432/d"),
        ("postgresql://u@h/d", "postgresql://u@h/d"),
        ("postgresql:///d?host=/run&sslpassword=x", "postgresql:///d?host=/run&password=***"),
    ],
)
def test_a_password_is_masked_wherever_a_url_may_hold_one(address, shown):
    assert masked(address) == shown


def test_an_address_and_its_password_are_split_and_decoded():
    assert split_password("postgresql+psycopg://u:p%40w@h:5433/d") == (
        "user=u dbname=d host=h port=5433",
        "p@w",
    )
