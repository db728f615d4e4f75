"""Where allauth asks us: how its secrets are sealed, what keys and apps are called, and that nobody signs up alone."""

from __future__ import annotations

import base64
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter

from shanyraq.foundation import keyring

_whose: ContextVar[uuid.UUID] = ContextVar("whose secrets are sealed or opened")


@contextmanager
def secrets_of(account_id: uuid.UUID) -> Iterator[None]:
    """Name the account whose second step is asked for: its secrets are sealed for it alone, and open nowhere else."""
    token = _whose.set(account_id)
    try:
        yield
    finally:
        _whose.reset(token)


class SecondSteps(DefaultMFAAdapter):
    """Seals what would otherwise stand in the database in clear."""

    def encrypt(self, text: str) -> str:
        """Seal a secret for the account at hand."""
        whose = _whose.get()
        sealed = keyring.seal(text.encode(), subject=whose, compartment="STAFF", context=context_of(whose))
        return base64.b64encode(sealed).decode()

    def decrypt(self, encrypted_text: str) -> str:
        """Open a secret of the account at hand. Raises CannotOpen for another account's."""
        return keyring.unseal(base64.b64decode(encrypted_text), context=context_of(_whose.get())).decode()

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        """What a passkey keeps of its owner: her user name, never her own."""
        return {"id": user.pk.hex.encode(), "display_name": user.login, "name": user.login}

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Who the passkey is for: this site."""
        return {**super().get_public_key_credential_rp_entity(), "name": "Shanyraq"}

    def send_notification_mail(self, *args: Any, **kwargs: Any) -> None:
        """No mail: the pages tell."""


class Accounts(DefaultAccountAdapter):
    """Accounts are made by invitation, never by whoever comes along."""

    def is_open_for_signup(self, request: Any) -> bool:
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """No mail is sent from here."""


def context_of(account_id: uuid.UUID) -> str:
    """What the secrets of an account are bound to."""
    return f"allauth.mfa|{account_id}|secret"
