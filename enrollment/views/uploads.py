"""A roster comes in: as a file, as pasted cells, through the template."""

import tempfile
from contextlib import contextmanager
from pathlib import Path

from django.contrib import messages
from django.db import transaction
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from common.refusals import Refused
from common.rupiah import grouped
from common.spreadsheets import WORKBOOK
from enrollment import orders, pasted, roster_templates, rosters, typed
from enrollment.columns import ROSTER
from enrollment.forms import UploadForm
from enrollment.models import Roster
from municipalities import submissions, turns
from municipalities.access import requires
from municipalities.roles import Permission, Role


STATUS_OF = {turns.StillAtIt: 409}


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.UPLOAD_ROSTER)
def roster_upload(request):
    given = {"municipality": request.municipality, "only_units": own_units(request)}
    if request.method != "POST":
        return upload_page(request, UploadForm(**given))
    form = UploadForm(request.POST, request.FILES, **given)
    if not form.is_valid():
        return upload_page(request, form, status=422)
    try:
        return lead_to(request, take(request, form.cleaned_data))
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return upload_page(request, form, status=STATUS_OF.get(type(refusal), 422))


def lead_to(request, address):
    """Our script opens the address itself; were it redirected, it would swallow the page's messages."""
    if request.headers.get("X-Requested-With") == "XMLHttpRequest":
        return HttpResponse(status=201, headers={"Location": address})
    return redirect(address)


def take(request, given, accept=()):
    """
    The address of the roster: of the first, where this form or this file came before.

    :param accept: codes of questions that who sends it has answered by the way it is sent
    """
    # What is refused takes the key of its form back, so that it can be put right and sent again.
    with received(given) as (path, name), transaction.atomic():
        sent = submissions.claim(
            municipality=request.municipality,
            by=request.user,
            key=given["idempotency_key"],
            content_hash=submissions.hash_of(path.read_bytes(), given["unit"], given["category"], given["start_date"]),
            at=timezone.now(),
        )
        if sent.answer:
            return sent.answer
        roster = receive(request, given, path, name, accept)
        submissions.answered(sent, roster.get_absolute_url())
        return sent.answer


def receive(request, given, path, name, accept):
    at = timezone.now()
    roster = rosters.receive(
        municipality=request.municipality,
        path=path,
        file_name=name,
        unit=given["unit"],
        category=given["category"],
        start_date=given["start_date"],
        by_clerk=request.role == Role.CLERK,
        by=request.user,
        at=at,
    )
    if roster.received_at != at:
        first = {"day": f"{timezone.localtime(roster.received_at):%d-%m-%Y}", "name": roster.received_by}
        messages.info(request, _("Berkas ini sudah diunggah %(day)s oleh %(name)s. Ini hasilnya.") % first)
    elif roster.status == roster.Status.RECEIVED:
        told = {"accept": list(accept)} if accept else {}
        orders.place(orders.CHECK, roster=roster, by=request.user, role=request.role, at=at, **told)
    return roster


@contextmanager
def received(given):
    """What was sent as a file of its own under the name's ending, and its name; gone afterwards."""
    with tempfile.TemporaryDirectory(prefix="upload-") as folder:
        if people := given.get("people"):
            yield typed.write(people, out=Path(folder) / typed.FILE), Roster.TYPED
            return
        upload = given["file"]
        if not upload:
            yield pasted.write(given["pasted"], out=Path(folder) / pasted.FILE_NAME), pasted.FILE_NAME
            return
        path = Path(folder) / f"roster{Path(upload.name).suffix.lower()[:6]}"
        with path.open("wb") as out:
            for chunk in upload.chunks():
                out.write(chunk)
        yield path, upload.name


def own_units(request):
    """The units a clerk may send for; None for whoever sends for the whole city."""
    if request.role != Role.CLERK:
        return None
    own = request.active_scope.unit
    return sorted(
        request.municipality.units.under(own).open_on(request.municipality.today()),
        key=lambda unit: unit != own,
    )


def upload_page(request, form, status=200):
    limits = {
        "rows": _("paling banyak %(count)s baris berisi") % {"count": grouped(200 * 1000)},
        "columns": ", ".join(_(column.label) for column in ROSTER),
    }
    return render(request, "enrollment/roster_upload.html", {"form": form, "limits": limits}, status=status)


@require_safe
@requires(Permission.UPLOAD_ROSTER)
def roster_template(request):
    """The template to fill in, without people: whoever wants them asks for personal data."""
    own = own_units(request)
    response = HttpResponse(content_type=WORKBOOK)
    response["Content-Disposition"] = 'attachment; filename="templat-roster.xlsx"'
    roster_templates.write(municipality=request.municipality, unit=own[0] if own else None, out=response)
    return response
