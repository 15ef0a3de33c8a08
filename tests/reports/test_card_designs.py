"""Designs of cards: what is let in, whose wins, that what was looked at is what is printed."""

import base64
import io

import pikepdf
import pypdfium2
import pytest
from django.urls import reverse
from PIL import Image, ImageChops

from reports import card_design_versions, card_designs, cards
from reports.models import CardDesign
from reports.views.card_designs import text_of
from tests.factories.enrollment import make_enrollment
from tests.reports.letters import says
from tests.reports.test_cards import card
from tests.safety.attack import administrator


FRONT, BACK, STYLE = text_of("front"), text_of("back"), text_of("style")
WRONG = {
    "script": FRONT + "<script>alert(1)</script>",
    "style": FRONT + "<style>p{}</style>",
    "picture from elsewhere": FRONT.replace("data-emblem", 'src="https://x.id/a.png"'),
    "file": FRONT + '<img src="file:///etc/passwd">',
    "link": FRONT + '<a href="https://x.id">x</a>',
    "svg": FRONT + "<svg><image href='file:///etc/passwd'/></svg>",
    "handler": FRONT + '<p onclick="x()">x</p>',
    "inline style": FRONT + '<p style="background:url(//x)">x</p>',
    "another field": FRONT + '<p data-field="nik"></p>',
    "the same field twice": FRONT + '<p data-field="kpj"></p>',
    "text in a field": FRONT.replace('data-field="kpj" data-smallest="6">', 'data-field="kpj">123'),
    "no QR": FRONT.replace('<div class="qr" data-field="qr"></div>', ""),
    "no name": FRONT.replace('data-field="name"', ""),
    "not closed": FRONT + "<div>",
    "closed twice": FRONT + "</div>",
    "a document": "<!DOCTYPE html>" + FRONT,
    "too long": FRONT + "x" * 20_000,
}
WRONG_STYLES = {
    "import": STYLE + '@import "https://x.id/a.css";',
    "address": STYLE + ".qr { background: url(https://x.id/a.png) }",
    "hidden address": STYLE + r".qr { background: u\72l(https://x.id) }",
    "end of style": STYLE + "</style><script>",
    "content": STYLE + '.qr::before { content: "x" }',
    "QR too small": STYLE.replace("width: 24mm; height: 24mm", "width: 12mm; height: 12mm"),
    "QR beside the card": STYLE.replace(".qr { left: 59mm", ".qr { left: 79mm"),
    "QR unseen": STYLE + ".qr { display: none }",
    "name too small": STYLE.replace("width: 53mm; height: 9.2mm", "width: 12mm; height: 3mm"),
    "brackets": STYLE + ".a {",
}


