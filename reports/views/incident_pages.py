"""Whom an incident touched: the question, the answer as a page and a file, and the notice."""

import re
from io import BytesIO

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from common.refusals import Refused
from common.spreadsheets import WORKBOOK
from municipalities import audit, service_user, visitors
from municipalities.access import requires
from municipalities.roles import Permission, may
from municipalities.trails import sentences
from municipalities.views import paging
from municipalities.views.fresh import fresh
from reports import incident_files, incidents
from reports.forms.privacy import IncidentForm, IncidentLetterForm


PAGE = 10  # people: each is a card on a phone
TYPES = {"csv": "text/csv; charset=utf-8",
         "xlsx": WORKBOOK}  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.REPORT_INCIDENT)
@fresh
def incident(request):
    """Posted, not asked for in an address: which account is suspected stands in no history."""
    posted = request.method == "POST"
    form = IncidentForm(request.POST if posted else None, actions=actions())
    context = {"form": form, "letter": IncidentLetterForm(), "may_see": may(request.role, Permission.VIEW_WORKERS)}
    if posted and form.is_valid():
        try:
            asked = asked_for(request, form.cleaned_data)
            found = report(request, asked)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            if context["may_see"] and request.POST.get("file") in TYPES:
                return download(request, asked, found, kind=request.POST["file"])
            return render(request, "reports/incident.html", context | answer(request, asked, found))
    return render(request, "reports/incident.html", context | {"asked": False}, status=422 if posted else 200)


def report(request, asked):
    """An admin sees no worker: for whoever only counts, the service user looks."""
    if may(request.role, Permission.VIEW_WORKERS):
        return incidents.report(asked)
    with service_user.at_work(asked.municipality):
        return incidents.report(asked)


def actions():
    """The acts to choose from, by their sentence without what only one event can fill in."""
    return [(action, act(action)) for action in sentences.SHOWS_PERSONS if action in sentences.SENTENCES]


def act(action):
    if action == "paper.opened":
        return _("mengunduh berkas cetak")
    return re.split(r"[:,(]", re.sub(r"\s*\{\w+\}", "", str(sentences.SENTENCES[action])))[0].strip()


def asked_for(request, given):
    return incidents.Asked(
        municipality=request.municipality,
        since=given["since"],
        until=given["until"],
        user=incidents.user_named(given["user"]) if given["user"] else None,
        action=given["action"],
        address=visitors.kept(given["address"].strip()) if given["address"] else "",
    )


def answer(request, asked, found):
    """What the page shows: numbers to everybody, names, a few at a time, to whoever may see workers."""
    page = paging.page_of(request, found if may(request.role, Permission.VIEW_WORKERS) else [], PAGE)
    people = page.object_list
    if people:
        incidents.note(asked, people, by=request.user, at=timezone.now())
    else:
        audit.record(
            "incident.counted", of=asked.municipality, municipality=asked.municipality, by=request.user,
            at=timezone.now(), count=len(found),
        )  # fmt: skip
    return {
        "asked": True,
        "events": incidents.events(asked),
        "people": len(found),
        "rows": [dict(zip(("kind", "name", "nik", "phone", "data", "first", "last"), row, strict=True))
                 for row in incident_files.rows(people)],
        "kept": {name: request.POST.get(name, "") for name in IncidentForm.base_fields},
        "page": page,
        "first": page.start_index(),
        "last": page.end_index(),
    }  # fmt: skip


def download(request, asked, found, *, kind):
    out = BytesIO()
    incident_files.write(found, out, kind=kind)
    incidents.note(asked, found, by=request.user, at=timezone.now())
    response = HttpResponse(out.getvalue(), content_type=TYPES[kind])
    response["Content-Disposition"] = f'attachment; filename="kejadian.{kind}"'
    return response


@require_POST
@requires(Permission.REPORT_INCIDENT)
@fresh
def incident_letter(request):
    form = IncidentLetterForm(request.POST)
    if not form.is_valid():
        context = {"form": IncidentForm(actions=actions()), "letter": form, "asked": False, "may_see": True}
        return render(request, "reports/incident.html", context, status=422)
    content = incident_files.print_notice(
        municipality=request.municipality, by=request.user, at=timezone.now(), **form.cleaned_data
    )
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = 'attachment; filename="pemberitahuan.pdf"'
    return response
