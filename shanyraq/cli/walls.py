"""`shanyraq walls`: PostgreSQL's own walls around people's rows: how they stand, raising them, taking them away."""

from __future__ import annotations

import argparse

from django.db import connection

from shanyraq.access.actions import walls as actions
from shanyraq.access.queries import walls
from shanyraq.cli import database
from shanyraq.cli.faults import CommandFault
from shanyraq.cli.site import require_database


def show(chosen: argparse.Namespace) -> int:
    """Say which tables have a wall and what is wrong; 1 where the site would not open behind them."""
    _require_ready()
    if not walls.stand():
        print("No walls stand. `shanyraq walls raise` raises them, as the owner of the tables.")
        return 1
    tables = walls.tables()
    print(f"Walls around {len(tables)} tables: {', '.join(tables)}.")
    faults = walls.faults()
    for fault in faults:
        print(f"BAD  {fault}")
    return 1 if faults else 0


def raise_all(chosen: argparse.Namespace) -> int:
    """Raise the walls anew."""
    _require_ready()
    require_owner()
    actions.raise_walls()
    print(
        f"Walls stand around {len(walls.tables())} tables. Start the site with SHANYRAQ_WALLS=1, as shq_app."
    )
    return 0


def lower(chosen: argparse.Namespace) -> int:
    """Take the walls away."""
    _require_ready()
    require_owner()
    actions.lower_walls()
    print("The walls are gone: Python's scopes alone keep each colleague to what she may see.")
    return 0


def require_owner() -> None:
    """Raise CommandFault where whoever logs in does not own the tables."""
    if connection.vendor == "postgresql" and not walls.role_faults():
        raise CommandFault(
            f"the database role {connection.settings_dict['USER']} owns no table: give the DATABASE_URL of their owner"
        )


def _require_ready() -> None:
    require_database()
    database.require_tables()
