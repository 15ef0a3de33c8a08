"""What the page shows on which a person says which column holds what."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from enrollment.messages import label
from enrollment.models import Roster
from enrollment.reader.choosing import letter


MAP_COLUMNS = "MAP_COLUMNS"
SURE, MAYBE, NOT = gettext_lazy("Pasti"), gettext_lazy("Mungkin"), gettext_lazy("Abaikan")
DOUBTED = gettext_lazy("Pilih salah satu")


def is_asked(roster):
    asked = roster.reading.get("question") or {}
    return roster.status == Roster.Status.WAITING and asked.get("code") == MAP_COLUMNS and bool(roster.samples)


def needed(roster):
    return roster.reading["question"]["needed"]


def field_name(column):
    return f"kolom-{column['letter']}"


def page(roster, form):
    """Everything that roster_mapping.html asks for."""
    found, sheet = roster.samples, roster.reading.get("sheet") or ""
    chosen = {form[field_name(column)].value() for column in found["columns"]}
    width = max(map(len, found["first"]))
    return {
        "roster": {"public_id": roster.public_id, "number": roster.number, "file_name": roster.called},
        "form": form,
        "text": roster.reading["message"],
        "sheet": sheet,
        "other_sheets": [name for name in roster.reading.get("sheets", []) if name != sheet],
        "letters": [letter(place + found["left"]) for place in range(width)],
        "first": [
            {"row_no": number, "cells": row + [""] * (width - len(row)), "header": number == found["row"]}
            for number, row in enumerate(found["first"], start=1)
        ],
        "columns": [column_row(column, form, doubted(roster)) for column in found["columns"]],
        "needed": [{"name": name, "label": label(name), "there": name in chosen} for name in needed(roster)],
    }


def doubted(roster):
    """Headers of which several mean the same: the person is asked for one of them."""
    asked = roster.reading["question"]
    return set(asked["found"]) if asked.get("reason") == "TWICE" else set()


def column_row(column, form, doubted):
    sure = SURE if column["sure"] else MAYBE if column["name"] else NOT
    sure = DOUBTED if column["header"] in doubted else sure
    return {
        "letter": column["letter"],
        "header": column["header"] or _("(tanpa judul)"),
        "samples": column["samples"],
        "sure": sure,
        "field": form[field_name(column)],
    }
