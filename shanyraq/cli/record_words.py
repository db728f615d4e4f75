"""How the record is asked for."""

from __future__ import annotations

import argparse

from shanyraq.cli.asking import Parser, day, whole_number


def add_record_commands(commands: argparse._SubParsersAction[Parser]) -> None:
    """`shanyraq audit`: verify, acknowledge, checkpoint, key."""
    audit = commands.add_parser("audit", help="the record of who did and saw what")
    what = audit.add_subparsers(required=True, metavar="WHAT")
    verify = what.add_parser(
        "verify",
        help="check the record; writes nothing",
        description="Writes nothing. Exit codes: 0 it holds, 1 it does not, 2 it could not be checked, 3 it holds but "
        "for damage that was acknowledged.",
    )
    verify.add_argument(
        "--checkpoint",
        action="append",
        default=[],
        metavar="FILE",
        help="compare with the checkpoints in a file that somebody else kept; can be given several times",
    )
    verify.add_argument(
        "--since", type=day, default=None, metavar="DAY", help="only from the last checkpoint before this day"
    )
    verify.add_argument("--json", action="store_true", help="print what was found for a program")
    verify.set_defaults(run="record:verify", site=True, fault_code=2)
    _acknowledge(what)
    checkpoint = what.add_parser("checkpoint", help="sign a checkpoint of the record and print it")
    checkpoint.set_defaults(run="record:checkpoint", site=True)
    key = what.add_parser("key", help="print the public key that checks the record's signatures")
    key.set_defaults(run="record:public_key", site=True)


def _acknowledge(what: argparse._SubParsersAction[Parser]) -> None:
    known = what.add_parser("acknowledge", help="two custodians enter that they know of damage of the record")
    known.add_argument(
        "rows",
        nargs="+",
        type=whole_number(),
        metavar="ROW",
        help="the first row of each damage, as `verify` names it",
    )
    known.add_argument(
        "--because",
        required=True,
        choices=("disk", "mistake", "attack", "unknown"),
        metavar="CAUSE",
        help="what caused it, as far as is known: disk, mistake, attack or unknown",
    )
    known.set_defaults(run="acknowledging:acknowledge", site=True)
