"""What is let in as a scan, what becomes of it, and with which words the rest is refused."""

import io
import subprocess
import sys
from dataclasses import replace

import hypothesis
import pikepdf
import pytest
from hypothesis import strategies as st
from pikepdf import Name
from PIL import Image

from municipalities.scans import cleaning, sentences, taking
from tests.factories import scans
from tests.factories.scans import opens_with, pdf, picture, upload


def taken(content, **limits):
    """(the Scan, its content, the picture of its first page)"""
    with taking.taken(upload(content), limits=replace(taking.LIMITS, **limits)) as scan:
        return scan, scan.path.read_bytes(), Image.open(io.BytesIO(scan.preview.read_bytes()))


def refused(content, **limits):
    with pytest.raises(taking.ScanRefused) as told:
        taken(content, **limits)
    return told.value


def near(found, wanted):
    return all(abs(one - other) < 40 for one, other in zip(found, wanted, strict=True))


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "HEIC"])
def test_a_photo_becomes_a_jpeg_of_our_own_making(kind):
    scan, content, preview = taken(picture(kind))
    drawn = Image.open(io.BytesIO(content))
    assert (scan.media_type, scan.pages, drawn.format, drawn.size) == ("image/jpeg", 1, "JPEG", (640, 400))
    assert near(drawn.getpixel((20, 20)), (0, 0, 255))
    assert near(drawn.getpixel((300, 390)), (255, 0, 0))
    assert preview.format == "JPEG"


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "HEIC"])
def test_where_and_with_what_it_was_taken_does_not_come_along(kind):
    sent = picture(kind, exif=scans.where_it_was_taken())
    assert b"Kamera Rina" in sent
    _scan, content, preview = taken(sent)
    for kept in (Image.open(io.BytesIO(content)), preview):
        assert dict(kept.getexif()) == {}
        assert not {"exif", "xmp", "icc_profile", "comment"} & set(kept.info)
    assert b"Kamera" not in content


def turned_heic():
    """As a phone writes it: the turn stands in the file itself, and in what the camera says of it as well."""
    drawn = scans.card()
    drawn.info["exif"] = scans.where_it_was_taken(orientation=6).tobytes()
    sent = picture("HEIC", drawn)
    assert b"irot" in sent
    return sent


@pytest.mark.parametrize(
    "sent", [picture("JPEG", exif=scans.where_it_was_taken(orientation=6)), turned_heic()], ids=["JPEG", "HEIC"]
)
def test_a_photo_that_lies_on_its_side_is_put_upright_once(sent):
    _scan, content, preview = taken(sent)
    drawn = Image.open(io.BytesIO(content))
    assert (drawn.size, preview.size) == ((400, 640), (400, 640))
    assert near(drawn.getpixel((380, 20)), (0, 0, 255))


def test_what_hides_behind_the_end_of_a_picture_stays_behind():
    _scan, content, _preview = taken(picture("JPEG") + b"<script>alert(1)</script>")
    assert b"script" not in content


def test_what_is_transparent_becomes_paper():
    _scan, content, _preview = taken(picture("PNG", Image.new("RGBA", (400, 400), (0, 0, 0, 0))))
    assert near(Image.open(io.BytesIO(content)).getpixel((9, 9)), (255, 255, 255))


def test_sixteen_bits_of_grey_stay_grey():
    _scan, content, _preview = taken(picture("PNG", Image.new("I;16", (400, 400), 30_000)))
    assert near(Image.open(io.BytesIO(content)).convert("RGB").getpixel((9, 9)), (117, 117, 117))


def test_a_large_photo_is_made_as_small_as_a_sheet_needs():
    _scan, content, preview = taken(picture("JPEG", Image.new("RGB", (6000, 4000), "green")))
    assert Image.open(io.BytesIO(content)).size == (3600, 2400)
    assert max(preview.size) <= 1100


