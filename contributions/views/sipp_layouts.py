"""The columns of the SIPP files: read by the city, changed by its branch."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from common.refusals import Refused
from contributions.forms.sipp_layouts import SippLayoutForm
from contributions.models import SippForm
from contributions.sipp import fields, layout_versions, layouts
from municipalities.access import requires
from municipalities.roles import Permission, may


VERSIONS = 20  # on a page


@require_safe
@requires(Permission.VIEW_MONEY)
def sipp_layouts(request):
    """Which columns each file has today."""
    rows = []
    for form in SippForm:
        layout = current(request, form)
        rows.append(
            {"form": form.value.lower(), "label": form.label, "layout": layout, "columns": len(layout.columns)}
        )
    return render(request, "contributions/sipp_layouts.html", {"rows": rows})


@require_safe
@requires(Permission.VIEW_MONEY)
def sipp_layout(request, form):
    form = form_or_404(form)
    layout = current(request, form)
    context = {
        "form_word": form.value.lower(),
        "label": form.label,
        "layout": layout,
        "columns": column_rows(layout.columns),
        "versions": layout_versions.versions(request.municipalities, form)[:VERSIONS],
        "several": len(request.municipalities) > 1,
        "may_change": may(request.role, Permission.CHANGE_SIPP_LAYOUT),
    }
    return render(request, "contributions/sipp_layout.html", context)


def current(request, form):
    """What is in force today in the city; a branch sees the newest that it has written."""
    if request.municipality:
        city = request.municipality
        return layouts.in_force(municipality=city, form=form, day=city.today())
    return layout_versions.newest_of(request.municipalities, form)


def column_rows(columns):
    values = layout_versions.sample(timezone.localdate())
    return [
        {
            "letter": letter_of(place),
            "header": column.header,
            "holds": content_of(column),
            "format": fields.FORMATS[column.format],
            "required": column.required,
            "sure": layouts.SURE.get(column.sure, ""),
            "sample": fields.written(column, values),
        }
        for place, column in enumerate(columns)
    ]


def content_of(column):
    if column.field:
        return fields.FIELDS[column.field].label
    return _("selalu “%(text)s”") % {"text": column.constant} if column.constant else _("dilengkapi kota")


def letter_of(place):
    """A, B, ..., Z, AA: as the spreadsheet calls it."""
    first, last = divmod(place, 26)
    return f"{letter_of(first - 1) if first else ''}{chr(ord('A') + last)}"


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.CHANGE_SIPP_LAYOUT)
def sipp_layout_edit(request, form):
    form = form_or_404(form)
    layout = layout_versions.newest_of(request.municipalities, form)
    shown = SippLayoutForm(request.POST if request.method == "POST" else None, kind=form, layout=layout)
    if request.method != "POST":
        return edit_page(request, form, shown)
    columns = checked(shown)
    if columns is None:
        return edit_page(request, form, shown, status=422)
    if request.POST.get("langkah") == "lihat":
        return edit_page(request, form, shown, columns=columns)
    try:
        layout_versions.put(
            municipalities=request.municipalities, branch=request.active_scope.branch, form=form, by=request.user,
            at=timezone.now(), columns=shown.columns(), **shown.facts(),
        )  # fmt: skip
    except Refused as refusal:
        shown.add_error(None, str(refusal))
        return edit_page(request, form, shown, status=422)
    messages.success(request, _("Susunan kolom disimpan. Berkas yang sudah dibuat tidak berubah."))
    return redirect("sipp_layout", form.value.lower())


def checked(shown):
    """The columns as a file would have them; None, with the faults in the form, where none can be made of them."""
    if not shown.is_valid():
        return None
    try:
        return layouts.columns_of(shown.kind, shown.columns())
    except layouts.LayoutWrong as refusal:
        shown.refuse(refusal)
        return None


def edit_page(request, form, shown, *, columns=(), status=200):
    context = {
        "form": shown,
        "form_word": form.value.lower(),
        "label": form.label,
        "columns": column_rows(columns),
        "cities": [str(city) for city in request.municipalities],
    }
    return render(request, "contributions/sipp_layout_edit.html", context, status=status)


def form_or_404(word):
    if word.upper() not in SippForm.values:
        raise Http404
    return SippForm(word.upper())
