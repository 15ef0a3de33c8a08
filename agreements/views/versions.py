"""What one version of a text says otherwise than another."""

from django.contrib import messages
from django.shortcuts import redirect, render
from django.utils.timezone import localtime
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from agreements import differences, next_steps, texts
from agreements.models import Agreement, Side
from agreements.views.moves import find, steps_of
from municipalities.access import requires
from municipalities.roles import Permission


NOW = "sekarang"  # a draft that was taken back, as it stands


@require_safe
@requires(Permission.VIEW_AGREEMENTS)
def agreement_difference(request, public_id):
    """Between two versions; without a choice from the last one that the own side knows to the newest."""
    agreement = find(request, public_id)
    versions = list(agreement.versions.select_related("by"))
    if not versions:
        messages.info(request, _("Naskah ini belum pernah diajukan, jadi belum ada versi yang dapat dibandingkan."))
        return redirect(agreement)
    there = {str(each.number): each.text for each in versions}
    if agreement.status == Agreement.Status.DRAFT:
        there[NOW] = texts.text_of(agreement)
    steps = steps_of(request, agreement)
    older, newer = asked(request, there, next_steps.last_known_to(agreement, steps.side))
    names = differences.names_of(agreement.municipality)
    context = {
        "agreement": agreement,
        "older": older,
        "newer": newer,
        "choices": [choice(each) for each in versions]
        + ([{"value": NOW, "label": _("naskah sekarang")}] if NOW in there else []),
        "changes": differences.between(there[older], there[newer], names=names),
        "can_agree": "agree" in steps.can and newer == str(steps.version.number),
    }
    return render(request, "agreements/agreement_difference.html", context)


def asked(request, there, known):
    """The two that are chosen; whatever is none of them gives way to the usual choice."""
    order = list(there)
    newer = request.GET.get("ke", "")
    newer = newer if newer in there else order[-1]
    older = request.GET.get("dari", "")
    if older not in there:
        older = str(known.number) if known and str(known.number) != newer else order[max(order.index(newer) - 1, 0)]
    return older, newer


def choice(version):
    """As short as a list on a telephone is wide."""
    side = _("kota") if version.side == Side.CITY else "BPJS"
    said = {"number": version.number, "side": side, "day": f"{localtime(version.at):%d-%m-%Y}"}
    return {"value": str(version.number), "label": _("versi %(number)s, %(day)s, %(side)s") % said}
