"""Scans of a claim's papers: taken in, shown, given out, dropped while the claim is open; and proofs of payment."""

import pikepdf
import pytest
from django.urls import reverse

from claims import documents, scans, steps
from claims.models import ClaimScan, PayoutProof
from municipalities.models import AuditEvent
from municipalities.scans import taking
from tests.factories import scans as files
from tests.factories.claims import AT, DIED
from tests.safety.attack import administrator


@pytest.fixture(autouse=True)
def on_the_day(time_machine):
    time_machine.move_to("2026-11-24 03:00Z", tick=False)


def paper(way, kind="DEATH_CERTIFICATE"):
    return way.claim.documents.get(kind=kind)


def keep(way, document, content=None):
    with taking.taken(files.upload(content or files.pdf())) as scan:
        return scans.keep(document=document, scan=scan, by=way.world.operator, at=AT)


def send(client, name, thing, content):
    return client.post(reverse(name, args=[thing.public_id]), {"file": files.upload(content)}, follow=True)


def test_an_uploaded_paper_counts_as_handed_in_and_waits_to_be_looked_at(world, operator_client, way):
    with world.acting(world.operator):
        document = paper(way)
    page = send(operator_client, "claim_scan_add", document, files.picture(exif=files.where_it_was_taken()))
    assert "Berkas disimpan." in page.content.decode()
    assert page.redirect_chain[-1][0].endswith(f"#berkas-{document.public_id}")
    with world.acting(world.operator):
        document.refresh_from_db()
        scan = document.scans.get()
    assert (document.status, str(document.received_date)) == ("RECEIVED", "2026-11-24")
    whole = operator_client.get(reverse("claim_scan", args=[scan.public_id]))
    kept = b"".join(whole.streaming_content)
    assert kept.startswith(b"\xff\xd8\xff")
    assert b"Kamera Rina" not in kept
    assert "KLM-0001-akta-kematian.jpg" in whole["Content-Disposition"]
    with administrator():
        assert AuditEvent.objects.filter(action="claim_scan.opened").exists()


SCRIPT = files.opens_with(S=files.Name.JavaScript, JS=b"app.alert(1)")


REFUSED = (
    ("program kecil", lambda: files.pdf(SCRIPT)),
    ("60.000 x 60.000 titik", lambda: files.picture_that_says(60_000, 60_000)),
    ("5.000 halaman; paling banyak", lambda: files.pdf(pages=5_000)),
    ("dikunci dengan kata sandi", lambda: files.pdf(encryption=pikepdf.Encryption(user="x", owner="y"))),
    ("PDF dan sekaligus arsip ZIP", lambda: files.pdf() + files.zipped()),
    ("yang diterima PDF, JPEG, PNG, atau HEIC", lambda: b"<svg xmlns='http://www.w3.org/2000/svg'/>"),
    ("kosong", lambda: b""),
)


def test_a_file_that_is_no_plain_page_is_refused_in_words_at_its_field(world, operator_client, way):
    with world.acting(world.operator):
        document = paper(way)
    for said, make in REFUSED:
        answer = send(operator_client, "claim_scan_add", document, make())
        assert answer.status_code == 422
        assert said in str(answer.context["form"].errors["file"])
    with world.acting(world.operator):
        assert not ClaimScan.objects.exists()


def test_the_same_file_is_kept_once_for_a_paper(way):
    with way.operator():
        keep(way, paper(way))
        with pytest.raises(scans.SameScan, match="sudah tersimpan"):
            keep(way, paper(way))


SAME = ("municipality", "document", "file", "sha256", "media_type", "pages", "by", "at")


def beside(kept, number, size=1):
    same = {name: getattr(kept, name) for name in SAME}
    ClaimScan.objects.create(sent_sha256=f"{number:064d}", bytes=size, **same)


def test_a_paper_has_ten_scans_at_most_and_a_claim_a_hundred_megabytes(way):
    with way.operator():
        kept = keep(way, paper(way))
    with administrator():
        for number in range(scans.MOST_SCANS - 1):
            beside(kept, number)
    with way.operator(), pytest.raises(scans.TooManyScans, match="paling banyak 10 pindaian"):
        keep(way, paper(way), files.pdf(pages=2))
    with way.operator():
        keep(way, paper(way, "FAMILY_CARD"))
    with administrator():
        beside(kept, scans.MOST_SCANS, scans.MOST_BYTES)
    with way.operator(), pytest.raises(scans.TooManyScans, match="paling besar 100 MB"):
        keep(way, paper(way, "FAMILY_CARD"), files.pdf(pages=2))


def test_a_new_scan_of_a_paper_that_was_looked_at_is_looked_at_again(way):
    way.complete()
    with way.operator():
        keep(way, paper(way))
        way.claim.refresh_from_db()
        assert (paper(way).status, way.claim.status) == ("RECEIVED", "RETURNED")
        assert paper(way) in documents.missing(way.claim)


def test_a_scan_taken_away_leaves_its_paper_to_be_looked_at_again(way):
    with way.operator():
        scan = keep(way, paper(way))
    way.complete()
    with way.operator():
        scans.drop(scan=scan, by=way.world.operator, at=AT)
        assert paper(way).status == "RECEIVED"
        assert way.claim.events.latest("seq").note == "Sebuah pindaian berkas “Akta kematian” dihapus."
        with pytest.raises(scans.ScanGone):
            scans.drop(scan=scan, by=way.world.operator, at=AT)


def test_scans_stand_still_once_the_claim_is_submitted(way):
    with way.operator():
        scan = keep(way, paper(way))
    way.brought_to("SUBMITTED")
    with way.operator():
        with pytest.raises(steps.ClaimUnderWay):
            scans.drop(scan=scan, by=way.world.operator, at=AT)
        with pytest.raises(steps.ClaimUnderWay):
            keep(way, paper(way), files.picture())


def test_a_scan_is_part_of_what_every_step_must_find_unchanged(way):
    with way.operator():
        before = steps.fingerprint(way.claim)
        keep(way, paper(way))
        with_one = steps.fingerprint(way.claim)
        documents.receive(document=paper(way, "FAMILY_CARD"), received_date=DIED, by=way.world.operator, at=AT)
        keep(way, paper(way, "FAMILY_CARD"))
    assert len({before, with_one, steps_print(way)}) == 3


def steps_print(way):
    with way.operator():
        return steps.fingerprint(way.claim)


def test_the_proof_of_a_payment_stays_with_it(world, operator_client, way):
    way.brought_to("PAID")
    with world.acting(world.operator):
        payout = way.claim.payouts.get()
    page = send(operator_client, "payout_proof_add", payout, files.pdf())
    assert "Bukti disimpan." in page.content.decode()
    with world.acting(world.operator):
        proof = PayoutProof.objects.get(payout=payout)
    answer = operator_client.get(reverse("payout_proof", args=[proof.public_id]))
    assert b"".join(answer.streaming_content).startswith(b"%PDF-")
    assert "Bukti" in operator_client.get(way.claim.get_absolute_url()).content.decode()
