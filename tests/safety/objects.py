"""
A thing of any kind in any city, for the addresses of the URL matrix.

A kind is a model's label ("reports.Paper"). Without an entry in MADE it is a row made from the model's own fields
(tests/safety/rows.py), in the unit that is asked for where it has one.
"""

import io
import uuid
from datetime import date

import pikepdf
from django.apps import apps
from django.utils import timezone
from PIL import Image

from agreements.models import Agreement, AgreementScan
from claims import deaths, heirs
from claims import scans as claim_scans
from claims.models import CeremonyItem, Payout, PayoutProof
from enrollment import documents, families
from enrollment.models import Worker
from municipalities import service_user
from municipalities.models import Letterhead, Scope, User
from municipalities.roles import Role
from municipalities.scans import storing, taking
from reports import keeping
from reports.models import Kind
from tests.factories import scans
from tests.factories.enrollment import make_correction, make_enrollment, make_worker
from tests.factories.handovers import make_batch
from tests.factories.municipalities import make_user
from tests.safety.force import by_force
from tests.safety.rows import row_in


def emblem():
    out = io.BytesIO()
    Image.new("RGB", (100, 100)).save(out, "PNG")
    return out.getvalue()


def somebody_of(city):
    return Scope.objects.filter(municipality=city, role="OPERATOR").first().user


def paper_in(city, unit):
    document, out = pikepdf.new(), io.BytesIO()
    document.add_blank_page()
    document.save(out)
    return keeping.keep(
        municipality=city,
        kind=Kind.CARDS,
        title="Kartu",
        content=out.getvalue(),
        of=city,
        by=somebody_of(city),
        at=timezone.now(),
        unit=unit,
    )


def claim_in(city, _unit=None):
    return deaths.register(
        worker=make_enrollment(city, make_worker(city)).worker,
        death_date=date(2026, 6, 1),
        cause="NATURAL",
        told_by="Keluarga",
        by=somebody_of(city),
        at=timezone.now(),
    )


def heir_in(city, _unit):
    return heirs.add(claim=claim_in(city), name="Rina", relation="WIDOW", by=somebody_of(city), at=timezone.now())


def child_in(city, _unit):
    return heirs.add_child(
        claim=claim_in(city), name="Adi", birth_date=date(2015, 1, 1), level="SD", by=somebody_of(city),
        at=timezone.now(),
    )  # fmt: skip


def claim_scan_in(city, _unit):
    """With its file."""
    document = claim_in(city).documents.first()
    with taking.taken(scans.upload(scans.pdf())) as scan:
        return claim_scans.keep(document=document, scan=scan, by=somebody_of(city), at=timezone.now())


def payout_proof_in(city, _unit):
    """With its file, of a payout that stands there past its long way."""
    if there := PayoutProof.objects.filter(municipality=city).first():
        return there
    payout = row_in(city, Payout)
    with taking.taken(scans.upload(scans.pdf())) as scan, by_force():
        return claim_scans.written(
            PayoutProof, scan, municipality=city, by=somebody_of(city), at=timezone.now(), payout=payout
        )


def correction_in(city, unit):
    """It is numbered by the city's service user, whom a city of the tests has only when it is asked for."""
    name = service_user.service_username(city)
    if not User.objects.filter(username=name).exists():
        make_user(name, Role.SYSTEM, city)
    worker = make_enrollment(city, make_worker(city), unit=unit).worker
    return make_correction(worker, by=somebody_of(city))


def family_member_in(city, unit):
    worker = make_enrollment(city, make_worker(city), unit=unit).worker
    return families.add(worker=worker, name="Rina", relation="WIDOW", by=somebody_of(city), at=timezone.now())


def document_in(city, unit):
    worker = make_enrollment(city, make_worker(city), unit=unit).worker
    with taking.taken(scans.upload(scans.picture())) as scan:
        return documents.keep(worker=worker, kind="ID_CARD", scan=scan, by=somebody_of(city), at=timezone.now())


def agreement_scan_in(city, _unit):
    """With its file, past the long way to where a scan is kept."""
    if there := AgreementScan.objects.filter(municipality=city).first():
        return there
    own = {"municipality": city, "agreement": row_in(city, Agreement), "side": "CITY"}
    with taking.taken(scans.upload(scans.pdf())) as scan, by_force():
        return AgreementScan.objects.create(
            **own, file=storing.keep(scan, municipality=city), sent_sha256=scan.sent_sha256, sha256=scan.sha256,
            media_type=scan.media_type, pages=scan.pages, bytes=scan.bytes, by=somebody_of(city), at=timezone.now(),
        )  # fmt: skip


def ceremony_in(city, _unit):
    """Of a payout that stands there past its long way."""
    return row_in(city, CeremonyItem).ceremony


MADE = {
    "agreements.AgreementScan": agreement_scan_in,
    "municipalities.User": lambda city, unit: somebody_of(city),
    "municipalities.Letterhead": lambda city, _unit: row_in(city, Letterhead, emblem=emblem()),
    "claims.Ceremony": ceremony_in,
    "claims.Claim": claim_in,
    "claims.ClaimDocument": lambda city, _unit: claim_in(city).documents.first(),
    "claims.ClaimScan": claim_scan_in,
    "claims.Heir": heir_in,
    "claims.PayoutProof": payout_proof_in,
    "claims.ScholarshipChild": child_in,
    "enrollment.Worker": lambda city, unit: make_enrollment(city, make_worker(city), unit=unit).worker,
    "enrollment.Enrollment": lambda city, unit: make_enrollment(city, make_worker(city), unit=unit),
    "enrollment.CorrectionRequest": correction_in,
    "enrollment.FamilyMember": family_member_in,
    "enrollment.WorkerDocument": document_in,
    "enrollment.CardBatch": lambda city, _unit: make_batch(city, by=somebody_of(city)),
    "reports.Paper": paper_in,
}
NOBODY = uuid.UUID(int=1)


def stands_in_a_unit(kind):
    model = apps.get_model(kind)
    return model is Worker or any(field.name == "unit" for field in model._meta.local_fields)


def object_in(city, kind, unit):
    """A thing of this kind that belongs to this city, and to this unit where such things have one."""
    if kind in MADE:
        return MADE[kind](city, unit)
    model = apps.get_model(kind)
    units = {"unit": unit} if stands_in_a_unit(kind) else {}
    return row_in(city, model, **units)


def identity(kind, parameter):
    """Under which name the thing answers to this parameter of the address: itself, else its public_id."""
    names = {field.name for field in apps.get_model(kind)._meta.get_fields()}
    return parameter if parameter in names else "public_id"
