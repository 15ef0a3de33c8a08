import pytest
import zxingcpp
from PIL import Image

from reports import qr


KEYS = {"2": b"the key that signs, 32 bytes long", "1": b"an older key that is still read.."}
SITE = "https://payung.bengkulukota.go.id"


def make(number=7, keys=KEYS, code="17.71"):
    return qr.make_token(keys=keys, municipality_code=code, card_number=number)


def test_a_token_says_its_municipality_and_card():
    assert qr.read_token(keys=KEYS, token=make(1_234_567)) == qr.Token("17.71", 1_234_567)


def test_of_a_thousand_invented_or_altered_tokens_none_is_accepted():
    accepted = []
    for number in range(1, 1001):
        token = make(number)
        place, letter = number % len(token), "7" if token[number % len(token)] != "7" else "8"
        altered = token[:place] + letter + token[place + 1 :]
        invented = make(number, keys={"2": b"a key that somebody has invented"})
        for one in (altered, invented):
            try:
                accepted.append(qr.read_token(keys=KEYS, token=one))
            except qr.TokenRefused:
                continue
    assert accepted == []


def test_no_flipped_bit_is_accepted():
    accepted = []
    for number in range(1, 11):
        token = make(number)
        for place in range(len(token) * 7):
            letters = bytearray(token.encode())
            letters[place // 7] ^= 1 << place % 7
            try:
                accepted.append(qr.read_token(keys=KEYS, token=letters.decode()))
            except qr.TokenRefused:
                continue
    assert accepted == []


@pytest.mark.parametrize(
    "change",
    [
        pytest.param(str.lower, id="lower case"),
        pytest.param(lambda token: token.replace("-7-", "-07-"), id="leading zero"),
        pytest.param(lambda token: token.replace("-7-", "-8-"), id="another card"),
        pytest.param(lambda token: token.replace("-1771-", "-5371-"), id="another city"),
        pytest.param(lambda token: token[:-1], id="cut short"),
        pytest.param(lambda token: token + "\n", id="line end"),
        pytest.param(lambda token: "", id="nothing"),
        pytest.param(lambda token: "٢" + token[1:], id="arabic digit"),
    ],
)
def test_another_spelling_is_refused(change):
    with pytest.raises(qr.TokenRefused):
        qr.read_token(keys=KEYS, token=change(make()))


def test_the_first_key_signs_and_the_others_are_still_read():
    old = make(keys={"1": KEYS["1"]})
    assert make().startswith("2-")
    assert qr.read_token(keys=KEYS, token=old).card_number == 7


def test_a_withdrawn_key_is_refused():
    with pytest.raises(qr.TokenRefused):
        qr.read_token(keys={"1": KEYS["1"]}, token=make())


def test_a_token_of_one_key_is_refused_under_the_name_of_another():
    with pytest.raises(qr.TokenRefused):
        qr.read_token(keys=KEYS, token="1" + make()[1:])


def test_the_longest_path_has_48_characters_at_most():
    token = make(2**63 - 1, keys={"ZZZZ": KEYS["1"]})
    assert len(qr.PATH + token) <= 48
    assert qr.read_token(keys={"ZZZZ": KEYS["1"]}, token=token).card_number == 2**63 - 1


@pytest.mark.parametrize(
    "wrong",
    [{"number": 0}, {"code": "1771"}, {"code": "kota"}, {"keys": {"I": KEYS["1"]}}, {"keys": {"1": b"short"}}],
)
def test_what_cannot_stand_in_a_token_is_an_error(wrong):
    with pytest.raises(ValueError, match="no token"):
        make(**wrong)


def test_the_address_is_upper_case_throughout():
    url = qr.address(site=SITE, token=make())
    assert url == f"HTTPS://PAYUNG.BENGKULUKOTA.GO.ID/K/{make()}"


def test_a_site_the_qr_cannot_hold_is_an_error():
    with pytest.raises(ValueError, match="alphanumeric"):
        qr.address(site="https://kota?x=1", token=make())


def test_a_picture_is_read_back_at_level_m():
    url = qr.address(site=SITE, token=make())
    picture = qr.draw(url)
    size = (picture.modules, picture.modules)
    image = Image.frombytes("1", size, picture.bits).convert("L").resize((picture.modules * 3,) * 2)
    code = zxingcpp.read_barcode(image, formats=zxingcpp.BarcodeFormat.QRCode)
    assert (code.text, code.ec_level) == (url, "M")


def test_a_picture_has_a_quiet_zone_of_four_modules():
    picture = qr.draw(qr.address(site=SITE, token=make()))
    image = Image.frombytes("1", (picture.modules, picture.modules), picture.bits).convert("L")
    assert image.point(lambda level: 255 - level).getbbox() == (4, 4, picture.modules - 4, picture.modules - 4)


def test_the_outline_has_the_black_modules_of_the_picture():
    picture = qr.draw(qr.address(site=SITE, token=make()))
    image = Image.frombytes("1", (picture.modules, picture.modules), picture.bits).convert("L")
    black = image.histogram()[0]
    runs = [int(part.split("v")[0]) for part in qr.outline(picture).path.split("h") if "v1" in part]
    assert sum(runs) == black


def test_lower_case_is_not_drawn():
    with pytest.raises(ValueError, match="upper-case"):
        qr.draw("https://payung.example/k/abc")
