"""The one policy: may this actor do this to this thing. Every app names its actions here, every view needs one."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar

from django.apps import apps
from django.db import models
from django.utils.translation import gettext as _

from shanyraq.access.queries import scope
from shanyraq.access.rules import ALLOWED, Actor, Decision, Permission, decide_without_object
from shanyraq.foundation.errors import NotAllowed

View = TypeVar("View", bound=Callable[..., Any])
ObjectRule = Callable[[Actor, Any], str]

_permissions: dict[str, Permission] = {}
_object_rules: dict[str, ObjectRule | None] = {}

STAFF_READ, STAFF_INVITE, STAFF_END = "staff.read", "staff.invite", "staff.end"
STAFF_WAITING = "staff.waiting"  # sees what waits for a second person
ROLE_AGREE, ROLE_OVERSEE = "role.agree", "role.oversee"  # others who may agree stand in for who oversees
ACCOUNT_RECOVER, ACCOUNT_RECOVER_AGREE = "account.recover", "account.recover_agree"


def register(
    action: str, *, compartment: str = "", writes: bool = False, unless: ObjectRule | None = None
) -> str:
    """Name an action and what it needs. `unless(actor, object)` gives a reason code where the object forbids it."""
    _permissions[action] = Permission(action, compartment, writes)
    _object_rules[action] = unless
    return action


def known_actions() -> frozenset[str]:
    """All actions that are registered: a pack's role may name no other."""
    return frozenset(_permissions)


def decide(actor: Actor, action: str, thing: models.Model | None = None) -> Decision:
    """May the actor do this, to this thing? False carries the reason's code."""
    decision = decide_without_object(actor, _permissions.get(action))
    if not decision or thing is None or actor.is_system:
        return decision
    model = type(thing)
    if not model._base_manager.filter(scope(actor, model), pk=thing.pk).exists():
        return Decision(False, "scope")
    forbids = _object_rules.get(action)
    reason = forbids(actor, thing) if forbids else ""
    return Decision(False, reason) if reason else ALLOWED


def require(actor: Actor, action: str, thing: models.Model | None = None) -> None:
    """Raise NotAllowed unless `decide` says yes."""
    decision = decide(actor, action, thing)
    if not decision:
        raise NotAllowed(_("Your role does not allow this."), code=decision.reason)


def needs(action: str = "", **by_method: str) -> Callable[[View], View]:
    """Say what a view needs: `@needs("case.read")`, or by method `@needs(GET="case.read", POST="case.close")`."""

    def declare(view: View) -> View:
        said = by_method or {"GET": action, "POST": action}
        view.needs = said | ({"HEAD": said["GET"]} if "GET" in said else {})  # type: ignore[attr-defined]
        return view

    return declare


def open_to_all(view: View) -> View:
    """A page for people who have not logged in. A test lists them."""
    view.needs = {}  # type: ignore[attr-defined]
    return view


def open_to_staff(view: View) -> View:
    """A page for everybody with an account: her own settings, the way out."""
    view.needs = {"GET": "", "HEAD": "", "POST": ""}  # type: ignore[attr-defined]
    return view


def for_enrolment(view: View) -> View:
    """A page that somebody reaches before she has a second step: where it is set up, and the way out."""
    view.for_enrolment = True  # type: ignore[attr-defined]
    return view


def about(register: str) -> Callable[[View], View]:
    """Say that a page speaks of people as a register of a room does: `@about("rights.DataRequest")`, its table.

    Whoever oversees the register knows everybody by her code there; to all others who is out of sight is not there.
    """

    def declare(view: View) -> View:
        view.register = register  # type: ignore[attr-defined]
        return view

    return declare


def oversees_register(actor: Actor, register: str) -> bool:
    """Whether every row of a table is hers to see, whoever it is about: its scope leaves nobody out."""
    return bool(register) and not scope(actor, apps.get_model(register))


def asks_twice(view: View) -> View:
    """A page for which she shows once more that it is she, if she has not in the last five minutes."""
    view.asks_twice = True  # type: ignore[attr-defined]
    return view


register(STAFF_READ)
register(STAFF_INVITE)
register(STAFF_END)
register(STAFF_WAITING)
register(ROLE_AGREE)
register(ROLE_OVERSEE)
register(ACCOUNT_RECOVER)
register(ACCOUNT_RECOVER_AGREE)