@pytest.fixture(autouse=True)
def media(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


def send(client, world, step="simpan", **given):
    given = {"front": FRONT, "back": BACK, "style": STYLE, "start_date": world.bengkulu.today().isoformat()} | given
    return client.post(reverse("card_design_edit"), given | {"langkah": step})


def refused(**given):
    try:
        card_designs.checked(**{"front": FRONT, "back": BACK, "style": STYLE} | given)
    except card_designs.DesignWrong:
        return True
    return False


def test_what_an_owner_begins_with_is_let_in_and_shows_the_fields():
    design = card_designs.checked(front=FRONT, back=BACK, style=STYLE)
    fields = card_designs.laid_out(design.front, design.style, None).fields
    assert set(fields) == set(card_designs.FIELDS)


def test_what_could_read_a_file_call_out_or_hide_a_field_is_refused():
    assert [name for name, front in WRONG.items() if not refused(front=front)] == []
    assert [name for name, style in WRONG_STYLES.items() if not refused(style=style)] == []
    assert refused(back='<p data-field="name"></p>')


def test_what_looks_like_markup_in_words_is_printed_as_words():
    design = card_designs.checked(front=FRONT + "<p>&lt;b&gt; {{ name }} & {% x %}</p>", back=BACK, style=STYLE)
    assert says(card_designs.laid_out(design.front, design.style, None).pdf, "<b> {{ name }} & {% x %}")


def test_a_card_is_looked_at_before_it_is_kept_and_printed_so_afterwards(operator_client, world, work):
    page = send(operator_client, world, "lihat")
    front, _back = page.context["pictures"]
    picture = Image.open(io.BytesIO(base64.b64decode(front["src"].partition(",")[2])))
    with world.acting(world.operator):
        assert (picture.width, CardDesign.objects.count()) == (486, 0)
    assert send(operator_client, world).status_code == 302
    with administrator():
        make_enrollment(world.bengkulu, kpj="23000000001")
    url = operator_client.post(reverse("cards_print"), {"layout": "CR80"})["Location"]
    work()
    order = operator_client.get(url).context["order"]
    assert order.design.version == 1
    assert "desain Kota Bengkulu sendiri, versi 1" in operator_client.get(reverse("card_design")).content.decode()


def test_the_design_of_the_city_wins_over_that_of_its_branch_until_the_city_has_none(visit, operator_client, world):
    today = world.bengkulu.today()
    head = visit(world.head)
    assert send(head, world).status_code == 302

    def whose():
        with world.acting(world.operator):
            found = card_design_versions.in_force(world.bengkulu, today)
            return found and (found.branch_id, found.version)

    assert whose() == (world.bengkulu.branch.pk, 1)
    send(operator_client, world)
    assert whose() == (None, 1)
    send(operator_client, world, front="")
    assert whose() == (world.bengkulu.branch.pk, 1)


def test_a_design_begins_today_at_the_earliest_and_a_wrong_one_says_where(operator_client, world):
    assert send(operator_client, world, start_date="2020-01-01").status_code == 422
    page = send(operator_client, world, front="\n<script></script>")
    assert (page.status_code, "Baris 2: elemen &lt;script&gt; tidak diizinkan" in page.content.decode()) == (422, True)


def test_others_read_a_design_and_write_none_and_a_stranger_sees_none_of_ours(visit, operator_client, world):
    send(operator_client, world)
    for user in (world.mayor, world.officer):
        assert visit(user).get(reverse("card_design")).status_code == 200
        assert visit(user).get(reverse("card_design_edit")).status_code == 403
    page = visit(world.stranger).get(reverse("card_design"))
    assert (page.context["design"], list(page.context["versions"])) == (None, [])


def test_the_stamped_card_looks_as_weasyprint_draws_it(tmp_path):
    """The same design with the texts in their places, laid out whole: few points differ, at the edges of letters."""
    one = card(name="Siti Aminah")
    design = card_designs.checked(front=FRONT, back=BACK, style=STYLE)
    out = tmp_path / "card.pdf"
    cards.sheet([one], out=out, preset="CR80", separators=False, layout=cards.Layout(design=design))
    texts = {
        "name": one.name, "kpj": one.kpj, "programs": " · ".join(one.programs), "unit": one.unit,
        "municipality": one.municipality, "since": "9 Januari 2023",
    }  # fmt: skip
    front = design.front
    for name, text in texts.items():
        place = front.index(f'data-field="{name}"')
        end = front.index("></p>", place) + 1
        front = front[:end] + text + front[end:]
    whole = drawn(io.BytesIO(card_designs.laid_out(front, design.style, None).pdf))
    stamped = drawn(out)
    box = (0, 0, int(58 / 85.6 * whole.width), whole.height)  # beside the QR
    difference = ImageChops.difference(whole.crop(box), stamped.crop(box)).convert("L")
    strong = sum(count for level, count in enumerate(difference.histogram()) if level > 96)
    assert strong < 0.01 * box[2] * box[3]


def drawn(file):
    with pikepdf.open(file) as document:
        out = io.BytesIO()
        document.save(out)
    return pypdfium2.PdfDocument(out.getvalue())[0].render(scale=3).to_pil().convert("RGB")
