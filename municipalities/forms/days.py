"""
A date of a form, with its hour or without: typed as text, day first.

The date field of the browser keeps from us what is typed into it and is no day: 30-02-2026 comes as nothing at all, so
that whoever typed it was told that the field is empty. A calendar to choose from is put beside it by payung.js.
"""

from datetime import date, datetime
from typing import Any

from django import forms
from django.forms.utils import from_current_timezone
from django.utils.translation import gettext_lazy as _

from municipalities.days import NoHour, NoSuchDay, read_day, read_moment, written_day, written_moment


class DayInput(forms.TextInput):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        # The keys of a telephone have the hyphen and the stroke; those of "numeric" have them not everywhere.
        usual = {"data-date": _("Kalender"), "inputmode": "tel", "autocomplete": "off", "maxlength": 40}
        super().__init__(usual | (attrs or {}))

    def format_value(self, value: Any) -> str | None:
        """As it was typed where it is no day; a day as people here write it."""
        try:
            return written_day(value if isinstance(value, date) else read_day(value or ""))
        except ValueError:
            return value or None


class MomentInput(DayInput):
    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"data-hour": ""} | (attrs or {}))

    def format_value(self, value: Any) -> str | None:
        """As DayInput; what is stored comes in the zone of the city."""
        try:
            return written_moment(value if isinstance(value, datetime) else read_moment(value or ""))
        except ValueError:
            return value or None


class ReadDay:
    """What a field of a day says of one that cannot be read."""

    said_of_days = {
        "no_such_day": _("%(called)s tidak ada; %(month)s hanya sampai tanggal %(last)s. Perbaiki tanggalnya."),
        "no_such_month": _("Bulan %(month)s tidak ada. Tulis hari dulu, lalu bulan, misalnya 17-08-2026."),
    }

    @classmethod
    def no_such(cls, none: NoSuchDay) -> forms.ValidationError:
        if not none.has_month:
            said = {"month": none.month}
            return forms.ValidationError(cls.said_of_days["no_such_month"], code="no_such_month", params=said)
        month = none.called.partition(" ")[2]
        given = {"called": none.called, "month": month, "last": none.last}
        return forms.ValidationError(cls.said_of_days["no_such_day"], code="no_such_day", params=given)


class DayField(ReadDay, forms.DateField):
    """
    A day; typed wrongly, it stands there again as it was typed.

    :raises ValidationError: `no_such_day` and `no_such_month` for what the calendar has not, `invalid` for the rest
    """

    widget = DayInput
    default_error_messages = {
        "invalid": _("“%(found)s” tidak terbaca sebagai tanggal. Tulis hari, bulan, dan tahun, misalnya 17-08-2026."),
    }

    def to_python(self, value: Any) -> date | None:
        if value in self.empty_values:
            return None
        if isinstance(value, date):
            return value
        try:
            return read_day(str(value))
        except NoSuchDay as none:
            raise self.no_such(none) from none
        except ValueError as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error


class MomentField(ReadDay, forms.DateTimeField):
    """
    A day with its hour, by the clock of the city; typed wrongly, it stands there again as it was typed.

    :raises ValidationError: as DayField; `no_hour` and `no_such_hour` for what no clock shows
    """

    widget = MomentInput
    default_error_messages = {
        "invalid": _("“%(found)s” tidak terbaca sebagai tanggal dan jam. Tulis keduanya, misalnya 17-08-2026 09.30."),
        "no_hour": _("Jamnya belum tertulis. Tambahkan di belakang tanggalnya, misalnya 17-08-2026 09.30."),
        "no_such_hour": _("Pukul %(hour)s tidak ada. Tulis jam 00.00 sampai 23.59, misalnya 17-08-2026 09.30."),
    }

    def to_python(self, value: Any) -> datetime | None:
        if value in self.empty_values:
            return None
        try:
            return from_current_timezone(value if isinstance(value, datetime) else read_moment(str(value)))
        except NoSuchDay as none:
            raise self.no_such(none) from none
        except NoHour as none:
            code = "no_such_hour" if none.hour else "no_hour"
            raise forms.ValidationError(self.error_messages[code], code=code, params={"hour": none.hour}) from none
        except ValueError as error:
            raise forms.ValidationError(self.error_messages["invalid"], code="invalid") from error
