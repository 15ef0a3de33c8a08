"""What the text of an agreement begins with: nothing but our usual articles, or what another one says."""

from datetime import timedelta

from agreements import clauses, signers, texts
from agreements.models import Agreement, Side
from common.months import add_months


ADDENDUM = Agreement.Kind.ADDENDUM
Status = Agreement.Status


def may_be_copied(agreement):
    """Whatever one may read; an addendum is begun from what it amends."""
    return agreement.kind != ADDENDUM


def may_be_renewed(agreement):
    """A signed agreement, also one that is over; an addendum is renewed with what it amends."""
    return agreement.kind != ADDENDUM and agreement.status in (Status.SIGNED, Status.ENDED)


def may_be_amended(agreement):
    """A signed agreement itself: an addendum of an addendum would be hard to find again."""
    return agreement.kind != ADDENDUM and agreement.status == Status.SIGNED


def anew(municipality, *, day):
    """A text for the city: both parties named, the articles of our library, the whole city as its first place."""
    link = lead_link(municipality, day)
    institutions = {Side.CITY: f"Pemerintah {municipality}", Side.BRANCH: "BPJS Ketenagakerjaan"}
    parties = [party(side, institution) for side, institution in institutions.items()]
    return texts.blank() | {
        "branch": link.branch.code if link else "",
        "parties": [with_address(each, municipality, day) for each in parties],
        "articles": clauses.usual(Agreement.Kind.PKS),
        "copies": list(institutions.values()),
    }


def party(side, institution):
    usual = dict.fromkeys(texts.PARTY, "") | {"authority_start": None, "authority_end": None, "official": ""}
    return usual | {"side": str(side), "institution": institution}


def with_address(party, municipality, day):
    """The party of the city has the address of its letterhead, where it says none of its own."""
    head = municipality.letterheads.in_force_on(day).first()
    if party["address"] or party["side"] != Side.CITY or head is None:
        return party
    return party | {"address": " ".join(filter(None, (head.address, head.postal_code)))}


def lead_link(municipality, day):
    links = municipality.links.in_force_on(day).select_related("branch").order_by("-is_lead", "start_date")
    return links.first()


def renewal_of(agreement, *, day):
    """
    The same text for a term as long that begins the day after; what was counted is counted anew.

    Whoever signed and has left the office since gives way to its holder of the day.
    """
    start, text = agreement.last_day + timedelta(days=1), carried_over(agreement)
    return text | {
        "start_date": start.isoformat(),
        "end_date": as_long(agreement, start).isoformat(),
        "articles": text["articles"] or clauses.usual(agreement.kind),
        "parties": [of_today(each, agreement.municipality, day) for each in text["parties"]],
    }


def copy_of(agreement, *, day):
    """The same text, that follows nothing, for a term that is still to be written; its signers are those of today."""
    text = carried_over(agreement)
    return (
        text
        | dict.fromkeys((*texts.LINKS, "start_date", "end_date"), "")
        | {
            "articles": text["articles"] or clauses.usual(agreement.kind),
            "parties": [of_today(each, agreement.municipality, day) for each in text["parties"]],
        }
    )


def of_today(party, municipality, day):
    return with_address(signers.of_today(party, municipality=municipality, day=day), municipality, day)


def as_long(agreement, start):
    """A term of whole months stays one, whatever the months; any other keeps its days."""
    day_after = agreement.end_date + timedelta(days=1)
    months = (day_after.year - agreement.start_date.year) * 12 + day_after.month - agreement.start_date.month
    if months and add_months(agreement.start_date, months) == day_after:
        return add_months(start, months) - timedelta(days=1)
    return start + timedelta(days=agreement.days - 1)


def addendum_of(agreement, *, day):
    """A text that changes it from a day of its term on; whoever writes it leaves of the scope what changes."""
    earliest = agreement.start_date + timedelta(days=1)
    return carried_over(agreement) | {
        "title": f"Perubahan atas {agreement.title}"[: Agreement._meta.get_field("title").max_length],
        "kind": str(ADDENDUM),
        "start_date": min(max(day, earliest), agreement.last_day).isoformat(),
        "end_date": agreement.last_day.isoformat(),
        "articles": clauses.usual(ADDENDUM),
    }


def carried_over(agreement):
    """Its text without what was of its own time: counts, a quoted date, a note."""
    text = texts.text_of(agreement)
    gone = {"headcounts": [], "people": None, "signing_date_quoted": "", "note": ""}
    return text | gone | {"copies": text["copies"] or [each["institution"] for each in text["parties"]]}
