"""Tags and filters of the components: icons, figures and names set apart from their script, dates, fields, sheets."""

from __future__ import annotations

import uuid
from datetime import date, datetime
from functools import lru_cache
from typing import Any

from django import forms, template
from django.template.loader import render_to_string
from django.templatetags.static import static
from django.utils import timezone
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, gettext, ngettext

from shanyraq.foundation import sending
from shanyraq.ui import lists
from shanyraq.ui.dates import date_precise, date_words
from shanyraq.ui.figures import figure_text, isolated
from shanyraq.ui.picks import laid_out
from shanyraq.ui.states import StateLook, look_of

register = template.Library()

WIDGET_CLASSES = {"select": "form-select", "selectmultiple": "form-select"}
CHOICE_WIDGETS = (forms.RadioSelect, forms.CheckboxSelectMultiple)


@register.simple_tag
def icon(name: str, css: str = "", label: str = "") -> SafeString:
    """An icon of the sprite, beside its word. `css="icon-dir"` turns arrows; `label` only where no word stands."""
    sprite = static("ui/icons.svg")
    if not label:
        return _beside_its_word(name, css, sprite)
    return _drawn(name, css, sprite, format_html('role="img" aria-label="{}"', label))


@lru_cache(maxsize=256)
def _beside_its_word(name: str, css: str, sprite: str) -> SafeString:
    """Forty on a page, always the same few."""
    return _drawn(name, css, sprite, mark_safe('aria-hidden="true"'))


def _drawn(name: str, css: str, sprite: str, said: SafeString) -> SafeString:
    kind = f" {css}" if css else ""
    return format_html('<svg class="icon{}" {}><use href="{}#{}"/></svg>', kind, said, sprite, name)


@register.simple_tag
def emblem(label: str = "") -> SafeString:
    """The mark of the product: a ring and crossing poles."""
    hidden = format_html('role="img" aria-label="{}"', label) if label else mark_safe('aria-hidden="true"')
    return format_html('<svg class="emblem" {}><use href="{}#mark"/></svg>', hidden, static("ui/icons.svg"))


@register.simple_tag(takes_context=True)
def once(context: dict[str, Any], *, is_apart: bool = False) -> SafeString:
    """The key that lets a form be saved once, to stand beside `csrf_token` in every form that saves.

    It is the address's; a form that comes back to be mended keeps the one it was sent with. `is_apart`: one of several
    forms of a page, each with a key of its own.
    """
    request, key = context.get("request"), None
    if request is not None and not is_apart:
        key = sending.key_in(request.POST) or sending.key_in(request.GET)
    return format_html('<input type="hidden" name="{}" value="{}">', sending.FIELD, key or uuid.uuid4())


@register.filter
def state_look(state: object) -> StateLook:
    """The look of a state's code: its word, icon and class."""
    return look_of(state)


@register.filter
def num(value: Any) -> SafeString:
    """A figure or a protected count, thousands apart, kept in one piece in either direction of writing."""
    return format_html('<bdi class="num">{}</bdi>', figure_text(value))


@register.filter
def ltr(value: Any) -> str:
    """A figure for a drawing, where no element can isolate it: marks of Unicode do."""
    return isolated(figure_text(value))


@register.filter
def bdi(value: Any) -> SafeString:
    """A name, code or phrase in its own direction, whatever the page's.

    A browser would take the direction from a name inside a phrase, though it is kept apart there.
    """
    direction = lists.direction_around(str(value))
    if not direction:
        return format_html("<bdi>{}</bdi>", value)
    return format_html('<bdi dir="{}">{}</bdi>', direction, value)


@register.simple_tag
def comma() -> str:
    """The comma of the page's language, where a sentence cannot be had in one piece."""
    return lists.comma(get_language() or "en")


@register.filter
def is_figure(value: Any) -> bool:
    """Whether a cell's value is a number or a protected count."""
    if hasattr(value, "label") and hasattr(value, "value"):
        return True
    return isinstance(value, (int, float)) and not isinstance(value, bool)


@register.filter
def day(value: date | None, style: str = "whole") -> str:
    """A date as words: `|day` whole, `|day:"short"` without the year, `"weekday"`, `"weekday_short"`, `"month"`."""
    return date_words(_local_date(value), get_language() or "en", style) if value else ""


