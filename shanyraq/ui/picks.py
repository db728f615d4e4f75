"""How the answers to choose from stand on a form, so that the eye runs down and not in zigzag."""

from __future__ import annotations

from django import forms

LONG_ANSWER = 30  # letters: longer ones take a line each
A_FEW = 5  # so many short ones still stand in one line


def laid_out(bound: forms.BoundField) -> str:
    """The class for the answers of a field: long ones below each other, many in columns, a few in a line ("")."""
    labels = [str(choice.choice_label) for choice in bound.subwidgets]
    if any(len(label) > LONG_ANSWER for label in labels):
        return "picks-stacked"
    return "picks-even" if len(labels) > A_FEW else ""
