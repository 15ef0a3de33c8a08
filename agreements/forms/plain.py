"""Text that goes on a letter as it is typed: no markup and no code of a template in it."""

from django import forms
from django.utils.translation import gettext_lazy as _

from agreements.plain_text import sign_in


SENTENCE = _(
    "Ada “%(sign)s” di dalamnya, padahal %(thing)s hanya memuat tulisan biasa. Hapus tanda itu, lalu tulis"
    " kalimatnya saja."
)


def no_markup(text):
    if sign := sign_in(text):
        raise forms.ValidationError(SENTENCE, code="markup", params={"sign": sign})


class PlainField(forms.CharField):
    """One line of plain text; with `lines`, several."""

    default_validators = [no_markup]

    def __init__(self, *, lines=0, **given):
        if lines:
            given["widget"] = forms.Textarea(attrs={"rows": lines})
        super().__init__(**given)

    def to_python(self, value):
        """As browsers of every system send their ends of lines."""
        return super().to_python(value).replace("\r\n", "\n").replace("\r", "\n")
