"""The living page shows every component; the stylesheet holds what the browsers of the floor can read."""

from pathlib import Path

import pytest
import tinycss2
from django.conf import settings
from django.urls import reverse
from fontTools.ttLib import TTFont


ROOT = Path(settings.BASE_DIR)
COMPONENTS = {f"components/{path.name}" for path in (ROOT / "templates" / "components").glob("*.html")}
STYLESHEETS = sorted((ROOT / "static" / "css").glob("*.css"))
PAYUNG = ROOT / "static" / "css" / "payung.css"
# Unknown to Chrome 109 or Firefox 115.
LATER = (
    *(":has(", "color-mix(", "oklch(", "oklab(", "light-dark(", "subgrid", ":popover-open", "anchor(", "anchor-name"),
    *("@starting-style", "@scope", "@position-try", "@view-transition", "text-wrap", "field-sizing"),
)


@pytest.fixture
def page(operator_client):
    return operator_client.get(reverse("design"))


def test_every_component_stands_on_the_page_of_the_design(page):
    assert COMPONENTS - {template.name for template in page.templates} == set()


def test_without_sign_in_the_page_of_the_design_leads_to_the_door(client, db):
    assert client.get(reverse("design")).url.startswith(reverse("login"))


def test_in_the_demo_anybody_may_look_at_the_design(client, db, settings):
    settings.DEMO = True
    assert client.get(reverse("design")).status_code == 200


def nested_in(rules, *, inside_style=False):
    """The selectors that stand inside the braces of another rule."""
    for rule in rules:
        if rule.type == "qualified-rule":
            inner = tinycss2.parse_blocks_contents(rule.content, skip_comments=True, skip_whitespace=True)
            for each in inner:
                if each.type in ("qualified-rule", "at-rule"):
                    yield tinycss2.serialize(rule.prelude).strip()
        elif rule.type == "at-rule" and rule.content and rule.lower_at_keyword in ("media", "layer", "supports"):
            yield from nested_in(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True))


def rules_of(text):
    return tinycss2.parse_stylesheet(text, skip_comments=True, skip_whitespace=True)


@pytest.mark.parametrize("path", STYLESHEETS, ids=lambda path: path.name)
def test_no_rule_stands_in_another(path):
    assert list(nested_in(rules_of(path.read_text()))) == []


def test_a_nested_rule_would_be_found():
    assert list(nested_in(rules_of("@layer x { .a { color: red; .b { color: blue } } }"))) == [".a"]


def unguarded(rules):
    """What every browser reads, without comments: what stands behind @supports is asked for first."""
    for rule in rules:
        if rule.type == "at-rule" and rule.content and rule.lower_at_keyword in ("media", "layer"):
            yield from unguarded(tinycss2.parse_rule_list(rule.content, skip_comments=True, skip_whitespace=True))
        elif rule.type == "qualified-rule" or rule.lower_at_keyword != "supports":
            yield tinycss2.serialize([*rule.prelude, *(rule.content or [])])


@pytest.mark.parametrize("path", STYLESHEETS, ids=lambda path: path.name)
def test_no_stylesheet_needs_a_later_browser(path):
    text = " ".join(unguarded(rules_of(path.read_text())))
    assert [word for word in LATER if word in text] == []


def test_a_later_word_is_found_unless_it_is_asked_for_first():
    later, guarded = ".a:has(b) { color: red }", "@supports selector(:has(b)) { .a:has(b) { color: red } }"
    assert ":has(" in " ".join(unguarded(rules_of(f"@layer x {{ {later} }}")))
    assert ":has(" not in " ".join(unguarded(rules_of(f"@layer x {{ {guarded} }}")))


def test_colours_stand_in_the_tokens_alone():
    tokens, rest = PAYUNG.read_text().split("@layer base {", 1)
    assert "--ink:" in tokens
    drawn = ("#fff", "#000", "#777")  # on the masthead, and on paper
    found = [each.value for each in walked(rules_of("@layer base {" + rest)) if each.type == "hash"]
    assert sorted({f"#{value}" for value in found} - set(drawn)) == []


def walked(nodes):
    for node in nodes:
        yield node
        yield from walked(getattr(node, "content", None) or [])


def tokens_of(text, selector):
    """The custom properties set where this selector stands."""
    block = text.split(selector, 1)[1].split("{", 1)[1].split("}", 1)[0]
    return dict(pair.split(":", 1) for pair in block.replace("\n", " ").split(";") if ":" in pair)


def test_high_contrast_is_the_same_whether_the_system_or_the_person_asks():
    text = PAYUNG.read_text()
    chosen = tokens_of(text, ':root[data-theme="contrast"]')
    wished = tokens_of(text, ':root:not([data-theme="plain"])')
    clean = [{key.strip(): value.strip() for key, value in each.items()} for each in (chosen, wished)]
    assert clean[0] == clean[1]
    assert "--ink" in clean[0]


@pytest.mark.parametrize("weight", [400, 700])
def test_numerals_of_one_width_survive_in_the_font(weight):
    font = TTFont(ROOT / "static" / "fonts" / f"public-sans-{weight}.woff2")
    assert "tnum" in {record.FeatureTag for record in font["GSUB"].table.FeatureList.FeatureRecord}
