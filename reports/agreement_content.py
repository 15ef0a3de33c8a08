"""What is stored of an agreement, as its paper says it; the same, as data, for the file within the paper."""

import json
from dataclasses import replace
from itertools import count

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override
from num2words import num2words

from agreements import clauses, tariffs, texts
from agreements.models import Agreement, Side
from common.rupiah import grouped, in_words, percent, rupiah
from enrollment.columns import ROSTER
from municipalities.models import WageBasis
from municipalities.reading_order import reading_key
from regulations.words import Payer, Segment
from reports import headings, pdf
from reports.papers import agreement as paper


DUE_RULE = "paling lambat pada tanggal jatuh tempo menurut ketentuan yang berlaku pada bulan iuran"
PAYERS = {Payer.EMPLOYER: "Pemberi kerja", Payer.WORKER: "Peserta"}
SEGMENTS = {"PU": "penerima upah", "BPU": "bukan penerima upah"}
# In place of what the page of an upload says of its own lists.
HINTS = {
    "unit": "Nama unit seperti dalam Lampiran I.",
    "category": "Jenis pekerja seperti dalam Lampiran I.",
    "start_date": "Hari pertama dilindungi, contoh 01-11-2026.",
}
FORMAT = "payung-perjanjian/1"
# What stands in place of the articles of an agreement that was kept here without them.
MAIN_POINTS = (
    ("Ruang lingkup", "Perjanjian ini meliputi pekerja dan program berikut.\n{tabel_lingkup}"),
    ("Iuran", "Pada saat perjanjian ini mulai berlaku ketentuannya sebagai berikut.\n{tabel_iuran}"),
    (
        "Jangka waktu",
        "Perjanjian ini berlaku sejak {mulai} sampai dengan {sampai} ({lama_hari}).\n{berlaku_surut}",
    ),
)


def of(agreement):
    """What is stored of an agreement, as its paper; without a city's own parties the lines stay empty to write on."""
    with override("id"):
        return paper_of(agreement)


def paper_of(agreement):
    city, day = agreement.municipality, agreement.signing_date or agreement.start_date
    parties = parties_of(agreement, day)
    return paper.Agreement(
        kind=agreement.get_kind_display(),
        title=agreement.title,
        parties=parties,
        articles=articles_of(agreement, parties),
        letterhead=headings.letterhead(city, day),
        start_date=agreement.start_date,
        end_date=agreement.end_date,
        scope=scope_of(agreement),
        rates=rates_of(agreement),
        law_rates=[*law_rates_of(agreement)],
        headcounts=headcounts_of(agreement),
        roster=[*roster_of(agreement)],
        legal_basis=[cited.basis.title for cited in agreement.legal_bases.all()],
        copies=[paper.Copy(holder=copy.holder, stamp_serial=copy.stamp_serial) for copy in agreement.copies.all()],
        signing_date=agreement.signing_date,
        signing_place=agreement.signing_place,
        witnesses=[paper.Witness(name=each.name, office=each.office) for each in agreement.witnesses.all()],
        renews=number_of(agreement.renews),
        amends=number_of(agreement.amends),
        draft=agreement.status in (Agreement.Status.DRAFT, Agreement.Status.IN_REVIEW),
        invented=agreement.is_invented,
        note=agreement.note if agreement.is_invented else "",
        look=headings.look(city, day),
    )


def data_of(agreement):
    """The text that both sides agreed on, its numbers and signatures, as the file that lies within the paper."""
    text = texts.text_of(agreement)
    said = {
        "format": FORMAT,
        "municipality": agreement.municipality.code,
        "status": agreement.status,
        "invented": agreement.is_invented,
        "numbers": {"CITY": agreement.pks_number, "BRANCH": agreement.branch_number},
        "renews": number_of(agreement.renews),
        "amends": number_of(agreement.amends),
        "signing": {"date": texts.plain(agreement.signing_date), "place": agreement.signing_place},
        "signatures": [{"side": each.side, "recorded_at": each.at.isoformat()} for each in agreement.signatures.all()],
        "copies": [{"holder": each.holder, "stamp_serial": each.stamp_serial} for each in agreement.copies.all()],
        "text": text,
        "text_sha256": texts.sha256_of(text),
    }
    return pdf.Data(
        name="perjanjian.json",
        content=json.dumps(said, ensure_ascii=False, indent=1, sort_keys=True).encode(),
        description="Isi perjanjian sebagai data",
        day=agreement.signing_date or agreement.start_date,
    )


