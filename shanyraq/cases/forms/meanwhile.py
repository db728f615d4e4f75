"""A form over facts that somebody may put right while it stands open, in another window or at another desk."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.core import signing
from django.utils.translation import gettext as _

Fact = Sequence[Sequence[str]]


class ShownFactsForm(forms.Form):
    """What she did not touch is never written; what she and somebody else changed is asked.

    What the page showed travels with the form, signed. Where a fact has changed since and she left it alone, the form
    takes it as it is now; where she changed it too, the form says how it reads now, keeps her words and is sent again.
    """

    SHOWN = "shown"
    not_known: Sequence[tuple[str, str]] = ()

    def meet_meanwhile(self, *facts: Fact) -> None:
        """Bring the form up to date, after all its fields are made. A fact is rows of fields that change together."""
        now = {name: self._first(name) for fact in facts for row in fact for name in row}
        sealed = signing.dumps(now, salt=self.SHOWN)
        self.fields[self.SHOWN] = forms.CharField(
            required=False, initial=sealed, widget=forms.HiddenInput(attrs={"autocomplete": "off"})
        )
        shown = self.as_shown()
        if shown is None:
            return
        sent: Any = self.data
        self.data = sent.copy()
        self._put(self.SHOWN, sealed)
        clashes = []
        for fact in facts:
            names = [name for row in fact for name in row]
            if all(shown.get(name) == now[name] for name in names) or not self._differs(names, now):
                continue
            if self._differs(names, shown):
                clashes.append((names[0], self._words(fact, now)))
            else:
                self._take(names, now)
        self.not_known = clashes

    def clean_meanwhile(self) -> None:
        """Ask about what was changed by her and meanwhile by somebody else."""
        for name, reads in self.not_known:
            told = _(
                "This was corrected meanwhile and reads now: %(now)s. Look once more, then send the form again."
            )
            self.add_error(name, told % {"now": reads or _("not recorded")})

    def as_shown(self) -> dict[str, Any] | None:
        """What the page showed, by field; None where the form does not say so."""
        name = self.add_prefix(self.SHOWN)
        if not self.is_bound or name not in self.data:
            return None
        try:
            return dict(signing.loads(self.data[name], salt=self.SHOWN))
        except signing.BadSignature:  # nothing is known of it: everything that differs is asked
            return {}

    def _first(self, name: str) -> Any:
        return self.get_initial_for_field(self.fields[name], name)

    def _sent(self, name: str) -> Any:
        return self.fields[name].widget.value_from_datadict(self.data, self.files, self.add_prefix(name))

    def _differs(self, names: Sequence[str], told: dict[str, Any]) -> bool:
        return any(self.fields[name].has_changed(told.get(name), self._sent(name)) for name in names)

    def _take(self, names: Sequence[str], now: dict[str, Any]) -> None:
        for name in names:
            value = self.fields[name].prepare_value(now[name])
            self._put(name, "on" if value is True else "" if value in (None, False) else str(value))

    def _put(self, name: str, text: str) -> None:
        """Write a value into what was sent, which is a copy by then."""
        data: Any = self.data
        data[self.add_prefix(name)] = text

    def _words(self, fact: Fact, now: dict[str, Any]) -> str:
        """A fact as the page shows it. A row that says no more than an empty one does is left out."""
        rows = []
        for row in fact:
            if any(now[name] for name in row if self.fields[name].initial is None):
                rows.append(" ".join(text for name in row if (text := self._word(name, now[name]))))
        return ", ".join(rows)

    def _word(self, name: str, value: Any) -> str:
        field = self.fields[name]
        if not value:
            return ""
        if value is True:
            return str(field.label)
        if isinstance(field, forms.ChoiceField):
            return str(dict(field.choices).get(value, value))  # type: ignore[arg-type]
        return str(field.prepare_value(value))
