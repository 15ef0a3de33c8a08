"""
Whose design a card has: the city's own, else that of its branch, else ours. Versions are dated and stay.

A version without a front says that its owner has none from that day on.
"""

import io

import pypdfium2
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _

from common.refusals import Refused
from municipalities import audit, turns
from municipalities.city import emblems
from reports import card_designs, cards, headings
from reports.models import CardDesign


SAMPLE = {
    "kpj": "00345678901", "name": card_designs.LONGEST, "programs": ("JKK", "JKM"), "unit": "SD Negeri Contoh 1",
    "token_url": "HTTPS://CONTOH.ID/K/A-0000-1-00000000000000000000",
}  # fmt: skip
SCALE = 2  # points to dots of a picture
COLORS = 24  # of a picture: enough for flat colours, and a quarter of its weight


class NobodyServed(Refused):
    """The branch serves no city, so that there is nobody to write it for."""

    code = "NOBODY_SERVED"


class BeginsTooEarly(Refused):
    """What was printed stays as it was: a design begins today or later."""

    code = "BEGINS_TOO_EARLY"


@transaction.atomic
def put(*, municipalities, branch, front, back, style, start_date, by, at, upload=b""):
    """
    Write a version for each of these cities; returns the rows. What stands there stays.

    :param branch: whose design it is; None is the city's own
    :param front: empty: its owner has no design of its own from that day on
    :param upload: the bytes of an emblem; without them that of the version before is taken along
    :raises NobodyServed: without a city
    :raises BeginsTooEarly: if it begins before today
    :raises DesignWrong: if no card can be printed of it
    :raises NotAPicture, PictureTooLarge, PictureTooSmall: if the emblem is none
    """
    if not municipalities:
        raise NobodyServed(_("Kantor ini belum melayani kota mana pun."))
    emblem = emblems.redrawn(upload) if upload else None
    rows = []
    for city in sorted(municipalities, key=lambda city: city.pk):
        if start_date < city.day_of(at):
            raise BeginsTooEarly(_("Desain berlaku paling cepat hari ini."), field="start_date")
        rows.append(put_for(city, branch, front, back, style, start_date, emblem, by=by, at=at))
    return rows


def put_for(city, branch, front, back, style, start_date, emblem, *, by, at):
    turns.wait_for(city.pk, "card_design")
    newest = of(city, branch).first()
    emblem = emblem or (newest.emblem and bytes(newest.emblem) if newest else None)
    said = {"front": front if front.strip() else "", "back": back, "style": style, "start_date": start_date}
    if said["front"]:
        card_designs.checked(
            front=said["front"], back=said["back"], style=said["style"],
            emblem=emblem or headings.emblem(city, start_date),
        )  # fmt: skip
    same = newest and all(getattr(newest, name) == value for name, value in said.items())
    if same and bytes(newest.emblem or b"") == (emblem or b""):
        return newest
    version = (of(city, branch).aggregate(last=Max("version"))["last"] or 0) + 1
    made = CardDesign.objects.create(
        municipality=city, branch=branch, version=version, emblem=emblem, made_by=by, made_at=at, **said
    )
    audit.record("card_design.written", of=made, by=by, at=at, version=version, day=f"{start_date:%d-%m-%Y}")
    return made


def of(city, branch):
    """The versions of one owner for this city, the newest first."""
    return CardDesign.objects.filter(municipality=city, branch=branch).order_by("-version")


def in_force(city, day):
    """The CardDesign that cards of this city have on the day, or None: ours."""
    begun = CardDesign.objects.filter(municipality=city, start_date__lte=day).order_by("-version", "-pk")
    for one in (begun.filter(branch=None), begun.exclude(branch=None)):
        newest = one.first()
        if newest and newest.front:
            return newest
    return None


def layout_of(city, day):
    """What cards of this city are printed with: a reports.cards.Layout."""
    there = in_force(city, day)
    if there is None:
        return cards.DEFAULT
    return layout(there.front, there.back, there.style, there.emblem and bytes(there.emblem), city, day)


def layout(front, back, style, emblem, city, day):
    """:raises DesignWrong: if no card can be printed of it"""
    emblem = emblem or headings.emblem(city, day)
    design = card_designs.checked(front=front, back=back, style=style, emblem=emblem)
    return cards.Layout(design=design, emblem=emblem)


def layout_to_look_at(city, branch, given):
    """What somebody is about to write, with the emblem that it would have; raises what `put` raises."""
    newest = of(city, branch).first()
    before = newest.emblem and bytes(newest.emblem) if newest else None
    emblem = emblems.redrawn(given["upload"]) if given["upload"] else before
    return layout(given["front"], given["back"], given["style"], emblem, city, city.today())


def pictures(layout, city, day):
    """PNG of the front and of the back of a card of nobody."""
    card = cards.Card(municipality=city.name, since=day, **SAMPLE)
    out = io.BytesIO()
    cards.write_sheet([card], out, preset="CR80", separators=False, layout=layout, both_sides=True)
    document = pypdfium2.PdfDocument(out.getvalue())
    try:
        return [png_of(page) for page in document]
    finally:
        document.close()


def png_of(page):
    out = io.BytesIO()
    page.render(scale=SCALE).to_pil().convert("RGB").quantize(COLORS).save(out, "PNG", optimize=True)
    return out.getvalue()
