"""Circulars of the demo: drafted by the operator, issued by the approver unless `state` leaves them on the way."""

from django.utils import timezone

from agreements import circulars, citations
from agreements.models import Circular, CircularAddressee, CircularCategory
from config.cities.persons import person_of


FIELDS = ("number", "title", "purpose", "closing", "source", "note", "is_invented")


def load(given, city):
    for written in given.get("circulars", []):
        operator, at = person_of(given, "OPERATOR"), timezone.now()
        circular, state = write(written, city, drafted_by=operator), written.get("state", Circular.Status.ISSUED)
        if state != Circular.Status.DRAFT:
            circulars.submit(circular=circular, by=operator, at=at)
        if state == Circular.Status.ISSUED:
            circulars.issue(circular=circular, by=person_of(given, "APPROVER"), at=at)


def write(written, city, *, drafted_by):
    replaced = written.get("supersedes")
    circular = Circular.objects.create(
        municipality=city,
        drafted_by=drafted_by,
        date=written["issued_date"],
        signer_office=written["issuer"],
        addressees="\n".join(written["addressees"]),
        points="\n".join(written["points"]),
        copies="\n".join(written.get("copies", [])),
        supersedes=city.circulars.get(number=replaced) if replaced else None,
        **{name: written[name] for name in FIELDS if name in written},
    )
    own = {"municipality": city, "circular": circular}
    for code in written["units"]:
        CircularAddressee.objects.create(**own, unit=city.units.get(code=code))
    for code in written["categories"]:
        CircularCategory.objects.create(**own, category=city.categories.get(code=code))
    citations.cite_in_circular(circular, written["legal_basis"])
    return circular
