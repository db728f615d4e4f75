"""The port that a site answers at, looked at before anything of the site is opened: whoever starts it again and again
while the one before still holds it spends a tenth of a second each time, not all that a start takes.
"""

from __future__ import annotations

import argparse
import os
import socket

from django.conf import settings

from shanyraq.cli.faults import CommandFault

ADDRESS = "127.0.0.1"


def require(chosen: argparse.Namespace) -> None:
    """Raise CommandFault where something else listens on the port."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    port = settings.PORT
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((ADDRESS, port))
        except OSError as error:
            raise CommandFault(
                f"port {port} is taken or not allowed; start with another one, for example PORT={port + 1}"
            ) from error
