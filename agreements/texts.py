"""
The text of an agreement as one plain value: what a form sends, a version keeps, two versions are compared by.

A text has no numbers, signatures or states: these come to it while it stands still. Units, kinds of worker and laws
are named as the city names them, so that a text can be read without the database.
"""

import hashlib
import json
from datetime import date

from agreements.models import (
    Agreement,
    AgreementArticle,
    AgreementCopy,
    AgreementHeadcount,
    AgreementLegalBasis,
    AgreementParty,
    AgreementRate,
    AgreementScope,
    AgreementWitness,
)


HEAD = ("title", "kind", "signing_date_quoted", "start_date", "end_date", "people", "note")
PARTY = (
    *("side", "institution", "signer_name", "signer_office", "signer_identity"),
    *("authority", "authority_start", "authority_end", "on_behalf_of", "address"),
)
LINKS = ("renews", "amends")  # the public ids of other agreements
WITNESS = ("side", "name", "office")
RATE = ("program", "rate", "amount", "base")
ARTICLE = ("clause", "heading", "body")
DAYS = ("start_date", "end_date", "authority_start", "authority_end")


def text_of(agreement):
    """
    The whole text: the head, and the lists of parties, witnesses, scope, rates, headcounts, laws, articles, copies.

    Days are ISO 8601, amounts whole rupiah a month, rates parts per 100,000 of the wage. A line of the scope has one
    unit and one category (their codes) with its programmes.
    """
    return (
        {name: plain(getattr(agreement, name)) for name in HEAD}
        | {
            "branch": agreement.branch.code if agreement.branch else "",
            "parties": parties_of(agreement),
            "witnesses": [taken(each, WITNESS) for each in agreement.witnesses.all()],
            "scope": scope_of(agreement),
            "rates": [taken(each, RATE) for each in agreement.rates.all()],
            "headcounts": [
                {"unit": each.unit.code, "category": each.category.code, "people": each.people}
                for each in agreement.headcounts.select_related("unit", "category")
            ],
            "legal_bases": [
                {"code": each.basis.code, "quoted": each.quoted}
                for each in agreement.legal_bases.select_related("basis")
            ],
            "articles": [taken(each, ARTICLE) for each in agreement.articles.all()],
            "copies": [each.holder for each in agreement.copies.all()],
        }
        | links_of(agreement)
    )


def links_of(agreement):
    """What it follows or amends; it is given when a text is begun, and stays."""
    before = {name: getattr(agreement, name) for name in LINKS}
    return {name: str(other.public_id) if other else "" for name, other in before.items()}


def parties_of(agreement):
    return [
        taken(each, PARTY) | {"official": str(each.official.public_id) if each.official else ""}
        for each in agreement.parties.select_related("official")
    ]


def scope_of(agreement):
    lines = {}
    for each in agreement.scopes.select_related("unit", "category", "registration"):
        line = {
            "unit": each.unit.code,
            "category": each.category.code,
            "wage_basis": each.wage_basis,
            "funding": each.funding,
            "registration": str(each.registration.public_id) if each.registration else "",
        }
        lines.setdefault(tuple(line.values()), line | {"programs": []})["programs"].append(each.program)
    return in_order(lines.values())


def in_order(scope):
    """The lines of a scope as a text has them: in an order of their own, that of no database."""
    sorted_lines = [line | {"programs": sorted(line["programs"])} for line in scope]
    return sorted(sorted_lines, key=lambda line: (line["unit"], line["category"], line["programs"]))


def taken(row, names):
    return {name: plain(getattr(row, name)) for name in names}


def plain(value):
    return value.isoformat() if isinstance(value, date) else value


def sha256_of(text):
    """The same for the same text, whatever wrote it."""
    written = json.dumps(text, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(written.encode()).hexdigest()


def lay(agreement, text):
    """
    Make the text that of the agreement, which is not agreed yet; called inside a verb's transaction.

    :raises KeyError: for a unit, category, law, official, registration or office that is not the city's
    """
    city = agreement.municipality
    for name in HEAD:
        setattr(agreement, name, read(name, text[name]))
    agreement.branch = {"": None, **{each.code: each for each in city.branches.all()}}[text["branch"]]
    agreement.save(update_fields=[*HEAD, "branch"])
    clear(agreement)
    own = {"municipality": city, "agreement": agreement}
    officials = {"": None, **{str(each.public_id): each for each in city.officials.all()}}
    numbered(
        AgreementParty,
        own,
        [
            {name: read(name, given[name]) for name in PARTY} | {"official": officials[given["official"]]}
            for given in text["parties"]
        ],
    )
    AgreementWitness.objects.bulk_create(AgreementWitness(**own, **given) for given in text["witnesses"])
    AgreementRate.objects.bulk_create(AgreementRate(**own, **given) for given in text["rates"])
    numbered(AgreementArticle, own, text["articles"])
    numbered(AgreementCopy, own, [{"holder": holder} for holder in text["copies"]])
    lay_places(own, text)
    cited = [given["code"] for given in text["legal_bases"]]
    bases = {basis.code: basis for basis in city.legal_bases.filter(code__in=cited)}
    numbered(
        AgreementLegalBasis,
        own,
        [{"basis": bases[given["code"]], "quoted": given["quoted"]} for given in text["legal_bases"]],
    )


def lay_places(own, text):
    """The rows that name units and kinds of worker."""
    city, agreement = own["municipality"], own["agreement"]
    named = [*text["scope"], *text["headcounts"]]
    units = {each.code: each for each in city.units.filter(code__in={line["unit"] for line in named})}
    categories = {each.code: each for each in city.categories.filter(code__in={line["category"] for line in named})}
    registrations = {str(each.public_id): each for each in city.registrations.all()}
    AgreementScope.objects.bulk_create(
        AgreementScope(
            **own,
            unit=units[line["unit"]],
            category=categories[line["category"]],
            program=program,
            start_date=agreement.start_date,
            end_date=agreement.end_date,
            wage_basis=line["wage_basis"],
            funding=line["funding"],
            registration=registrations[line["registration"]] if line["registration"] else None,
        )
        for line in text["scope"]
        for program in line["programs"]
    )
    AgreementHeadcount.objects.bulk_create(
        AgreementHeadcount(
            **own, unit=units[line["unit"]], category=categories[line["category"]], people=line["people"]
        )
        for line in text["headcounts"]
    )


def numbered(model, own, given):
    model.objects.bulk_create(model(**own, position=position, **each) for position, each in enumerate(given, start=1))


def clear(agreement):
    """Everything that belongs to the text goes, to be written anew."""
    for parts in ("parties", "witnesses", "rates", "articles", "copies", "scopes", "headcounts", "legal_bases"):
        getattr(agreement, parts).all().delete()


def read(name, value):
    return date.fromisoformat(value) if name in DAYS and isinstance(value, str) and value else value or empty(name)


def empty(name):
    return None if name in (*DAYS, "people") else ""


def blank(*, kind=Agreement.Kind.PKS):
    """A text with nothing in it yet."""
    return dict.fromkeys((*HEAD, *LINKS), "") | {
        "kind": kind,
        "people": None,
        "branch": "",
        **{name: [] for name in ("parties", "witnesses", "scope", "rates", "headcounts")},
        **{name: [] for name in ("legal_bases", "articles", "copies")},
    }
