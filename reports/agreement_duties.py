"""What agreements ask for: to be renewed before people lose cover, to be printed and signed, to be talked through."""

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from agreements.signing import side_of
from common.rupiah import grouped
from municipalities.roles import Permission, Role
from reports import talk_duties
from reports.duties import NAMED, Duty


PRESSING = 7  # days before the last one from which a renewal is late


def of(standings, *, role):
    """The duties of agreements, most pressing first, as the side of this role has them."""
    return [*renewals(standings), *talk_duties.of(standings, side=side_of(role))]


def renewals(standings):
    """One city: each end of an agreement that leaves people without cover; several: their ends together."""
    if len(standings) == 1:
        (here,) = standings
        yield from (renewal(here, ending) for ending in here.endings)
        return
    ending = sorted((each for each in standings if each.endings), key=lambda each: each.endings[0].last_day)
    if not ending:
        return
    losing = sum(each.losing for each in ending)
    title = _("Perpanjang perjanjian di %(cities)s kota: %(people)s orang akan tanpa perjanjian")
    if not losing:
        title = _("Perpanjang perjanjian di %(cities)s kota; belum ada yang terdaftar di bawahnya")
    yield duty(
        title % {"cities": grouped(len(ending)), "people": grouped(losing)},
        detail="; ".join(said_of(each) for each in ending[:NAMED]) + more(len(ending) - NAMED),
        url=reverse("expiry"),
        last_day=ending[0].endings[0].last_day,
        days=min(each.endings[0].days_left for each in ending),
        is_running=all(each.all_being_renewed for each in ending),
    )


def renewal(here, ending):
    said = {"number": ending.agreement.pks_number, "day": date_format(ending.first_day, "j F Y")}
    if not ending.people:
        title, detail = _("Perpanjang perjanjian %(number)s"), _("Belum ada yang terdaftar di bawahnya.")
    else:
        said |= {"people": grouped(ending.people), "units": grouped(ending.units)}
        title = _("Perpanjang perjanjian %(number)s: %(people)s orang tanpa perjanjian mulai %(day)s")
        detail = _("Di %(units)s unit.") % said
    if is_running := here.is_being_renewed(ending.agreement):
        detail += " " + _("Penggantinya sedang disiapkan.")
    return duty(
        title % said,
        detail=detail,
        url=reverse("expiry_of_agreement", args=[ending.agreement.public_id]),
        last_day=ending.last_day,
        days=ending.days_left,
        is_running=is_running,
    )


def said_of(each):
    """A city of a branch: its name, its people, and the first day without cover."""
    if not each.losing:
        return _("%(city)s mulai %(day)s, belum ada yang terdaftar") % {
            "city": each.municipality, "day": f"{each.endings[0].first_day:%d-%m-%Y}"
        }  # fmt: skip
    return _("%(city)s %(people)s orang mulai %(day)s") % {
        "city": each.municipality, "people": grouped(each.losing), "day": f"{each.endings[0].first_day:%d-%m-%Y}",
    }  # fmt: skip


def more(count):
    return _(", dan %(more)s lagi") % {"more": count} if count > 0 else ""


def duty(title, *, detail, url, last_day, days, is_running):
    """The mayor signs: the renewal is a task of the mayor's office as well as of whoever writes it."""
    status = "late" if days <= PRESSING else "running" if is_running else "todo"
    return Duty(
        title=title, detail=detail, page="expiry", url=url, permission=Permission.EDIT_AGREEMENTS,
        view=Permission.VIEW_AGREEMENTS, also=(Role.MAYOR_OFFICE,), status=status, due_date=last_day,
    )  # fmt: skip
