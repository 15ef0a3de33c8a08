"""Scans of a claim's papers and proofs of its payments: taken in, shown, given out whole, taken away again."""

from functools import partial

from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from claims import scans, visible
from claims.forms import ScanForm
from claims.views.parts import answered, filled_in
from municipalities import audit
from municipalities.access import requires
from municipalities.roles import Permission
from municipalities.scans import storing, taking
from municipalities.views import kept_files


def find(request, public_id):
    return get_object_or_404(visible.scans_of(request.municipalities), public_id=public_id)


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.REGISTER_DEATH)
def claim_scan_add(request, public_id):
    document = get_object_or_404(visible.documents_of(request.municipalities), public_id=public_id)
    title = _("Unggah %(paper)s") % {"paper": document.get_kind_display()}
    about = _("Satu berkas PDF, atau foto satu per satu; semuanya dihitung bersama. Sesudah itu periksa berkasnya.")
    return filled_in(
        request, document.claim, scan_form(request), title, partial(take_in, scans.keep), _("Berkas disimpan."),
        about=about, place=f"#berkas-{document.public_id}", document=document,
    )  # fmt: skip


@require_http_methods(["GET", "HEAD", "POST"])
@requires(Permission.RECORD_PAYOUT)
def payout_proof_add(request, public_id):
    payout = get_object_or_404(visible.payouts_of(request.municipalities), public_id=public_id)
    title = _("Unggah bukti pembayaran kepada %(name)s") % {"name": payout.heir.name}
    return filled_in(
        request, payout.claim, scan_form(request), title, partial(take_in, scans.prove), _("Bukti disimpan."),
        payout=payout,
    )  # fmt: skip


def scan_form(request):
    return ScanForm(*((request.POST, request.FILES) if request.method == "POST" else ()))


def take_in(verb, *, file, **what):
    with taking.taken(file) as scan:
        verb(scan=scan, **what)


@require_POST
@requires(Permission.REGISTER_DEATH)
def claim_scan_drop(request, public_id):
    scan = find(request, public_id)
    place = f"#berkas-{scan.document.public_id}"
    return answered(request, scan.document.claim, scans.drop, _("Pindaian dihapus."), scan=scan, place=place)


@require_safe
@requires(Permission.VIEW_DOCUMENTS)
def claim_scan(request, public_id):
    """The file itself, to be saved: whole, and as it was kept."""
    scan = find(request, public_id)
    name = f"{scan.document.claim.label}-{slugify(scan.document.get_kind_display())}"
    return given_out(request, scan, scan.document.claim, "claim_scan.opened", save_as=name)


@require_safe
@requires(Permission.VIEW_DOCUMENTS)
def claim_scan_preview(request, public_id):
    """Its first page as a picture on the claim's page."""
    scan = find(request, public_id)
    return given_out(request, scan, scan.document.claim, "claim_scan.opened")


@require_safe
@requires(Permission.VIEW_CLAIMS)
def payout_proof(request, public_id):
    """The proof of a payment, to be saved."""
    proof = get_object_or_404(visible.proofs_of(request.municipalities), public_id=public_id)
    name = f"{proof.payout.claim.label}-bukti-{proof.payout.number}"
    return given_out(request, proof, proof.payout.claim, "payout.proof_opened", save_as=name)


def given_out(request, scan, claim, action, *, save_as=""):
    """:param save_as: the name under which it is saved, without its ending; without one its first page is shown"""
    try:
        file = storing.open_kept(scan.file.name, scan.sha256) if save_as else storing.open_preview(scan.file.name)
    except storing.ScanNotIntact as refusal:
        context = {"claim": claim, "reason": refusal}
        return render(request, "claims/claim_scan_missing.html", context, status=500)
    audit.record(action, of=scan, by=request.user, at=timezone.now(), preview=not save_as, sha256=scan.sha256)
    if not save_as:
        return kept_files.given_out(file, taking.JPEG)
    return kept_files.given_out(file, scan.media_type, save_as=f"{save_as}{storing.ENDINGS[scan.media_type]}")
