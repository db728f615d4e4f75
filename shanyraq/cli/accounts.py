"""`shanyraq admin create`"""

from __future__ import annotations

import argparse
import getpass
import os
import sys

from django.conf import settings
from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.urls import reverse

from shanyraq.access.actions.invitations import create_administrator
from shanyraq.access.queries import system_actor
from shanyraq.cli import database
from shanyraq.cli.faults import CommandFault
from shanyraq.cli.keys import require_installation
from shanyraq.foundation.clock import real_now, today

VARIABLE = "SHANYRAQ_ADMIN_PASSWORD"
LOOPBACK = ("127.0.0.1", "localhost", "[::1]")


def create_admin(chosen: argparse.Namespace) -> int:
    """Make an administrator's account in an existing installation."""
    require_installation()
    if database.pending() or database.open_mode() is None:
        raise CommandFault(database.NOT_READY)
    password = None if chosen.link else _password()
    secret = create_administrator(
        login=chosen.login,
        name=chosen.name,
        password=password,
        by=system_actor("command line"),
        at=real_now(),
        today=today(),
    )
    if secret is None:
        print(f"The account {chosen.login} is ready.")
        return 0
    if site_address().startswith("https://127."):
        print("Set SHANYRAQ_HOSTS to the site's public name, and the link will carry it.", file=sys.stderr)
    path = reverse("access:accept_invitation", args=[secret])
    print(f"The account {chosen.login} is ready. Its password is chosen here, once and within seven days:")
    print(f"{site_address()}{path}")
    return 0


def _password() -> str | None:
    """The password from the environment or the person at the keyboard; None where neither is there."""
    given = os.environ.get(VARIABLE)
    if given is None:
        if not sys.stdin.isatty():
            return None
        given = getpass.getpass("Password (15 characters or more): ")
        if getpass.getpass("The same again: ") != given:
            raise CommandFault("the two passwords differ: try again", 2)
    try:
        validate_password(given)
    except ValidationError as fault:
        raise CommandFault(f"choose another password: {' '.join(fault.messages)}", 2) from fault
    return given


def site_address() -> str:
    """Where people reach this site: in production by its public name, which a web server with a certificate answers.

    Without a public name in SHANYRAQ_HOSTS, or in a demonstration, it is this machine alone.
    """
    names = [name.lstrip(".") for name in settings.ALLOWED_HOSTS if name not in LOOPBACK and name != "*"]
    if settings.MODE == "demo":
        return f"http://127.0.0.1:{settings.PORT}"
    return f"https://{names[0]}" if names else f"https://127.0.0.1:{settings.PORT}"
