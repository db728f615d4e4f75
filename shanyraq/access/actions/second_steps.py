"""The second step at the door: an authenticator app, a passkey or security key, recovery codes kept on paper.

allauth holds the secrets and speaks with the keys (docs/adr/0015); what is accepted, by whom and when is ours, and is
on the record.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets
from datetime import datetime
from typing import Any

from allauth.mfa import app_settings
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth as totp
from allauth.mfa.utils import decrypt
from allauth.mfa.webauthn.internal import auth as webauthn
from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from shanyraq.access.actions.doors import NOBODY, CannotLogIn, refuse_too_often
from shanyraq.access.adapters import secrets_of
from shanyraq.access.models import Account, UsedCode
from shanyraq.access.queries import actor_of
from shanyraq.access.queries.second_steps import authenticators_of
from shanyraq.access.rules import Actor
from shanyraq.audit.actions import Act, recorded
from shanyraq.foundation.errors import Refusal
from shanyraq.foundation.writing import writing

APP, KEY, CODES = Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN, Authenticator.Type.RECOVERY_CODES


class CannotProtect(Refusal):
    """This second step cannot be set up, or cannot be taken away."""


def prove_by_code(*, account: Account, code: str, address: str, at: datetime) -> str:
    """Take the six digits of the app or a recovery code. Returns the kind that fitted. Raises CannotLogIn."""
    refuse_too_often(account=account, address=address, at=at)
    with recorded("account.second_step", by=actor_of(account, at)) as act:
        act.about(account.pk, kind="account")
        for one in authenticators_of(account):
            if one.type != KEY and _fits(one, code, account, at):
                act.purpose = str(one.type)
                one.record_usage()
                return str(one.type)
        raise CannotLogIn(_("This code does not fit, or was used before. Take the next one."), code="code")


def prove_by_key(*, account: Account | None, credential: dict[str, Any], at: datetime) -> Account:
    """Take what a passkey signed; without an account, the passkey says whose it is. Raises CannotLogIn.

    Not limited by tries: a signature cannot be guessed, and the owner must get in while others guess at her door.
    """
    try:
        webauthn.parse_authentication_response(credential)
        owner = account or webauthn.extract_user_from_response(credential)
        used = webauthn.complete_authentication(owner, credential)
    except (ValidationError, ValueError, KeyError, TypeError):
        used = None
    whose = used.user if used is not None else account
    with recorded(
        "account.second_step", by=actor_of(whose, at) if whose else NOBODY, purpose=str(KEY)
    ) as act:
        act.about(whose.pk if whose else None, kind="account")
        if used is None or not used.user.is_active:
            raise CannotLogIn(
                _("This passkey does not open here. Try again, or take another way."), code="key"
            )
        used.record_usage()
        return Account.objects.get(pk=used.user_id)


def app_secret(account: Account, session_key: str) -> str:
    """The secret that an app is given in this session, in base 32. It stands nowhere until its first code fitted."""
    told = f"authenticator app|{account.pk}|{session_key}".encode()
    return base64.b32encode(
        hmac.new(settings.SECRET_KEY.encode(), told, hashlib.sha256).digest()[:20]
    ).decode()


def add_app(*, account: Account, secret: str, code: str, by: Actor, at: datetime) -> None:
    """Protect an account with an authenticator app that shows the right code for the secret. Raises CannotProtect."""
    with recorded("account.protect", by=by, purpose=str(APP)) as act:
        act.about(account.pk, kind="account")
        if authenticators_of(account, APP):
            raise CannotProtect(_("You have an authenticator app already. Take it away first."), code="has")
        counter = _counter_of(secret, code, at)
        if counter is None or by.is_forced:
            raise CannotProtect(
                _("This code does not fit. Take the one that the app shows now."), code="code"
            )
        with secrets_of(account.pk):
            totp.TOTP.activate(account, secret)
        # an app that was taken away may have opened the door in this very half minute: then it is noted already
        UsedCode.objects.get_or_create(account=account, counter=counter)


def add_key(*, account: Account, name: str, credential: dict[str, Any], by: Actor, at: datetime) -> None:
    """Protect an account with a passkey or a security key. Raises CannotProtect."""
    with recorded("account.protect", by=by, purpose=str(KEY)) as act:
        act.about(account.pk, kind="account")
        try:
            webauthn.parse_registration_response(credential)
            made = webauthn.complete_registration(credential)
        except (ValidationError, ValueError, KeyError, TypeError):
            made = None
        if made is None or not made.is_user_verified() or by.is_forced:
            raise CannotProtect(_("The key did not answer as it should. Try again."), code="key")
        webauthn.WebAuthn.add(account, name, credential)


def make_recovery_codes(*, account: Account, by: Actor, at: datetime) -> list[str]:
    """Ten codes, each good once, for the day the phone is lost. Those made before stop. Raises CannotProtect."""
    with recorded("account.recovery_codes", by=by) as act:
        act.about(account.pk, kind="account")
        _lock(account)
        if not authenticators_of(account, APP, KEY):
            raise CannotProtect(_("Add an authenticator app or a passkey first."), code="none")
        if by.is_forced:
            return _codes_that_open_nothing()
        Authenticator.objects.filter(user_id=account.pk, type=CODES).delete()
        with secrets_of(account.pk):
            codes = RecoveryCodes.activate(account)
            codes.mark_as_viewed()
            return list(codes.get_unused_codes())


def take_away(*, account: Account, authenticator_id: int, by: Actor, at: datetime) -> None:
    """Take an app or a key away; the last one stays where a second step is asked of everybody. Raises CannotProtect."""
    with recorded("account.unprotect", by=by) as act:
        act.about(account.pk, kind="account")
        _lock(account)
        held = authenticators_of(account, APP, KEY)
        going = [one for one in held if one.pk == authenticator_id]
        if not going or (by.is_forced and len(held) > 1):
            raise CannotProtect(_("This was taken away already."), code="gone")
        if len(held) == 1:
            raise CannotProtect(_("This is your only second step. Add another one first."), code="last")
        act.purpose = str(going[0].type)
        going[0].delete()


def forget_used_codes(*, at: datetime) -> None:
    """Delete used codes of an hour ago: their half minute is over. Not in the record: nothing opens or closes by it."""
    with writing():
        UsedCode.objects.filter(counter__lt=int(at.timestamp() - 3600) // app_settings.TOTP_PERIOD).delete()


def forget_second_steps(*, account: Account, act: Act) -> None:
    """Take away all that an account is protected with. Part of the caller's recorded act."""
    act.about(account.pk, kind="account")
    Authenticator.objects.filter(user_id=account.pk).delete()
    UsedCode.objects.filter(account=account).delete()


