"""Agreements of the demo, brought to their state by the verbs themselves: submitted, agreed by the branch, signed."""

from django.utils import timezone

from agreements import citations, signing
from agreements.models import (
    Agreement,
    AgreementParty,
    AgreementRate,
    AgreementScope,
    AgreementWitness,
    Briefing,
    BriefingAttendance,
    Side,
)
from config.cities.persons import person_of


AGREEMENT_FIELDS = (
    *("title", "kind", "pks_number", "branch_number", "start_date", "end_date"),
    *("signing_date_quoted", "people", "is_invented", "note"),
)
PARTY_FIELDS = ("side", "signer_name", "signer_office", "signer_identity", "authority", "on_behalf_of", "address")
BRIEFING_FIELDS = ("date", "topic", "place", "speaker", "source", "is_invented")
PARTS_PER_PERCENT = 1000


def load(given, city):
    citations.stock(city)
    for written in given.get("agreements", []):
        agreement = write(written, city)
        move(agreement, written, given)
    for told in given.get("briefings", []):
        write_briefing(told, city)


def write(written, city):
    """The draft with all that belongs to it."""
    renewed = written.get("renews")
    agreement = Agreement.objects.create(
        municipality=city,
        renews=city.agreements.get(pks_number=renewed) if renewed else None,
        **{name: written[name] for name in AGREEMENT_FIELDS if name in written},
    )
    own = {"municipality": city, "agreement": agreement}
    numbers = {Side.CITY: agreement.pks_number, Side.BRANCH: agreement.branch_number}
    for position, party in enumerate(written["parties"], start=1):
        fields = {name: party[name] for name in PARTY_FIELDS if name in party}
        AgreementParty.objects.create(
            **own, position=position, institution=party["party"], number=numbers[party["side"]], **fields
        )
    for witness in written["witnesses"]:
        AgreementWitness.objects.create(**own, **witness)
    rates = written.get("rates", {})
    for program in ("JKK", "JKM", "JHT"):
        if program in rates:
            rate = round(rates[program] * PARTS_PER_PERCENT)
            AgreementRate.objects.create(**own, program=program, rate=rate, base=rates.get("base", ""))
    citations.cite_in_agreement(agreement, written["legal_basis"], quoted=written.get("legal_basis_quoted"))
    write_scope(written, agreement)
    return agreement


def write_scope(written, agreement):
    city = agreement.municipality
    for scope in written["scope"]:
        for program in scope["programs"]:
            AgreementScope.objects.create(
                municipality=city,
                agreement=agreement,
                unit=city.units.get(code=scope["unit"]),
                category=city.categories.get(code=scope["category"]),
                program=program,
                start_date=agreement.start_date,
                end_date=agreement.end_date,
            )


def move(agreement, written, given):
    """From draft to where the file says it stands."""
    at, operator = timezone.now(), person_of(given, "OPERATOR")
    if written["status"] in ("IN_REVIEW", "AGREED", "SIGNED"):
        signing.submit(agreement=agreement, side=Side.CITY, by=operator, at=at)
    if written["status"] in ("AGREED", "SIGNED"):
        signing.agree(agreement=agreement, side=Side.BRANCH, by=person_of(given, "BRANCH_HEAD"), at=at)
    if written["status"] == "SIGNED":
        day, place = written["signing_date"], written["signing_place"]
        signing.sign(agreement=agreement, signing_date=day, signing_place=place, side=Side.CITY, by=operator, at=at)


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
