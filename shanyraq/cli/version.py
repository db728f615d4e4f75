"""`shanyraq version`"""

from __future__ import annotations

import argparse
from importlib.metadata import PackageNotFoundError
from importlib.metadata import version as version_of


def version(chosen: argparse.Namespace) -> int:
    """`shanyraq version`"""
    try:
        print(version_of("shanyraq"))
    except PackageNotFoundError:
        print("not installed")
    return 0
