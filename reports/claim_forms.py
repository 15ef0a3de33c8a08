"""From what is stored of a claim to the forms that families sign, the calculation, and the letters about it."""

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from agreements import beginnings
from claims import clocks, documents, left_out, purposes, words
from claims.models import Claim, ClaimDocument
from common.refusals import Refused
from common.rupiah import rupiah
from common.templatetags.payung import percent
from municipalities.models import Office
from regulations.words import Program
from reports import headings
from reports.papers import claim_forms as papers
from reports.papers import missing_papers, notice


PROGRAMS = {Program.JKM: "Jaminan Kematian (JKM)", Program.JKK: "Jaminan Kecelakaan Kerja (JKK), meninggal dunia"}


AFTER = "menurut urutan PP 44/2015 Pasal 37 ayat (5) sesudah ahli waris yang tersebut di atas"


class NothingMissing(Refused):
    """Every paper that is asked for is there."""


class NotDecided(Refused):
    """The branch has not decided yet."""


def number_of(claim, what=""):
    return "/".join(filter(None, (claim.label, what, f"{claim.registered_at:%Y}")))


def heading(claim, at, what=""):
    city = claim.municipality
    return headings.heading(city, number=number_of(claim, what), day=city.day_of(at))


def status_of(claim):
    return _("Konsep, belum diajukan") if claim.is_open else ""


def applicants(claim):
    there = list(claim.heirs.all())
    weights = sum(heir.weight for heir in there)
    return [
        papers.Applicant(
            name=heir.name, relationship=str(heir.get_relation_display()), birth_date=heir.birth_date,
            guardian=heir.guardian_name, attorney=heir.attorney_name,
            share=percent(heir.weight, weights) if len(there) > 1 else "", account=heir.masked_account,
            contact=", ".join(filter(None, (heir.address, heir.phone))),
        )
        for heir in there
    ]  # fmt: skip


def application(claim, deceased, at):
    """The application to the branch, as PDF."""
    return papers.application_to_pdf(application_of(claim, deceased, at))


def application_of(claim, deceased, at):
    """What the heirs apply for, and with which papers."""
    return papers.Application(
        heading=heading(claim, at, "PERMOHONAN"), branch=branch_of(claim, at), deceased=deceased,
        programs=PROGRAMS[clocks.program_of(claim)], applicants=applicants(claim),
        papers=names_of(claim.documents.filter(asked=True, status="ACCEPTED")),
    )  # fmt: skip


def branch_of(claim, at):
    link = beginnings.lead_link(claim.municipality, claim.municipality.day_of(at))
    return f"Kepala {link.branch.name}" if link else "Kepala Kantor Cabang BPJS Ketenagakerjaan"


def statement(claim, deceased, at):
    """The statement of the heirs, as PDF."""
    return papers.statement_to_pdf(statement_of(claim, deceased, at))


def statement_of(claim, deceased, at):
    """What the heirs state: who they are, and who of the family is none of them, with why."""
    return papers.HeirStatement(
        heading=heading(claim, at, "AHLI-WARIS"), deceased=deceased, applicants=applicants(claim),
        left_out=[
            papers.NoHeir(
                name=kin.name, relationship=kin.relation_label, reason=kin.reason or (AFTER if kin.after else "")
            )
            for kin in left_out.of(claim)
        ],
    )  # fmt: skip


def calculation(claim, deceased, lines, at):
    """The calculation of what is paid, as PDF."""
    city = claim.municipality
    found = papers.Calculation(
        heading=heading(claim, at, "MANFAAT"), deceased=deceased, lines=lines,
        scholarships=[
            papers.Scholarship(
                child=child.name, level=words.school_of(child), yearly=child.yearly_amount,
                most=child.most_possible, source=child.source,
            )
            for child in claim.children.filter(qualifies=True)
        ],
        findings=[
            papers.Finding(text=each["text"], answer=str(each["answer_label"]), source=each["source"])
            for each in words.findings_of(claim)
        ],
        remarks=[str(remark) for remark in words.remarks_of(claim)],
        eligibility=str(words.eligibility_of(claim)),
        signer=headings.signer(
            city, Office.Duty.PERSONNEL, day=city.day_of(at), office="Pejabat Pengelola Kepegawaian"
        ),
        status=status_of(claim),
    )  # fmt: skip
    return papers.calculation_to_pdf(found)


def family_of(claim):
    names = ", ".join(heir.name for heir in claim.heirs.all())
    return names or f"Keluarga {claim.worker.name}"


