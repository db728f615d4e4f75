"""What the gallery shows: one value for every component, in invented words of several languages."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django import forms

from shanyraq.ui import gallery_drawings, parts
from shanyraq.ui.gallery_words import words_in
from shanyraq.ui.paging import Sort
from shanyraq.ui.states import LOOKS


@dataclass(frozen=True)
class SamplePage:
    """A page of a list in the middle: rows before it and after it."""

    sort: Sort
    descending: bool = False
    next_query: str = "?after=sample"
    previous_query: str = "?before=sample"

    def sort_query(self, key: str) -> str:
        """Where a click on the column's heading leads."""
        return f"?sort={key}"


class GalleryForm(forms.Form):
    """One field of every kind; the labels are the sample's words."""

    name = forms.CharField()
    on = forms.DateField(required=False, widget=forms.DateInput(attrs={"type": "date"}))
    kind = forms.ChoiceField(widget=forms.Select)
    who = forms.MultipleChoiceField(widget=forms.CheckboxSelectMultiple)
    way = forms.ChoiceField(widget=forms.RadioSelect)
    words = forms.CharField(widget=forms.Textarea(attrs={"rows": 3}), required=False)
    file = forms.FileField(required=False)
    alone = forms.BooleanField(required=False)

    def __init__(self, texts: Mapping[str, str], *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            field.label = texts[f"field_{name}"]
        people = [(name, texts[name]) for name in ("saule", "aisha", "yusuf")]
        self.fields["kind"].choices = self.fields["way"].choices = people  # type: ignore[attr-defined]
        self.fields["who"].choices = people  # type: ignore[attr-defined]
        self.fields["on"].help_text = texts["help"]


def samples(language: str, *, at: datetime, rtl: bool, query: Mapping[str, str]) -> dict[str, Any]:
    """The context of the gallery in one language, at an instant."""
    texts = words_in(language)
    return {
        "words": texts,
        "looks": list(LOOKS.values()),
        "steps": _steps(texts),
        "members": _members(texts),
        "rows": _rows(texts),
        "facts": [
            parts.Fact(texts["arrived"], texts["case"]),
            parts.Fact(texts["mother"], texts["saule"], "#"),
        ],
        "figures": _figures(texts),
        "filters": _filters(texts),
        "tabs": [
            parts.Tab(texts["plan"], "#", True),
            *(parts.Tab(texts[k], "#") for k in ("people", "family")),
        ],
        "meetings": _meetings(texts, at),
        "happenings": [
            parts.Happening(texts["on_27"], texts["court"], is_to_come=True),
            parts.Happening(texts["on_20"], texts["visit"], url="#"),
        ],
        "helps": [
            parts.Help(texts["yusuf"], texts["calm"], texts["case"]),
            parts.Help("", texts["court"], url="#"),
        ],
        "speak_action": parts.Action(texts["book"], "#"),
        "action_kinds": _actions(texts),
        "table": _table(texts),
        "page": SamplePage(Sort("name", "name")),
        "graph": gallery_drawings.graph(texts, rtl),
        **_drawings(texts, rtl),
        "form": GalleryForm(texts, prefix="new"),
        "small_form": GalleryForm(texts, prefix="small"),
        "wrong_form": GalleryForm(texts, {"bad-on": "31.31.2021", "bad-name": ""}, prefix="bad"),
        "today": at.date(),
        "days": [at.date() + timedelta(days=n) for n in (-40, -1, 0, 1, 3, 400)],
        "known": [(date(2014, 5, 1), precision) for precision in ("day", "month", "year", "unknown")],
        "at": at,
        "query": query,
    }


def _drawings(texts: Mapping[str, str], rtl: bool) -> dict[str, Any]:
    return {
        "bars": gallery_drawings.bars(texts, rtl),
        "columns": gallery_drawings.columns(texts, rtl),
        "tiles": gallery_drawings.tiles(texts),
        "chart_table": gallery_drawings.chart_table(texts),
    }


def _actions(t: Mapping[str, str]) -> list[parts.Action]:
    return [
        parts.Action(t["record"], "#", "add", "primary"),
        parts.Action(t["note"], "#", "note"),
        parts.Action(t["later"], "#", kind="text"),
        parts.Action(t["open"], "#", leads_on=True),
    ]


def _steps(t: Mapping[str, str]) -> list[parts.Step]:
    family = parts.Link(t["family_name"], "#")
    record = parts.Action(t["record"], "#", about=t["saule"])
    return [
        parts.Step(
            "LATE",
            t["work"],
            t["why_late"],
            "#",
            family,
            t["saule"],
            t["on_5"],
            15,
            t["who"],
            (record, record),
        ),
        parts.Step(
            "DUE", t["visit"], t["why_due"], "#", family, t["all_six"], t["today"], 0, t["you"], (record,)
        ),
        parts.Step(
            "WAITING", t["order"], t["why_waiting"], "", family, t["amina"], t["on_27"], 0, t["lawyer"]
        ),
        parts.Step("DONE", t["plan"], t["why_due"], "", None, t["aisha"], t["on_20"]),
        parts.Step("DECLINED", t["sessions"], t["why_declined"], "", None, t["saule"], actions=(record,)),
        parts.Step("WAIVED", t["visit"], t["why_waived"], "", None, t["all_six"]),
        parts.Step("AHEAD", t["plan"], t["why_ahead"], "", None, t["yusuf"], t["on_27"]),
        parts.Step("NOT_APPLICABLE", t["order"], t["why_ahead"]),
    ]


def _path(t: Mapping[str, str], now: int, *, first: int = 0) -> tuple[parts.Stop, ...]:
    def state(number: int) -> str:
        if number < first:
            return "na"
        return "done" if number < now else "now" if number == now else "ahead"

    return tuple(
        parts.Stop(code, t["phase"], state(number)) for number, code in enumerate(gallery_drawings.CODES)
    )


def _members(t: Mapping[str, str]) -> list[parts.Member]:
    lines = (t["mother"], t["speaks"])
    return [
        parts.Member(t["saule"], _path(t, 6), "33", "#", lines, f"P6 {t['phase']}", t["on_20"]),
        parts.Member(t["amina"], _path(t, 5, first=3), "14", "", lines, f"P5 {t['phase']}", t["order"]),
    ]


def _rows(t: Mapping[str, str]) -> list[parts.Row]:
    return [
        parts.Row(t["family_name"], "#", t["all_six"], t["on_20"], t["visit"]),
        parts.Row(t["saule"], "#", t["speaks"], state="LATE"),
        parts.Row(t["amina"], line=t["case"], end="14"),
    ]


def _figures(t: Mapping[str, str]) -> list[parts.Figure]:
    return [
        parts.Figure(700, t["people"], "people"),
        parts.Figure(198, t["late"], "late"),
        parts.Figure(8600, t["due"], "due"),
        parts.Figure(gallery_drawings.Sample(None, "<5"), t["waiting"]),
    ]


def _filters(t: Mapping[str, str]) -> list[parts.Filter]:
    return [
        parts.Filter(t["all"], "#", 26, is_current=True),
        parts.Filter(t["late"], "#", 6, "LATE"),
        parts.Filter(t["due"], "#", 11, "DUE"),
        parts.Filter(t["waiting"], "#", 1033, "WAITING"),
        parts.Filter(t["done"], "#", None, "DONE"),
    ]


def _meetings(t: Mapping[str, str], at: datetime) -> list[parts.Meeting]:
    morning = at.replace(hour=9, minute=30, second=0, microsecond=0)
    return [
        parts.Meeting(morning, t["visit"], t["speaks"], "#", is_next=True),
        parts.Meeting(morning + timedelta(minutes=90), t["plan"], t["why_due"]),
        parts.Meeting(morning + timedelta(hours=6), t["order"], "", "#"),
    ]


def _table(t: Mapping[str, str]) -> parts.Table:
    columns = (
        parts.Column(t["name"], sort="name"),
        parts.Column(t["state"]),
        parts.Column(t["arrived"], sort="arrived"),
        parts.Column(t["people"], is_number=True, sort="people"),
    )
    rows: list[tuple[Any, ...]] = [
        (parts.Cell(t["family_name"], "#", line=t["case"]), parts.Cell("", state="LATE"), t["on_5"], 6),
        (
            parts.Cell(t["saule"], "#"),
            parts.Cell("", state="DONE"),
            t["on_20"],
            gallery_drawings.Sample(1033, "1033"),
        ),
        (t["amina"], parts.Cell("", state="WAITING"), t["on_27"], gallery_drawings.Sample(None, "<5")),
    ]
    return parts.Table(t["caption"], columns, rows, foot=(t["all"], "", "", 1048))
