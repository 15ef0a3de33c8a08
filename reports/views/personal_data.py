"""What the law on personal data asks of a city: a person's file, the answer to a correction, where the rest is."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from common.refusals import Refused
from enrollment.views.corrections import find as find_correction
from municipalities.access import requires
from municipalities.roles import Permission, may
from municipalities.views.fresh import fresh
from reports import correction_papers, person_files
from reports.forms.privacy import PersonFileForm


# (url name, what it is, what for, permission)
PAGES = (
    (
        "correction_list",
        gettext_lazy("Perbaikan data"),
        gettext_lazy("Permintaan orang agar data tentang dirinya diperbaiki, dijawab dalam 3 x 24 jam."),
        Permission.VIEW_CORRECTIONS,
    ),
    (
        "person_file",
        gettext_lazy("Salinan data seseorang"),
        gettext_lazy("Semua yang tersimpan tentang satu orang dengan jejak pemrosesannya, untuk diberikan kepadanya."),
        Permission.EXPORT_PERSONAL,
    ),
    (
        "incident",
        gettext_lazy("Kejadian"),
        gettext_lazy("Siapa saja yang datanya dilihat, diunduh, atau diubah oleh suatu akun, untuk pemberitahuan."),
        Permission.REPORT_INCIDENT,
    ),
    (
        "retention",
        gettext_lazy("Masa simpan"),
        gettext_lazy("Berapa orang yang datanya dihapus setiap malam karena sudah lama tidak terdaftar."),
        Permission.CHANGE_SETTINGS,
    ),
)


@require_safe
@requires(Permission.PROTECT_DATA)
def personal_data(request):
    pages = [
        {"url": reverse(name), "title": title, "text": text}
        for name, title, text, permission in PAGES
        if may(request.role, permission)
    ]
    return render(request, "reports/personal_data.html", {"pages": pages})


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.EXPORT_PERSONAL)
@fresh
def person_file(request):
    """The NIK is posted, the file is the answer: neither stands in an address or in a browser's history."""
    form = PersonFileForm(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid():
        try:
            found = person_files.export(
                municipality=request.municipality, by=request.user, at=timezone.now(), **form.cleaned_data
            )
        except Refused as refusal:
            form.offer(refusal.detail.get("places", []))
            form.add_error(refusal.detail.get("field"), str(refusal))
        else:
            response = HttpResponse(found.content, content_type="application/zip")
            response["Content-Disposition"] = 'attachment; filename="data-pribadi.zip"'
            return response
    context = {"form": form, "offers_places": bool(form.fields["places"].choices)}
    return render(request, "reports/person_file.html", context, status=422 if request.method == "POST" else 200)


@require_POST
@requires(Permission.DECIDE_CORRECTION)
def correction_letter(request, public_id):
    found = find_correction(request, public_id)
    try:
        paper = correction_papers.print_answer(request=found, by=request.user, at=timezone.now())
    except correction_papers.NotAnswered as refusal:
        messages.warning(request, str(refusal))
        return redirect(found)
    return redirect("paper_download", paper.public_id)
