"""How backups, the way back and the list of erasures are asked for."""

from __future__ import annotations

import argparse

from shanyraq.cli.asking import Parser


def add_backup_commands(commands: argparse._SubParsersAction[Parser]) -> None:
    """`shanyraq backup`, `restore`, `drill` and `erasures`."""
    _backup(commands)
    _restore(commands)
    _drill(commands)
    _erasures(commands)


def _backup(commands: argparse._SubParsersAction[Parser]) -> None:
    backup = commands.add_parser(
        "backup",
        help="write one encrypted file with everything but the keys",
        description="Everything but the key files, as one file that only the owners of the named keys can read.",
    )
    backup.add_argument("--to", required=True, metavar="FOLDER", help="where the file is written")
    backup.add_argument(
        "--for",
        required=True,
        nargs="+",
        action="extend",
        dest="recipients",
        metavar="FILE",
        help="files with public keys of age (age1…), two keys or more",
    )
    backup.set_defaults(run="backup:backup", site=True)


def _restore(commands: argparse._SubParsersAction[Parser]) -> None:
    restore = commands.add_parser(
        "restore",
        help="make an installation of a backup, in an empty folder",
        description="Never over anything: into an empty folder and, for PostgreSQL, an empty database in DATABASE_URL.",
    )
    restore.add_argument("file", metavar="FILE", help="the backup")
    restore.add_argument(
        "--identity", required=True, metavar="FILE", help="the private key of age that opens it"
    )
    restore.add_argument("--into", metavar="FOLDER", help="an empty folder, which becomes SHANYRAQ_DATA")
    restore.add_argument("--keys", metavar="FOLDER", help="the installation's keys (SHANYRAQ_DATA/keys)")
    restore.add_argument(
        "--erasures",
        nargs="+",
        default=[],
        metavar="FILE",
        help="lists of what was erased since (else those beside the backup): it is erased again",
    )
    restore.add_argument(
        "--verify",
        action="store_true",
        help="only try it, in a private folder, and remove what was made; the result goes into the record, or onto a "
        "slip for it",
    )
    restore.set_defaults(run="restore:run", site=True)


def _drill(commands: argparse._SubParsersAction[Parser]) -> None:
    what = commands.add_parser("drill", help="trials of backups that were done elsewhere")
    enter = what.add_subparsers(required=True, metavar="WHAT").add_parser(
        "enter", help="enter what a trial found into the record, from the slip that it printed"
    )
    enter.add_argument("slip", metavar="FILE", help="what `shanyraq restore --verify` printed")
    enter.set_defaults(run="drill:enter", site=True)


def _erasures(commands: argparse._SubParsersAction[Parser]) -> None:
    what = commands.add_parser("erasures", help="what was erased, for restoring an older backup")
    does = what.add_subparsers(required=True, metavar="WHAT")
    listing = does.add_parser("list", help="print the signed list of what was erased: it names nobody")
    listing.set_defaults(run="erasures:show", site=True)
    repeat = does.add_parser("repeat", help="erase again what an older backup has brought back")
    repeat.add_argument("lists", nargs="+", metavar="FILE", help="lists that this installation signed")
    repeat.set_defaults(run="erasures:repeat", site=True)
