"""The one reader of the environment: every variable, its type, its default, and what to do when it is wrong."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote, urlsplit

ROOT = Path(__file__).resolve().parent.parent
MODES = ("demo", "production")
UNSCANNED = ("refuse", "allow")  # what becomes of a file where no scanner answers
SCANNER = "/var/run/clamav/clamd.ctl"  # where Debian's clamav-daemon answers
_URL_REMEDY = "DATABASE_URL must look like postgresql://user:password@host:5432/name"


class SettingError(SystemExit):
    """A variable of the environment cannot be used; the message names it and the remedy."""


@dataclass(frozen=True)
class Environment:
    """What the environment says, read once at start."""

    data: Path
    database_url: str | None
    port: int
    mode: str
    pack: Path
    hosts: tuple[str, ...]
    debug: bool
    workers: int
    witness: Path | None
    walls: bool
    scanner: str
    unscanned: str
    key_agent: Path | None
    root_key: Path | None


def read(env: Mapping[str, str] = os.environ) -> Environment:
    """Read the environment. Raises SettingError with the variable's name and what to type instead."""
    return Environment(
        data=_folder(env, "SHANYRAQ_DATA", ROOT / "var"),
        database_url=env.get("DATABASE_URL") or None,
        port=_number(env, "PORT", 8000),
        mode=_one_of(env, "SHANYRAQ_MODE", MODES, "demo"),
        pack=Path(env.get("SHANYRAQ_PACK") or ROOT / "packs" / "kz").resolve(),
        hosts=tuple(h for h in env.get("SHANYRAQ_HOSTS", "127.0.0.1,localhost,[::1]").split(",") if h),
        debug=_one_of(env, "SHANYRAQ_DEBUG", ("0", "1"), "0") == "1",
        workers=_number(env, "WEB_CONCURRENCY", 1),
        scanner=_scanner(env),
        unscanned=_one_of(
            env,
            "SHANYRAQ_UNSCANNED",
            UNSCANNED,
            "allow" if env.get("SHANYRAQ_MODE") != "production" else "refuse",
        ),
        witness=Path(env["SHANYRAQ_WITNESS"]).absolute() if env.get("SHANYRAQ_WITNESS") else None,
        walls=_one_of(env, "SHANYRAQ_WALLS", ("0", "1"), "0") == "1",
        key_agent=Path(env["SHANYRAQ_KEY_AGENT"]).absolute() if env.get("SHANYRAQ_KEY_AGENT") else None,
        root_key=Path(env["SHANYRAQ_ROOT_KEY"]).absolute() if env.get("SHANYRAQ_ROOT_KEY") else None,
    )


def database(environment: Environment) -> dict[str, object]:
    """Django's settings of the database: PostgreSQL where DATABASE_URL says so, else one SQLite file.

    SQLite keeps a rollback journal: releases before 3.51.3 can lose pages when a WAL is reset. Its trusted_schema stays
    on: without it SQLite 3.40 holds the checks of our JSON columns to be unsafe and makes no table.
    """
    if environment.database_url is None:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(environment.data / "shanyraq.sqlite3"),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 20,
                "init_command": "PRAGMA journal_mode=TRUNCATE;PRAGMA synchronous=FULL;PRAGMA foreign_keys=ON;"
                "PRAGMA secure_delete=ON;PRAGMA cell_size_check=ON;",
            },
        }
    try:
        url = urlsplit(environment.database_url)
        port = url.port
    except ValueError as fault:
        raise SettingError(_URL_REMEDY) from fault
    if url.scheme not in {"postgres", "postgresql"} or not url.path.strip("/"):
        raise SettingError(_URL_REMEDY)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": unquote(url.path.lstrip("/")),
        "USER": unquote(url.username or ""),
        "PASSWORD": unquote(url.password or ""),
        "HOST": unquote(url.hostname or ""),
        "PORT": str(port or ""),
        # A line is tried before it is used: when the server was started again none of the old ones answers. One for
        # each thread of the site, its worker and whoever looks after it.
        "CONN_HEALTH_CHECKS": True,
        "OPTIONS": {"pool": {"min_size": 1, "max_size": 10, "timeout": 10}},
    }


def _folder(env: Mapping[str, str], name: str, default: Path) -> Path:
    """A folder that is there or may be made: nothing on the way to it is a file."""
    folder = Path(env.get(name) or default).resolve()
    for place in (folder, *folder.parents):
        if place.exists() and not place.is_dir():
            what = "is a file" if place == folder else f"would lie in {place}, which is a file"
            raise SettingError(f"{name} is {str(folder)!r}, which {what}; give a folder")
    return folder


def _scanner(env: Mapping[str, str]) -> str:
    """Where the virus scanner answers: a socket's path, or an address and a port."""
    place = env.get("SHANYRAQ_SCANNER") or SCANNER
    if not place.startswith("/") and not place.rpartition(":")[2].isdigit():
        raise SettingError(
            f"SHANYRAQ_SCANNER is {place!r}; give the socket of ClamAV's daemon, for example {SCANNER}, "
            "or an address and a port such as 127.0.0.1:3310"
        )
    return place


def _number(env: Mapping[str, str], name: str, default: int) -> int:
    text = env.get(name, "")
    if not text:
        return default
    if not text.isdigit() or not 0 < int(text) < 65536:
        raise SettingError(f"{name} is {text!r}; give a number from 1 to 65535, for example {name}={default}")
    return int(text)


def _one_of(env: Mapping[str, str], name: str, choices: tuple[str, ...], default: str) -> str:
    text = env.get(name) or default
    if text not in choices:
        raise SettingError(f"{name} is {text!r}; it can be {' or '.join(choices)}")
    return text
