"""What the pages of places ask: which cities and offices somebody keeps, and who serves whom on a day."""

from dataclasses import dataclass

from municipalities.models import Branch, BranchMunicipality, Municipality


@dataclass(frozen=True)
class Served:
    """A link as somebody reads it on a day."""

    link: BranchMunicipality
    state: str  # a word of STATES
    is_kept: bool


def state_of(link, day):
    if link.end_date and link.end_date < day:
        return "ended"
    return "coming" if link.start_date > day else "active"


def told(links, offices, *, day):
    """These links, the running ones first; kept are those of the own offices, of the platform all."""
    kept = None if offices is None else {office.pk for office in offices}
    found = [
        Served(link=link, state=state_of(link, day), is_kept=kept is None or link.branch_id in kept) for link in links
    ]
    return sorted(found, key=lambda each: (each.state == "ended", not each.link.is_lead, each.link.start_date))


def links(offices):
    found = BranchMunicipality.objects.select_related("branch", "municipality").order_by("municipality__name")
    return found if offices is None else found.filter(branch__in=offices)


def cities(offices, *, day):
    """[(municipality, the links that are not over)] of whoever keeps these offices; of the platform all cities."""
    open_links = [link for link in links(None) if state_of(link, day) != "ended"]
    of_city = {}
    for link in open_links:
        of_city.setdefault(link.municipality_id, []).append(link)
    shown = Municipality.objects.order_by("name")
    if offices is not None:
        shown = shown.filter(pk__in={link.municipality_id for link in open_links if link.branch in offices})
    return [{"city": city, "links": told(of_city.get(city.pk, ()), offices, day=day)} for city in shown]


def city(code, offices, *, day):
    """The municipality of this code, if it is among those; else None."""
    there = Municipality.objects.filter(code=code)
    if offices is not None:
        kept = BranchMunicipality.objects.not_over(day).filter(branch__in=offices)
        there = there.filter(pk__in=kept.values("municipality_id"))
    return there.first()


def offices(kept, *, day):
    """Offices with the number of cities that each serves on this day."""
    counts = {}
    for link in links(kept):
        if state_of(link, day) == "active":
            counts[link.branch_id] = counts.get(link.branch_id, 0) + 1
    shown = Branch.objects.select_related("parent").order_by("name")
    if kept is not None:
        shown = shown.filter(pk__in=[office.pk for office in kept])
    return [{"office": office, "cities": counts.get(office.pk, 0)} for office in shown]
