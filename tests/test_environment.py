"""The one reader of the environment: what it takes, what it refuses, and what it says then."""

from pathlib import Path

import pytest

from config.environment import SettingError, database, read


def test_without_any_variable_there_is_a_demonstration_on_port_8000() -> None:
    found = read({})

    assert (found.mode, found.port, found.debug, found.database_url) == ("demo", 8000, False, None)
    assert found.data.name == "var"
    assert found.pack.parts[-2:] == ("packs", "kz")


def test_what_is_given_is_used(tmp_path: Path) -> None:
    found = read(
        {
            "SHANYRAQ_DATA": str(tmp_path),
            "SHANYRAQ_MODE": "production",
            "PORT": "9000",
            "SHANYRAQ_HOSTS": "shanyraq.example,other.example",
        }
    )

    assert (found.data, found.mode, found.port) == (tmp_path.resolve(), "production", 9000)
    assert found.hosts == ("shanyraq.example", "other.example")


@pytest.mark.parametrize(
    ("name", "value", "remedy"),
    [
        ("PORT", "many", "PORT=8000"),
        ("PORT", "0", "1 to 65535"),
        ("PORT", "70000", "1 to 65535"),
        ("PORT", "-1", "1 to 65535"),
        ("SHANYRAQ_MODE", "test", "demo or production"),
        ("SHANYRAQ_MODE", "Production", "demo or production"),
        ("SHANYRAQ_DEBUG", "yes", "0 or 1"),
    ],
)
def test_a_variable_that_cannot_be_used_is_named_with_the_remedy(name: str, value: str, remedy: str) -> None:
    with pytest.raises(SettingError) as fault:
        read({name: value})

    assert name in str(fault.value) and value in str(fault.value) and remedy in str(fault.value)


def test_the_default_database_is_a_file_among_the_data(tmp_path: Path) -> None:
    made = database(read({"SHANYRAQ_DATA": str(tmp_path)}))

    assert made["NAME"] == str(tmp_path.resolve() / "shanyraq.sqlite3")
    assert "synchronous=FULL" in str(made["OPTIONS"]) and "IMMEDIATE" in str(made["OPTIONS"])


def test_sqlite_trusts_the_schema_that_our_migrations_wrote(tmp_path: Path) -> None:
    """See docs/adr/0012: without it releases before 3.41 make no table with a JSON column."""
    pragmas = str(database(read({"SHANYRAQ_DATA": str(tmp_path)}))["OPTIONS"])

    assert "trusted_schema" not in pragmas
    assert "secure_delete=ON" in pragmas and "cell_size_check=ON" in pragmas


def test_a_ministry_names_its_postgresql_in_one_variable() -> None:
    made = database(read({"DATABASE_URL": "postgresql://shan:p%40ss@db.example:5433/home"}))

    assert (made["ENGINE"], made["NAME"], made["USER"], made["PASSWORD"], made["HOST"], made["PORT"]) == (
        "django.db.backends.postgresql",
        "home",
        "shan",
        "p@ss",
        "db.example",
        "5433",
    )


@pytest.mark.parametrize(
    "url",
    ["mysql://x/y", "postgresql://host", "nonsense", "postgres://a:b@host:port/x", "postgres://[host/x"],
)
def test_another_database_is_refused_with_an_example(url: str) -> None:
    with pytest.raises(SettingError, match="postgresql://user:password@host:5432/name"):
        database(read({"DATABASE_URL": url}))
