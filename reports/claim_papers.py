"""From what is stored of a claim to its papers: the pack, an heir's receipt, the minutes of a hand-over."""

from zoneinfo import ZoneInfo

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from claims import benefits, words
from claims.models import ClaimDocument
from municipalities import audit
from municipalities.city import time_zones
from municipalities.models import Office
from municipalities.scans import storing
from regulations.documents import RECEIPT_STAMPED_ABOVE
from reports import accident_reports, binding, claim_forms, headings, keeping, scholarship_forms
from reports.models import Kind
from reports.papers import claim_pack as papers
from reports.papers.letters import Signer


PAYER = "BPJS Ketenagakerjaan"
LATE = {"L": "almarhum", "P": "almarhumah"}


def print_pack(*, claim, by, at, copies=False):
    """
    The file, kept; returns its Paper: cover and checklist, forms, calculation, decision, copies of the papers.

    :param copies: whether whoever prints may see the scans (docs/adr/0034); a file with them is kept for such roles
    :raises ScanNotIntact: if a kept scan is gone or not what it was
    """
    title = _("Berkas klaim %(claim)s") % {"claim": claim.label}
    kind = Kind.CLAIM_FILE if copies else Kind.CLAIM_PACK
    return kept(kind, title, whole_file(claim, at, copies=copies), claim, claim.label, by, at)


def whole_file(claim, at, *, copies=True):
    """The papers of a claim as one PDF, as they stand at this moment."""
    with override("id"):
        own = [papers.to_pdf(pack_of(claim, at)), *forms_of(claim, at)]
        return binding.bound([*own, *(copies_of(claim) if copies else ())])


def forms_of(claim, at):
    deceased = deceased_of(claim)
    yield claim_forms.application(claim, deceased, at)
    if not benefits.nobody_inherits(claim):
        yield claim_forms.statement(claim, deceased, at)
    yield from scholarship_forms.of(claim, deceased, at)
    yield claim_forms.calculation(claim, deceased, lines_of(claim), at)
    if claim.status in words.DECIDED:
        yield claim_forms.decision_letter(claim, at)


def copies_of(claim):
    """The scans in the order of the checklist."""
    for paper in claim.documents.filter(asked=True).prefetch_related("scans"):
        for scan in paper.scans.all():
            yield copy_of(paper, scan)


def copy_of(paper, scan):
    """:raises ScanNotIntact: naming the paper whose scan is gone"""
    try:
        with storing.open_kept(scan.file.name, scan.sha256) as file:
            return file.read()
    except storing.ScanNotIntact as refusal:
        said = _("Pindaian “%(paper)s”: %(why)s") % {"paper": paper.get_kind_display(), "why": refusal}
        raise storing.ScanNotIntact(said) from refusal


def print_forms(*, claim, by, at):
    """What the family signs: application, statement of the heirs, a form a scholarship, kept; returns its Paper."""
    title = _("Formulir klaim %(claim)s") % {"claim": claim.label}
    with override("id"):
        deceased = deceased_of(claim)
        found = [claim_forms.application(claim, deceased, at)]
        if not benefits.nobody_inherits(claim):
            found.append(claim_forms.statement(claim, deceased, at))
        found += scholarship_forms.of(claim, deceased, at)
    return kept(Kind.CLAIM_FORMS, title, binding.bound(found), claim, claim.label, by, at)


def print_accident_report(*, claim, by, at):
    """
    The forms by which the branch is told of an accident at work and its death, kept; returns its Paper.

    :raises NoAccident: if work was not the cause
    """
    title = _("Laporan kecelakaan %(claim)s") % {"claim": claim.label}
    with override("id"):
        content = accident_reports.report(claim, deceased_of(claim), at)
    return kept(Kind.CLAIM_FORMS, title, content, claim, claim.label, by, at)


def print_calculation(*, claim, by, at):
    """What is paid and by which article, kept; returns its Paper."""
    title = _("Perhitungan manfaat %(claim)s") % {"claim": claim.label}
    with override("id"):
        content = claim_forms.calculation(claim, deceased_of(claim), lines_of(claim), at)
    return kept(Kind.CLAIM_BENEFITS, title, content, claim, claim.label, by, at)


def print_missing(*, claim, by, at):
    """
    The letter about papers that are missing, kept; returns its Paper.

    :raises NothingMissing: if nothing is
    """
    title = _("Berkas yang kurang, %(claim)s") % {"claim": claim.label}
    return kept(Kind.CLAIM_LETTER, title, claim_forms.missing_letter(claim, by, at), claim, claim.label, by, at)


def print_decision(*, claim, by, at):
    """
    The letter about the decision, kept; returns its Paper.

    :raises NotDecided: if there is none
    """
    title = _("Pemberitahuan keputusan %(claim)s") % {"claim": claim.label}
    return kept(Kind.CLAIM_LETTER, title, claim_forms.decision_letter(claim, at), claim, claim.label, by, at)


def print_invitations(*, ceremony, by, at):
    """The list of those who are invited to a hand-over, with a line for each to sign, kept; returns its Paper."""
    title = _("Daftar undangan penyerahan santunan %(number)s") % {"number": ceremony.number}
    content = papers.invitations_to_pdf(minutes_of(ceremony))
    return kept(Kind.CLAIM_INVITATIONS, title, content, ceremony, str(ceremony.number), by, at)


def print_receipt(*, payout, by, at):
    """What one heir signs for, kept; returns its Paper."""
    title = _("Tanda terima santunan %(number)s") % {"number": payout.number}
    content = papers.receipt_to_pdf(receipt_of(payout))
    return kept(Kind.CLAIM_RECEIPT, title, content, payout, str(payout.number), by, at)