def _fits(held: Authenticator, code: str, account: Account, at: datetime) -> bool:
    with secrets_of(account.pk):
        if held.type == CODES:
            return bool(held.wrap().validate_code(code.strip()))
        counter = _counter_of(str(decrypt(held.data["secret"])), code, at)
    return counter is not None and _use(account, counter)


def _counter_of(secret: str, code: str, at: datetime) -> int | None:
    """The number of the half minute that a code belongs to; None where it is not the one of this instant."""
    counter = int(at.timestamp()) // app_settings.TOTP_PERIOD
    shown = totp.format_hotp_value(totp.hotp_value(secret, counter))
    return counter if hmac.compare_digest("".join(code.split()).encode(), shown.encode()) else None


def _use(account: Account, counter: int) -> bool:
    """Use a code up; False where it was. Part of the caller's recorded act."""
    try:
        with transaction.atomic():
            UsedCode.objects.create(account=account, counter=counter)
    except IntegrityError:
        return False
    return True


def _codes_that_open_nothing() -> list[str]:
    """What looks like ten recovery codes, for whoever forces her."""
    digits = app_settings.RECOVERY_CODE_DIGITS
    return [f"{secrets.randbelow(10**digits):0{digits}d}" for _ in range(app_settings.RECOVERY_CODE_COUNT)]


def _lock(account: Account) -> None:
    Account.objects.select_for_update().get(pk=account.pk)
