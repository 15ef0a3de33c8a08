"""What a bank writes into a row: its titles, days and amounts, as people and Indonesian banks write them."""

import re
from datetime import date

from common.months import MONTH_NAMES


LOOKED_AT = 20  # rows at the top among which the titles may stand
# In the order in which they are looked for; what goes out of the account pays a bill.
HEADERS = {
    "date": ("tanggal", "tgl", "date", "tanggaltransaksi", "tgltransaksi", "transactiondate", "postingdate",
             "tanggalbayar", "tglbayar", "tanggalposting", "tglposting", "postdate"),
    "amount": ("debet", "debit", "jumlah", "nominal", "amount", "nilai", "jumlahbayar", "jumlahdebet", "mutasidebet",
               "nilaitransaksi", "nominaltransaksi", "pengeluaran", "jumlahrp", "debetrp"),
    "description": ("keterangan", "uraian", "description", "deskripsi", "berita", "remark", "remarks", "kodeiuran",
                    "kodebilling", "uraiantransaksi", "rincian", "billingcode"),
    "reference": ("noreferensi", "nomorreferensi", "referensi", "reference", "ref", "noref", "nobukti", "nomorbukti",
                  "ntpn", "ntb", "referenceno", "nojurnal", "nosp2d", "nomorsp2d"),
}  # fmt: skip
NEEDED = ("date", "amount", "description")
NUMERIC_DAY = re.compile(r"(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})(?!\d)")
ISO_DAY = re.compile(r"(\d{4})-(\d{1,2})-(\d{1,2})(?!\d)")
NAMED_DAY = re.compile(r"(\d{1,2})[\s-]+([A-Za-z]{3,9})[\s-]+(\d{4}|\d{2})(?!\d)")
ENGLISH = {"may": 5, "aug": 8, "oct": 10, "dec": 12}
SHORT = {name[:3].casefold(): number for number, name in enumerate(MONTH_NAMES, start=1)} | ENGLISH
MONEY = re.compile(r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?")
MOST_DIGITS = 15  # as a form takes them
EARLIEST = 2000  # no bank file is of an earlier year
SIGN = re.compile(r"^(?:rp|idr)\.?\s*|\s*(?:db|dr|d)$", re.IGNORECASE)


def head_of(cells):
    """(number of the row with the titles, {our name: column}); (0, {}) where no row names all that is needed."""
    for number, row in enumerate(cells[:LOOKED_AT], start=1):
        titles = [re.sub(r"[^a-z]", "", cell.casefold()) for cell in row]
        columns = {}
        for name, words in HEADERS.items():
            place = next((titles.index(word) for word in words if word in titles), None)
            if place is not None:
                columns[name] = place
        if all(name in columns for name in NEEDED):
            return number, columns
    return 0, {}


def day_of(text):
    """The day first, as people write it here; None where it is none."""
    text = text.strip()
    if found := ISO_DAY.match(text):
        year, month, day = map(int, found.groups())
    elif found := NUMERIC_DAY.match(text):
        day, month, year = map(int, found.groups())
    elif (found := NAMED_DAY.match(text)) and found[2][:3].casefold() in SHORT:
        day, month, year = int(found[1]), SHORT[found[2][:3].casefold()], int(found[3])
    else:
        return None
    year = year + 2000 if year < 100 else year
    try:
        return date(year, month, day) if year >= EARLIEST else None
    except ValueError:
        return None


def amount_of(text):
    """
    Whole rupiah above zero; None where it is none: money that came in (CR), parts of a rupiah, words.

    1.234.567,00 and 1,234,567.00 are the same; a point or comma before three digits parts thousands.
    """
    text = SIGN.sub("", SIGN.sub("", text.strip())).strip().lstrip("-").strip()
    if not MONEY.fullmatch(text):
        return None
    whole, cents = (text[:-2], text[-2:]) if re.search(r"[.,]\d$", text) else (text, "")
    if re.search(r"[.,]\d\d$", text):
        whole, cents = text[:-3], text[-2:]
    if cents.strip(".,0"):
        return None
    digits = re.sub(r"\D", "", whole).lstrip("0")
    return int(digits) if 0 < len(digits) <= MOST_DIGITS else None
