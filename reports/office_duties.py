"""What an admin, a head of a branch and the platform have to see to: who holds which role, and who was invited."""

from collections import Counter

from django.urls import reverse
from django.utils.translation import gettext as _

from common.rupiah import grouped
from municipalities.accounts import people
from municipalities.models import Municipality
from municipalities.roles import KEEPS, ROLE_LABELS, Permission, Role
from reports.duties import NAMED, Duty


# Without these a city stands still: nobody uploads, nobody approves, nobody pays.
NEEDED = (Role.OPERATOR, Role.APPROVER, Role.TREASURER)
HERE = ("active", "coming", "invited")  # somebody has the role, or is about to


def of(*, role, municipality, offices, day, at):
    """(what this role does itself, what it waits for) about people; no data of any worker."""
    if role not in KEEPS:
        return [], []
    held = people.held(people.kept_by(role=role, municipality=municipality, offices=offices), day=day, at=at)
    own = [*lost_invitations(held)]
    if role == Role.ADMIN:
        own = [*missing_people(held), *own]
    if role == Role.PLATFORM:
        own = [*cities_without_admin(held), *own]
    return own, [*open_invitations(held)]


def duty(title, detail, page, *, url="", status="todo"):
    keeper = Permission.MANAGE_PEOPLE
    return Duty(title=title, detail=detail, page=page, url=url, permission=keeper, view=keeper, status=status)


def missing_people(held):
    for role in NEEDED:
        if not any(each.scope.role == role and each.state in HERE for each in held):
            title = _("Undang seorang %(role)s") % {"role": str(ROLE_LABELS[role]).lower()}
            yield duty(title, _("Peran ini belum dipegang siapa pun."), "person_invite")


def cities_without_admin(held):
    having = {each.scope.municipality_id for each in held if each.scope.role == Role.ADMIN and each.state in HERE}
    names = [*Municipality.objects.exclude(pk__in=having).order_by("name").values_list("name", flat=True)]
    if names:
        more = _(", dan %(more)s lagi") % {"more": len(names) - NAMED} if len(names) > NAMED else ""
        title = _("%(count)s kota tanpa admin") % {"count": grouped(len(names))}
        yield duty(title, f"{', '.join(names[:NAMED])}{more}.", "person_invite")


def lost_invitations(held):
    count = Counter(each.state for each in held)["expired"]
    if count:
        title = _("%(count)s undangan kedaluwarsa") % {"count": grouped(count)}
        url = f"{reverse('people')}?keadaan=expired"
        yield duty(title, _("Kirim lagi, atau akhiri perannya."), "people", url=url, status="late")


def open_invitations(held):
    count = Counter(each.state for each in held)["invited"]
    if count:
        title = _("%(count)s undangan belum dijawab") % {"count": grouped(count)}
        yield duty(title, "", "people", url=f"{reverse('people')}?keadaan=invited", status="waiting")
