"""Units from a file: choose it, look at what each row would do, save."""

import io

from django.contrib import messages
from django.http import FileResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.refusals import Refused
from enrollment import unit_files, unit_workbooks
from enrollment.forms import UnitFileForm
from municipalities.access import requires
from municipalities.roles import Permission


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CHANGE_SETTINGS)
def unit_import_new(request):
    form = UnitFileForm(request.POST or None, request.FILES or None)
    if request.method != "POST":
        return render(request, "enrollment/unit_import_new.html", {"form": form})
    if form.is_valid():
        file = form.cleaned_data["file"]
        try:
            kept = unit_files.receive(
                municipality=request.municipality, path=file.temporary_file_path(), file_name=file.name,
                by=request.user, at=timezone.now(),
            )  # fmt: skip
        except Refused as refusal:
            form.add_error("file", str(refusal))
        else:
            return redirect("unit_import", kept.public_id)
    return render(request, "enrollment/unit_import_new.html", {"form": form}, status=422)


@require_safe
@requires(Permission.CHANGE_SETTINGS)
def unit_import(request, public_id):
    kept = import_of(request, public_id)
    rows = [] if kept.saved_at else unit_files.try_out(kept, at=timezone.now())
    counts = {name: sum(row.outcome == name for row in rows) for name in ("NEW", "CHANGED", "SAME", "WRONG")}
    context = {
        "kept": kept,
        "wrong": [row for row in rows if row.outcome == "WRONG"],
        "fresh": [row for row in rows if row.outcome == "NEW"],
        "changed": [row for row in rows if row.outcome == "CHANGED"],
        "counts": counts,
        "may_save": bool(rows) and not counts["WRONG"] and (counts["NEW"] or counts["CHANGED"]),
    }
    return render(request, "enrollment/unit_import.html", context)


@require_POST
@requires(Permission.CHANGE_SETTINGS)
def unit_import_save(request, public_id):
    kept = import_of(request, public_id)
    try:
        counts = unit_files.save(kept=kept, by=request.user, at=timezone.now())
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect("unit_import", public_id)
    messages.success(
        request, _("%(new)s unit baru, %(changed)s berubah.") % {"new": counts["NEW"], "changed": counts["CHANGED"]}
    )
    return redirect(reverse("unit_list"))


def import_of(request, public_id):
    return get_object_or_404(request.municipality.unitimports.select_related("municipality"), public_id=public_id)


@require_safe
@requires(Permission.CHANGE_SETTINGS)
def unit_template(request):
    return workbook([], "templat-unit.xlsx")


@require_safe
@requires(Permission.VIEW_SETTINGS)
def unit_export(request):
    return workbook(unit_files.export(request.municipality), "unit.xlsx")


def workbook(rows, name):
    out = io.BytesIO()
    unit_workbooks.write(rows, out)
    out.seek(0)
    return FileResponse(out, as_attachment=True, filename=name)
