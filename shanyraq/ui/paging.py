"""Pages of a long list by position, not by number: the next page starts after the last row shown.

A position is the sort value and the id of a row, packed into the address. It carries nothing that the page did not
show and is checked like any other input, so it needs no signature: a wrong one is `WrongPage`, which views turn
into 404. Sorting is offered only by names listed in `sorts`, never by a name from the address.
"""

from __future__ import annotations

import base64
import binascii
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar
from urllib.parse import urlencode

from django import forms
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import F, Field, Model, Q, QuerySet
from django.http import Http404
from django.utils.functional import Promise

ROWS = 50
LONGEST_POSITION = 600
M = TypeVar("M", bound=Model)


class WrongPage(Http404):
    """The address asks for a sort or a position that this list does not have."""


@dataclass(frozen=True)
class Sort:
    """One way to sort a list: its key in the address, its field, and whether the field can be empty (then last)."""

    key: str
    field: str
    label: str | Promise = ""
    can_be_empty: bool = False
    starts_descending: bool = False


@dataclass(frozen=True)
class Position:
    """A row's place in the order: its sort value, its id, whether we read back from it, and the field sorted by."""

    value: Any
    id: Any
    backwards: bool = False
    field: str = ""


@dataclass(frozen=True)
class Page(Generic[M]):
    """The rows of one page and the addresses (query strings) of its neighbours, "" where there is none."""

    rows: list[M]
    sort: Sort
    descending: bool
    next_query: str
    previous_query: str
    sorts: tuple[Sort, ...]
    kept: tuple[tuple[str, str], ...]

    def sort_query(self, key: str) -> str:
        """The query string that sorts by this key; the current key turns round."""
        sort = next(sort for sort in self.sorts if sort.key == key)
        descending = not self.descending if sort.key == self.sort.key else sort.starts_descending
        return "?" + urlencode([*self.kept, ("sort", ("-" if descending else "") + key)])


class PageForm(forms.Form):
    """The part of an address that says how a list is sorted and where the page starts."""

    sort = forms.CharField(required=False, max_length=40)
    after = forms.CharField(required=False, max_length=LONGEST_POSITION)
    before = forms.CharField(required=False, max_length=LONGEST_POSITION)


def page_of(
    rows: QuerySet[M], query: Mapping[str, str], *, sorts: Sequence[Sort], size: int = ROWS
) -> Page[M]:
    """Read one page of a queryset. The first sort is the default. Raises WrongPage (a 404) on a wrong address."""
    form = PageForm(dict(query.items()))
    if not form.is_valid():
        raise WrongPage(form.errors.as_text())
    sort, descending = _chosen(form.cleaned_data["sort"], sorts)
    position = _position(form.cleaned_data, rows, sort)
    backwards = position is not None and position.backwards
    found = list(
        _ordered(_from(rows, sort, position, descending != backwards), sort, descending, backwards)[
            : size + 1
        ]
    )
    more = len(found) > size
    found = found[:size]
    if backwards:
        found.reverse()
    has_next, has_previous = (True, more) if backwards else (more, position is not None)
    if position is not None and backwards and not found:
        raise WrongPage("no rows before this one")
    kept = tuple((k, v) for k, v in query.items() if k not in PageForm.base_fields)
    here = [*kept, ("sort", ("-" if descending else "") + sort.key)]
    return Page(
        rows=found,
        sort=sort,
        descending=descending,
        next_query=_query(here, "after", found[-1:], sort) if has_next else "",
        previous_query=_query(here, "before", found[:1], sort) if has_previous else "",
        sorts=tuple(sorts),
        kept=kept,
    )


def page_in(
    rows: Iterable[M], query: Mapping[str, str], *, sorts: Sequence[Sort], size: int = ROWS
) -> Page[M]:
    """The same of a short list that is read whole, sorted by an attribute of its rows that no database knows."""
    form = PageForm(dict(query.items()))
    if not form.is_valid():
        raise WrongPage(form.errors.as_text())
    sort, descending = _chosen(form.cleaned_data["sort"], sorts)
    ordered = sorted(rows, key=lambda row: (getattr(row, sort.field), str(row.pk)), reverse=descending)
    places = {str(row.pk): number for number, row in enumerate(ordered)}
    before, after = form.cleaned_data["before"], form.cleaned_data["after"]
    text = before or after
    if text and text not in places:
        raise WrongPage("no such row")
    start = max(places[text] - size, 0) if before else places[text] + 1 if after else 0
    found = ordered[start : places[text] if before else start + size]
    kept = tuple((k, v) for k, v in query.items() if k not in PageForm.base_fields)
    here = [*kept, ("sort", ("-" if descending else "") + sort.key)]
    return Page(
        rows=found,
        sort=sort,
        descending=descending,
        next_query="?" + urlencode([*here, ("after", found[-1].pk)]) if ordered[start + len(found) :] else "",
        previous_query="?" + urlencode([*here, ("before", found[0].pk)]) if found and start else "",
        sorts=tuple(sorts),
        kept=kept,
    )


