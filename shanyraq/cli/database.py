"""Making the database, writing into it what it is for, and filling a demonstration."""

from __future__ import annotations

import argparse
import sys
from importlib import import_module

from django.conf import settings
from django.core.management import call_command
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from shanyraq.access.actions.walls import raise_walls
from shanyraq.access.models import StaffMember
from shanyraq.access.queries import system_actor, walls
from shanyraq.audit.actions import guard_rows, recorded
from shanyraq.audit.queries.belonging import foreign_keys
from shanyraq.cli import keys
from shanyraq.cli.faults import CommandFault
from shanyraq.cli.site import is_missing_file, require_answer, require_known
from shanyraq.foundation import space
from shanyraq.foundation.clock import real_now
from shanyraq.foundation.installation import Installed, WrongMode, install, require_mode
from shanyraq.foundation.models import Installation

NOT_READY = "the database is not ready: run `shanyraq migrate` first"


def prepare() -> Installed:
    """Bring the database to this version and make sure that it is what the settings say. Raises CommandFault."""
    require_answer()
    if not is_new():
        require_known()
    is_installed = not is_new() and open_mode() is not None
    keys.require(is_installed=is_installed)
    if not is_installed:
        settings.DATA.mkdir(parents=True, exist_ok=True, mode=0o700)
        keys.make()  # before the database says that it is made: from then on a missing key tells of a loss
    if pending():
        require_builder("bring it to this version with `shanyraq migrate`")
        call_command("migrate", interactive=False, verbosity=0)
        guard_rows()  # a table that a step made anew has lost its triggers
    try:
        if install(fixed_day=settings.DEMO_DAY, at=real_now()):
            with recorded("installation.made", by=system_actor("installation")):
                pass  # the record of an installation is never empty, so that an empty one tells of a loss
        installed = require_mode()
    except WrongMode as fault:
        raise CommandFault(str(fault), 2) from fault
    require_own_keys()
    if not installed.is_demo:
        space.lay_ballast()
    return installed


def require_own_keys() -> None:
    """Raise CommandFault where the keys here are another installation's: with them nothing opens, and nothing fits."""
    if found := foreign_keys():
        raise CommandFault("\n  ".join(found))


def require_walls() -> None:
    """Raise CommandFault where the site would open before the walls that are wanted, or past them."""
    if found := walls.refusals():
        raise CommandFault("this site does not start: " + "; ".join(found))


def require_builder(what: str) -> None:
    """Raise CommandFault where walls stand or are wanted and this is the site's own role, which builds nothing."""
    if connection.vendor != "postgresql" or is_new() or walls.role_faults():
        return
    if settings.WALLS or walls.stand():
        raise CommandFault(
            f"the database role {connection.settings_dict['USER']} only works with what is there: {what}, with the "
            "DATABASE_URL of the tables' owner"
        )


def is_new() -> bool:
    """Whether no table was made yet. Asking makes nothing, not even an empty file."""
    if is_missing_file():
        return True
    return Installation._meta.db_table not in connection.introspection.table_names()


def require_tables() -> None:
    """Raise CommandFault where the making of the database was interrupted."""
    if is_new():
        raise CommandFault(NOT_READY)


def open_mode() -> Installed | None:
    """What an existing database is for; None where making it was interrupted. Raises CommandFault on the wrong mode."""
    if not Installation.objects.exists():
        return None
    try:
        return require_mode()
    except WrongMode as fault:
        raise CommandFault(str(fault), 2) from fault


def pending() -> list[str]:
    """The migrations not applied yet."""
    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def migrate(chosen: argparse.Namespace) -> int:
    """`shanyraq migrate`"""
    installed = prepare()
    if settings.WALLS:
        require_builder("run `shanyraq migrate`")
        raise_walls()
    print(f"The database is ready ({installed.mode}{', behind its walls' if settings.WALLS else ''}).")
    return 0


def demo(chosen: argparse.Namespace) -> int:
    """`shanyraq demo`"""
    if not prepare().is_demo:
        raise CommandFault(
            "this installation holds real people: a demonstration needs another SHANYRAQ_DATA", 2
        )
    if not is_empty():
        raise CommandFault(
            f"{settings.DATA} is filled already: remove it, or give another folder in SHANYRAQ_DATA"
        )
    fill(chosen.people, chosen.seed)
    return 0


def is_empty() -> bool:
    """Whether nobody works here yet."""
    return not StaffMember.objects.exists()


def fill(people: int, seed: int | None = None) -> None:
    """Fill a demonstration. The programme that invents the people is loaded only here."""
    make_programme = import_module("shanyraq.demo.actions").make_programme
    given = {} if seed is None else {"seed": seed}
    make_programme(people=people, tell=lambda words: print(words, file=sys.stderr, flush=True), **given)
