"""Papers of a worker as scans: the forms that keep them, and each of them given out again. Their list is a tab."""

from functools import partial

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from common.refusals import Refused
from enrollment import documents
from enrollment.forms.documents import DocumentForm, DocumentWithdrawalForm
from enrollment.views.workers import find as find_worker
from municipalities import audit
from municipalities.access import requires
from municipalities.roles import Permission
from municipalities.scans import storing, taking
from municipalities.views import kept_files


SECTION = "dokumen"


def find(request, public_id):
    """One whose file is there: what was withdrawn is nobody's to open."""
    found = documents.kept_in(request.municipalities).filter(removed_at=None)
    return get_object_or_404(found.select_related("worker", "municipality", "kept_by"), public_id=public_id)


def of_worker(worker):
    return reverse("worker_papers", args=[worker.public_id])


def form_page(request, worker, form, *, title, button, document=None):
    """The page of a form about this worker's papers, again where something in it does not fit."""
    audit.record("worker.viewed", of=worker, by=request.user, at=timezone.now(), section=SECTION)
    context = {
        "worker": worker, "document": document, "form": form, "title": title, "button": button,
        "back_url": of_worker(worker),
    }  # fmt: skip
    return render(request, "enrollment/document_form.html", context, status=422 if form.is_bound else 200)


def sent(request):
    return (request.POST, request.FILES) if request.method == "POST" else ()


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.KEEP_DOCUMENTS)
def worker_document_add(request, public_id):
    worker = find_worker(request, public_id)
    words = {"title": _("Unggah dokumen"), "button": _("Unggah"), "done": _("Dokumen disimpan.")}
    return take(request, worker, partial(documents.keep, worker=worker), **words)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.KEEP_DOCUMENTS)
def worker_document_replace(request, public_id):
    document = find(request, public_id)
    words = {
        "title": _("Ganti %(kind)s") % {"kind": document},
        "button": _("Ganti"),
        "done": _("Dokumen diganti; yang lama masih dapat dibuka."),
    }
    replace = partial(documents.replace, document=document)
    return take(request, document.worker, replace, document=document, **words)


def take(request, worker, keep, *, done, document=None, **words):
    """
    The form that takes a scan of this worker's, and the way back to the tab once it is kept.

    :param keep: the verb
    :param document: whose place the scan takes
    """
    form = DocumentForm(*sent(request), of=document)
    if form.is_bound and form.is_valid():
        given = form.cleaned_data
        try:
            with taking.taken(given.pop("file")) as scan:
                keep(scan=scan, by=request.user, at=timezone.now(), **given)
        except Refused as refusal:
            form.add_error(refusal.detail.get("field"), str(refusal))
        else:
            messages.success(request, done)
            return redirect(of_worker(worker))
    return form_page(request, worker, form, document=document, **words)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.KEEP_DOCUMENTS)
def worker_document_withdraw(request, public_id):
    document = find(request, public_id)
    form = DocumentWithdrawalForm(*sent(request))
    if form.is_bound and form.is_valid():
        try:
            documents.withdraw(document=document, by=request.user, at=timezone.now(), **form.cleaned_data)
        except Refused as refusal:
            form.add_error(None, str(refusal))
        else:
            messages.success(request, _("Dokumen ditarik dan berkasnya dihapus."))
            return redirect(of_worker(document.worker))
    title = _("Tarik %(kind)s") % {"kind": document}
    return form_page(request, document.worker, form, title=title, button=_("Tarik dan hapus"), document=document)


@require_safe
@requires(Permission.VIEW_DOCUMENTS)
def worker_document(request, public_id):
    """The file itself, to be saved: whole, and as it was kept."""
    document = find(request, public_id)
    name = f"{slugify(document)}-{document.municipality.day_of(document.kept_at):%Y-%m-%d}"
    return given_out(
        request, document, lambda: storing.open_kept(document.file.name, document.sha256),
        document.media_type, save_as=f"{name}{storing.ENDINGS[document.media_type]}",
    )  # fmt: skip


@require_safe
@requires(Permission.VIEW_DOCUMENTS)
def worker_document_preview(request, public_id):
    """Its first page as a picture on the tab."""
    document = find(request, public_id)
    return given_out(request, document, lambda: storing.open_preview(document.file.name), taking.JPEG)


def given_out(request, document, open_file, media_type, *, save_as=""):
    try:
        file = open_file()
    except storing.ScanNotIntact as refusal:
        return render(
            request, "enrollment/document_missing.html",
            {"document": document, "reason": refusal, "back_url": of_worker(document.worker)}, status=500,
        )  # fmt: skip
    audit.record(
        "worker_document.opened", of=document, by=request.user, at=timezone.now(), people=[document.worker_id],
        preview=not save_as,
    )  # fmt: skip
    return kept_files.given_out(file, media_type, save_as=save_as)
