"""The words of the commands about keys."""

from __future__ import annotations

import argparse

from shanyraq.cli.asking import Parser, whole_number


def add_key_commands(commands: argparse._SubParsersAction[Parser]) -> None:
    """Add `keys …`."""
    what = commands.add_parser("keys", help="the keys that seal columns").add_subparsers(
        required=True, metavar="WHAT"
    )
    rotate = what.add_parser(
        "rotate",
        help="give compartments other keys, while people work",
        description="Goes on where it broke off. The old keys stay until `shanyraq keys verify` has read everything.",
    )
    which = rotate.add_mutually_exclusive_group()
    which.add_argument("--compartment", metavar="NAME", help="only this one, such as C3")
    which.add_argument(
        "--record", action="store_true", help="instead, the key that signs the record: each month"
    )
    which.add_argument(
        "--site",
        action="store_true",
        dest="site_key",
        help="instead, the key of sessions and forms: once a year",
    )
    rotate.add_argument("--deep", action="store_true", help="seal every value anew, with other data keys")
    rotate.set_defaults(run="rotating:rotate", site=True)
    replace = what.add_parser("replace-root", help="have another root key, which wraps all others")
    replace.set_defaults(run="rotating:replace_root", site=True)
    _agent_commands(what)
    verify = what.add_parser("verify", help="read every sealed value, then destroy keys that nothing needs")
    verify.add_argument(
        "--stopped", action="store_true", help="the site is stopped: keys that retired just now go too"
    )
    verify.set_defaults(run="rotating:verify", site=True)
    _destroy_command(what)


def _destroy_command(what: argparse._SubParsersAction[Parser]) -> None:
    destroy = what.add_parser(
        "destroy",
        help="destroy identity, health, well-being and faith counselling of everybody, by two custodians",
        description="Nothing brings it back, and no legal hold keeps it. The files themselves stay.",
    )
    destroy.add_argument(
        "--part",
        action="append",
        default=[],
        choices=("C2", "C3", "C4", "C4n", "C5"),
        help="only this one; may be given again",
    )
    destroy.set_defaults(run="destroying:destroy", site=True)


def _agent_commands(what: argparse._SubParsersAction[Parser]) -> None:
    agent = what.add_parser("agent", help="hold the root key in a process and under an account of its own")
    agent.add_argument("socket", metavar="SOCKET", help="where it answers: SHANYRAQ_KEY_AGENT of the site")
    where = agent.add_mutually_exclusive_group(required=True)
    where.add_argument("--keys", metavar="FOLDER", help="the folder in which root.key lies")
    where.add_argument("--sealed", action="store_true", help="wait for three papers: `shanyraq keys unseal`")
    agent.add_argument("--for", action="append", default=[], dest="users", metavar="USER", help="who may ask")
    agent.add_argument("--group", metavar="GROUP", help="the group whose members reach the socket")
    agent.add_argument(
        "--most",
        type=whole_number(1, 1_000_000),
        default=5000,
        metavar="N",
        help="how many different keys leave it within an hour (5000)",
    )
    agent.set_defaults(run="key_agent:agent")
    unseal = what.add_parser("unseal", help="give a sealed key agent the root key, with three papers")
    unseal.set_defaults(run="key_holding:unseal", site=True)
