"""
The articles of agreements as safe text, and the library of articles in our own words that a text begins with.

A body is plain lines: each is a paragraph, `(1) ...` an ayat, `a. ...` a letter below it. `{name}` stands for words
that the printing fills in; a line that is a block alone stands for a table or a list.
"""

import re
import tomllib
from functools import cache
from pathlib import Path
from typing import NamedTuple

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from agreements.models import Agreement
from agreements.plain_text import sign_in
from common.refusals import Refused


LIBRARY = Path(__file__).parent / "library"
FILES = {Agreement.Kind.ADDENDUM: "addendum.toml"}
USUAL = "pks.toml"
LONGEST = 10_000  # letters of one article
WORDS = {
    "pihak_kesatu": gettext_lazy("nama lembaga pihak kesatu"),
    "pihak_kedua": gettext_lazy("nama lembaga pihak kedua"),
    "judul": gettext_lazy("judul perjanjian"),
    "mulai": gettext_lazy("tanggal mulai"),
    "sampai": gettext_lazy("tanggal berakhir"),
    "lama_hari": gettext_lazy("lamanya dalam hari, misalnya 1.096 hari"),
    "berlaku_surut": gettext_lazy("kalimat pengakuan, bila mulai sebelum ditandatangani; bila tidak, kosong"),
    "jumlah_orang": gettext_lazy("jumlah orang menurut perjanjian"),
    "jatuh_tempo": gettext_lazy("kapan iuran dibayar paling lambat"),
    "nomor_induk": gettext_lazy("nomor perjanjian yang diperpanjang atau diubah"),
    "rangkap": gettext_lazy("banyaknya naskah asli, dalam huruf"),
}
BLOCKS = {
    "tabel_lingkup": gettext_lazy("tabel jenis pekerja, unit, dan program"),
    "tabel_iuran": gettext_lazy("tabel iuran menurut aturan, dengan sumbernya"),
    "daftar_alamat": gettext_lazy("alamat surat para pihak"),
}
VARIABLES = WORDS | BLOCKS
BRACES = re.compile(r"\{([^{}]*)\}")
NUMBERED = {"ayat": re.compile(r"\((\d{1,2})\)\s+(.*)"), "letter": re.compile(r"([a-z])\.\s+(.*)")}


class UnsafeText(Refused):
    """The text of an article is more than plain lines, or names something that cannot be filled in."""

    code = "UNSAFE_TEXT"


class Clause(NamedTuple):
    """One article of the library: its code, what stands over it, and its text with variables."""

    code: str
    heading: str
    body: str


class Paragraph(NamedTuple):
    text: str
    kind: str = "paragraph"


class Item(NamedTuple):
    """One ayat with the letters below it, or one letter."""

    text: str
    below: list


class Items(NamedTuple):
    """A list of ayat (kind `ayat`) or of letters (kind `letter`); after a table it goes on counting at `start`."""

    kind: str
    items: list
    start: int = 1


class Block(NamedTuple):
    """A table or a list that the printing puts here: a key of BLOCKS."""

    name: str
    kind: str = "block"


@cache
def library(kind):
    """The articles for an agreement of this kind, in their usual order."""
    written = tomllib.loads((LIBRARY / FILES.get(kind, USUAL)).read_text(encoding="utf-8"))
    return tuple(Clause(each["code"], each["heading"], each["body"].strip()) for each in written["clause"])


def usual(kind):
    """What a new text of this kind begins with, as the articles of texts.py."""
    return [{"clause": each.code, "heading": each.heading, "body": each.body} for each in library(kind)]


def check(body):
    """
    Look through the text of an article.

    :raises UnsafeText: for the first of its faults
    """
    for fault in faults(body):
        raise fault


def faults(body):
    """UnsafeText for each line with markup, template code, an unknown variable, a number out of turn; or too long."""
    found, last = [], {"ayat": 0, "letter": 0}
    if len(body) > LONGEST:
        found.append(fault(_("Pasal ini %(length)s huruf, padahal paling banyak %(most)s. Bagi menjadi dua pasal."),
                           length=len(body), most=LONGEST))  # fmt: skip
    for number, line in enumerate(lines_of(body), start=1):
        found += faults_of(number, line, last)[:1]
    return found


def faults_of(number, line, last):
    """Its number is counted also where something else is wrong with the line."""
    found = []
    for question, more in ((refuse_sign, ()), (refuse_unknown, ()), (refuse_out_of_turn, (last,))):
        try:
            question(number, line, *more)
        except UnsafeText as each:
            found.append(each)
    return found


