"""How an account is protected and where it is open, in words."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import qrcode
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override
from qrcode.image.svg import SvgPathImage

from shanyraq.access import ended
from shanyraq.access.adapters import secrets_of
from shanyraq.access.models import Account
from shanyraq.access.queries.second_steps import authenticators_of
from shanyraq.access.queries.sessions import LastSession, sessions_of
from shanyraq.access.queries.words import language
from shanyraq.access.rules.doors import kind_of_device
from shanyraq.ui.dates import date_words

APP, KEY, CODES = Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN, Authenticator.Type.RECOVERY_CODES


def protection(account: Account, session: Any) -> dict[str, Any]:
    """What the page of one's own account shows: second steps, codes left, sessions."""
    held = authenticators_of(account)
    return {
        "steps": [_step_row(one) for one in held if one.type != CODES],
        "has_app": any(one.type == APP for one in held),
        "codes_left": codes_left(account),
        "sessions": [session_row(one, session.session_key) for one in sessions_of(account)],
        "has_password": account.has_usable_password(),
    }


def is_second_step_required() -> bool:
    """Whether this installation asks a second step of everybody."""
    return bool(settings.SECOND_STEP_REQUIRED)


def second_step_words(held: Authenticator) -> str:
    """What an app or a key is called."""
    if held.type == APP:
        return _("Authenticator app")
    return str(held.wrap().name)


def codes_left(account: Account) -> int:
    """How many recovery codes are still good."""
    held = authenticators_of(account, CODES)
    if not held:
        return 0
    with secrets_of(account.pk):
        return len(held[0].wrap().get_unused_codes())


def session_row(one: UserSession, now: str | None) -> dict[str, Any]:
    """One open session: which device, from where, since when."""
    browser, system = kind_of_device(one.user_agent)
    words = _("%(browser)s on %(system)s") % {"browser": browser, "system": system}
    return {
        "words": words
        if browser and system
        else browser or system or _("A device that does not say what it is"),
        "line": _("since %(when)s, from %(address)s")
        % {"when": when_words(one.created_at), "address": one.ip},
        "is_this": one.session_key == now,
        "end_url": reverse("access:end_session", args=[one.pk]),
    }


def ended_notice(said: str) -> dict[str, str]:
    """What the door says of a session that ended: what became of what was sent in it. Empty where it says nothing."""
    words = {
        ended.LOST: _("Your session has ended; what you typed was not saved."),
        ended.SAVED: _("Your session has ended; what you sent was saved."),
        ended.GONE: _("Your session has ended."),
    }.get(said, "")
    return {"kind": "error" if said == ended.LOST else "wait", "words": words} if words else {}


def last_session_words(last: LastSession, code: str) -> str:
    """One sentence about the session before this one: so she notices where it was not hers."""
    with override(code or language()):
        read = ngettext("%(n)s page with records read", "%(n)s pages with records read", last.read) % {
            "n": last.read
        }
        done = ngettext("%(n)s thing done", "%(n)s things done", last.done) % {"n": last.done}
        said = _(
            "Your last session: %(when)s; %(read)s, %(done)s. If that was not you, tell your administrator."
        )
        return said % {"when": when_words(last.begun), "read": read, "done": done}


def when_words(at: Any) -> str:
    """A day and an hour, where the programme is."""
    local = timezone.localtime(at)
    return _("%(day)s, %(time)s") % {"day": date_words(local.date(), language()), "time": f"{local:%H:%M}"}


def in_fours(secret: str) -> str:
    """A secret as people type it over: in groups of four."""
    return " ".join(secret[n : n + 4] for n in range(0, len(secret), 4))


def qr_code(url: str) -> SafeString:
    """A QR code as one drawing inside the page: a picture's address would be another request with the secret in it."""
    drawn = BytesIO()
    qrcode.make(url, image_factory=SvgPathImage, border=2).save(drawn)
    markup = drawn.getvalue().decode()
    return mark_safe(markup[markup.index("<svg") :])  # noqa: S308 - drawn by the library, of figures only


def _step_row(held: Authenticator) -> dict[str, Any]:
    is_app = held.type == APP
    used = held.last_used_at
    return {
        "words": second_step_words(held),
        "kind": _("Codes from an app") if is_app else _("Passkey or security key"),
        "used": _("last used %(when)s") % {"when": when_words(used)} if used else _("not used yet"),
        "away_url": reverse("access:take_away", args=[held.pk]),
    }
