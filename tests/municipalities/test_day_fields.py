"""The date field of every form: read as it is typed, told what is wrong with it, shown again as it was typed."""

import re
from datetime import date
from pathlib import Path

import pytest
from django.urls import reverse
from django.utils.translation import override

from municipalities.forms.base import Form
from municipalities.forms.days import DayField, MomentField


class Dated(Form):
    day = DayField(label="Mulai")


@pytest.mark.parametrize("typed", ["9/4/2024", "9 April 2024", "09042024", "2024-04-09"])
def test_a_day_is_taken_as_people_write_it(typed):
    form = Dated({"day": typed})
    assert form.is_valid()
    assert form.cleaned_data["day"] == date(2024, 4, 9)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (
            "30 Februari 2026",
            "30 Februari 2026 tidak ada; Februari 2026 hanya sampai tanggal 28. Perbaiki tanggalnya.",
        ),
        ("31-04-2026", "31 April 2026 tidak ada; April 2026 hanya sampai tanggal 30. Perbaiki tanggalnya."),
        ("05/13/2001", "Bulan 13 tidak ada. Tulis hari dulu, lalu bulan, misalnya 17-08-2026."),
        ("besok", "“besok” tidak terbaca sebagai tanggal. Tulis hari, bulan, dan tahun, misalnya 17-08-2026."),
        ("", "Masih kosong, padahal wajib. Isi tanggalnya, misalnya 17-08-2026."),
    ],
)
def test_what_is_no_day_is_answered_with_a_sentence_and_stays_as_it_was_typed(typed, sentence):
    form = Dated({"day": typed})
    with override("id"):
        assert [str(error) for error in form.errors["day"]] == [sentence]
    assert f'value="{typed}"' in str(form["day"]) or not typed


class Timed(Form):
    held = MomentField(label="Waktu")


def test_what_is_no_day_with_an_hour_is_answered_with_a_sentence_and_stays_as_it_was_typed():
    for typed, sentence in (
        (
            "30-02-2026 09.30",
            "30 Februari 2026 tidak ada; Februari 2026 hanya sampai tanggal 28. Perbaiki tanggalnya.",
        ),
        ("17-08-2026", "Jamnya belum tertulis. Tambahkan di belakang tanggalnya, misalnya 17-08-2026 09.30."),
        ("17-08-2026 25.10", "Pukul 25.10 tidak ada. Tulis jam 00.00 sampai 23.59, misalnya 17-08-2026 09.30."),
        ("besok", "“besok” tidak terbaca sebagai tanggal dan jam. Tulis keduanya, misalnya 17-08-2026 09.30."),
        ("", "Masih kosong, padahal wajib. Isi tanggal dan jamnya, misalnya 17-08-2026 09.30."),
    ):
        form = Timed({"held": typed})
        with override("id"):
            assert [str(error) for error in form.errors["held"]] == [sentence]
        assert f'value="{typed}"' in str(form["held"]) or not typed


def test_a_day_with_its_hour_is_shown_day_first():
    assert 'value="09-04-2024 08.05"' in str(Timed({"held": "2024-04-09T08:05"})["held"])


@pytest.mark.parametrize("first", [date(2024, 4, 9), "2024-04-09", "9 April 2024"])
def test_a_day_is_shown_day_first(first):
    assert 'value="09-04-2024"' in str(Dated(initial={"day": first})["day"])


def test_the_trail_says_which_day_it_could_not_read(world, visit):
    page = visit(world.auditor).get(reverse("audit_trail"), {"dari": "31-02-2026"}).content.decode()
    assert "“31-02-2026” tidak terbaca sebagai tanggal" in page
    assert 'value="31-02-2026"' in page


def test_the_trail_reads_a_day_as_people_write_it(world, visit):
    page = visit(world.auditor).get(reverse("audit_trail"), {"dari": "1 Maret 2026"}).content.decode()
    assert "tidak terbaca" not in page


def test_no_form_asks_for_a_day_in_a_field_that_keeps_back_what_is_typed():
    root = Path(__file__).parents[2]
    asked = re.compile(r"type=.date(time-local)?\"|\"type\": \"date(time-local)?\"|forms\.Date(Time)?Field\(")
    files = [
        *root.glob("templates/**/*.html"),
        *root.glob("*/forms/**/*.py"),
        *root.glob("*/forms.py"),
    ]
    assert [str(path) for path in files if asked.search(path.read_text())] == []
