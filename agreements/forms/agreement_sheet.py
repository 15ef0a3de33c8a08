"""
The form of a whole agreement as one thing: its head, and the rows of its parts, which are added, moved and taken out.

Buttons that only rearrange give back everything that was typed, unchecked and unsaved; the fields of a row are named
`party-0-institution`, and any row that comes is read, whatever stands between.
"""

import re
from typing import NamedTuple

from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements import clauses, texts
from agreements.forms import agreement_faults, agreement_lines, unit_search
from agreements.forms.agreement_head import HeadForm
from agreements.forms.agreement_parts import (
    ArticleForm,
    BasisForm,
    PartyForm,
    RateForm,
    ScopeForm,
    WitnessForm,
    signed_by,
)
from agreements.forms.stock import Stock
from agreements.models import Side
from common.rupiah import grouped
from municipalities.days import read_day
from regulations.words import Program


ROW = re.compile(r"(party|witness|scope|basis|article|rate)-([0-9]{1,3}|[A-Z]{3})-([a-z_]+)")
ACT = re.compile(r"(add|drop|up|down|unit|clause):(party|witness|scope|basis|article)(?::([0-9]{1,3}))?")
FEWEST_PARTIES = 2


class Kind(NamedTuple):
    """A part of which there may be several; `first` is what an added row begins with."""

    form: type
    label: str
    most: int
    first: dict = {}


KINDS = {
    "party": Kind(PartyForm, gettext_lazy("Pihak"), 12, {"side": [Side.CITY]}),
    "witness": Kind(WitnessForm, gettext_lazy("Saksi"), 12, {"side": [Side.CITY]}),
    "scope": Kind(ScopeForm, gettext_lazy("Lingkup"), 60),
    "basis": Kind(BasisForm, gettext_lazy("Dasar hukum"), 30),
    "article": Kind(ArticleForm, gettext_lazy("Pasal"), 60),
}


class Row(NamedTuple):
    """A row as the page shows it."""

    form: object
    number: int
    place: str  # article:3, as its buttons name it
    id: str
    name: str
    is_open: bool
    is_wrong: bool
    is_first: bool
    is_last: bool


