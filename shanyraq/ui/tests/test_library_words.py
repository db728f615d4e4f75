"""What the framework says and cannot say in Kazakh stands in our catalogues, under the framework's own words."""

from django import forms
from django.core import validators
from django.forms import UUIDField

from shanyraq.ui import library_words


def test_the_sentences_named_are_those_that_the_framework_says() -> None:
    numbers = {"limit_value": 5, "show_value": 7}

    assert library_words.TOO_SHORT % numbers == validators.MinLengthValidator.message % numbers
    assert library_words.TOO_LONG % numbers == validators.MaxLengthValidator.message % numbers
    assert validators.ProhibitNullCharactersValidator.message == library_words.NULLS
    assert UUIDField.default_error_messages["invalid"] == library_words.NO_KEY


def test_a_wrong_choice_is_answered_with_what_to_do_and_never_with_what_was_sent() -> None:
    class Form(forms.Form):
        region = forms.ChoiceField(choices=[("KAR", "Karaganda")])
        people = forms.MultipleChoiceField(choices=[("1", "Saule")])

    for people in (["0b7e5fd0"], "0b7e5fd0"):
        form = Form({"region": "0b7e5fd0", "people": people})

        assert form.errors == {name: [library_words.WRONG_CHOICE] for name in ("region", "people")}
