"""The part of a month's page on its agreements and its rates: who is billed under which, and what the law says."""

from django.urls import reverse
from django.utils.translation import gettext as _

from common.rupiah import percent, rupiah
from contributions import agreed


def of(run):
    """`agreements` and `rates` for templates/contributions/_agreed.html; both empty before the run is calculated."""
    if not run.calculated_at:
        return {"agreements": [], "rates": []}
    return {
        "agreements": [agreement_row(run, row) for row in agreed.per_agreement(run)],
        "rates": [rate_row(row) for row in agreed.rates_of(run)],
    }


def agreement_row(run, row):
    agreement = row["agreement"]
    if agreement is None:
        return {
            "label": _("Tanpa perjanjian"), "url": reverse("run_exception", args=[run.public_id, "uncovered"]),
            "workers": row["workers"], "total": row["total"], "agrees": None,
            "detail": _("Setiap orang dengan sebabnya."),
        }  # fmt: skip
    differing = [each for each in row["comparisons"] if each.agrees is False]
    said = any(each.is_said for each in row["comparisons"])
    return {
        "label": agreement.pks_number, "url": reverse("agreement_detail", args=[agreement.public_id]),
        "workers": row["workers"], "total": row["total"],
        "agrees": not differing if said else None,
        "detail": "; ".join(difference(each) for each in differing)
        or (_("Tarifnya sama dengan aturan bulan ini.") if said else _("Tidak menyebut tarif sendiri.")),
    }  # fmt: skip


def difference(each):
    (law,) = each.law or (None,)
    return _("%(program)s: %(said)s di perjanjian, %(law)s menurut aturan") % {
        "program": each.program,
        "said": rate_label(each.said_rate, each.said_amount),
        "law": rate_label(law.rate, law.amount) if law else _("tidak ada"),
    }


def rate_row(row):
    return {
        "program": row["program"],
        "segment": row["segment"],
        "rate_label": rate_label(row["rate"], row["amount"]),
        "payer_label": agreed.PAYERS.get(row["payer"], row["payer"]),
        "source": row["source"],
    }


def rate_label(rate, amount):
    return percent(rate) if amount is None else rupiah(amount)
