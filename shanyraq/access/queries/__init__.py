"""The policy's answers over tables: who an account is now, which rows she sees, which fields she reads."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import lru_cache
from typing import Any, Generic, Self, TypeVar
from uuid import UUID

from django.db import models
from django.db.models import Q

from shanyraq.access.models import Account
from shanyraq.access.queries.actors import acting as acting
from shanyraq.access.queries.actors import actor_of as actor_of
from shanyraq.access.queries.actors import actors_of as actors_of
from shanyraq.access.queries.actors import in_each_role as in_each_role
from shanyraq.access.queries.actors import register_roles as register_roles
from shanyraq.access.queries.actors import role_catalogue as role_catalogue
from shanyraq.access.queries.fields import narrowed, reader_for, reader_of
from shanyraq.access.queries.fields import readable_fields as readable_fields
from shanyraq.access.queries.said_once import with_words
from shanyraq.access.queries.veils import cover
from shanyraq.access.rules import Actor, Grant
from shanyraq.access.rules.forced import SHOWN
from shanyraq.audit.actions import Act, append, saw
from shanyraq.foundation.asking import by_system
from shanyraq.foundation.errors import NoActor
from shanyraq.foundation.writing import writing

ModelT = TypeVar("ModelT", bound=models.Model, covariant=True)
Scope = Callable[[Actor], Q]
GrantScope = Callable[[UUID, Grant], Q]

_scopes: dict[str, Scope] = {}
_scopes_by_grant: dict[str, GrantScope] = {}
_system: ContextVar[str] = ContextVar("system", default="")


# --- what is registered in ready() ------------------------------------------------------------------------------------


def register_scope(model_label: str, scope: Scope, *, by_grant: GrantScope | None = None) -> None:
    """Say which rows of a table an actor sees. A table without a scope shows nothing to anybody.

    PostgreSQL's walls are made of the same functions (`queries.walls`): a scope asks of an actor only what she is, and
    never the clock or another table by itself. Where what she sees is what her role lets her see in each of its
    places, one after the other, `by_grant` is what it does in one.
    """
    _scopes[model_label] = scope if model_label in SHOWN else _closed_where_forced(scope)
    if by_grant is not None:
        _scopes_by_grant[model_label] = by_grant


def _closed_where_forced(scope: Scope) -> Scope:
    """The scope of a table of which somebody who is forced is shown nothing."""

    def closed(actor: Actor) -> Q:
        return Q(pk__in=[]) if actor.is_forced else scope(actor)

    return closed


def registered_scopes() -> dict[str, Scope]:
    """Which rows an actor sees, by table."""
    return dict(_scopes)


def scopes_by_grant() -> dict[str, GrantScope]:
    """Which rows a role lets her see in one place, for tables of which that is asked place by place."""
    return dict(_scopes_by_grant)


# --- who asks ---------------------------------------------------------------------------------------------------------


def has_ended(account_id: str | None) -> bool:
    """Whether a session is that of an account whose access was ended while a page was open."""
    return Account.objects.filter(Q(pk=account_id), is_active=False).exists()


def system_actor(reason: str) -> Actor:
    """The system itself, at work for a stated reason."""
    return Actor(account_id=None, staff_id=None, system_reason=reason)


@contextmanager
def system(reason: str) -> Iterator[Actor]:
    """Read without a person asking: plans, migrations, jobs. Leaves a row in the record that says why.

    Inside an act that is being recorded the row joins its transaction.
    """
    with _by_system(reason):
        yield system_actor(reason)
    with writing():
        append(Act("system.read", "system", purpose=reason))


@contextmanager
def computing(reason: str) -> Iterator[Actor]:
    """Read everything of a person inside an act that has its own row, to compute what follows from it.

    Nothing read here reaches the actor but what she may see anyway: the caller stores the result.
    """
    with _by_system(reason):
        yield system_actor(reason)


@contextmanager
def _by_system(reason: str) -> Iterator[None]:
    token = _system.set(reason)
    try:
        with by_system(reason):
            yield
    finally:
        _system.reset(token)


# --- which rows -------------------------------------------------------------------------------------------------------


def scope(actor: Actor, model: type[models.Model]) -> Q:
    """The filter that leaves only what the actor sees. Nothing where no scope is registered."""
    if actor.is_system:
        return Q()
    registered = _scopes.get(model._meta.label)
    return _worked_out(registered, actor) if registered else Q(pk__in=[])


@lru_cache(maxsize=2048)
def _worked_out(scope: Scope, actor: Actor) -> Q:
    """A scope of an actor, made once: it depends on nothing but what she is, and a page asks for it often."""
    return with_words(scope(actor))


class Guarded(models.QuerySet[ModelT], Generic[ModelT]):
    """A queryset that reads nothing before it was told for whom.

    `Model.objects.visible_to(actor)` applies the policy's scope and remembers, for the record, which people were
    shown. Any other read raises NoActor, except inside `system(reason)`.
    """

    _for: Actor | None = None

    def visible_to(self, actor: Actor) -> Self:
        """The rows that this actor sees."""
        seen = narrowed(self, scope(actor, self.model))
        seen._for = actor
        return seen

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone._for = self._for
        return clone

    def _check(self, computed: Iterable[Any] = ()) -> None:
        if self._for is None and not _system.get():
            raise NoActor(
                f"{self.model._meta.label} was read without an actor: use .objects.visible_to(actor)"
            )
        if (reader := reader_for(self._for)) is not None:
            reader.check(self.query, computed)

    def _fetch_all(self) -> None:
        if self._result_cache is None:
            self._check()
            super()._fetch_all()
            found: Any = self._result_cache
            cover(self, found)
            self._show(found)

    def _show(self, rows: Iterable[Any]) -> None:
        """Take out what she does not read, and remember whom she was shown."""
        if self._for is None or self._for.is_system:
            return
        reader = reader_of(self._for)
        for row in rows:
            if isinstance(row, models.Model):
                reader.close(row)
        subject = getattr(self.model, "subject", None)
        ids = [getattr(row, subject) for row in rows if isinstance(row, self.model)] if subject else []
        saw(self.model._meta.label, ids)

    def raw(self, *args: Any, **kwargs: Any) -> Any:
        """Never: SQL of one's own knows no scope."""
        raise NoActor(f"{self.model._meta.label}.raw() would pass the policy by")

    def aiterator(self, *args: Any, **kwargs: Any) -> Any:
        """Never: the record is written by the request that reads."""
        raise NoActor(f"{self.model._meta.label}.aiterator() would pass the record by")

    def explain(self, *args: Any, **kwargs: Any) -> str:
        self._check()
        return super().explain(*args, **kwargs)

    def iterator(self, *args: Any, **kwargs: Any) -> Iterator[Any]:
        self._check()
        for row in super().iterator(*args, **kwargs):
            cover(self, found := [row])
            self._show(found)
            yield from found

    def count(self) -> int:
        self._check()
        return super().count()

    def exists(self) -> bool:
        self._check()
        return super().exists()

    def aggregate(self, *args: Any, **kwargs: Any) -> dict[str, Any]:
        over = (
            self.query.chain()
        )  # what is computed is resolved aside: it is put only where she reads all of it
        computed = (*args, *kwargs.values())
        self._check([one.resolve_expression(over, summarize=True) for one in computed])
        return super().aggregate(*args, **kwargs)

    def update(self, **kwargs: Any) -> int:
        self._check()
        return super().update(**kwargs)

    def delete(self) -> tuple[int, dict[str, int]]:
        self._check()
        return super().delete()