def number_of(agreement):
    return str(agreement) if agreement else ""


def parties_of(agreement, day):
    """At least one of each side, the first of a side with the number that the side gave."""
    numbers = {Side.CITY: agreement.pks_number, Side.BRANCH: agreement.branch_number}
    rows = list(agreement.parties.all())
    found = [party_of(each, day, number=numbers.pop(each.side, None)) for each in rows]
    missing = {Side.CITY: f"Pemerintah {agreement.municipality}", Side.BRANCH: "BPJS Ketenagakerjaan"}
    found += [
        paper.Party(side=side, institution=missing[side], name="", office="", number=number)
        for side, number in numbers.items()
    ]
    return [with_role(each, role) for each, role in zip(found, roles(), strict=False)]


def roles():
    yield from (f"Pihak {ordinal}" for ordinal in paper.ORDINALS)
    yield from (f"Pihak {number}" for number in count(len(paper.ORDINALS) + 1))


def with_role(party, role):
    return replace(party, role=role)


def party_of(party, day, *, number):
    """Whoever signs for the city is known from its offices, where the agreement itself names nobody."""
    known = known_signer(party, day)
    return paper.Party(
        side=party.side,
        institution=party.institution,
        name=party.signer_name or (known.name if known else ""),
        office=party.signer_office,
        identity=party.signer_identity or (known.identity if known and not party.signer_name else ""),
        rank=known.rank if known and known.name and party.signer_name in ("", known.name) else "",
        address=party.address,
        authority=party.authority,
        authority_start=party.authority_start,
        authority_end=party.authority_end,
        number=number,
        on_behalf_of=party.on_behalf_of,
    )


def known_signer(party, day):
    if party.official:
        return headings.of_official(party.official)
    if party.side == Side.CITY:
        return headings.holder(party.municipality, party.signer_office, day=day)
    return None


def articles_of(agreement, parties):
    """Its own articles, numbered; of one that was kept here without them the main points."""
    words = words_of(agreement, parties)
    own = [(f"Pasal {each.position}", each.heading, each.body) for each in agreement.articles.all()]
    return [
        paper.Article(label=label, heading=heading, blocks=clauses.blocks(body, words))
        for label, heading, body in own or [("", *point) for point in MAIN_POINTS]
    ]


def words_of(agreement, parties):
    """What stands for each variable of an article (agreements.clauses.WORDS)."""
    people, copies = agreement.people, len(agreement.copies.all()) or len(parties)
    return {
        "pihak_kesatu": parties[0].institution,
        "pihak_kedua": parties[1].institution,
        "judul": agreement.title,
        "mulai": date_format(agreement.start_date, "j F Y"),
        "sampai": date_format(agreement.end_date, "j F Y"),
        "lama_hari": f"{grouped(agreement.days)} hari",
        "berlaku_surut": acknowledgment(agreement),
        "jumlah_orang": f"{grouped(people)} ({num2words(people, lang='id')})" if people else paper.BLANK,
        "jatuh_tempo": DUE_RULE,
        "nomor_induk": number_of(agreement.amends or agreement.renews) or paper.BLANK,
        "rangkap": f"{copies} ({num2words(copies, lang='id')})",
    }


def acknowledgment(agreement):
    """The sentence of one that began before it was signed; empty where it did not."""
    days = agreement.days_before_signature
    if not days:
        return ""
    kind = "Adendum" if agreement.kind == Agreement.Kind.ADDENDUM else "Perjanjian"
    return (
        f"{kind} ini mulai berlaku {grouped(days)} hari sebelum ditandatangani. Para Pihak mengakui hak dan kewajiban"
        " yang timbul sejak tanggal mulai berlaku itu."
    )


