"""The printers of a city, and by how much each prints beside the place: measured on a page of rulers."""

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from common.refusals import Refused
from municipalities import audit
from reports import pdf
from reports.card_layouts import PRESETS
from reports.models import CardPrinter


SIDES = ("x", "y", "back_x", "back_y")
REACH = 20  # mm of the rulers, on each side of the middle


class NameTaken(Refused):
    """The city has a printer of that name."""

    code = "NAME_TAKEN"


@transaction.atomic
def keep(*, municipality, name, by, at, printer=None, **shifts):
    """
    Add a printer, or change one; returns the CardPrinter.

    :param shifts: x, y, back_x, back_y: millimetres that it prints too far right and too far down, front and back
    :raises NameTaken: if another has that name
    """
    before = {side: getattr(printer, side) for side in ("name", *SIDES)} if printer else None
    printer = printer or CardPrinter(municipality=municipality)
    printer.name = " ".join(name.split())
    for side in SIDES:
        setattr(printer, side, shifts[side])
    try:
        with transaction.atomic():
            printer.save()
    except IntegrityError as error:
        raise NameTaken(_("Printer dengan nama itu sudah ada."), field="name") from error
    after = {side: getattr(printer, side) for side in ("name", *SIDES)}
    if after != before:
        audit.record("card_printer.kept", of=printer, by=by, at=at, **{side: str(after[side]) for side in SIDES})
    return printer


def of(municipalities):
    """The printers of these municipalities, by name."""
    return CardPrinter.objects.filter(municipality__in=municipalities)


def page_of_rulers(printer, layout):
    """Two pages to be printed on both sides of one sheet, moved as cards will be; returns the PDF."""
    sheet, shifts = PRESETS[layout], printer.shifts
    sides = [
        {
            "title": title,
            "x": sheet.page_width / 2 + shifts[x],
            "y": sheet.page_height / 2 + shifts[y],
            "mirror": mirror,
        }
        for title, x, y, mirror in (("Depan", "x", "y", 1), ("Belakang", "back_x", "back_y", -1))
    ]
    ticks = [
        {"at": f"{tick:.2f}", "long": tick % 5 == 0, "label": f"{abs(tick)}" if tick % 5 == 0 else ""}
        for tick in range(-REACH, REACH + 1)
    ]
    half = {"half_width": sheet.page_width / 2, "half_height": sheet.page_height / 2}
    context = half | {"width": sheet.page_width, "height": sheet.page_height, "printer": printer.name, "ticks": ticks}
    return pdf.render("papers/card_rulers.html", context | {"sides": sides})
