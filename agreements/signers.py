"""Who signs an agreement: what is missing of them, who has left since, and who holds their office today."""

from django.utils.translation import gettext as _

from agreements.models import Side
from municipalities.city import officials


DELEGATED = ("authority", "authority_start", "authority_end", "on_behalf_of")


def missing(parties, *, municipality, day):
    """
    What a text lacks to be signed, as a list for the page: a name, an office and an authority of each party.

    :param parties: as texts.py has them; whoever holds the office in the city's list on the day has a name
    """
    found = []
    for party in parties:
        said = {"institution": party["institution"], "office": party["signer_office"]}
        if not party["signer_office"]:
            found.append(_("jabatan penanda tangan %(institution)s") % said)
        elif not name_of(party, municipality=municipality, day=day):
            found.append(_("nama penanda tangan %(institution)s (%(office)s)") % said)
        if party["signer_office"] and not party["official"] and not party["authority"]:
            found.append(_("dasar kewenangan %(office)s") % said)
    return found


def name_of(party, *, municipality, day):
    if party["signer_name"] or party["side"] != Side.CITY:
        return party["signer_name"]
    there = chosen(party, municipality) or officials.holder(
        municipality=municipality, title=party["signer_office"], day=day
    )
    return there.name if there else ""


def chosen(party, municipality):
    """The official of the city's list whom a party names: by a choice, or by name and office."""
    listed = municipality.officials.select_related("office")
    if party["official"]:
        return listed.filter(public_id=party["official"]).first()
    alike = listed.filter(name__iexact=party["signer_name"], office__name__iexact=party["signer_office"])
    return alike.last() if party["signer_name"] and party["side"] == Side.CITY else None


def without_authority(parties, *, municipality, day):
    """[(who signs, last day)] of those whose office or paper was over before the day."""
    found = []
    for party in parties:
        official = chosen(party, municipality)
        ends = [each for each in (party["authority_end"], official and official.end_date) if each]
        over = [each for each in map(str, ends) if each < day.isoformat()]
        if over:
            found.append((party["signer_name"] or party["signer_office"], min(over)))
    return found


def of_today(party, *, municipality, day):
    """The party with whoever holds the office on the day, where its own signer has left it; a delegation goes too."""
    official = chosen(party, municipality)
    if official is None or official.end_date is None or official.end_date >= day:
        return party
    now = municipality.officials.in_force_on(day).filter(office=official.office).select_related("office").first()
    return (
        party
        | dict.fromkeys(DELEGATED, "")
        | {
            "authority_start": None,
            "authority_end": None,
            "official": str(now.public_id) if now else "",
            "signer_name": now.name if now else "",
            "signer_office": now.title if now else official.office.name,
            "signer_identity": f"NIP {now.nip}" if now and now.nip else "",
        }
    )
