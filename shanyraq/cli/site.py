"""Opening the installation for a command: settings, rooms and pack; and what can be wrong with them, in one line."""

from __future__ import annotations

import argparse
import os
from importlib import import_module
from pathlib import Path

import django
from django.conf import settings
from django.db import DatabaseError, connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder

from shanyraq.cli.faults import CommandFault
from shanyraq.cli.main import run_command
from shanyraq.foundation import space
from shanyraq.foundation.asking import told
from shanyraq.foundation.errors import KeysOutOfReach, Refusal
from shanyraq.foundation.keyfiles import MissingKey
from shanyraq.pathway import PackError

LONGEST_WAIT = 5  # seconds for a database server to answer


def run(chosen: argparse.Namespace) -> int:
    """Open the installation and run a command in it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.umask(0o077)  # what is made here is for this account: database, styles, drafts
    try:
        django.setup()
        with told():
            return run_command(chosen)
    except PackError as error:
        faults = "\n".join(f"  {fault}" for fault in error.faults)
        raise CommandFault(
            f"the country pack in {settings.PACK} cannot be used; mend this first:\n{faults}"
        ) from error
    except Refusal as refusal:
        raise CommandFault(str(refusal)) from refusal
    except MissingKey as error:
        raise CommandFault(str(error)) from error
    except KeysOutOfReach as fault:
        raise CommandFault(str(fault)) from fault
    except BrokenPipeError:
        raise
    except OSError as error:
        if error.filename is None:
            raise
        raise CommandFault(
            f"{error.filename} cannot be used: {error.strerror}. Give this account the right to read and write it, "
            "or name another folder in SHANYRAQ_DATA"
        ) from error
    except DatabaseError as error:
        if isinstance(error, import_module("shanyraq.audit.actions.adding").RecordBent):  # it knows tables
            raise CommandFault(
                "nothing was done, because the record's end was altered and no row fits behind it: run `shanyraq audit "
                "verify`, which names what is wrong, and take the record from a backup"
            ) from error
        raise CommandFault(
            f"the database does not answer as it should: {_first_line(error)}. {_remedy(error)}"
        ) from error


def require_database() -> None:
    """Raise CommandFault where no database was made yet. Asking must not make one."""
    if is_missing_file():
        raise CommandFault(
            f"there is no installation in {settings.DATA}: run `shanyraq serve` or `shanyraq migrate`"
        )
    require_answer()
    require_known()


def require_known() -> None:
    """Raise CommandFault where a newer Shanyraq has been at work on the database: this one would misread it."""
    loader = MigrationLoader(None, load=False)
    loader.load_disk()
    applied = MigrationRecorder(connection).applied_migrations()
    unknown = [key for key in applied if key[0] in loader.migrated_apps and key not in loader.disk_migrations]
    if unknown:
        app, name = sorted(unknown)[-1]
        raise CommandFault(
            f"the database was made by a newer Shanyraq than this one ({app}.{name} is not known here): "
            "install that version, or name another folder in SHANYRAQ_DATA"
        )


def require_answer() -> None:
    """Raise CommandFault where a PostgreSQL server does not answer within seconds.

    Asked directly: the pool would try for half a minute and then not know why.
    """
    if connection.vendor != "postgresql" or connection.connection is not None:
        return
    named = connection.settings_dict
    try:
        _try_once()
    except DatabaseError as error:
        raise CommandFault(
            f"the database that DATABASE_URL names ({named['USER']}@{named['HOST']}:{named['PORT'] or 5432}/"
            f"{named['NAME']}) does not answer: {_first_line(error)}. Start the server, or correct DATABASE_URL"
        ) from error


def _try_once() -> None:
    wanted = connection.get_connection_params() | {"connect_timeout": LONGEST_WAIT}
    with connection.wrap_database_errors:
        connection.Database.connect(**wanted).close()  # type: ignore[attr-defined]


def is_missing_file() -> bool:
    """Whether the database is a file that is not there; opening it would make one."""
    if connection.vendor != "sqlite" or connection.is_in_memory_db():  # type: ignore[attr-defined]
        return False
    return not Path(str(connection.settings_dict["NAME"])).exists()


def _remedy(error: Exception) -> str:
    """What to do about a database that is there and cannot be used."""
    if space.is_full(error):
        return f"Make room on its disk: {how_to_make_room()}"
    if connection.vendor != "sqlite":
        return "Look at the log of the server that DATABASE_URL names"
    file = connection.settings_dict["NAME"]
    return (
        f"Let this account read and write {file}, restore it from the safe copy, "
        "or name another folder in SHANYRAQ_DATA"
    )


def how_to_make_room() -> str:
    """What gives room at once, where there is something that does."""
    path = space.ballast()
    return (
        f"`rm {path}` gives {space.SIZE // 2**20} MB at once"
        if path.exists()
        else "the ballast is gone already"
    )


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or ["no reason given"])[0]
