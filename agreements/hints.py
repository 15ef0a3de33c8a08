"""What whoever writes an agreement should look at before it goes on: sentences with numbers, none of which stops."""

from datetime import date

from django.utils.translation import gettext as _

from agreements import signers, texts
from agreements.models import Agreement, Side
from common.rupiah import grouped
from municipalities.city import units


ADDRESSES = "{daftar_alamat}"
MOST = 5  # of a kind, before the rest is one sentence


def of_text(text, *, municipality, day, amends=None):
    """
    Every hint on a text (texts.py), the signers first; empty where nothing is to be looked at.

    :param amends: the agreement that it, as an addendum, changes
    """
    return [
        *of_signers(text, municipality, day),
        *of_term(text, day),
        *of_counts(text, municipality),
        *of_bases(text),
        *of_order(text),
        *of_addresses(text),
        *(of_scope(text, amends) if amends else ()),
    ]


def of_agreement(agreement, *, day):
    text = texts.text_of(agreement)
    return of_text(text, municipality=agreement.municipality, day=day, amends=agreement.amends)


def of_signers(text, municipality, day):
    missing = signers.missing(text["parties"], municipality=municipality, day=day)
    if missing:
        yield _("Belum lengkap untuk disetujui: %(missing)s. Diisi di bagian Para pihak.") % {
            "missing": ", ".join(missing)}  # fmt: skip
    for who, last in signers.without_authority(text["parties"], municipality=municipality, day=day):
        yield _("Kewenangan %(who)s berakhir %(last)s; tanda tangan sesudah hari itu ditolak.") % {
            "who": who, "last": f"{date.fromisoformat(last):%d-%m-%Y}"}  # fmt: skip


def of_term(text, day):
    """What is over already is an old paper that is copied, or a slip."""
    end = text["end_date"]
    if end and end < day.isoformat() and not text["signing_date_quoted"]:
        yield _("Masanya sudah berakhir %(end)s. Bila disalin dari naskah lama, tulis hari tanda tangannya di kolom"
                " Hari dan tanggal seperti tertulis di sumbernya; bila tidak, periksa tanggalnya.") % {
            "end": f"{date.fromisoformat(end):%d-%m-%Y}"}  # fmt: skip


def of_counts(text, municipality):
    """The people of the annex against the number in the text, and against the scope."""
    rows = text["headcounts"]
    if not rows:
        return
    total = sum(row["people"] for row in rows)
    if text["people"] and total != text["people"]:
        yield _("Lampiran menjumlah %(total)s orang, padahal perjanjian menyebut %(people)s orang.") % {
            "total": grouped(total), "people": grouped(text["people"])}  # fmt: skip
    tree = Tree(municipality)
    outside = [row for row in rows if not any(tree.covers(line, row) for line in text["scope"])]
    yield from few(
        tree, outside,
        _("Lampiran menyebut %(people)s orang %(category)s di %(unit)s, padahal lingkupnya tidak mencakup mereka."),
        _("Masih ada %(count)s baris lampiran lain di luar lingkup, bersama-sama %(people)s orang."),
    )  # fmt: skip
    bare = [line for line in text["scope"] if not any(tree.covers(line, row) for row in rows)]
    yield from few(
        tree, bare, _("Lingkup memuat %(category)s di %(unit)s, tetapi lampiran tidak menyebut jumlah orangnya."),
        _("Masih ada %(count)s baris lingkup lain tanpa jumlah orang."),
    )  # fmt: skip


def of_bases(text):
    if not text["legal_bases"] and text["kind"] != Agreement.Kind.ADDENDUM:
        yield _("Belum ada dasar hukum. Perjanjian kerja sama lazim mengutip PP 28/2018 dan peraturan programnya.")


def of_order(text):
    """The articles of our library speak of the city as the first party."""
    first = text["parties"][0] if text["parties"] else None
    if first and first["side"] != Side.CITY and any(article["clause"] for article in text["articles"]):
        yield _("Pihak Kesatu di naskah ini %(institution)s, padahal pasal dari pustaka menyebut pemerintah kota"
                " sebagai Pihak Kesatu. Tukar urutannya, atau ubah pasalnya.") % first  # fmt: skip


def of_addresses(text):
    """An article that gives the addresses for letters, and a party without one."""
    without = [party["institution"] for party in text["parties"] if not party["address"]]
    for number, article in enumerate(text["articles"], start=1):
        if without and ADDRESSES in article["body"]:
            said = {"number": number, "heading": article["heading"], "who": ", ".join(without)}
            yield _("Pasal %(number)s (%(heading)s) memuat alamat surat, padahal alamat %(who)s belum ada. Isi di"
                    " bagian Para pihak.") % said  # fmt: skip


def of_scope(text, amends):
    if text["scope"] == texts.scope_of(amends):
        yield _("Lingkup ini sama dengan naskah induk. Tinggalkan yang berubah atau bertambah saja.")


def few(tree, rows, sentence, rest):
    for row in rows[:MOST]:
        yield sentence % {
            "people": grouped(row.get("people", 0)), "category": tree.categories.get(row["category"], row["category"]),
            "unit": tree.names.get(row["unit"], row["unit"]),
        }  # fmt: skip
    if left := rows[MOST:]:
        yield rest % {"count": grouped(len(left)), "people": grouped(sum(row.get("people", 0) for row in left))}


class Tree:
    """The units of the city by code, each with all above it, and the names of its kinds of worker."""

    def __init__(self, municipality):
        rows = list(municipality.units.values_list("pk", "code", "name", "parent_id"))
        parents = {pk: parent for pk, _code, _name, parent in rows}
        codes = {pk: code for pk, code, _name, _parent in rows}
        self.names = {code: name for _pk, code, name, _parent in rows}
        self.above = {code: {codes[each] for each in units.with_above(pk, parents)} for pk, code, _name, _up in rows}
        self.categories = dict(municipality.categories.values_list("code", "name"))

    def covers(self, line, row):
        """Whether a line of the scope reaches the people of a row of the annex."""
        return line["category"] == row["category"] and line["unit"] in self.above.get(row["unit"], ())


def of_renewal(agreement, text):
    """Before a renewal is written: that there is one already, and who signs in whose place."""
    for other in agreement.renewals.all():
        said = {"other": other, "state": other.get_status_display(), "start": f"{other.start_date:%d-%m-%Y}"}
        yield _("Perjanjian ini sudah diperpanjang: %(other)s (%(state)s, mulai %(start)s). Buka yang itu bila"
                " maksudnya sama.") % said  # fmt: skip
    for before, now in zip(texts.parties_of(agreement), text["parties"], strict=True):
        if now["signer_name"] == before["signer_name"]:
            continue
        said = {"before": before["signer_name"], "office": now["signer_office"], "now": now["signer_name"]}
        if now["signer_name"]:
            yield _("%(before)s tidak menjabat %(office)s lagi; diganti %(now)s.") % said
        else:
            yield _("%(before)s tidak menjabat %(office)s lagi, dan penggantinya belum ada di daftar pejabat kota. Isi"
                    " namanya.") % said  # fmt: skip
