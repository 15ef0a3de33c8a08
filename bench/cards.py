"""
Cards with a QR that a decoder reads: ours beside content streams written by hand, Typst and one WeasyPrint document.

Cards per second of one core (time of the processor, so that a busy machine changes little), the best of three; ours
begins with the token and ends with the file on the disk. Then the most memory that our process held, by how many
cards, and the whole order of a city: rows, tokens, sheet, a line for each card. The codes of our first pages are read
back.
"""

import json
import os
import subprocess
import sys
import tempfile
import time
from datetime import date
from pathlib import Path

import pypdfium2
import zxingcpp
from django.db import connections
from django.utils import timezone

from bench import _card_rivals as rivals
from bench import _city, _place
from municipalities.context import tenant_context
from municipalities.models import Municipality, User
from reports import card_orders, cards, qr


CARDS = int(os.environ.get("BENCH_ROWS", "10000"))
OF_WEASYPRINT = int(os.environ.get("BENCH_WEASYPRINT", "400"))
SIZES = [int(size) for size in os.environ.get("BENCH_SIZES", "1000,10000,100000").split(",")]
TURNS = int(os.environ.get("BENCH_TURNS", "3"))
KEYS = {"1": bytes(range(32))}
NAMES = (
    "Siti Nur'aini",
    "Drs. H. Muhammad Zulkarnain Abdurrahman Nasution, M.Pd., Gr.",
    "I Wayan Göde",
    "Budi Hartono",
)


def made(count):
    for number in range(1, count + 1):
        token = qr.make_token(keys=KEYS, municipality_code="17.71", card_number=number)
        yield cards.Card(
            kpj=f"230{number:08}", name=f"{NAMES[number % 4]} {number}"[:60], programs=("JKK", "JKM"),
            unit=f"SD Negeri {number // 40}", since=date(2023, 1, 9), municipality="Kota Bengkulu",
            token_url=qr.address(site="https://payung.example.go.id", token=token),
        )  # fmt: skip


def ours(count, out):
    cards.sheet(made(count), out=out, in_order=True)


def rate(work, count, *args):
    """Cards per second of one core."""
    best = 0
    for _turn in range(TURNS):
        start = time.process_time()
        work(*args)
        best = max(best, count / (time.process_time() - start))
    return round(best)


def rates(folder):
    """Each prints a small sheet first: what is done once per process is no part of the rate."""
    ours(1, folder / "warm.pdf")
    found = {"ours": rate(ours, CARDS, CARDS, folder / "ours.pdf")}
    there = list(made(CARDS))
    found["bare"] = rate(rivals.bare, CARDS, there, folder / "bare.pdf")
    if rivals.typst:
        found["typst"] = rate(rivals.with_typst, CARDS, there, folder / "typst.pdf")
    few = there[:OF_WEASYPRINT]
    start = time.process_time()
    rivals.with_weasyprint(few, folder / "weasyprint.pdf")
    found["weasyprint"] = round(OF_WEASYPRINT / (time.process_time() - start))
    return found


def read_back(file, pages=20):
    """How many different codes a decoder finds on the first pages that have cards, and how many there should be."""
    document, found, expected = pypdfium2.PdfDocument(file), set(), 0
    for page in range(pages):
        image = document[page].render(scale=3).to_pil()
        codes = zxingcpp.read_barcodes(image, formats=zxingcpp.BarcodeFormat.QRCode)
        expected += len(codes)
        found |= {code.text for code in codes}
    return len(found), expected


def memory():
    """{cards: MB} of the process that prints them, each in one of its own."""
    found = {}
    for size in SIZES:
        told = subprocess.run(
            [sys.executable, "-m", "bench.cards", "--memory", str(size)], check=True, capture_output=True
        )
        found[size] = int(told.stdout)
    return found


def of_an_order():
    """Cards per second of a whole order of a city, rows included, by the clock: what else runs here slows it."""
    _place.make()
    city = _city.make(CARDS, offices=10, schools=20)
    with connections["admin"].cursor() as cursor:
        cursor.execute("UPDATE enrollment_enrollment SET kpj = lpad(id::text, 11, '2'); ANALYZE")
    user, found = city.people["SYSTEM"], 0
    with tenant_context(user.pk, "SYSTEM", [city.municipality.pk], patient=True):
        here, by = Municipality.objects.get(pk=city.municipality.pk), User.objects.get(pk=user.pk)
        for _turn in range(TURNS):
            start = time.perf_counter()
            card_orders.print_at_once(municipality=here, by=by, at=timezone.now(), reason="bench")
            found = max(found, CARDS / (time.perf_counter() - start))
    _place.remove()
    return round(found)


def main():
    if "--memory" in sys.argv:
        with tempfile.TemporaryDirectory() as folder:
            ours(int(sys.argv[-1]), Path(folder) / "cards.pdf")
        told = Path("/proc/self/status").read_text()  # what getrusage tells begins with the parent's
        print(int(told.partition("VmHWM:")[2].split()[0]) // 1024)
        return
    with tempfile.TemporaryDirectory() as folder:
        folder = Path(folder)
        found = {"cards": CARDS, **rates(folder), "memory_mb": memory()}
        found["codes_read"] = "{} different of {}".format(*read_back(folder / "ours.pdf"))
    found["order"] = of_an_order()
    if not rivals.typst:
        print("Typst is not here; pip install typst, then it is measured too.", file=sys.stderr)
    if "--json" in sys.argv:
        print(json.dumps(found))
        return
    for name, said in found.items():
        print(f"{name:>12} {said}")


if __name__ == "__main__":
    main()
