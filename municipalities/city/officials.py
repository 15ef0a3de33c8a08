"""The offices of a city and who signs for it on a day."""

from django.db import transaction
from django.utils.translation import gettext as _

from common.refusals import Refused
from municipalities import audit
from municipalities.city import periods
from municipalities.models import Office, Official


class OfficeThere(Refused):
    """The city has an office of that name."""

    code = "OFFICE_THERE"


class DutyTaken(Refused):
    """Another office signs for that already."""

    code = "DUTY_TAKEN"


@transaction.atomic
def add_office(*, municipality, name, duty, reason, by, at):
    """
    Enter an office whose holders will sign.

    :raises OfficeThere: if the name is taken
    :raises DutyTaken: if another office signs for that duty
    """
    office = Office(municipality=municipality, name=name.strip(), duty=duty)
    refuse_doubles(office)
    office.save(force_insert=True)
    audit.record(
        "office.added", of=office, by=by, at=at, reason=periods.said(reason), after=periods.facts(office)
    )  # fmt: skip
    return office


@transaction.atomic
def change_office(*, office, name, duty, reason, by, at):
    """
    Give an office another name or duty, from today on; a kept paper keeps what stands on it.

    :raises NothingChanged: if that is what stands
    """
    values = {"name": name.strip(), "duty": duty}
    return periods.rewrite(row=office, values=values, refuse_doubles=refuse_doubles, reason=reason, by=by, at=at)


def refuse_doubles(office):
    others = Office.objects.filter(municipality_id=office.municipality_id).exclude(pk=office.pk)
    if others.filter(name__iexact=office.name).exists():
        raise OfficeThere(_("Jabatan dengan nama itu sudah ada."))
    if office.duty != Office.Duty.OTHER and (holder := others.filter(duty=office.duty).first()):
        raise DutyTaken(_("%(office)s sudah menandatangani untuk itu.") % {"office": holder})


def signer(*, municipality, duty, day):
    """The official whose office has this duty on the day, or None."""
    there = Official.objects.filter(municipality=municipality, office__duty=duty)
    return there.in_force_on(day).select_related("office").first()


def holder(*, municipality, title, day):
    """The official of the office with this name on the day, or None."""
    there = Official.objects.filter(municipality=municipality, office__name__iexact=title.strip())
    return there.in_force_on(day).select_related("office").first()