def test_a_pdf_is_kept_as_it_came_for_its_signatures():
    sent = pdf(scans.links_to_a_page, pages=3)
    scan, content, preview = taken(sent)
    assert content == sent
    assert (scan.media_type, scan.pages, scan.sha256 == scan.sent_sha256) == ("application/pdf", 3, True)
    assert preview.size[0] < preview.size[1]


@pytest.mark.parametrize(
    ("change", "code"),
    [
        pytest.param(opens_with(S=Name.JavaScript, JS="app.alert(1)"), "PDF_SCRIPT", id="script at opening"),
        pytest.param(scans.on_a_field(S=Name.JavaScript, JS="x"), "PDF_SCRIPT", id="script inside a field"),
        pytest.param(scans.on_a_field(S=Name.Rendition, JS="x"), "PDF_SCRIPT", id="script of a film"),
        pytest.param(scans.carries_a_form_of_scripts, "PDF_SCRIPT", id="XFA"),
        pytest.param(opens_with(S=Name.Launch, F="cmd.exe"), "PDF_ACTION", id="launch"),
        pytest.param(scans.on_a_field(S=Name.SubmitForm, F="https://x.id"), "PDF_ACTION", id="form that is sent"),
        pytest.param(opens_with(S=Name.GoToR, F="lain.pdf"), "PDF_ACTION", id="another file"),
        pytest.param(scans.carries_a_file, "PDF_ATTACHMENT", id="file inside"),
        pytest.param(scans.carries_a_film, "PDF_MEDIA", id="film"),
    ],
)
def test_a_pdf_that_does_more_than_show_pages_is_refused(change, code):
    packed = pdf(change, object_stream_mode=pikepdf.ObjectStreamMode.generate)  # where no search for bytes finds it
    assert [refused(content).code for content in (pdf(change), packed)] == [code, code]


def test_a_script_under_a_name_written_otherwise_is_found():
    sent = pdf(opens_with(S=Name.JavaScript, JS="xxxxxx"))
    # as many bytes as before, so that every object is where the table of the file says
    for plain, written in ((b"/JavaScript", b"/J#61vaScript"), (b"/JS", b"/J#53"), (b"(xxxxxx)", b"(xx)")):
        assert plain in sent
        sent = sent.replace(plain, written)
    assert refused(sent).code == "PDF_SCRIPT"


def encrypted(**passwords):
    return pdf(encryption=pikepdf.Encryption(**passwords))


@pytest.mark.parametrize(
    ("content", "code"),
    [
        pytest.param(b"", "EMPTY", id="0 bytes"),
        pytest.param(b"<!DOCTYPE html><html><script>x</script>", "TYPE_NOT_ALLOWED", id="HTML that is named .pdf"),
        pytest.param(b"<svg onload='x()'/>", "TYPE_NOT_ALLOWED", id="SVG"),
        pytest.param(scans.zipped(), "TYPE_NOT_ALLOWED", id="Word"),
        pytest.param(picture("GIF"), "TYPE_NOT_ALLOWED", id="GIF"),
        pytest.param(picture("TIFF"), "TYPE_NOT_ALLOWED", id="TIFF"),
        pytest.param(picture("WEBP"), "TYPE_NOT_ALLOWED", id="WebP"),
        pytest.param(b"Selamat pagi", "TYPE_NOT_ALLOWED", id="text"),
        pytest.param(picture("JPEG")[:-900], "CORRUPT", id="JPEG cut off"),
        pytest.param(picture("PNG")[:-200], "CORRUPT", id="PNG cut off"),
        pytest.param(picture("HEIC")[:-300], "CORRUPT", id="HEIC cut off"),
        pytest.param(b"\xff\xd8\xff\xe0" + b"\0" * 400, "CORRUPT", id="JPEG of nothing"),
        pytest.param(pdf()[:-60], "CORRUPT", id="PDF cut off"),
        pytest.param(pdf().replace(b"startxref\n", b"startxref\n1"), "CORRUPT", id="PDF that would have to be mended"),
        pytest.param(b"%PDF-1.7\n", "CORRUPT", id="PDF of nothing"),
        pytest.param(pdf() + scans.zipped(), "PDF_DISGUISED", id="PDF and ZIP"),
        pytest.param(pdf(pages=0), "NO_PAGES", id="PDF without pages"),
        pytest.param(pdf(pages=51), "TOO_MANY_PAGES", id="PDF of 51 pages"),
        pytest.param(encrypted(user="rahasia", owner="x"), "PASSWORD_PROTECTED", id="PDF with a password"),
        pytest.param(encrypted(user="", owner="x"), "PASSWORD_PROTECTED", id="PDF that may not be printed"),
        pytest.param(picture("PNG", Image.new("1", (60_000, 60_000))), "TOO_MANY_PIXELS", id="PNG bomb"),
        pytest.param(picture("PNG", Image.new("L", (90, 60))), "TOO_SMALL", id="picture of a stamp's size"),
    ],
)
def test_what_is_no_scan_is_refused_with_its_word(content, code):
    refusal = refused(content)
    assert refusal.code == code
    assert "%(" not in str(refusal)


