"""What a claim's page shows of the law: clocks, findings and what each rests on, other causes, who inherits."""

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from claims import accident_reports, clocks, left_out, what_ifs, words
from claims.models import BENEFIT_LABELS, DOCUMENT_LABELS
from municipalities.city.holidays import holidays_of
from municipalities.roles import Permission, may


# Where the row that a finding rests on is shown, what it is called, and who may open it.
EVIDENCE = {
    "enrollment.Worker": ("worker_detail", gettext_lazy("kepesertaan"), Permission.VIEW_WORKERS),
    "agreements.Agreement": ("agreement_detail", gettext_lazy("perjanjian"), Permission.VIEW_AGREEMENTS),
    "contributions.Bill": ("bill_detail", gettext_lazy("tagihan"), Permission.VIEW_MONEY),
}


def reports_to_make(claim, today):
    """The reports to the branch that the law counts hours for, each with where it is written down."""
    page = reverse("claim_accident_report", args=[claim.public_id])
    return [
        {
            "label": clock.label, "due": clock.due, "source": clock.source, "late": clock.is_overdue(today),
            "due_label": state(clock, today)[1], "url": f"{page}?tahap={stage}",
        }
        for stage, clock in accident_reports.to_make(claim, today, holidays_of([claim.municipality]))
    ]  # fmt: skip


FAR = 90  # days, from which on nobody counts them


def findings(request, claim):
    return [found | {"evidence": evidence(request, found["evidence"])} for found in words.findings_of(claim)]


def evidence(request, row):
    if not row or row["of"] not in EVIDENCE:
        return None
    page, label, permission = EVIDENCE[row["of"]]
    return {"label": label, "url": reverse(page, args=[row["id"]])} if may(request.role, permission) else None


def clock_rows(claim, today):
    """The clocks with their states; whoever is late finds it said, nobody finds it in red."""
    found = clocks.of(claim, holidays_of([claim.municipality]))
    return [
        {
            "label": clock.label, "due": clock.due, "source": clock.source, "status": status, "status_label": label,
            "owed": clocks.owed_for_lateness(claim, clock, today),
        }
        for clock in found
        for status, label in [state(clock, today)]
    ]  # fmt: skip


def state(clock, today):
    if clock.done:
        late = clock.is_late(today)
        return "done", _("sesudah batasnya") if late else _("tepat waktu")
    if clock.is_overdue(today):
        return "late", _("lewat batas")
    left = (clock.due - today).days
    if left > FAR:
        return "waiting", _("masih lama")
    return "waiting", _("hari terakhir") if left == 0 else _("%(left)s hari lagi") % {"left": left}


def other_causes(claim):
    return [
        {
            "label": would["label"],
            "program": would["program"],
            "total": would["total"],
            "lines": [
                {"label": BENEFIT_LABELS[line.benefit], "amount": line.amount, "source": line.source}
                for line in would["lines"]
            ],
            "papers": [DOCUMENT_LABELS[kind] for kind in would["papers"]],
        }
        for would in what_ifs.of(claim)
    ]


def left_out_of(claim):
    """The family that is none of the heirs, whom the law names first in front; where nobody has said why, it asks."""
    begin, say = (reverse(name, args=[claim.public_id]) for name in ("heir_add", "heir_left_out"))
    return [
        {
            "name": kin.name, "relationship_label": kin.relation_label, "reason": kin.reason, "is_pupil": kin.is_pupil,
            "first": kin.first, "after": kin.after, "is_open": kin.is_open,
            "add_url": f"{begin}?orang={kin.row}", "explain_url": f"{say}?orang={kin.row}",
        }
        for kin in left_out.of(claim)
    ]  # fmt: skip
