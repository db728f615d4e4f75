"""The `shanyraq` command: what can be asked for, and the one place that turns a fault into a line and an exit code.

Exit codes: 0 done; 1 it could not be done, or a check found something; 2 it was asked for in a wrong way.
Nothing heavy is imported until a command is chosen, and the database is opened only by commands that need it.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module
from typing import Any

from shanyraq.cli.asking import FEWEST, MOST, Parser, whole_number
from shanyraq.cli.backup_words import add_backup_commands
from shanyraq.cli.faults import CommandFault
from shanyraq.cli.key_words import add_key_commands
from shanyraq.cli.record_words import add_record_commands


def main(words: Sequence[str] | None = None) -> int:
    """Run one command and return its exit code."""
    given = list(sys.argv[1:] if words is None else words)
    if given[:1] == ["roster"]:  # it has its own words, and needs neither database nor settings
        return int(import_module("shanyraq.cases.rosters.command").main(given[1:], reader=Parser))
    chosen = _parser().parse_args(given)
    try:
        if chosen.first:  # what can be asked before the installation is opened
            _called(chosen.first)(chosen)
        if chosen.site:
            return int(import_module("shanyraq.cli.site").run(chosen))
        return run_command(chosen)
    except CommandFault as fault:
        print(f"shanyraq: {fault}", file=sys.stderr)
        return chosen.fault_code or fault.code
    except SystemExit as stop:  # a variable of the environment that cannot be used says so itself
        if isinstance(stop.code, str):
            print(f"shanyraq: {stop.code}", file=sys.stderr)
            return 2
        raise
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:  # `shanyraq pack show packs/kz | head`: whoever reads has read enough
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0


def run_command(chosen: argparse.Namespace) -> int:
    """Call the function that a chosen command names."""
    return int(_called(chosen.run)(chosen))


def _called(words: str) -> Callable[[argparse.Namespace], Any]:
    module, _, name = words.partition(":")
    function: Callable[[argparse.Namespace], Any] = getattr(import_module(f"shanyraq.cli.{module}"), name)
    return function


def _parser() -> argparse.ArgumentParser:
    parser = Parser(
        prog="shanyraq",
        description="The site and its tools. SHANYRAQ_DATA names the folder of database, files and keys, "
        "DATABASE_URL a PostgreSQL database, PORT the port, SHANYRAQ_MODE demo or production.",
    )
    parser.set_defaults(site=False, fault_code=None, first="")
    commands = parser.add_subparsers(dest="command", required=True, metavar="COMMAND")
    _site_commands(commands)
    _account_commands(commands)
    add_record_commands(commands)
    _chores(commands)
    add_backup_commands(commands)
    add_key_commands(commands)
    _seal_commands(commands)
    _pack_commands(commands)
    _file_commands(commands)
    commands.add_parser("version", help="print the version").set_defaults(run="version:version")
    return parser


def _site_commands(commands: argparse._SubParsersAction[Parser]) -> None:
    serve = commands.add_parser("serve", help="start the site; makes and fills what is missing")
    serve.add_argument("--no-worker", action="store_true", help="leave long work to `shanyraq work`")
    serve.set_defaults(run="serving:serve", site=True, first="ports:require")
    work = commands.add_parser("work", help="do long and regular work, in a process of its own")
    work.add_argument("--once", action="store_true", help="do what is waiting, then stop")
    work.set_defaults(run="working:work", site=True)
    migrate = commands.add_parser("migrate", help="make the database, or bring it to this version")
    migrate.set_defaults(run="database:migrate", site=True)
    demo = commands.add_parser("demo", help="fill an empty demonstration with invented people")
    demo.add_argument(
        "--people",
        type=whole_number(FEWEST, MOST),
        default=700,
        metavar="N",
        help=f"how many, from {FEWEST} (700)",
    )
    demo.add_argument(
        "--seed", type=whole_number(), default=None, metavar="S", help="the same seed gives the same people"
    )
    demo.set_defaults(run="database:demo", site=True)
    walls = commands.add_parser(
        "walls",
        help="PostgreSQL's own walls around people's rows",
        description="Without a word more: how they stand. Exit code 1 where the site would not open behind them.",
    )
    walls.set_defaults(run="walls:show", site=True)
    does = walls.add_subparsers(metavar="WHAT")
    for name, function, words in (
        ("raise", "raise_all", "raise them anew from this version's rules; as the owner of the tables"),
        ("lower", "lower", "take them away"),
    ):
        does.add_parser(name, help=words).set_defaults(run=f"walls:{function}", site=True)
    doctor = commands.add_parser("doctor", help="say how this installation is")
    doctor.set_defaults(run="health:doctor", site=True)


def _account_commands(commands: argparse._SubParsersAction[Parser]) -> None:
    admin = commands.add_parser("admin", help="the first account").add_subparsers(
        required=True, metavar="WHAT"
    )
    create = admin.add_parser(
        "create",
        help="make an administrator's account",
        description="The password comes from SHANYRAQ_ADMIN_PASSWORD or is asked for; with --link, or where nobody "
        "can be asked, a link is printed with which it is chosen once.",
    )
    create.add_argument("login", metavar="LOGIN", help="the user name, such as aigul.s")
    create.add_argument("--name", default="", help="her name, as colleagues see it")
    create.add_argument("--link", action="store_true", help="print a one-time link instead of asking")
    create.set_defaults(run="accounts:create_admin", site=True)


def _chores(commands: argparse._SubParsersAction[Parser]) -> None:
    commands.add_parser("sweep", help="go on with erasures").set_defaults(run="sweeping:sweep", site=True)
    evidence = commands.add_parser("evidence", help="what plans are worked out from")
    rebuild = evidence.add_subparsers(required=True, metavar="WHAT").add_parser(
        "rebuild", help="work evidence out anew from the records and print what differs"
    )
    rebuild.add_argument(
        "--apply", action="store_true", help="write the differences, instead of printing only"
    )
    rebuild.set_defaults(run="evidence:rebuild", site=True)


def _seal_commands(commands: argparse._SubParsersAction[Parser]) -> None:
    what = commands.add_parser(
        "seal", help="the keys on paper: of former names, and of everything"
    ).add_subparsers(required=True, metavar="WHAT")
    for name, function, words in (
        ("papers", "write_papers", "print a key as five papers, of which three give it back"),
        ("drill", "drill", "try three papers; changes nothing"),
        ("carry-off", "carry_off", "delete the recovery key's file, once three papers were typed in"),
        ("recover", "recover", "lock everything for the custodians of today, with three papers"),
        (
            "new-key",
            "new_key",
            "make another recovery key with two custodians: papers of before open nothing",
        ),
        ("restore-root", "restore_root", "write the root key's file again, with three papers"),
    ):
        one = what.add_parser(name, help=words)
        one.set_defaults(run=f"seal:{function}", site=True)
        if name in ("papers", "drill"):
            one.add_argument(
                "--of",
                choices=("recovery", "root"),
                default="recovery",
                help="which key: of former names (recovery, the default) or of all columns (root)",
            )


def _pack_commands(commands: argparse._SubParsersAction[Parser]) -> None:
    pack = commands.add_parser("pack", help="country packs").add_subparsers(required=True, metavar="WHAT")
    check = pack.add_parser("check", help="name file, line, field and remedy of each fault")
    check.add_argument("path", metavar="PATH", help="a pack's folder, such as packs/kz")
    check.set_defaults(run="packs:check")
    show = pack.add_parser("show", help="print the pathway as a chart")
    show.add_argument("path", metavar="PATH", help="a pack's folder, such as packs/kz")
    show.add_argument("--language", default="en", metavar="CODE", help="kk, ru, en or ar (en)")
    show.set_defaults(run="packs:show")
    roster = commands.add_parser("roster", help="lists that camps and others send")
    roster.add_subparsers(required=True, metavar="WHAT").add_parser(
        "read", help="read a list and print what it says"
    )


def _file_commands(commands: argparse._SubParsersAction[Parser]) -> None:
    check = commands.add_parser(
        "fsck",
        help="compare papers kept with people and their files",
        description="Exit codes: 0 every paper has its file and every file its paper, 1 something is left to do. "
        "Files of the last hour are left alone: their papers may still be on their way.",
    )
    check.add_argument("--mend", action="store_true", help="take away files that belong to no paper")
    check.set_defaults(run="fsck:fsck", site=True)


if __name__ == "__main__":
    sys.exit(main())