def test_a_file_that_is_too_large_is_not_opened():
    refusal = refused(picture() + b"\0" * 11_000_000, file=10 * 1024**2)
    assert str(refusal) == (
        "Berkas ini 10,5 MB; paling besar 10 MB. Pindai lagi dengan 200 dpi, lalu unggah hasilnya."
    )


def test_a_file_that_costs_too_much_kills_nothing_but_its_child():
    assert refused(picture("PNG", Image.new("RGBA", (7_000, 7_000), "green"))).code == "RESOURCE_LIMIT"


def test_a_scanner_that_finds_something_keeps_the_file_shut(settings):
    settings.ROSTER_SCANNER = ["sh", "-c", "exit 1"]
    assert refused(picture()).code == "MALWARE"


def test_every_refusal_says_what_to_do():
    for code, text in sentences.SENTENCES.items():
        said = str(text)
        assert said.startswith(("Berkas ini ", "Gambar ini ", "PDF ini ", "Pemindai "))
        assert said.count(".") >= 2, code


SENT = {
    "PDF": pdf(scans.on_a_field(S=Name.URI), pages=2),
    "packed PDF": pdf(pages=2, object_stream_mode=pikepdf.ObjectStreamMode.generate),
    "JPEG": picture("JPEG", exif=scans.where_it_was_taken(6)),
    "PNG": picture("PNG"),
    "HEIC": picture("HEIC"),
}


@pytest.mark.filterwarnings("ignore::UserWarning")  # of what a camera said; in the child nobody hears them
@hypothesis.settings(max_examples=80, suppress_health_check=[hypothesis.HealthCheck.function_scoped_fixture])
@hypothesis.given(
    kind=st.sampled_from(sorted(SENT)),
    at=st.floats(0, 1, exclude_max=True),
    instead=st.binary(max_size=8),
    gone=st.integers(0, 40),
)
def test_whatever_became_of_a_file_on_its_way_there_is_a_sentence_for_it(tmp_path, kind, at, instead, gone):
    sent, here = SENT[kind], int(at * len(SENT[kind]))
    (tmp_path / "scan").write_bytes(sent[:here] + instead + sent[here + gone :])
    found = cleaning.clean({"path": str(tmp_path / "scan")}, tmp_path, taking.LIMITS)
    if problem := found.get("file_problem"):
        assert problem["code"] in {code.partition(":")[0] for code in sentences.SENTENCES} - {"UNREADABLE"}
        assert "%(" not in sentences.sentence(problem)
    else:
        assert found["pages"] in (1, 2)


def test_the_name_of_a_file_decides_nothing():
    with taking.taken(upload(picture("HEIC"), "IMG_0001.jpg")) as scan:
        assert scan.media_type == "image/jpeg"


def test_the_child_knows_no_django():
    asks = "import sys, municipalities.scans.cleaning; sys.exit('django' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", asks], check=False).returncode == 0
