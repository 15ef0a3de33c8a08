"""The family of a worker: a tab of the person's page, and the forms that keep it."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from common.refusals import Refused
from enrollment import families, worker_pages
from enrollment.forms import FamilyForm, FamilyRemovalForm
from enrollment.views.workers import find as find_worker
from municipalities import audit
from municipalities.access import requires
from municipalities.roles import Permission, may


SECTION = "ahli-waris"


def find(request, public_id):
    if request.municipality is None:
        raise Http404
    found = request.municipality.familymembers.select_related("worker", "municipality")
    return get_object_or_404(found, public_id=public_id)


def note_seen(request, worker):
    audit.record("worker.viewed", of=worker, by=request.user, at=timezone.now(), section=SECTION)


@require_safe
@requires(Permission.VIEW_FAMILY)
def worker_family(request, public_id):
    worker = find_worker(request, public_id)
    note_seen(request, worker)
    context = worker_pages.head(worker, section=SECTION, role=request.role, day=worker.municipality.today())
    context |= {
        "family": families.of(worker).select_related("recorded_by"),
        "may_keep": may(request.role, Permission.KEEP_FAMILY),
    }
    return render(request, "enrollment/worker_family.html", context)


def kept(request, worker, form, title, verb, said, /, *, button="", **what):
    """A form of its own page: filled in well, its verb runs and leads back to the family."""
    back = reverse("worker_family", args=[worker.public_id])
    if form.is_bound and form.is_valid():
        try:
            verb(by=request.user, at=timezone.now(), **what, **form.cleaned_data)
        except Refused as refusal:
            form.add_error(refusal.detail.get("field"), str(refusal))
        else:
            messages.success(request, said)
            return redirect(back)
    note_seen(request, worker)
    context = {"worker": worker, "form": form, "title": title, "back_url": back, "button": button or _("Simpan")}
    return render(request, "enrollment/family_form.html", context, status=422 if form.is_bound else 200)


def sent(request):
    return request.POST if request.method == "POST" else None


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.KEEP_FAMILY)
def family_add(request, public_id):
    worker = find_worker(request, public_id)
    form = FamilyForm(sent(request))
    return kept(request, worker, form, _("Tambah keluarga"), families.add, _("Keluarga dicatat."), worker=worker)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.KEEP_FAMILY)
def family_change(request, public_id):
    member = find(request, public_id)
    known = {name: getattr(member, name) for name in families.FIELDS if name != "nik"}
    form = FamilyForm(sent(request), initial=known, known_nik=member.nik)
    return kept(
        request, member.worker, form, _("Ubah data keluarga"), families.change, _("Perubahan dicatat."), member=member
    )


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.KEEP_FAMILY)
def family_remove(request, public_id):
    member = find(request, public_id)
    title = _("Hapus %(name)s dari daftar keluarga") % {"name": member.name}
    return kept(
        request, member.worker, FamilyRemovalForm(sent(request)), title, families.remove,
        _("Orang itu dihapus dari daftar keluarga."), button=_("Hapus"), member=member,
    )  # fmt: skip
