"""The last step of a restore, in a process of its own: the installation that it opens is the restored one."""

from __future__ import annotations

import argparse
import json
import sys

from shanyraq.cli import site
from shanyraq.cli.faults import CommandFault


def main() -> int:
    """Read what the restore knows from standard input; print the number of the record's last row."""
    try:
        return site.run(argparse.Namespace(run="backups.opened:check_and_tell", **json.load(sys.stdin)))
    except CommandFault as fault:
        print(fault, file=sys.stderr)
        return 1


if __name__ == "__main__":
    sys.exit(main())
