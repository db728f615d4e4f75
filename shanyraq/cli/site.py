"""Opening the installation for a command: settings, rooms and pack; and what can be wrong with them, in one line."""

from __future__ import annotations

import argparse
import os
from pathlib import Path

import django
from django.conf import settings
from django.db import DatabaseError, connection

from shanyraq.cli.faults import CommandFault
from shanyraq.cli.main import run_command
from shanyraq.foundation.errors import Refusal
from shanyraq.foundation.keyfiles import MissingKey
from shanyraq.pathway import PackError


def run(chosen: argparse.Namespace) -> int:
    """Open the installation and run a command in it."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.umask(0o077)  # what is made here is for this account: database, styles, drafts
    try:
        django.setup()
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
    except DatabaseError as error:
        raise CommandFault(f"the database does not answer as it should: {_first_line(error)}") from error


def require_database() -> None:
    """Raise CommandFault where no database was made yet. Asking must not make one."""
    if is_missing_file():
        raise CommandFault(
            f"there is no installation in {settings.DATA}: run `shanyraq serve` or `shanyraq migrate`"
        )


def is_missing_file() -> bool:
    """Whether the database is a file that is not there; opening it would make one."""
    if connection.vendor != "sqlite" or connection.is_in_memory_db():  # type: ignore[attr-defined]
        return False
    return not Path(str(connection.settings_dict["NAME"])).exists()


def _first_line(error: Exception) -> str:
    return (str(error).splitlines() or ["no reason given"])[0]