def scope_of(agreement):
    """One line for each category, unit and what else is said of them, with its programmes in the order of the law."""
    lines = {}
    for scope in agreement.scopes.select_related("category", "unit", "registration"):
        lines.setdefault((scope.category.name, scope.unit.name, more_of(scope)), []).append(scope.program)
    return [
        paper.ScopeLine(category=category, unit=unit, more=more, programs=tariffs.in_order(programs))
        for (category, unit, more), programs in sorted(
            lines.items(), key=lambda line: tuple(map(reading_key, line[0]))
        )
    ]


def more_of(scope):
    """On which wage, with whose money and under which number they are registered, where the text says so."""
    said = []
    if scope.wage_basis:
        said.append(_("dasar upah: %(basis)s") % {"basis": scope.get_wage_basis_display()})
    if scope.funding:
        said.append(_("dana: %(funding)s") % {"funding": scope.get_funding_display()})
    if scope.registration:
        said.append(_("NPP %(number)s") % {"number": scope.registration})
    return "; ".join(said)


def roster_of(agreement):
    """The columns of a roster, with the words of the annexes for what they refer to."""
    needs_wage = any(is_counted_from_the_wage(scope) for scope in agreement.scopes.select_related("category"))
    for column in ROSTER:
        required = "Penerima upah" if column.name == "wage" and needs_wage else "Ya" if column.required else "Tidak"
        hint = HINTS.get(column.name) or _(column.hint)
        yield paper.RosterColumn(name=_(column.label), required=required, hint=hint)


def is_counted_from_the_wage(scope):
    """As a roster is checked: a wage earner's row brings the wage where that is what the contribution is of."""
    if scope.category.segment != Segment.PU:
        return False
    there = scope.municipality.wagebasiss.in_force_on(scope.start_date).first()
    basis = scope.wage_basis or (there.basis if there else WageBasis.Basis.ACTUAL)
    return basis in WageBasis.RECEIVED


def headcounts_of(agreement):
    """By unit and kind of worker; where nobody has counted, the scope with lines to fill in."""
    rows = [(each.unit.name, each.category.name, each.people) for each in agreement.headcounts.all()]
    if not rows:
        rows = dict.fromkeys((line.unit, line.category, None) for line in scope_of(agreement))
    return [
        paper.HeadcountLine(unit=unit, category=category, people=people)
        for unit, category, people in sorted(rows, key=lambda row: (reading_key(row[0]), reading_key(row[1])))
    ]


def rates_of(agreement):
    """What the agreement says of each programme; where it says nothing, the law of its first month."""
    compared = tariffs.compare(agreement)
    both = len({each.segment for each in compared}) > 1
    twice = len({(each.program, each.segment) for each in compared}) < len(compared)
    return [
        said_line(each, whom=", ".join(each.categories) if twice else SEGMENTS[each.segment] if both else "")
        for each in compared
        if each.is_said or each.law
    ]


def said_line(compared, *, whom):
    law = compared.law[0] if compared.law else None
    said = (compared.said_rate, compared.said_amount) if compared.is_said else (law.rate, law.amount)
    base = compared.said_base or (law.base if law else "")
    return paper.RateLine(
        program=compared.program,
        rate=rate_text(*said),
        words=in_words(said[1]) if said[0] is None and said[1] else "",
        base=f"{base}, {whom}" if whom else base,
        payer=PAYERS[law.payer if law else Payer.EMPLOYER],
        source=law.source if law else "",
    )


def law_rates_of(agreement):
    """Of every payer; a share of the wage is of the wage that the agreement itself names."""
    said = {rate.program: rate.base for rate in agreement.rates.all()}
    for law, whom in tariffs.at_the_start(agreement):
        base = said.get(law.program) if law.segment == Segment.PU and law.rate is not None else ""
        yield rate_line(law, base=base or law.base, whom=whom)


def rate_line(law, *, base, whom):
    return paper.RateLine(
        program=law.program,
        rate=rate_text(law.rate, law.amount),
        words=in_words(law.amount) if law.rate is None and law.amount else "",
        base=f"{base}: {whom}",
        payer=PAYERS[law.payer],
        source=law.source,
    )


def rate_text(rate, amount):
    """A rate in parts per 100,000 as a percentage; where there is none, the amount in rupiah."""
    if rate is None:
        return "" if amount is None else rupiah(amount)
    return percent(rate)
