"""A few people are typed into a page and become a roster; what cannot stand is said beside its cell, at once."""

import re

from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_http_methods

from common.refusals import Refused
from enrollment import checking, typed
from enrollment.forms import TypedForm
from enrollment.views.uploads import STATUS_OF, own_units, take
from municipalities.access import requires
from municipalities.roles import Permission, Role


CELL = re.compile(r"orang-([0-9]{1,2})-([a-z_]+)").fullmatch
SPARE = 3  # rows to begin with, and to add
NAMES = [column.name for column in typed.COLUMNS]


@sensitive_post_parameters()
@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.UPLOAD_ROSTER)
def worker_add(request):
    given = {"municipality": request.municipality, "only_units": own_units(request)}
    people, count = people_of(request.POST), rows_of(request.POST)
    if request.method != "POST" or "lagi" in request.POST:
        return page(request, TypedForm(initial=request.POST.dict(), **given), people, count + SPARE)
    form = TypedForm(request.POST, **given)
    if not form.is_valid():
        return page(request, form, people, count, status=422)
    if not people:
        form.add_error(None, _("Belum ada orang yang diketik. Isi paling sedikit satu baris."))
        return page(request, form, people, count, status=422)
    tried = try_out(request, people, form.cleaned_data)
    if tried.is_refused:
        return page(request, form, people, count, tried, status=422)
    try:
        # They come on top of those who are there.
        return redirect(take(request, form.cleaned_data | {"people": people}, accept=[checking.ADDITIONS]))
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return page(request, form, people, count, status=STATUS_OF.get(type(refusal), 422))


def rows_of(sent):
    """How many rows the page had."""
    return max((int(cell[1]) + 1 for cell in map(CELL, sent) if cell), default=0)


def people_of(sent):
    """[{column: text}] of every row in which something is typed, in their order."""
    rows = {}
    for name in sent:
        cell = CELL(name)
        if cell and cell[2] in NAMES and int(cell[1]) < typed.MOST and sent[name].strip():
            rows.setdefault(int(cell[1]), {})[cell[2]] = sent[name].strip()
    return [rows[number] for number in sorted(rows)]


def try_out(request, people, cleaned):
    where = {name: cleaned[name] for name in ("unit", "category", "start_date")}
    return typed.try_out(
        people, municipality=request.municipality, by_clerk=request.role == Role.CLERK, by=request.user,
        at=timezone.now(), **where,
    )  # fmt: skip


def page(request, form, people, count, tried=None, *, status=200):
    """What is typed stands at the top, and below it the rows that are still empty."""
    tried, count = tried or typed.Tried(), min(max(count, SPARE), typed.MOST)
    for sentence in tried.all:
        form.add_error(None, sentence)
    if tried.cells or tried.rows:
        form.add_error(None, _("Sebagian isian belum benar, jadi belum ada yang dikirim. Perbaiki yang ditandai."))
    spare = [{}] * (count - len(people))
    context = {
        "form": form,
        "columns": [
            {"label": _(column.label), "optional": not column.required and not column.unit} for column in typed.COLUMNS
        ],
        "rows": [row(place, person, tried) for place, person in enumerate([*people, *spare])],
        "full": count == typed.MOST,
        "most": typed.MOST,
    }
    return render(request, "enrollment/worker_add.html", context, status=status)


def row(place, person, tried):
    return {
        "number": place + typed.FIRST_ROW,
        "wrong": tried.rows.get(place, []),
        "cells": [
            {
                "name": f"orang-{place}-{column.name}",
                "column": column.name,
                "label": _(column.label),
                "value": person.get(column.name, ""),
                "wrong": tried.cells.get((place, column.name), []),
            }
            for column in typed.COLUMNS
        ],
    }
