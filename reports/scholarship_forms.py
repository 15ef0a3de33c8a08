"""From a child of a claim to the form by which its scholarship is asked for."""

from django.utils.formats import date_format

from claims import left_out, words
from regulations.words import DocumentReason, HeirRelation
from reports import claim_forms
from reports.papers import scholarship_form as papers


def of(claim, deceased, at):
    """One form, as PDF, for each child that may have a scholarship."""
    for number, child in enumerate(claim.children.filter(qualifies=True), start=1):
        yield papers.to_pdf(form_of(claim, child, deceased, at, number))


def form_of(claim, child, deceased, at, number):
    heir = next(
        (
            each
            for each in claim.heirs.all()
            if left_out.key(each.name, each.relation) == left_out.key(child.name, HeirRelation.CHILD)
        ),
        None,
    )
    enclosed = claim.documents.filter(asked=True, reason=DocumentReason.SCHOLARSHIP).exclude(kind="SCHOLARSHIP_FORM")
    return papers.ScholarshipForm(
        heading=claim_forms.heading(claim, at, f"BEASISWA-{number}"), branch=claim_forms.branch_of(claim, at),
        deceased=deceased, yearly=child.yearly_amount, source=child.source.split(";")[0],
        child=(
            ("Nama", child.name), ("Tanggal lahir", date_format(child.birth_date, "j F Y")), ("NIK", ""),
            ("Jenjang dan kelas", words.school_of(child)), ("Nama sekolah atau perguruan tinggi", ""),
            ("Alamat sekolah", ""), ("Wali", heir.guardian_name if heir else ""), ("Alamat dan nomor HP", ""),
        ),
        account=(("Bank", ""), ("Nomor rekening", ""), ("Atas nama", "")),
        papers=[str(paper.get_kind_display()) for paper in enclosed],
    )  # fmt: skip
