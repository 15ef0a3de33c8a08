"""The checklist on a claim's page, and what is written down on it: papers one by one, and several at once."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.template.defaultfilters import filesizeformat
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_POST

from claims import documents, purposes, visible
from claims.forms import PaperForm, PapersCheckedForm, PapersForm
from claims.views.parts import answered
from municipalities.access import requires
from municipalities.roles import Permission


@require_POST
@requires(Permission.REGISTER_DEATH)
def claim_document(request, public_id):
    document = get_object_or_404(visible.documents_of(request.municipalities), public_id=public_id)
    form = PaperForm(request.POST)
    if not form.is_valid():
        messages.error(request, _("Isi tanggal terima seperti 24-11-2026."))
        return redirect(document.claim)
    given, name = form.cleaned_data, document.get_kind_display()
    received = {"received_date": given["received_date"] or document.claim.municipality.today()}
    ways = {
        "take_in": (documents.take_in, _("%(paper)s diterima dan sudah diperiksa."), received),
        "receive": (documents.receive, _("%(paper)s diterima."), received),
        "accept": (documents.accept, _("%(paper)s sudah diperiksa."), {}),
        "return": (documents.return_, _("%(paper)s dikembalikan."), {"note": given["note"]}),
        "not_needed": (documents.not_needed, _("%(paper)s tidak perlu."), {"note": given["note"]}),
    }
    verb, done, what = ways[given["action"]]
    what |= {"document": document, "place": f"#berkas-{document.public_id}"}
    return answered(request, document.claim, verb, done % {"paper": name}, **what)


@require_POST
@requires(Permission.REGISTER_DEATH)
def claim_papers_in(request, public_id):
    """Several papers that came together, looked at on the spot or later."""
    claim = get_object_or_404(visible.claims_of(request.municipalities), public_id=public_id)
    form = PapersForm(request.POST, papers=visible.papers_to_come(claim))
    if not form.is_valid():
        messages.error(request, _("Pilih berkas yang diterima dan isi tanggalnya seperti 24-11-2026."))
        return redirect(claim)
    given = form.cleaned_data
    there = {"documents": list(given["papers"]), "received_date": given["received_date"]}
    count = len(there["documents"])
    verb, done = documents.receive_all, ngettext(
        "%(count)s berkas diterima, belum diperiksa.", "%(count)s berkas diterima, belum diperiksa.", count
    )  # fmt: skip
    if given["action"] == "take_in":
        verb, done = documents.take_in_all, ngettext(
            "%(count)s berkas diterima dan sudah diperiksa.", "%(count)s berkas diterima dan sudah diperiksa.", count
        )  # fmt: skip
    return answered(request, claim, verb, done % {"count": count}, place="#berkas", **there)


@require_POST
@requires(Permission.REGISTER_DEATH)
def claim_papers_checked(request, public_id):
    """Several papers that were handed in before."""
    claim = get_object_or_404(visible.claims_of(request.municipalities), public_id=public_id)
    form = PapersCheckedForm(request.POST, papers=visible.papers_to_check(claim))
    if not form.is_valid():
        messages.error(request, _("Pilih berkas yang sudah diperiksa."))
        return redirect(claim)
    seen = list(form.cleaned_data["papers"])
    done = ngettext("%(count)s berkas sudah diperiksa.", "%(count)s berkas sudah diperiksa.", len(seen))
    said = done % {"count": len(seen)}
    return answered(request, claim, documents.accept_all, said, place="#berkas", documents=seen)


def checklist(claim, *, may_edit, today):
    """
    What the page says of the papers, asked once: those to see to, those that are settled, and how many have scans.

    :param may_edit: whether forms are offered
    """
    papers = [paper for paper in claim.documents.prefetch_related("scans") if paper.asked or paper.received_date]
    missing = documents.unsettled(papers)
    accepted = [paper for paper in papers if paper.status == "ACCEPTED"]
    waiting = [paper for paper in papers if paper.status == "RECEIVED"]
    aside = [paper for paper in papers if paper not in (*missing, *accepted, *waiting)]
    return {
        "missing": missing,
        "to_see_to": [row(paper) for paper in papers if paper in missing or paper in waiting],
        "accepted": [row(paper) for paper in accepted],
        "aside": [row(paper) for paper in aside],
        "scanned": sum(bool(paper.scans.all()) for paper in accepted),
        "unscanned": [paper.get_kind_display() for paper in accepted if not paper.scans.all()],
        "in_form": papers_form(claim, papers, today) if may_edit else None,
        "check_form": PapersCheckedForm(papers=visible.papers_to_check(claim))
        if may_edit and len(waiting) > 1
        else None,
        "waiting": waiting,
    }


def papers_form(claim, papers, today):
    """None where a single paper or none can still come: that has its own button."""
    to_come = [
        paper
        for paper in papers
        if paper.asked and paper.status in visible.TO_COME and not documents.report_missing(paper)
    ]
    if len(to_come) < 2:
        return None
    return PapersForm(papers=visible.papers_to_come(claim), initial={"received_date": today})


def row(paper):
    return {
        "public_id": paper.public_id,
        "name": paper.get_kind_display(),
        "purpose": purposes.of(paper),
        "from_the_city": purposes.is_from_the_city(paper),
        "required": paper.required and paper.asked,
        "received_date": paper.received_date,
        "status": paper.status,
        "status_label": paper.get_status_display(),
        "accepted": paper.status == "ACCEPTED",
        "spared": paper.status == "NOT_NEEDED",
        "returned": paper.status == "RETURNED",
        "may_receive": paper.status in ("MISSING", "RETURNED", "NOT_NEEDED"),
        "report_url": report_url(paper),
        "may_check": paper.status == "RECEIVED",
        "may_return": paper.status == "ACCEPTED",
        "note": paper.note,
        "scans": [scan_row(scan) for scan in paper.scans.all()],
    }


def report_url(paper):
    """Where the report is written down whose paper this is; "" once its day is known, or where it is none."""
    if not documents.report_missing(paper):
        return ""
    return f"{reverse('claim_accident_report', args=[paper.claim.public_id])}?tahap={paper.kind}"


def scan_row(scan):
    pages = ngettext("%(count)s halaman", "%(count)s halaman", scan.pages) % {"count": scan.pages}
    return {"public_id": scan.public_id, "label": f"{pages}, {filesizeformat(scan.bytes)}", "at": scan.at}
