"""
The papers of docs/examples, printed from the rows of a demo.

bin/demo --no-serve, then: bin/manage shell < docs/make_papers.py

tests/config/test_paper_examples.py tells when they no longer say what is printed. Look at each page before you keep
them.
"""

from pathlib import Path

from municipalities.context import as_owner, tenant_context
from municipalities.models import Municipality, User
from reports import agreement_content, claim_papers
from reports.papers import agreement, circular, claim_pack


EXAMPLES = Path("docs") / "examples"


def pack(city):
    found = city.agreements.get(is_invented=False)
    return agreement.pack_to_pdf(agreement_content.of(found), agreement_content.data_of(found))


def letter(city):
    return circular.to_pdf(circular.of(city.circulars.earliest("date")))


def claim(city):
    """As it stood when the widow was paid."""
    found = city.claims.get(status="PAID")
    return claim_papers.whole_file(found, found.events.get(status="PAID").at)


def receipt(city):
    return claim_pack.receipt_to_pdf(claim_papers.receipt_of(city.payouts.order_by("number").first()))


def minutes(city):
    return claim_pack.minutes_to_pdf(claim_papers.minutes_of(city.ceremonies.get()))


for name, code, username, print_it in (
    ("berkas-tanda-tangan-kupang.pdf", "53.71", "operator.kupang", pack),
    ("surat-edaran-serang.pdf", "36.73", "operator.serang", letter),
    ("berkas-klaim-metro.pdf", "18.72", "operator.metro", claim),
    ("tanda-terima-santunan-kupang.pdf", "53.71", "operator.kupang", receipt),
    ("berita-acara-santunan-kupang.pdf", "53.71", "operator.kupang", minutes),
):
    with as_owner():
        user = User.objects.get(username=username)
        city = Municipality.objects.get(code=code)
    with tenant_context(user.pk, "OPERATOR", [city.pk]):
        (EXAMPLES / name).write_bytes(print_it(city))