def blocks(body, words):
    """
    The text as what stands on the page one below the other: Paragraph, Items, Block.

    :param words: what stands for each key of WORDS; an ayat that an empty one leaves empty is left out, and the
        numbers close up; one that is left alone has none
    """
    found = []
    for line in lines_of(body):
        if name := block_in(line):
            found.append(Block(name))
        elif text := filled(line, words):
            put(found, text)
    return alone_without_number(found)


def alone_without_number(found):
    """There is no first ayat without a second."""
    ayat = [each for each in found if getattr(each, "kind", "") == "ayat"]
    if sum(len(each.items) for each in ayat) != 1:
        return found
    place, (item,) = found.index(ayat[0]), ayat[0].items
    return [*found[:place], Paragraph(item.text), *item.below, *found[place + 1 :]]


def put(found, text):
    kind, said, text = split(text)
    last = found[-1] if found and isinstance(found[-1], Items) else None
    if kind is None:
        found.append(Paragraph(text))
    elif text and kind == "letter" and last and last.kind == "ayat":
        below = last.items[-1].below
        below.append(Items("letter", [Item(text, [])])) if not below else below[0].items.append(Item(text, []))
    elif text and last and last.kind == kind:
        last.items.append(Item(text, []))
    elif text:
        before = [each for each in found if each.kind == kind]
        start = before[-1].start + len(before[-1].items) if before and said != 1 else 1
        found.append(Items(kind, [Item(text, [])], start))


def split(line):
    """(`ayat` or `letter`, its number, its text) of a numbered line, else (None, 0, the line)."""
    for kind, pattern in NUMBERED.items():
        if match := pattern.fullmatch(line + " "):
            said = match[1]
            return kind, int(said) if kind == "ayat" else ord(said) - ord("a") + 1, match[2].strip()
    return None, 0, line


def filled(line, words):
    return BRACES.sub(lambda match: str(words.get(match[1], match[0])), line).strip()


def block_in(line):
    match = BRACES.fullmatch(line)
    return match[1] if match and match[1] in BLOCKS else ""


def lines_of(body):
    return [line for line in map(str.strip, body.splitlines()) if line]


def refuse_sign(number, line):
    if sign := sign_in(line):
        refuse(
            _("Baris %(number)s memuat “%(sign)s”, padahal pasal dicetak sebagai tulisan biasa. Hapus tanda itu;"
              " untuk ayat tulis (1), untuk rincian tulis a."),
            number=number, sign=sign,
        )  # fmt: skip


def refuse_unknown(number, line):
    named = BRACES.findall(line)
    for name in named:
        if name not in VARIABLES:
            refuse(
                _("Baris %(number)s memuat {%(name)s}, yang tidak dikenal. Pakai salah satu dari: %(known)s."),
                number=number, name=name, known=", ".join(f"{{{each}}}" for each in VARIABLES),
            )  # fmt: skip
    if set(BRACES.sub("", line)) & {"{", "}"}:
        refuse(
            _("Kurung kurawal di baris %(number)s tidak berpasangan. Tulis {nama}, misalnya {mulai}, atau hapus"
              " kurungnya."),
            number=number,
        )  # fmt: skip
    if set(named) & set(BLOCKS) and not block_in(line):
        refuse(
            _("{%(name)s} di baris %(number)s menjadi tabel, jadi harus sendirian di barisnya. Pindahkan ke baris"
              " baru."),
            number=number, name=next(name for name in named if name in BLOCKS),
        )  # fmt: skip


def refuse_out_of_turn(number, line, last):
    """Numbers are what other articles point at: they run from one on, letters anew below each ayat."""
    kind, said, _text = split(line)
    if kind is None:
        return
    wanted, last[kind] = last[kind] + 1, said
    if kind == "ayat":
        last["letter"] = 0
    if said not in (1, wanted):
        refuse(
            _("Baris %(number)s mulai dengan %(said)s, padahal seharusnya %(wanted)s. Urutkan nomornya."),
            number=number, said=mark(kind, said), wanted=mark(kind, wanted),
        )  # fmt: skip


def mark(kind, place):
    return f"({place})" if kind == "ayat" else f"{chr(ord('a') + place - 1)}."


def refuse(sentence, **said):
    raise fault(sentence, **said)


def fault(sentence, **said):
    return UnsafeText(sentence % said, field="body", **said)
