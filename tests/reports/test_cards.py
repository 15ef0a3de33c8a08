# ruff: noqa: RUF001 - names have apostrophes of their own

from datetime import date
from itertools import pairwise

import pikepdf
import pytest
from hypothesis import given, settings, strategies

from reports import binding, cards, qr, typefaces
from tests.reports.reading import codes_of, pages_of, squeezed, text_of


KEYS = {"1": b"a key for tests of the card sheet"}
LONG = "Drs. H. Muhammad Zulkarnain Abdurrahman Nasution, M.Pd., Gr."
NAMES = [
    LONG,
    "Siti Nur’aini",
    "Ma'ruf Amin",
    "Łukasz Ñuñez",
    "Ḍūḥā bint ʿUṯmān",
    "I Wayan Göde",
    "R.A. Kartini, S.E.",
]


def card(number=1, **other):
    token = qr.make_token(keys=KEYS, municipality_code="17.71", card_number=number)
    return cards.Card(
        **{
            "kpj": f"230{number:08d}",
            "name": f"Pekerja Nomor {number}",
            "programs": ("JKK", "JKM"),
            "unit": "SD Negeri 5",
            "since": date(2023, 1, 9),
            "token_url": qr.address(site="https://payung.example.go.id", token=token),
            "municipality": "Kota Bengkulu",
        }
        | other
    )


@pytest.fixture
def out(tmp_path):
    return tmp_path / "kartu.pdf"


def test_every_code_of_a_sheet_is_that_of_its_card(out):
    batch = [card(number) for number in range(1, 124)]
    cards.sheet(batch, out=out)
    assert codes_of(out) == [one.token_url for one in sorted(batch, key=lambda one: one.name)]


@pytest.mark.parametrize("name", NAMES)
def test_a_name_is_found_in_the_text(out, name):
    cards.sheet([card(name=name)], out=out)
    assert name in text_of(out)


def test_everything_a_card_shows_is_found_in_the_text(out):
    cards.sheet([card(23)], out=out, separators=False)
    text = text_of(out)
    for shown in ("23000000023", "Pekerja Nomor 23", "JKK · JKM", "SD Negeri 5", "9 Januari 2023", "Kota Bengkulu"):
        assert shown in text


def test_the_card_says_what_it_is_and_what_not(out):
    cards.sheet([card()], out=out, separators=False)
    text = squeezed(text_of(out))
    assert squeezed("Dicetak dari data pendaftaran dan diperiksa keabsahannya lewat kode QR") in text
    assert squeezed("Bukan kartu resmi BPJS Ketenagakerjaan") in text


def test_our_layout_has_no_picture_but_the_code(out):
    cards.sheet([card()], out=out, separators=False)
    with pikepdf.open(out) as document:
        subtypes = {str(form.Subtype) for form in document.pages[0].Resources.XObject.values()}
    assert subtypes == {"/Form"}


@pytest.mark.parametrize("preset", ["A4_10", "A4_8", "CR80"])
def test_a_card_has_the_size_of_a_bank_card(preset):
    places = cards.PRESETS[preset].places()
    mm = 72 / 25.4
    columns, rows = sorted({x for x, _ in places}), sorted({y for _, y in places})
    assert all(right - left >= 85.60 * mm - 1e-6 for left, right in pairwise(columns))
    assert all(upper - lower >= 53.98 * mm - 1e-6 for lower, upper in pairwise(rows))
    assert columns[0] >= 0
    assert rows[0] >= 0
    plate = cards.Press(preset=cards.PRESETS[preset], layout=cards.DEFAULT).plates["card"]
    assert (plate.width, plate.height) == pytest.approx((85.60 * mm, 53.98 * mm), abs=0.01)


def test_the_last_sheet_may_be_partly_filled(out):
    printed = cards.sheet([card(number) for number in range(1, 24)], out=out, separators=False)
    assert (printed.cards, printed.pages) == (23, 3)
    assert len(codes_of(out)) == 23


def test_a_single_card_per_page(out):
    cards.sheet([card(1), card(2)], out=out, preset="CR80", separators=False)
    with pikepdf.open(out) as document:
        sizes = [[float(side) for side in page.MediaBox] for page in document.pages]
    assert sizes == [[0, 0, pytest.approx(242.65, abs=0.01), pytest.approx(153.01, abs=0.01)]] * 2


def test_no_card_at_all_is_a_page_that_says_so(out):
    printed = cards.sheet([], out=out)
    assert (printed.cards, printed.pages) == (0, 1)
    assert "Tidak ada kartu" in text_of(out)


def test_units_come_in_order_each_behind_its_separator(out):
    batch = [
        card(1, unit="SMP Negeri 2", name="Ani"),
        card(2, unit="SD Negeri 9", name="Zul"),
        card(3, unit="SD Negeri 9", name="Budi"),
    ]
    cards.sheet(batch, out=out)
    separator, first, _other_separator, last = pages_of(out)
    assert "SD Negeri 9" in separator
    assert "2 kartu" in separator
    assert first.index("Budi") < first.index("Zul")
    assert "Ani" in last


def test_who_has_no_number_is_left_out_and_listed(out):
    without = card(2, kpj="")
    printed = cards.sheet([card(1), without], out=out)
    assert printed.cards == 1
    assert printed.left_out == ((without, cards.NO_KPJ),)