@register.filter
def day_known(value: date | None, precision: str) -> str:
    """A date no more exact than it is known (day, month, year, estimated, unknown)."""
    if value is None or precision == "unknown":
        return gettext("not known")
    known = date_precise(_local_date(value), precision.lower(), get_language() or "en")
    return gettext("about %(date)s") % {"date": known} if precision.lower() == "estimated" else known


@register.filter
def clock(value: datetime) -> SafeString:
    """The time of day, 24 hours, in the site's time zone."""
    local = timezone.localtime(value) if timezone.is_aware(value) else value
    return format_html('<span class="num">{}</span>', local.strftime("%H:%M"))


@register.filter
def near(value: date, today: date) -> str:
    """A date as a colleague would say it: today, tomorrow, yesterday, a weekday this week, else the date."""
    when = _local_date(value)
    away = (when - today).days
    if away in (-1, 0, 1):
        return {-1: gettext("Yesterday"), 0: gettext("Today"), 1: gettext("Tomorrow")}[away]
    style = "weekday_short" if 1 < away < 7 else "short" if when.year == today.year else "whole"
    return date_words(when, get_language() or "en", style)


@register.filter
def days_late(days: int) -> str:
    """How late a service is, in days."""
    return ngettext("%(count)s day late", "%(count)s days late", days) % {"count": figure_text(days)}


@register.simple_tag
def when(value: date | None, style: str = "whole") -> SafeString:
    """A date as a `time` element."""
    if value is None:
        return mark_safe("")
    return format_html('<time datetime="{}">{}</time>', _local_date(value).isoformat(), day(value, style))


@register.simple_tag
def field(bound: forms.BoundField, optional: bool = True, inputmode: str = "") -> str:
    """A form's field with label, help and error tied to it. `optional=False` leaves out the word "optional".

    So does a form for those it names as `asked_sometimes`: what else is chosen decides whether they are needed.
    """
    widget = bound.field.widget
    kind = "pick" if isinstance(widget, forms.CheckboxInput) else "text"
    if isinstance(widget, CHOICE_WIDGETS):
        kind = "choices"
    described = " ".join(
        part
        for part in (bound.help_text and f"{bound.auto_id}_help", bound.errors and f"{bound.auto_id}_error")
        if part
    )
    is_sometimes = bound.name in getattr(bound.form, "asked_sometimes", ())
    attrs: dict[str, Any] = {}
    if kind == "text":
        classes = WIDGET_CLASSES.get(type(widget).__name__.lower(), "form-control")
        attrs["class"] = f"{classes} {widget.attrs.get('class', '')}".strip()
    if kind != "choices" and described:
        attrs["aria-describedby"] = described
    if inputmode:
        attrs["inputmode"] = inputmode
    return render_to_string(
        "ui/field.html",
        {
            "bound": bound,
            "kind": kind,
            "control": bound.as_widget(attrs=attrs) if kind != "choices" else "",
            "described": described,
            "is_optional": optional and not bound.field.required and kind == "text" and not is_sometimes,
            "laid_out": laid_out(bound) if kind == "choices" else "",
            "is_required": bound.field.required,
        },
    )


@register.simple_tag
def fields(form: forms.BaseForm, *names: str) -> SafeString:
    """Several fields of a form, in this order; all visible ones where none is named."""
    chosen = [form[name] for name in names] if names else form.visible_fields()
    hidden = [] if names else [str(bound) for bound in form.hidden_fields()]
    return SafeString("".join([*hidden, *(field(bound) for bound in chosen)]))


@register.simple_block_tag
def sheet(
    content: str,
    title: str = "",
    id: str = "",
    note: str = "",
    url: str = "",
    url_label: str = "",
    level: int = 2,
) -> str:
    """The one container: a heading, a quiet note or a link beside it, and what stands on the sheet."""
    return render_to_string(
        "ui/sheet.html",
        {
            "content": content,
            "title": title,
            "id": id,
            "note": note,
            "url": url,
            "url_label": url_label,
            "level": level,
        },
    )


@register.simple_block_tag
def fold(content: str, title: str = "", open: bool = False, id: str = "") -> str:
    """What folds away under one line."""
    return render_to_string("ui/fold.html", {"content": content, "title": title, "open": open, "id": id})


@register.simple_tag
def sort_query(page: Any, key: str) -> str:
    """The address that sorts a page's list by this column."""
    return str(page.sort_query(key))


def _local_date(value: date) -> date:
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value
