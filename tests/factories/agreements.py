from datetime import UTC, date, datetime
from itertools import count

from agreements import circulars, signatures, signing
from agreements.models import (
    Agreement,
    AgreementArticle,
    AgreementParty,
    AgreementScan,
    AgreementScope,
    Circular,
    CircularAddressee,
    CircularCategory,
    Side,
)
from municipalities.context import tenant_context
from municipalities.models import User
from municipalities.roles import Role
from tests.safety.force import by_force


SERIALS = count(1)
AT = datetime(2026, 11, 24, 3, tzinfo=UTC)


def make_agreement(city, *, scope=None, **fields):
    """A draft with two parties who can sign and a scope: (unit, category, programme) triples."""
    number = next(SERIALS)
    fields = {
        "title": "Perlindungan pekerja non-ASN",
        "pks_number": f"400/{number}/PKS",
        "branch_number": f"PER/{number}",
        "start_date": date(2026, 1, 1),
        "end_date": date(2026, 12, 31),
    } | fields
    agreement = Agreement.objects.create(municipality=city, **fields)
    for position, (side, institution) in enumerate([(Side.CITY, city.name), (Side.BRANCH, "BPJS")], start=1):
        AgreementParty.objects.create(
            municipality=city,
            agreement=agreement,
            side=side,
            position=position,
            institution=institution,
            signer_name=f"Siti dari {institution}",
            signer_office=f"Kepala {institution}",
            authority="jabatannya",
        )
    AgreementArticle.objects.create(
        municipality=city, agreement=agreement, position=1, heading="Penutup", body="Dibuat dalam rangkap dua."
    )
    triples = [(city.root, city.gtt, "JKK"), (city.root, city.gtt, "JKM")] if scope is None else scope
    for unit, category, program in triples:
        add_scope(agreement, unit, category, program)
    return agreement


def make_signed(city, *, signing_date, **fields):
    """One that is signed, without the way there; for the administrator."""
    agreement = make_agreement(city, **fields)
    with by_force():
        Agreement.objects.filter(pk=agreement.pk).update(status="SIGNED", signing_date=signing_date)
        agreement.scopes.update(is_signed=True)
    agreement.refresh_from_db()
    return agreement


def add_scope(agreement, unit, category, program):
    return AgreementScope.objects.create(
        municipality=agreement.municipality,
        agreement=agreement,
        unit=unit,
        category=category,
        program=program,
        start_date=agreement.start_date,
        end_date=agreement.end_date,
    )


def agreed(agreement, *, writer, other):
    """The city's writer submits, the branch agrees, each in the own role."""
    with speaking(agreement, writer, Role.OPERATOR):
        signing.submit(agreement=agreement, side=Side.CITY, by=writer, at=AT)
        last = agreement.versions.last().number
    with speaking(agreement, other, Role.BRANCH_HEAD):
        return signing.agree(agreement=agreement, version=last, side=Side.BRANCH, by=other, at=AT)


def signed(agreement, *, writer, other, on=None, place="Bengkulu"):
    """Through all moves: the city's writer submits, the branch agrees, the scan is kept, both sides sign."""
    agreed(agreement, writer=writer, other=other)
    return both_sign(agreement, writer=writer, other=other, on=on, place=place)


def both_sign(agreement, *, writer, other, on=None, place="Bengkulu"):
    day = {"signing_date": on or agreement.start_date, "signing_place": place}
    with speaking(agreement, writer, Role.OPERATOR):
        scanned(agreement, by=writer)
    for_the_city(agreement, **day)
    with speaking(agreement, other, Role.BRANCH_HEAD):
        return signatures.record(agreement=agreement, side=Side.BRANCH, by=other, at=AT, **day)


def for_the_city(agreement, **day):
    """That the city has signed, recorded by the approver of the test's world."""
    approver = User.objects.get(username="approver")
    with speaking(agreement, approver, Role.APPROVER):
        return signatures.record(agreement=agreement, side=Side.CITY, by=approver, at=AT, **day)


def speaking(agreement, user, role):
    return tenant_context(user.pk, role, [agreement.municipality_id])


def scanned(agreement, *, by, side=Side.CITY):
    """The row of a scan, without its file."""
    return AgreementScan.objects.create(
        municipality=agreement.municipality,
        agreement=agreement,
        side=side,
        file=f"scans/{agreement.pk}.pdf",
        sent_sha256=f"{agreement.pk:064d}",
        sha256=f"{agreement.pk:064d}",
        media_type="application/pdf",
        pages=1,
        bytes=1,
        by=by,
        at=AT,
    )


def make_circular(city, *, units=None, categories=None, **fields):
    """A draft to the OPD of the city about its teachers."""
    fields = {
        "number": f"560/{next(SERIALS)}-SE",
        "title": "Pendaftaran tenaga non-ASN",
        "date": date(2026, 3, 2),
        "signer_office": "Wali Kota",
        "addressees": "Kepala perangkat daerah",
        "purpose": "Agar setiap pekerja terlindungi.",
        "points": "Daftarkan:\n- guru\n- penjaga sekolah\nLaporkan hasilnya.",
    } | fields
    circular = Circular.objects.create(municipality=city, **fields)
    for unit in [city.office] if units is None else units:
        CircularAddressee.objects.create(municipality=city, circular=circular, unit=unit)
    for category in [city.gtt] if categories is None else categories:
        CircularCategory.objects.create(municipality=city, circular=circular, category=category)
    return circular


def issued(circular, *, by):
    circulars.submit(circular=circular, by=circular.drafted_by or by, at=AT)
    return circulars.issue(circular=circular, by=by, at=AT)