class Sheet:
    """
    What is typed, as forms; `errors` is empty and `text` there once `is_valid` said yes.

    :param typed: {field of the head: [values]}
    :param rows: {part: [{field: [values]}]}; of `rate`, {programme: {field: [values]}}
    """

    def __init__(self, municipality, *, typed, rows, kind, check=False):
        self.stock, self.kind, self.check = Stock(municipality), kind, check
        self.typed, self.rows = typed, rows
        self.touched = None  # (part, place) of the row that was added or moved last
        self.acted = ""  # the section whose button was pressed
        self.answer = ""  # what its button has to say
        self.build()

    def build(self):
        self.head = self.filled(HeadForm, self.typed, prefix=None, kind=self.kind)
        self.parts = {
            name: [self.filled(kind.form, row, prefix=f"{name}-{n}") for n, row in enumerate(self.rows[name])]
            for name, kind in KINDS.items()
        }
        self.rates = [
            (program, self.filled(RateForm, self.rows["rate"].get(program, {}), prefix=f"rate-{program}"))
            for program in Program
        ]

    def filled(self, part, row, *, prefix, **more):
        """A form that is checked, or that only shows what was typed."""
        data = MultiValueDict({f"{prefix}-{name}" if prefix else name: values for name, values in row.items()})
        if self.check:
            return part(data, prefix=prefix, stock=self.stock, **more)
        plain = part(prefix=prefix, stock=self.stock, **more)
        shown = {
            name: field.widget.value_from_datadict(data, {}, plain.add_prefix(name))
            for name, field in plain.fields.items()
            if not field.widget.value_omitted_from_data(data, {}, plain.add_prefix(name))
        }
        return part(prefix=prefix, stock=self.stock, initial=shown, **more)

    # Where it comes from

    @classmethod
    def posted(cls, municipality, post, **more):
        rows = {name: {} for name in (*KINDS, "rate")}
        typed = {}
        for name, values in post.lists():
            if match := ROW.fullmatch(name):
                part, place, field = match.groups()
                rows[part].setdefault(place, {})[field] = values
            elif name in HeadForm.base_fields:
                typed[name] = values
        for part in KINDS:
            in_turn = sorted((int(place), row) for place, row in rows[part].items() if place.isdigit())
            rows[part] = [row for _place, row in in_turn][: KINDS[part].most]
        return cls(municipality, typed=typed, rows=rows, **more)

    @classmethod
    def of_text(cls, municipality, text, *, check=False, **head):
        """The form as a text fills it in."""
        typed, rows = agreement_lines.as_typed(text, Stock(municipality))
        return cls(municipality, typed=typed | {name: [str(value)] for name, value in head.items()}, rows=rows,
                   kind=text["kind"], check=check)  # fmt: skip

    # What its buttons do

    def act(self, asked):
        """Add, take out or move a row, as the button that was pressed says; nothing is saved or lost."""
        match = ACT.fullmatch(asked)
        if not match:
            return
        verb, part, place = match[1], match[2], int(match[3] or 0)
        self.acted = part
        place = getattr(self, verb)(part, self.rows[part], place)
        self.touched = None if place is None else (part, place)
        self.build()

    def add(self, part, rows, _place):
        if len(rows) < KINDS[part].most:
            rows.append(dict(KINDS[part].first))
        return len(rows) - 1

    def drop(self, _part, rows, place):
        del rows[place : place + 1]

    def up(self, _part, rows, place):
        if 0 < place < len(rows):
            rows[place - 1 : place + 1] = [rows[place], rows[place - 1]]

    def down(self, part, rows, place):
        self.up(part, rows, place + 1)

    def clause(self, part, rows, _place):
        """The chosen article of the library goes before the last one, which closes the paper."""
        wanted = self.typed.get("clause", [""])[0]
        found = next((each for each in clauses.library(self.kind) if each.code == wanted), None)
        if part != "article" or found is None or len(rows) >= KINDS[part].most:
            return None
        place = max(len(rows) - 1, 0)
        rows.insert(place, {"clause": [found.code], "heading": [found.heading], "body": [found.body]})
        return place

    def unit(self, part, rows, place):
        """The unit that was looked for goes to the others of its row; `answer` says what came of it."""
        if part != "scope" or place >= len(rows):
            return
        row = rows[place]
        lines = [line for line in row.get("units", [""])[0].splitlines() if line.strip()]
        found, self.answer = unit_search.looked_up(row.get("add", [""])[0], self.stock, there=lines)
        if found:
            row |= {"units": ["\n".join([*lines, self.stock.word_for(found.code)])], "add": [""]}

    def places(self):
        """(unit, category) pairs, as ids, of what can be read of the scope so far."""
        ids = {each.code: each.pk for each in self.stock.categories}
        found = []
        for number, row in enumerate(self.rows["scope"]):
            data = MultiValueDict({f"scope-{number}-{name}": values for name, values in row.items()})
            form = ScopeForm(data, prefix=f"scope-{number}", stock=self.stock)
            if form.is_valid():
                found += [(self.stock.by_code[line["unit"]].pk, ids[line["category"]]) for line in form.lines]
        return found

    def count(self, people):
        """
        Put counts in the place of the headcounts.

        :param people: {(unit, category): how many}, as ids
        """
        kinds = {each.pk: each for each in self.stock.categories}
        counted = [(unit, kinds[kind], people[unit.pk, kind]) for unit in self.stock.units for kind in kinds
                   if (unit.pk, kind) in people]  # fmt: skip
        lines = [f"{self.stock.word_for(unit.code)}; {kind.name}; {count}" for unit, kind, count in counted]
        self.typed |= {"headcounts": ["\n".join(lines)]}
        self.acted = "count"
        self.build()

    # What is wrong with it

    def is_valid(self):
        """Whether everything can be saved; what cannot is told at its field."""
        valid = [form.is_valid() for _label, form in self.forms()]
        self.look_over()
        return all(valid) and not self.errors

    def look_over(self):
        """What no row can see alone."""
        sides = [form.cleaned_data.get("side") for form in self.parts["party"]]
        unsaid = any("side" in form.errors for form in self.parts["party"])  # told there already
        if len(sides) < FEWEST_PARTIES or not (unsaid or set(Side) <= set(sides)):
            self.head.add_error(None, _(
                "Bagian Para pihak memuat %(count)s pihak, padahal perlu paling sedikit satu dari kota dan satu dari"
                " BPJS Ketenagakerjaan. Tambahkan pihak yang belum ada."
            ) % {"count": len(sides)})  # fmt: skip
        if not any(form.errors or form.lines for form in self.parts["scope"]):
            self.head.add_error(None, _(
                "Bagian Lingkup masih kosong, jadi perjanjian ini tidak mencakup siapa pun. Tambahkan paling sedikit"
                " satu unit dan satu jenis pekerja."
            ))  # fmt: skip
        agreement_lines.refuse_twice(self.parts["scope"], self.stock)
        agreement_lines.refuse_cited_twice(self.parts["basis"])

    def forms(self):
        """(what stands before the labels of its fields, the form), from top to bottom."""
        yield "", self.head
        for name, kind in KINDS.items():
            for number, form in enumerate(self.parts[name], start=1):
                yield f"{kind.label} {number}, ", form
            if name == "scope":
                for program, form in self.rates:
                    yield f"{program}, ", form

    @property
    def errors(self):
        return {form.prefix or "": form.errors for _label, form in self.forms() if form.errors}

    def non_field_errors(self):
        return self.head.non_field_errors()

    def __iter__(self):
        """As a form gives its fields, those with something wrong; what many rows lack alike comes once."""
        return agreement_faults.told_once(self.forms(), {name: kind.label for name, kind in KINDS.items()})

    # What the page shows

    @property
    def shown(self):
        """{part: its rows}."""
        return {name: list(self.rows_of(name, forms)) for name, forms in self.parts.items()}

    @property
    def unfolded(self):
        """{section: whether it is open}: what every agreement needs, or where something is wrong; where one works."""
        open_ones = agreement_faults.opened(self) if self.check else set()
        usual = set() if open_ones else {"party", "scope"}
        return {name: name in usual | {self.acted} | open_ones for name in (*KINDS, "rate", *agreement_faults.FOLDED)}

    @property
    def wrong(self):
        """{section: how many of its rows or fields are to be put right}."""
        sections = dict.fromkeys((*KINDS, "rate", *agreement_faults.FOLDED), 0)
        return sections | (agreement_faults.counted(self) if self.check else {})

    @property
    def told(self):
        """{section: what stands in it, in a word or two}."""
        rates = [(program, form["rate"].value(), form["amount"].value()) for program, form in self.rates]
        lines = [line for line in (self.head["headcounts"].value() or "").splitlines() if line.strip()]
        said = [f"{program} {percent} %" if percent else f"{program} Rp{amount}" for program, percent, amount in rates
                if percent or amount]  # fmt: skip
        return {name: len(forms) or "" for name, forms in self.parts.items()} | {
            "count": grouped(len(lines)) if lines else "", "rate": ", ".join(said), "rest": ""
        }  # fmt: skip

    def rows_of(self, name, forms):
        opened = agreement_faults.opened(self) if self.check else ()
        for place, form in enumerate(forms):
            titled = {"article": "heading", "party": "institution"}.get(name)
            said = form[titled].value() if titled else ""
            yield Row(
                form=form,
                number=place + 1,
                place=f"{name}:{place}",
                id=f"{name}-{place}",
                name=said or "",
                is_open=f"{name}-{place}" in opened or (name, place) == self.touched,
                is_wrong=bool(self.check and form.errors),
                is_first=place == 0,
                is_last=place == len(forms) - 1,
            )

    @property
    def unit_names(self):
        return [unit.name for unit in self.stock.open_units]

    @property
    def officials(self):
        """{public_id: what choosing them fills in}."""
        return {key: signed_by(official) for key, official in self.stock.officials.items()}

    @property
    def variables(self):
        return [(f"{{{name}}}", meaning) for name, meaning in clauses.VARIABLES.items()]

    @property
    def term(self):
        """The days between start and end as they are typed, or None."""
        days = [self.typed.get(name, [""])[0] for name in ("start_date", "end_date")]
        try:
            start, end = (read_day(day) for day in days)
        except ValueError:
            return None
        return {"start": start, "end": end, "days": (end - start).days + 1} if start <= end else None

    # What it says

    @property
    def text(self):
        """What is typed, as texts.py has it."""
        rates = [(program, form.cleaned_data) for program, form in self.rates]
        parts = {name: [form.text for form in forms] for name, forms in self.parts.items() if name != "scope"}
        lines = [line for form in self.parts["scope"] for line in form.lines]
        return self.head.text | {
            "parties": parts["party"],
            "witnesses": parts["witness"],
            "scope": texts.in_order(lines),
            "rates": [
                {"program": program.value} | given
                for program, given in sorted(rates)
                if given["rate"] or given["amount"]
            ],
            "legal_bases": [each for each in parts["basis"] if each["code"]],
            "articles": parts["article"],
        }
