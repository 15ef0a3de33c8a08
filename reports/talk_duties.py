"""What texts of agreements ask for until they are signed: of the side that reads, and of whom it waits for."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.drafts import NUMBERS
from agreements.models import Agreement, Side
from agreements.next_steps import ROLES_OF, other_than
from common.rupiah import grouped
from municipalities.roles import Permission, Role
from reports.duties import NAMED, Duty, where


Status = Agreement.Status


@dataclass(frozen=True)
class Step:
    """One thing that a text can wait for: what is said of one, of several, and who does it."""

    one: str
    several: str
    permission: Permission
    state: str  # to which the list is narrowed
    also: tuple = ()
    status: str = "todo"


# In the order in which they stand on the page.
STEPS = {
    "number": Step(
        gettext_lazy("Tulis nomor perjanjian, lalu mintakan tanda tangan: %(title)s"),
        gettext_lazy("Tulis nomor %(count)s perjanjian, lalu mintakan tanda tangan"),
        Permission.EDIT_AGREEMENTS, "tanda-tangan",
    ),
    "sign": Step(
        gettext_lazy("Cetak dan mintakan tanda tangan: %(title)s"),
        gettext_lazy("Cetak dan mintakan tanda tangan %(count)s perjanjian"),
        Permission.SIGN_AGREEMENTS, "tanda-tangan", also=(Role.MAYOR_OFFICE, Role.OPERATOR),
    ),
    "scan": Step(
        gettext_lazy("Unggah pindaian: %(title)s"),
        gettext_lazy("Unggah pindaian %(count)s perjanjian"),
        Permission.EDIT_AGREEMENTS, "tanda-tangan",
    ),
    "complete": Step(
        gettext_lazy("Periksa apakah pindaiannya lengkap: %(title)s"),
        gettext_lazy("Periksa apakah pindaian %(count)s perjanjian lengkap"),
        Permission.EDIT_AGREEMENTS, "tanda-tangan",
    ),
    "agree": Step(
        gettext_lazy("Baca dan setujui versi %(number)s: %(title)s"),
        gettext_lazy("Baca dan setujui %(count)s naskah perjanjian"),
        Permission.AGREE_AGREEMENTS, "dibahas",
    ),
    "answer": Step(
        gettext_lazy("Jawab catatan atas %(title)s"),
        gettext_lazy("Jawab catatan atas %(count)s naskah perjanjian"),
        Permission.EDIT_AGREEMENTS, "dibahas",
    ),
    "submit": Step(
        gettext_lazy("Selesaikan dan ajukan konsep: %(title)s"),
        gettext_lazy("Selesaikan dan ajukan %(count)s konsep perjanjian"),
        Permission.EDIT_AGREEMENTS, "konsep", status="running",
    ),
}  # fmt: skip


def of(standings, *, side):
    """The own duties first; what the other side owes comes after, as everybody of this side waits for it."""
    for whose in (side, other_than(side)):
        for name, step in STEPS.items():
            waiting = [each for here in standings for each in here.under_way if (name, whose) in asked(each, side)]
            if len(waiting) > NAMED:
                yield together(standings, step, waiting, whose)
            else:
                yield from (alone(standings, step, each, whose) for each in waiting)


def asked(talk, side):
    """{(step, whose)} that this agreement waits for, as this side sees it."""
    status = talk.agreement.status
    if status == Status.DRAFT:
        return {("submit", side)}
    if status == Status.IN_REVIEW:
        found = {("agree", other_than(talk.side))}
        return found | {("answer", other_than(talk.last_side))} if talk.is_remark else found
    numbered = {each: getattr(talk.agreement, NUMBERS[each]) for each in Side}
    unsigned = {("sign" if numbered[each] else "number", each) for each in Side if each not in talk.signed}
    if not unsigned and talk.has_scan:
        return {("complete", side)}
    return unsigned if talk.has_scan or side not in talk.signed else unsigned | {("scan", side)}


def alone(standings, step, talk, whose):
    agreement = talk.agreement
    said = [str(agreement.municipality)] if len(standings) > 1 else []
    said += told_apart(agreement)
    if talk.since:
        said.append(_("sejak %(day)s") % {"day": date_format(localtime(talk.since), "j F Y")})
    detail = ", ".join(said)
    return duty(
        step, whose, title=step.one % {"title": agreement.title, "number": talk.number},
        detail=f"{detail[:1].upper()}{detail[1:]}." if detail else "", url=agreement.get_absolute_url(),
    )  # fmt: skip


def told_apart(agreement):
    """Two texts may have one title: their numbers, whom they are with, and their terms differ."""
    numbers = " / ".join(filter(None, (agreement.pks_number, agreement.branch_number)))
    term = {"start": f"{agreement.start_date:%d-%m-%Y}", "end": f"{agreement.end_date:%d-%m-%Y}"}
    return [
        _("nomor %(number)s") % {"number": numbers} if numbers else _("belum bernomor"),
        *([agreement.branch.name] if agreement.branch else []),
        _("masa %(start)s sampai %(end)s") % term,
    ]


def together(standings, step, waiting, whose):
    cities = {each.agreement.municipality_id for each in waiting}
    return duty(
        step, whose, title=step.several % {"count": grouped(len(waiting))},
        detail=where(standings, lambda each: each.municipality.pk in cities),
        url=f"{reverse('agreement_list')}?keadaan={step.state}",
    )  # fmt: skip


def duty(step, whose, *, title, detail, url):
    """The mayor signs for the city alone."""
    return Duty(
        title=title, detail=detail, page="agreement_list", url=url, permission=step.permission,
        view=Permission.VIEW_AGREEMENTS, status=step.status, only=ROLES_OF[whose],
        also=step.also if whose == Side.CITY else (),
    )  # fmt: skip
