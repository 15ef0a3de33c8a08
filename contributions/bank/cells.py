"""What a bank writes into a row: its titles, days and amounts, as people and Indonesian banks write them."""

import re

from municipalities.days import read_printed_day


LOOKED_AT = 40  # rows at the top among which the titles may stand
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
    "direction": ("dk", "kd", "dc", "cd", "dbcr", "crdb", "dbkr", "krdb", "debetkredit", "debitkredit", "debitcredit",
                  "kreditdebet", "kreditdebit", "creditdebit", "posisi", "posisidk"),
}  # fmt: skip
NEEDED = ("date", "amount", "description")
OUT, IN = "OUT", "IN"
DIRECTIONS = {
    **dict.fromkeys(("d", "db", "dr", "debet", "debit", "keluar", "out"), OUT),
    **dict.fromkeys(("k", "c", "cr", "kr", "kredit", "credit", "masuk", "in"), IN),
}
MONEY = re.compile(r"\d{1,3}(?:[.,]\d{3})+(?:[.,]\d{1,2})?|\d+(?:[.,]\d{1,2})?")
MOST_DIGITS = 15  # as a form takes them
EARLIEST = 2000  # no bank file is of an earlier year
CURRENCY = re.compile(r"^(?:rp|idr)\.?\s*", re.IGNORECASE)
BESIDE = re.compile(r"(?<=[\d)\s])\s*\(?([a-z]{1,6})\)?$", re.IGNORECASE)  # 8.100,00 DB


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
            return number, with_direction(columns, cells[number:])
    return 0, {}


def with_direction(columns, below):
    """
    The columns, with the one beside them in which nothing stands but D and K, whatever its title is. One of K alone
    may mean anything; were it believed, no row of the file could be recorded.
    """
    if "direction" in columns:
        return columns
    width = max(map(len, below), default=0)
    for place in sorted({*range(width)} - {*columns.values()}):
        said = {direction_of(row[place]) for row in below if place < len(row) and row[place]}
        if OUT in said and "" not in said:
            return columns | {"direction": place}
    return columns


def direction_of(text):
    """OUT of the account or IN, as a cell for that says; "" where it says neither."""
    return DIRECTIONS.get(re.sub(r"[^a-z]", "", text.casefold()), "")


def direction_beside(text):
    """What stands behind an amount: 8.100,00 CR came in; "" where nothing does."""
    beside = BESIDE.search(text.strip())
    return direction_of(beside[1]) if beside else ""


def day_of(text):
    """The day first, as people write it here; None where it is none."""
    try:
        day = read_printed_day(text)
    except ValueError:
        return None
    return day if day.year >= EARLIEST else None


def amount_of(text):
    """
    Whole rupiah above zero, whatever came of it; None where it is none: parts of a rupiah, words.

    1.234.567,00 and 1,234,567.00 are the same; a point or comma before three digits parts thousands.
    """
    text = CURRENCY.sub("", text.strip())
    if direction_beside(text):
        text = BESIDE.sub("", text)
    text = text.strip().lstrip("-").strip()
    if not MONEY.fullmatch(text):
        return None
    whole, cents = (text[:-2], text[-2:]) if re.search(r"[.,]\d$", text) else (text, "")
    if re.search(r"[.,]\d\d$", text):
        whole, cents = text[:-3], text[-2:]
    if cents.strip(".,0"):
        return None
    digits = re.sub(r"\D", "", whole).lstrip("0")
    return int(digits) if 0 < len(digits) <= MOST_DIGITS else None
