"""What one text of an agreement (texts.py) says otherwise than an older one, line by line, for people to read."""

import re
from datetime import date
from difflib import SequenceMatcher
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

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
    Side,
)
from agreements.texts import LINKS
from common.rupiah import percent, rupiah
from municipalities.models import Branch


TOKENS = re.compile(r"\s+|[^\s]+")
ADDED, REMOVED, CHANGED = "added", "removed", "changed"
# Of each list: the model that names its fields, and what its rows are told apart by.
LISTS = {
    "parties": (AgreementParty, lambda row: (row["side"], row["institution"])),
    "witnesses": (AgreementWitness, lambda row: (row["side"], row["office"])),
    "scope": (AgreementScope, lambda row: (row["category"], row["unit"])),
    "rates": (AgreementRate, lambda row: row["program"]),
    "headcounts": (AgreementHeadcount, lambda row: (row["category"], row["unit"])),
    "legal_bases": (AgreementLegalBasis, lambda row: row["code"]),
}
WORDS = {
    "branch": gettext_lazy("kantor BPJS"),
    "renews": gettext_lazy("memperpanjang"),
    "amends": gettext_lazy("mengubah"),
    "programs": gettext_lazy("program"),
    "unit": gettext_lazy("unit"),
    "category": gettext_lazy("jenis pekerja"),
    "official": gettext_lazy("pejabat"),
    "quoted": gettext_lazy("tertulis"),
}


ROW_LABELS = {
    AgreementParty: gettext_lazy("Pihak %(institution)s"),
    AgreementWitness: gettext_lazy("Saksi %(who)s"),
    AgreementScope: gettext_lazy("Lingkup %(category)s di %(unit)s"),
    AgreementRate: gettext_lazy("Tarif %(program)s"),
    AgreementHeadcount: gettext_lazy("Jumlah %(category)s di %(unit)s"),
    AgreementLegalBasis: gettext_lazy("Dasar hukum %(code)s"),
}


class Change(NamedTuple):
    """
    One difference. `words` are (op, text) pairs of a text that both have, op being same, added or removed.

    :param kind: added, removed or changed
    """

    label: str
    kind: str
    before: str = ""
    after: str = ""
    words: tuple = ()


class Names(NamedTuple):
    """How codes of a text are read: of units, categories, officials, registrations and other agreements."""

    unit: dict
    category: dict
    official: dict
    registration: dict
    branch: dict
    renews: dict
    amends: dict


def names_of(municipality):
    agreements = {str(each.public_id): str(each) for each in municipality.agreements.all()}
    return Names(
        unit=dict(municipality.units.values_list("code", "name")),
        category=dict(municipality.categories.values_list("code", "name")),
        official={str(each.public_id): str(each) for each in municipality.officials.all()},
        registration={str(each.public_id): str(each) for each in municipality.registrations.all()},
        branch=dict(Branch.objects.values_list("code", "name")),
        renews=agreements,
        amends=agreements,
    )


def between(older, newer, *, names):
    """Every difference, the head first, then each list, then the articles in their order."""
    head = [name for name in newer if not isinstance(newer[name], list)]
    head = [name for name in head if name in older or name not in LINKS]  # older versions did not say it
    found = list(fields(Agreement, head, older, newer, names, label=""))
    for name, (model, key) in LISTS.items():
        found += rows(model, older[name], newer[name], key, names)
    return [*found, *holders(older["copies"], newer["copies"]), *articles(older["articles"], newer["articles"])]


def fields(model, given, older, newer, names, *, label):
    for name in given:
        if older.get(name) != newer.get(name):
            said = _("%(row)s: %(field)s") % {"row": label, "field": field_label(model, name)}
            yield change(said if label else str(field_label(model, name)), *(
                read(model, name, text.get(name), names) for text in (older, newer)
            ))  # fmt: skip


def rows(model, older, newer, key, names):
    """Rows by what tells them apart; of two that are alike in that the first stands for the first."""
    before, after = numbered(older, key), numbered(newer, key)
    for place in [*before, *(each for each in after if each not in before)]:
        here = before.get(place) or after.get(place)
        label = row_label(model, here, names)
        if place not in after:
            yield Change(label, REMOVED, before=label)
        elif place not in before:
            yield Change(label, ADDED, after=label)
        else:
            yield from fields(model, after[place], before[place], after[place], names, label=label)


def numbered(given, key):
    found = {}
    for row in given:
        place = (key(row), sum(1 for each in found if each[0] == key(row)))
        found[place] = row
    return found


def holders(older, newer):
    label = str(AgreementCopy._meta.get_field("holder").verbose_name)
    return [] if older == newer else [change(label, ", ".join(older), ", ".join(newer))]


def articles(older, newer):
    """Articles are known again by their clause, or by what stands over them, wherever they went."""
    matcher = SequenceMatcher(None, *([called(each) for each in text] for text in (older, newer)), autojunk=False)
    for op, first, last, begin, end in matcher.get_opcodes():
        if op == "equal":
            for before, after, place in zip(older[first:last], newer[begin:end], range(begin, end), strict=True):
                yield from article(before, after, place + 1)
            continue
        for each in older[first:last]:
            yield Change(_("Pasal “%(heading)s”") % each, REMOVED, before=each["body"])
        for place, each in enumerate(newer[begin:end], start=begin + 1):
            yield Change(article_label(each, place), ADDED, after=each["body"])


def article(before, after, place):
    heading = AgreementArticle._meta.get_field("heading").verbose_name
    if before["heading"] != after["heading"]:
        label = _("%(article)s: %(field)s") % {"article": article_label(after, place), "field": heading}
        yield change(label, before["heading"], after["heading"])
    if before["body"] != after["body"]:
        yield change(article_label(after, place), before["body"], after["body"])


def called(article):
    return article["clause"] or article["heading"]


def article_label(article, place):
    return _("Pasal %(place)s “%(heading)s”") % {"place": place, "heading": article["heading"]}


def change(label, before, after):
    kind = CHANGED if before and after else ADDED if after else REMOVED
    return Change(label, kind, before, after, tuple(redline(before, after)) if kind == CHANGED else ())


def redline(before, after):
    """(op, text) pairs: what both have, what only the newer has, what only the older had; words stay whole."""
    tokens = [TOKENS.findall(text) for text in (before, after)]
    for op, first, last, begin, end in SequenceMatcher(None, *tokens, autojunk=False).get_opcodes():
        old, new = "".join(tokens[0][first:last]), "".join(tokens[1][begin:end])
        if op == "equal":
            yield ("same", old)
            continue
        if old:
            yield ("removed", old)
        if new:
            yield ("added", new)


def row_label(model, row, names):
    where = {name: read(model, name, row[name], names) for name in ("category", "unit") if name in row}
    who = row.get("name") or row.get("office")
    return str(ROW_LABELS[model]) % (row | where | {"who": who})


def field_label(model, name):
    return WORDS[name] if name in WORDS else model._meta.get_field(name).verbose_name


def read(model, name, value, names):
    """A stored value as a person reads it."""
    if value in (None, ""):
        return ""
    if name in Names._fields:
        return getattr(names, name).get(value, str(value))
    if name == "programs":
        return ", ".join(value)
    if name == "side":
        return str(Side(value).label)
    if name == "rate":
        return percent(value)
    if name == "amount":
        return rupiah(value)
    if name.endswith("_date") or name in ("authority_start", "authority_end"):
        return f"{date.fromisoformat(value):%d-%m-%Y}"
    return str(dict(model._meta.get_field(name).choices or ()).get(value, value))