def pack_position(value: Any, id: Any, field: str = "") -> str:
    """A row's sort value and id as text for an address; with the field that holds the value, where it may change."""
    position = [None if value is None else str(value), str(id), *([field] if field else [])]
    text = json.dumps(position, ensure_ascii=False)
    return base64.urlsafe_b64encode(text.encode()).decode().rstrip("=")


def unpack_position(text: str, value_field: Any, id_field: Any, *, backwards: bool = False) -> Position:
    """Read a position back, each part as its field understands it. Raises WrongPage if it is none."""
    try:
        padded = text + "=" * (-len(text) % 4)
        parts = json.loads(base64.b64decode(padded.encode("ascii"), altchars=b"-_", validate=True))
        if not isinstance(parts, list) or len(parts) not in (2, 3):
            raise WrongPage("not a position")
        value, id, field = (*parts, "")[:3]
        if not isinstance(id, str) or not isinstance(field, str) or not isinstance(value, str | None):
            raise WrongPage("not a position")
        if value is not None and "\0" in value:
            raise WrongPage("not a position")
        place = None if value is None else value_field.to_python(value)
        return Position(place, id_field.to_python(id), backwards, field)
    except (ValueError, TypeError, OverflowError, binascii.Error, ValidationError, RecursionError) as fault:
        raise WrongPage("not a position") from fault


def _chosen(text: str, sorts: Sequence[Sort]) -> tuple[Sort, bool]:
    if not text:
        return sorts[0], sorts[0].starts_descending
    for sort in sorts:
        if sort.key == text.removeprefix("-"):
            return sort, text.startswith("-")
    raise WrongPage("no such sort")


def _position(cleaned: Mapping[str, str], rows: QuerySet[M], sort: Sort) -> Position | None:
    text, backwards = cleaned["after"], False
    if cleaned["before"]:
        text, backwards = cleaned["before"], True
    if not text:
        return None
    position = unpack_position(text, _field(rows, sort.field), rows.model._meta.pk, backwards=backwards)
    if position.field not in ("", sort.field):
        return None  # the list stands in another order since the language changed: it starts anew
    if position.value is None and not sort.can_be_empty:
        raise WrongPage("this list has no empty values")
    return position


def _field(rows: QuerySet[Any], path: str) -> Field[Any, Any]:
    annotation = rows.query.annotations.get(path)
    if annotation is not None:
        return annotation.output_field
    model: Any = rows.model
    field: Any = None
    for name in path.split("__"):
        try:
            field = model._meta.get_field(name)
        except FieldDoesNotExist as fault:
            raise LookupError(f"{rows.model.__name__} has no {path} to sort by") from fault
        model = field.related_model
    return field


def _from(rows: QuerySet[M], sort: Sort, position: Position | None, down: bool) -> QuerySet[M]:
    """The rows past the position when reading down (falling values) or up; empty values count as the very last."""
    if position is None:
        return rows
    name, value = sort.field, position.value
    further_id = Q(pk__lt=position.id) if position.backwards else Q(pk__gt=position.id)
    if value is None:
        past = Q(**{f"{name}__isnull": True}) & further_id
        return rows.filter(past | Q(**{f"{name}__isnull": False}) if position.backwards else past)
    beyond, bound = ("lt", "lte") if down else ("gt", "gte")
    # the bound alone lets the database start reading in the index; the rest drops rows of the same value
    past = Q(**{f"{name}__{bound}": value}) & (Q(**{f"{name}__{beyond}": value}) | further_id)
    if sort.can_be_empty and not position.backwards:
        past |= Q(**{f"{name}__isnull": True})
    return rows.filter(past)


def _ordered(rows: QuerySet[M], sort: Sort, descending: bool, backwards: bool) -> QuerySet[M]:
    down = descending != backwards
    by_id = "-pk" if backwards else "pk"
    if not sort.can_be_empty:
        return rows.order_by(("-" if down else "") + sort.field, by_id)
    empties = {"nulls_first": True} if backwards else {"nulls_last": True}
    column = F(sort.field)
    return rows.order_by(column.desc(**empties) if down else column.asc(**empties), by_id)


def _query(here: Sequence[tuple[str, str]], side: str, rows: Sequence[Model], sort: Sort) -> str:
    if not rows:
        return ""
    value: Any = rows[0]
    for name in sort.field.split("__"):
        value = getattr(value, name) if value is not None else None
    return "?" + urlencode([*here, (side, pack_position(value, rows[0].pk, sort.field))])
