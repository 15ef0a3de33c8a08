"""What the page of an agreement shows, in the words of templates/agreements/agreement_detail.html."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements import lapses, signers, tariffs, terms, texts
from agreements.standing import days_left_label, standing
from common.months import month_name
from municipalities.reading_order import reading_key
from regulations.words import Payer
from reports import scopes
from reports.agreement_content import more_of, rate_text


PAYERS = {
    Payer.EMPLOYER: gettext_lazy("ditanggung pemberi kerja"),
    Payer.WORKER: gettext_lazy("ditanggung peserta"),
}


def all_about(agreement, *, today):
    counted_on = scopes.counting_day(agreement, today=today)
    lapses.with_lapses([agreement])
    stands = standing(agreement, day=today)
    lines = scope(agreement, scopes.reached(agreement, day=counted_on))
    return {
        "agreement": header(agreement, stands),
        "days_before_signature": agreement.days_before_signature,
        "days_left_label": days_left_label(agreement, day=today),
        "misquoted": terms.misquoted_weekday(agreement),
        "parties": [party(each, day=agreement.signing_date or today) for each in agreement.parties.all()],
        "witnesses": [{"name": each.name, "office": each.office} for each in agreement.witnesses.all()],
        "offices": offices(agreement, day=counted_on),
        "scope": lines,
        "enrolled": sum(line["enrolled"] for line in lines),
        "counted_on": counted_on,
        "chain": [link(each, agreement, today=today) for each in lapses.with_lapses(terms.chain_of(agreement))],
        "rates": [rate(each) for each in tariffs.compare(agreement)],
        "legal_basis": [citation(each) for each in agreement.legal_bases.all()],
    }


def header(agreement, stands):
    fields = (
        *("public_id", "title", "pks_number", "branch_number", "signing_date", "signing_date_quoted"),
        *("signing_place", "start_date", "end_date", "ended_date", "days", "people", "note", "is_invented"),
    )
    return {name: getattr(agreement, name) for name in fields} | {
        "name": str(agreement),
        "stage": agreement.status,
        "kind_label": agreement.get_kind_display(),
        "end_reason_label": agreement.get_end_reason_display(),
        "status": stands.word,
        "status_label": stands.label,
        "is_over": stands.word == "ended",
    }


def party(each, *, day):
    """Whoever holds the office of the city on the day has a name, where the agreement itself gives none."""
    known = texts.taken(each, texts.PARTY) | {"official": each.official and str(each.official.public_id)}
    return {
        "side_label": _("Pihak Kesatu") if each.position == 1 else _("Pihak Kedua"),
        "institution": each.institution,
        "name": signers.name_of(known, municipality=each.municipality, day=day),
        "office": each.signer_office,
        "authority": each.authority,
        "on_behalf_of": each.on_behalf_of,
    }


def offices(agreement, *, day):
    """The offices of BPJS that serve the city on the day, the lead first."""
    links = agreement.municipality.links.in_force_on(day).select_related("branch")
    return [
        {"name": link.branch.name, "is_lead": link.is_lead, "since": link.start_date}
        for link in sorted(links, key=lambda link: (not link.is_lead, link.branch.name))
    ]


def scope(agreement, reached):
    """One line for each category and unit, with its programmes and how many people it reaches."""
    lines = {}
    for each in agreement.scopes.select_related("category", "unit", "registration"):
        line = lines.setdefault((each.category_id, each.unit_id), {"scope": each, "programs": [], "more": {}})
        line["programs"].append(each.program)
        line["more"] |= {more_of(each): None}
    found = [
        {
            "category_label": line["scope"].category.name,
            "unit_label": line["scope"].unit.name,
            "more_label": ", ".join(filter(None, line["more"])),
            "programs_label": ", ".join(tariffs.in_order(line["programs"])),
            "enrolled": reached.get((unit, category), 0),
        }
        for (category, unit), line in lines.items()
    ]
    return sorted(found, key=lambda line: (line["category_label"], reading_key(line["unit_label"])))


def link(each, agreement, *, today):
    return {
        "public_id": each.public_id,
        "number": str(each),
        "start_date": each.start_date,
        "end_date": each.last_day,
        "status_label": standing(each, day=today).label,
        "is_invented": each.is_invented,
        "current": each.pk == agreement.pk,
    }


def rate(compared):
    law = compared.law
    return {
        "program": compared.program,
        "segment_label": _("penerima upah") if compared.segment == "PU" else _("bukan penerima upah"),
        "rate_label": rate_text(compared.said_rate, compared.said_amount) or _("mengikuti aturan"),
        "categories_label": ", ".join(compared.categories),
        "base_label": compared.said_base or (law[0].base if law else ""),
        "payer_label": PAYERS[law[0].payer if law else Payer.EMPLOYER],
        "law_rate_label": "; ".join(in_months(each, alone=len(law) == 1) for each in law) or _("belum ada aturan"),
        "agrees": compared.agrees,
        "source": "; ".join(dict.fromkeys(each.source for each in law)),
    }


def in_months(each, *, alone):
    """A rate of the law, with its months where there is more than one in the term."""
    said = rate_text(each.rate, each.amount)
    if alone:
        return said
    months = {"rate": said, "first": month_name(each.first_month), "last": month_name(each.last_month)}
    return _("%(rate)s (%(first)s sampai %(last)s)") % months


def citation(each):
    if each.quoted:
        return _('%(title)s (di sumbernya tertulis "%(quoted)s")') % {"title": each.basis.title, "quoted": each.quoted}
    return each.basis.title
