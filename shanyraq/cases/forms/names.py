"""The fields of a name in use, one a script."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _

from shanyraq.people import actions as people
from shanyraq.people.names import LONGEST, foreign_signs, right_script, split_kunya, visible

SCRIPTS = ("Latn", "Cyrl", "Arab")


def script_label(script: str) -> str:
    """What the field of a script is called."""
    return {
        "Latn": _("Name in Latin letters"),
        "Cyrl": _("Name in Cyrillic letters"),
        "Arab": _("Name in Arabic letters"),
    }[script]


def fault_of_name(name: str, script: str) -> str:
    """Why this cannot stand in the field of a script; empty where it can."""
    signs = foreign_signs(name, script)
    if not signs:
        return ""
    if right_script(name):
        return _("These are other letters. Write it in the field of its letters.")
    return _("A name has only letters, and here only those of one script. Take out: %(signs)s") % {
        "signs": " ".join(signs)
    }


class NamesMixin(forms.Form):
    """A name in use in up to three scripts; a kunya typed among them is found and put aside."""

    def add_names(self) -> None:
        """Make the fields, one a script."""
        for script in SCRIPTS:
            self.fields[f"name_{script}"] = forms.CharField(
                label=script_label(script),
                max_length=LONGEST,
                required=False,
                widget=forms.TextInput(attrs={"autocomplete": "off", "dir": "auto", "size": 28}),
            )

    def clean_names(self) -> None:
        """Check that each name stands in its own letters and that there is one; kunyas go to `self.kunyas`."""
        self.names: dict[str, str] = {}
        self.kunyas: list[people.SealedName] = []
        for script in SCRIPTS:
            typed = " ".join(visible(self.cleaned_data.get(f"name_{script}") or "").split())
            name, kunya = split_kunya(typed) if typed else ("", None)
            if kunya:
                self.kunyas.append(people.SealedName(kunya, script, "kunya"))
            if not name:
                continue
            if not foreign_signs(name, script):
                self.names[script] = name
            elif not self._moved(typed, script):
                self.add_error(f"name_{script}", fault_of_name(name, script))
        if self.names or any(f"name_{script}" in self.errors for script in SCRIPTS):
            return
        if self.kunyas:
            text = _("Umm and Abu names are sealed and not used here. Write the name she is called by now.")
        else:
            text = _("Write the name in at least one kind of letters.")
        self.add_error("name_Latn", text)

    def _moved(self, typed: str, script: str) -> bool:
        """Put a name that was typed into another script's field where it belongs, if that is free, and ask to look."""
        right = right_script(split_kunya(typed)[0])
        if right is None or self.cleaned_data.get(f"name_{right}"):
            return False
        sent: Any = self.data
        self.data = moved = sent.copy()
        moved[self.add_prefix(f"name_{script}")] = ""
        moved[self.add_prefix(f"name_{right}")] = typed
        self.add_error(
            f"name_{right}",
            _("It was typed into another field and stands here now. Look at it and save again."),
        )
        return True

    @property
    def name_fields(self) -> list[forms.BoundField]:
        return [self[f"name_{script}"] for script in SCRIPTS]
