"""From the text of an agreement to what stands in its form, and back: units that are covered alike make one row."""

import re
from decimal import Decimal

from django import forms
from django.utils.translation import gettext as _

from agreements.tariffs import in_order
from common.rupiah import PER_PERCENT, grouped


PARTED = re.compile(r"\t|;|\|")
CELLS = 3  # unit, kind of worker, people
MOST_PEOPLE = 10_000_000
AS_ONE = ("title", "kind", "branch", "start_date", "end_date", "signing_date_quoted", "note")


def as_typed(text, stock):
    """What whoever wrote the text would have typed: ({field of the head: [values]}, {part: rows})."""
    head = {name: [text[name] or ""] for name in AS_ONE} | {
        "people": [str(text["people"] or "")],
        "copies": ["\n".join(text["copies"])],
        "headcounts": ["\n".join(headcount_line(each, stock) for each in text["headcounts"])],
    }
    rows = {
        "party": [typed(each) for each in text["parties"]],
        "witness": [typed(each) for each in text["witnesses"]],
        "scope": scope_rows(text["scope"], stock) or [{}],
        "basis": [typed(each) for each in text["legal_bases"]],
        "article": [typed(each) for each in text["articles"]],
        "rate": {each["program"]: rate_row(each) for each in text["rates"]},
    }
    return head, rows


def typed(row):
    return {name: ["" if value is None else str(value)] for name, value in row.items()}


def rate_row(given):
    percent = (
        "" if given["rate"] is None else f"{(Decimal(given['rate']) / PER_PERCENT).normalize():f}".replace(".", ",")
    )
    amount = "" if given["amount"] is None else grouped(given["amount"])
    return {"rate": [percent], "amount": [amount], "base": [given["base"]]}


def scope_rows(lines, stock):
    """Units with the same kinds of worker, covered alike, make one row."""
    by_unit = {}
    for line in lines:
        alike = ("_".join(in_order(line["programs"])), line["wage_basis"], line["funding"], line["registration"])
        by_unit.setdefault((line["unit"], alike), []).append(line["category"])
    found = {}
    for (unit, alike), categories in by_unit.items():
        found.setdefault((tuple(categories), alike), []).append(stock.word_for(unit))
    return [
        {"units": ["\n".join(units)], "categories": list(categories), "programs": [programs],
         "wage_basis": [wage_basis], "funding": [funding], "registration": [registration]}
        for (categories, (programs, wage_basis, funding, registration)), units in found.items()
    ]  # fmt: skip


def headcount_line(given, stock):
    return f"{stock.word_for(given['unit'])}; {stock.category_word(given['category'])}; {given['people']}"


def headcounts(written, stock):
    """
    The lines as texts.py has them.

    :raises ValidationError: with a sentence for each line that cannot be read
    """
    found, places, wrong = [], {}, []
    for number, line in enumerate(written.split("\n"), start=1):
        if not line.strip():
            continue
        try:
            each = headcount(number, line, stock)
            place = each["unit"], each["category"]
            if place in places:
                raise forms.ValidationError(
                    _("Baris %(number)s menyebut unit dan jenis pekerja yang sama dengan baris %(first)s. Jumlahkan"
                      " menjadi satu baris.") % {"number": number, "first": places[place]})  # fmt: skip
            places[place] = number
            found.append(each)
        except forms.ValidationError as error:
            wrong.append(error)
    if wrong:
        raise forms.ValidationError(wrong)
    return found


def headcount(number, line, stock):
    cells = [cell.strip() for cell in PARTED.split(line)]
    said = {"number": number, "line": line.strip()[:60]}
    if len(cells) != CELLS:
        raise forms.ValidationError(
            _("Baris %(number)s tertulis “%(line)s”, padahal perlu tiga bagian. Tulis: nama unit; jenis pekerja;"
              " jumlah.") % said)  # fmt: skip
    unit, category, people = stock.unit(cells[0]), stock.category(cells[1]), cells[2].replace(".", "")
    if unit is None:
        raise forms.ValidationError(
            _("Baris %(number)s menulis unit “%(word)s”, padahal unit itu tidak ada di %(city)s. Tulis nama yang ada"
              " di daftar unit.") % (said | {"word": cells[0][:60], "city": stock.municipality}))  # fmt: skip
    if category is None:
        raise forms.ValidationError(
            _("Baris %(number)s menulis jenis pekerja “%(word)s”, padahal itu tidak ada. Pakai salah satu dari:"
              " %(known)s.") % (said | {"word": cells[1][:60], "known": ", ".join(map(str, stock.categories))})
        )  # fmt: skip
    if not (people.isascii() and people.isdigit() and int(people) <= MOST_PEOPLE):
        raise forms.ValidationError(
            _("Baris %(number)s menulis jumlah “%(word)s”, padahal jumlah adalah bilangan bulat. Tulis angkanya saja,"
              " misalnya 12.") % (said | {"word": cells[2][:60]}))  # fmt: skip
    return {"unit": unit.code, "category": category.code, "people": int(people)}


def refuse_twice(forms_of_scope, stock):
    """The same unit, kind and programme in two rows: it could not be said which of them holds."""
    there = {}
    for number, form in enumerate(forms_of_scope, start=1):
        if form.errors:
            continue
        for line in form.lines:
            place = [(line["unit"], line["category"], program) for program in line["programs"]]
            first = next((there[each] for each in place if each in there), None)
            if first is not None:
                form.add_error("units", _(
                    "%(unit)s dengan %(category)s sudah ada di lingkup %(first)s. Satu unit dan jenis pekerja cukup"
                    " disebut sekali; hapus salah satunya."
                ) % {"unit": stock.word_for(line["unit"]), "category": stock.category_word(line["category"]),
                     "first": first})  # fmt: skip
                break
            there |= dict.fromkeys(place, number)


def refuse_cited_twice(forms_of_bases):
    there = {}
    for number, form in enumerate(forms_of_bases, start=1):
        code = form.cleaned_data.get("code")
        if code and code in there:
            form.add_error("code", _("%(code)s sudah dikutip di urutan %(first)s. Hapus salah satunya.")
                           % {"code": code, "first": there[code]})  # fmt: skip
        there.setdefault(code, number)