def missing_letter(claim, by, at):
    """
    The letter to the family about what it still has to bring, as PDF; it says what is there and what the city does.

    :param by: whom the family asks for
    :raises NothingMissing: if nothing is, or nothing of the family's
    """
    unsettled = documents.missing(claim)
    missing = [paper for paper in unsettled if paper.status != ClaimDocument.Status.RECEIVED]
    if all(purposes.is_from_the_city(paper) for paper in missing):
        raise NothingMissing(_("Tidak ada berkas keluarga yang kurang; suratnya tidak diperlukan."))
    city = claim.municipality
    day = city.day_of(at)
    with override("id"):
        return missing_papers.to_pdf(
            missing_papers.MissingPapers(
                heading=headings.heading(city, number=number_of(claim, "KURANG"), day=day),
                signer=headings.signer(city, Office.Duty.PERSONNEL, day=day, office="Pejabat Pengelola Kepegawaian"),
                addressee=family_of(claim),
                opening=f"Kami turut berduka atas meninggalnya {claim.worker.name} pada"
                f" {date_format(claim.death_date, 'j F Y')}.",
                accepted=names_of(claim.documents.filter(asked=True, status=ClaimDocument.Status.ACCEPTED)),
                looked_at=names_of(paper for paper in unsettled if paper not in missing),
                from_the_family=asked_for(paper for paper in missing if not purposes.is_from_the_city(paper)),
                from_the_city=asked_for(paper for paper in missing if purposes.is_from_the_city(paper)),
                officer=str(by),
            )
        )  # fmt: skip


def names_of(papers):
    return [str(paper.get_kind_display()) for paper in papers]


def asked_for(papers):
    return [missing_papers.AskedFor(name=str(paper.get_kind_display()), why=why(paper)) for paper in papers]


def why(paper):
    if paper.status == ClaimDocument.Status.RETURNED:
        return f"dikembalikan: {paper.note}"
    return str(purposes.of(paper))


def decision_letter(claim, at):
    """
    The letter to the heirs about the branch's decision, as PDF.

    :raises NotDecided: if there is none
    """
    if claim.status not in words.DECIDED:
        raise NotDecided(_("Cabang belum memutus klaim ini; suratnya dicetak sesudah ada keputusan."))
    event = claim.events.filter(status__in=(Claim.Status.GRANTED, Claim.Status.REFUSED)).order_by("-seq").first()
    day = date_format(claim.municipality.day_of(event.at), "j F Y")
    with override("id"):
        told = granted if event.status == Claim.Status.GRANTED else refused
        return letter(claim, at, "KEPUTUSAN", "Pemberitahuan Keputusan Klaim", **told(claim, event, day))


def granted(claim, event, day):
    total = sum(line.amount for line in claim.benefit_lines.all())
    return {
        "paragraphs": [
            sentence(f"Pada {day} BPJS Ketenagakerjaan mengabulkan klaim atas meninggalnya {claim.worker.name}"),
            f"Jumlahnya {rupiah(total)}, dibayarkan langsung ke rekening ahli waris. Penerimaannya tidak dikenai"
            " biaya apa pun.",
            *([f"Catatan cabang: {sentence(event.note)}"] if event.note else []),
        ],
        "rows": [(f"{heir.name}, {heir.get_relation_display()}", rupiah(heir.share)) for heir in claim.heirs.all()],
        "rows_head": ("Ahli waris", "Bagian"),
    }


def refused(claim, event, day):
    return {
        "paragraphs": [
            sentence(
                f"Pada {day} BPJS Ketenagakerjaan memutuskan tidak mengabulkan klaim atas meninggalnya"
                f" {claim.worker.name}"
            ),
            f"Alasannya: {sentence(event.note)} Dasarnya: {sentence(event.source)}",
            "Bila keluarga tidak sependapat, keberatan dapat diajukan melalui kami. Orang lain di kantor cabang"
            " meninjaunya lagi; untuk kecelakaan kerja dapat juga diajukan kepada pengawas ketenagakerjaan.",
        ]
    }


def sentence(text):
    """As it was written, with a full stop behind where none is, as after a name that ends with a title."""
    text = text.strip()
    return text if text.endswith((".", "!", "?")) else f"{text}."


def letter(claim, at, what, title, **said):
    city = claim.municipality
    day = city.day_of(at)
    return notice.to_pdf(
        notice.Notice(
            heading=headings.heading(city, number=number_of(claim, what), day=day),
            signer=headings.signer(city, Office.Duty.PERSONNEL, day=day, office="Pejabat Pengelola Kepegawaian"),
            title=title, addressee=family_of(claim), **said,
        )
    )  # fmt: skip