def test_a_letter_that_cannot_be_printed_is_not_printed_wrong(out):
    foreign = card(2, name="Сити")
    printed = cards.sheet([foreign, card(1)], out=out)
    assert printed.left_out == ((foreign, cards.LETTER_MISSING),)
    assert len(codes_of(out)) == 1


def test_whoever_watches_is_told_of_each_page_and_its_cards(out):
    told = []
    cards.sheet(
        [card(number) for number in range(1, 24)],
        out=out,
        separators=False,
        on_page=lambda number, batch: told.append((number, len(batch))),
    )
    assert told == [(1, 10), (2, 10), (3, 3)]


def test_a_failure_leaves_the_sheet_that_was_there(out):
    out.write_bytes(b"the sheet of yesterday")

    def broken():
        yield card(1)
        raise RuntimeError("the database went away")

    with pytest.raises(RuntimeError):
        cards.sheet(broken(), out=out, in_order=True)
    assert out.read_bytes() == b"the sheet of yesterday"
    assert list(out.parent.iterdir()) == [out]


def test_the_same_batch_is_the_same_bytes(out):
    cards.sheet([card(1), card(2)], out=out)
    first = out.read_bytes()
    cards.sheet([card(2), card(1)], out=out)
    assert out.read_bytes() == first


def test_the_file_is_a_sound_pdf(out):
    cards.sheet([card(number) for number in range(1, 1300)], out=out)
    with pikepdf.open(out) as document:
        assert document.check_pdf_syntax() == []
        assert len(document.pages) == 131


def test_the_printers_own_error_moves_every_card(out):
    straight, shifted = cards.PRESETS["A4_10"], cards.PRESETS["A4_10"].shifted(x=2, y=1)
    (x, y), (moved_x, moved_y) = straight.places()[0], shifted.places()[0]
    assert (moved_x - x, moved_y - y) == pytest.approx((2 * cards.MM, -1 * cards.MM))


def test_the_backs_lie_behind_their_cards_when_the_sheet_is_turned_over_its_long_edge(out):
    preset = cards.PRESETS["A4_10"]
    width, card_width = preset.page_width * cards.MM, 85.60 * cards.MM
    for (x, y), (back_x, back_y) in zip(preset.places(), preset.places_behind(), strict=True):
        assert (width - x - card_width, y) == pytest.approx((back_x, back_y))
    printed = cards.sheet([card(number) for number in range(1, 14)], out=out, both_sides=True)
    assert printed.pages == 6  # the page of the unit and two of cards, each with its back
    separator, blank, _front, back, *_rest = pages_of(out)
    assert ("13 kartu, nomor 1 sampai 13" in separator, blank.strip()) == (True, "")
    assert back.count("Bila terjadi sesuatu") == 10


def name_field():
    return cards.Press(preset=cards.PRESETS["CR80"], layout=cards.DEFAULT).plates["card"].fields["name"]


def test_a_short_name_stands_in_the_size_of_the_layout():
    field = name_field()
    assert typefaces.fit("Siti Aminah", field) == (field.size, ["Siti Aminah"])


def test_a_longer_name_is_made_smaller_on_one_line():
    field = name_field()
    size, lines = typefaces.fit("Siti Rahmawati Kusuma Wardhani", field)
    assert len(lines) == 1
    assert field.smallest <= size < field.size


@pytest.mark.parametrize(
    "name", [LONG, "W" * 60, "Wwwwwwwwwwwwwww " * 4, "M.-" * 20, "i" * 60, "Muhammadabdurrahman " * 3]
)
def test_no_name_of_sixty_letters_is_clipped(name):
    name, field = typefaces.clean(name), name_field()
    size, lines = typefaces.fit(name, field)
    face = typefaces.typeface(field.bold)
    assert squeezed("".join(lines)) == squeezed(name)
    assert max(face.width(line) for line in lines) * size <= field.width + 0.001
    assert len(lines) * field.leading * size / field.size <= field.height + 0.02


@settings(max_examples=150)
@given(strategies.text(alphabet=[chr(code) for code in range(0x20, 0x180) if not 0x7F <= code < 0xC0], max_size=60))
def test_any_text_of_latin_letters_stands_inside_its_field(text):
    text, field = typefaces.clean(text), name_field()
    if typefaces.typeface(True).missing(text):
        return
    size, lines = typefaces.fit(text, field)
    assert squeezed("".join(lines)) == squeezed(text)
    assert max(typefaces.typeface(True).width(line) for line in lines) * size <= field.width + 0.001
    assert len(lines) * field.leading * size / field.size <= field.height + 0.02


def test_digits_have_one_width():
    face = typefaces.typeface(True)
    assert len({face.width(digit) for digit in "0123456789"}) == 1


@pytest.mark.parametrize("bold", [False, True])
def test_the_typefaces_have_the_latin_letters_of_names(bold):
    needed = "".join(map(chr, (*range(0x20, 0x7F), *range(0xC0, 0x100), *range(0x100, 0x132))))
    assert typefaces.typeface(bold).missing(needed + "ŠšŽžŚśẒẓḌḍṢṣṬṭḤḥ’‘ʼʻ'`´–") == []


def test_two_papers_become_one():
    one = cards.pdf.lay_out("papers/card.html", {"width": "85.60", "height": "53.98", "emblem": "", "receipt": False})
    assert len(pages_of(binding.bound([one.pdf, one.pdf]))) == 2