def print_minutes(*, ceremony, by, at):
    """The list and minutes of a symbolic hand-over, kept; returns its Paper."""
    title = _("Berita acara penyerahan santunan %(number)s") % {"number": ceremony.number}
    content = papers.minutes_to_pdf(minutes_of(ceremony))
    return kept(Kind.CLAIM_MINUTES, title, content, ceremony, str(ceremony.number), by, at)


def kept(kind, title, content, of, number, by, at):
    audit.record("claim_paper.printed", of=of, by=by, at=at, kind=str(kind))
    return keeping.keep(
        municipality=of.municipality, kind=kind, title=title, content=content, of=of, number=number, by=by, at=at
    )


def local(city, at):
    return at.astimezone(ZoneInfo(city.timezone))


def pack_of(claim, at):
    city = claim.municipality
    with override("id"):
        return papers.ClaimPack(
            heading=headings.heading(
                city, number=f"{claim.label}/{claim.registered_at:%Y}", day=local(city, at).date()
            ),
            deceased=deceased_of(claim),
            heirs=[share_of(heir) for heir in claim.heirs.all()],
            lines=lines_of(claim),
            documents=[document_of(paper) for paper in claim.documents.filter(asked=True).prefetch_related("scans")],
            signer=headings.signer(
                city, Office.Duty.PERSONNEL, day=local(city, at).date(), office="Pejabat Pengelola Kepegawaian"
            ),
            note=" ".join(str(remark) for remark in words.remarks_of(claim)),
            status=claim_forms.status_of(claim),
        )


def deceased_of(claim):
    worker = claim.worker
    return papers.Deceased(
        name=worker.name,
        nik=worker.nik,
        kpj=claim.enrollment.kpj,
        birth_date=worker.birth_date,
        death_date=claim.death_date,
        cause=str(claim.get_cause_display()),
        enrollments=[
            f"{one.category.name}, {one.unit.name}: {one.get_programs_display()} sejak "
            f"{date_format(one.start_date, 'j F Y')}"
            for one in claim.worker.enrollments.filter(claimed=True).select_related("category", "unit")
        ],
    )


def share_of(heir):
    guardian = f" (wali: {heir.guardian_name})" if heir.guardian_name else ""
    return papers.HeirShare(
        name=f"{heir.name}{guardian}",
        relationship=str(heir.get_relation_display()),
        amount=heir.share,
        account=heir.masked_account,
    )


def lines_of(claim):
    return [
        papers.BenefitLine(
            benefit=str(line.get_benefit_display()), program=line.program, amount=line.amount, source=line.source
        )
        for line in claim.benefit_lines.all()
    ]


def document_of(paper):
    spared = paper.status == ClaimDocument.Status.NOT_NEEDED
    optional = not paper.required and paper.received_date is None
    return papers.Document(
        name=str(paper.get_kind_display()),
        received_date=None if paper.status == ClaimDocument.Status.RETURNED else paper.received_date,
        accepted=paper.status == ClaimDocument.Status.ACCEPTED,
        spared=spared or optional,
        copies=sum(scan.pages for scan in paper.scans.all()),
        note=_("tidak perlu: %(why)s") % {"why": paper.note} if spared else paper.note,
    )


def late_name_of(worker):
    """As people speak of the dead: almarhum of a man, almarhumah of a woman, both where the sex is not known."""
    return f"{LATE.get(worker.sex, '/'.join(LATE.values()))} {worker.name}"


def receipt_of(payout):
    claim, city = payout.claim, payout.municipality
    with override("id"):
        heir = share_of(payout.heir)
        return papers.Receipt(
            heading=headings.heading(
                city, number=f"{payout.number}/{claim.label}/{payout.payment_date:%Y}", day=payout.payment_date
            ),
            deceased=late_name_of(claim.worker),
            heir=papers.HeirShare(
                name=heir.name, relationship=heir.relationship, amount=payout.amount, account=payout.account
            ),
            lines=lines_of(claim),
            payer=PAYER,
            reference=payout.reference,
            payment_date=payout.payment_date,
            stamp_duty=payout.amount > RECEIPT_STAMPED_ABOVE.on(payout.payment_date).value,
        )


def minutes_of(ceremony):
    city = ceremony.municipality
    held_at = local(city, ceremony.held_at)
    items = ceremony.items.select_related("payout__heir", "payout__claim__worker")
    with override("id"):
        return papers.Minutes(
            heading=headings.heading(city, number=f"{ceremony.number}/BA-SANTUNAN/{held_at:%Y}", day=held_at.date()),
            held_at=held_at,
            zone=time_zones.ZONES.get(city.timezone, ""),
            venue=ceremony.venue,
            given_by=headings.signer(city, Office.Duty.HEAD, day=held_at.date(), office=f"Pemerintah {city.name}"),
            received_for=Signer(office="Wakil para ahli waris"),
            witnesses=[
                headings.signer(city, Office.Duty.SECRETARY, day=held_at.date(), office=f"Pemerintah {city.name}"),
                Signer(office=PAYER),
            ],
            items=[handed_over(item.payout) for item in items],
            paid_by=PAYER,
        )


def handed_over(payout):
    return papers.HandedOver(
        recipient=payout.heir.name,
        relationship=str(payout.heir.get_relation_display()),
        deceased=late_name_of(payout.claim.worker),
        amount=payout.amount,
    )
