"""Agreements of the demo, brought to their state by the verbs themselves: submitted, agreed by the branch, signed."""

import io

from django.core.files.base import ContentFile
from django.utils import timezone
from PIL import Image, ImageDraw

from agreements import beginnings, citations, clauses, drafts, scans, signatures, signing, texts
from agreements.models import Agreement, Briefing, BriefingAttendance, Side
from common.rupiah import PER_PERCENT
from config.cities.persons import Staff
from municipalities.scans import taking
from regulations.words import Program


TEXT = ("title", "kind", "signing_date_quoted", "people", "note")
PARTY = ("signer_name", "signer_office", "signer_identity", "authority", "on_behalf_of", "address")
BRIEFING_FIELDS = ("date", "topic", "place", "speaker", "source", "is_invented")
A4_AT_100_DPI = (827, 1169)
EXAMPLE = "CONTOH\n\nDi sini tersimpan pindaian naskah\nyang ditandatangani kedua pihak."


def load(given, city):
    citations.stock(city)
    staff = Staff(given, city)
    with taking.taken(ContentFile(signed_paper())) as scan:
        for written in given.get("agreements", []):
            agreement = write(written, city, staff)
            move(agreement, written, staff, scan)
    for told in given.get("briefings", []):
        write_briefing(told, city)


def write(written, city, staff):
    """The draft with all that belongs to it, and both its numbers."""
    renewed = written.get("renews")
    before = city.agreements.get(pks_number=renewed) if renewed else None
    text = text_of(written, city)
    agreement = staff.take(
        "OPERATOR", drafts.write, timezone.now(), municipality=city, text=text, side=Side.CITY, renews=before
    )
    # Of both sides, where the verbs ask each for its own.
    numbers = {name: written[name] for name in ("pks_number", "branch_number")}
    city.agreements.filter(pk=agreement.pk).update(is_invented=written["is_invented"], **numbers)
    agreement.refresh_from_db()
    return agreement


def text_of(written, city):
    kind = written.get("kind", Agreement.Kind.PKS)
    quoted = written.get("legal_basis_quoted", {})
    return (
        texts.blank(kind=kind)
        | {name: written[name] for name in TEXT if name in written}
        | {
            "start_date": written["start_date"].isoformat(),
            "end_date": written["end_date"].isoformat(),
            "branch": beginnings.lead_link(city, written["start_date"]).branch.code,
            "parties": [party(each, city, written["start_date"]) for each in written["parties"]],
            "witnesses": [{"name": "", **each} for each in written["witnesses"]],
            "scope": [scope(each) for each in written["scope"]],
            "rates": rates(written.get("rates", {})),
            "legal_bases": [{"code": code, "quoted": quoted.get(code, "")} for code in written["legal_basis"]],
            "articles": clauses.usual(kind),
            "copies": [each["party"] for each in written["parties"]],
        }
    )


def party(given, city, day):
    """An office without a paper of its own signs by the law that gives it the office."""
    fields = {name: given.get(name, "") for name in PARTY}
    fields["authority"] = fields["authority"] or "jabatannya"
    return beginnings.with_address(beginnings.party(given["side"], given["party"]) | fields, city, day)


def scope(given):
    usual = {"wage_basis": "", "funding": "", "registration": ""}
    return usual | {name: given[name] for name in ("unit", "category", "programs", "funding") if name in given}


def rates(given):
    """Percent of the wage, as reports quote it, in parts per 100,000."""
    return [
        {
            "program": program.value,
            "rate": round(given[program] * PER_PERCENT),
            "amount": None,
            "base": given.get("base", ""),
        }
        for program in Program
        if program in given
    ]


def move(agreement, written, staff, scan):
    """From draft to where the file says it stands."""
    at, own = timezone.now(), {"agreement": agreement, "side": Side.CITY}
    other = own | {"side": Side.BRANCH}
    if written["status"] in ("IN_REVIEW", "AGREED", "SIGNED"):
        staff.take("OPERATOR", signing.submit, at, **own)
    if written["status"] in ("AGREED", "SIGNED"):
        staff.take("BRANCH_HEAD", signing.agree, at, version=1, **other)
    sides = tuple(Side) if written["status"] == "SIGNED" else written.get("signed_by", ())
    if written["status"] == "SIGNED":
        staff.take("OPERATOR", scans.keep, at, scan=scan, **own)
    day = {
        "signing_date": written.get("signing_date") or agreement.municipality.today(),
        "signing_place": written.get("signing_place", ""),
    }
    if Side.CITY in sides:
        staff.take("APPROVER", signatures.record, at, **own, **day)
    if Side.BRANCH in sides:
        staff.take("BRANCH_HEAD", signatures.record, at, **other, **day)


def signed_paper():
    """What stands in for the scan of a signed paper: a page that says so."""
    page, written = Image.new("L", A4_AT_100_DPI, "white"), io.BytesIO()
    ImageDraw.Draw(page).multiline_text((80, 120), EXAMPLE, fill="black", font_size=28, spacing=14)
    page.save(written, "PNG")
    return written.getvalue()


def write_briefing(told, city):
    fields = {name: told[name] for name in BRIEFING_FIELDS if name in told}
    briefing = Briefing.objects.create(municipality=city, **fields)
    for came in told["attendance"]:
        BriefingAttendance.objects.create(
            municipality=city,
            briefing=briefing,
            unit=city.units.filter(name=came["office"]).first(),
            office=came["office"],
            people=came["people"],
        )
