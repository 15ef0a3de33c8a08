"""The house guards itself (docs/adr): rules that no reviewer has to remember."""

import ast
import inspect
import re
from pathlib import Path

import pytest
from celery import current_app
from django.apps import apps
from django.conf import settings
from django.core.management import get_commands
from django.db.migrations.autodetector import MigrationAutodetector
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.state import ProjectState
from django.template.loader import get_template
from django.utils import translation

from municipalities import data_classes
from municipalities.tasks import PeriodicTask
from regulations import dated


ROOT = Path(settings.BASE_DIR)
FLOORS = (
    *("config", "reports", "claims", "contributions", "enrollment", "agreements", "municipalities"),
    *("regulations", "common"),
)
MODULES = sorted(
    path.relative_to(ROOT)
    for floor in FLOORS
    for path in (ROOT / floor).rglob("*.py")
    if "migrations" not in path.parts
)
TESTS = sorted(path.relative_to(ROOT) for path in (ROOT / "tests").rglob("*.py"))
VIEWS = [path for path in MODULES if re.search(r"(^|_)views(\.py$|/)", "/".join(path.parts[1:]))]
TEMPLATES = sorted(path.relative_to(ROOT / "templates") for path in (ROOT / "templates").rglob("*.html"))
# Digits grouped by thousands, as an amount of money stands in a law or a letter: 42.000.000 or 10_800.
AMOUNT = re.compile(r"(?<![\w.])[1-9]\d{0,2}(?:[._]\d{3})+(?![\w.]*\d)")

# Comments show how a part is used; the points of a drawing are no money.
ASIDE = re.compile(r"{#.*?#}|{% comment %}.*?{% endcomment %}| (?:d|stroke-width)=\"[^\"]*\"", re.DOTALL)


def tree(path):
    return ast.parse((ROOT / path).read_text())


def named(paths):
    return pytest.mark.parametrize("path", paths, ids=str)


def test_no_view_asks_a_manager_of_its_own():
    found = [
        f"{path}:{node.lineno}"
        for path in VIEWS
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Attribute) and node.attr == "objects"
    ]
    assert found == []  # the tenant is the way in: request.municipality.workers


def test_what_everybody_may_use_stays_small():
    """An attic begins as a shelf."""
    assert sum(len(path.read_text().splitlines()) for path in (ROOT / "common").rglob("*.py")) <= 400


def test_no_module_is_over_four_hundred_lines():
    lines = {path: len((ROOT / path).read_text().splitlines()) for path in [*MODULES, *TESTS]}
    assert {path: count for path, count in lines.items() if count > 400} == {}


def test_no_module_is_named_after_nothing():
    assert [path for path in MODULES if path.stem in {"utils", "helpers", "services", "misc", "signals"}] == []


def test_no_function_imports():
    found = [
        f"{path}:{inner.lineno}"
        for path in MODULES
        for node in ast.walk(tree(path))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        for inner in ast.walk(node)
        if isinstance(inner, ast.Import | ast.ImportFrom)
    ]
    assert found == []


def test_the_law_knows_no_django():
    found = [
        str(path)
        for path in MODULES
        if path.parts[0] == "regulations"
        for node in ast.walk(tree(path))
        for name in imported(node)
        if name.split(".")[0] == "django"
    ]
    assert found == []


def imported(node):
    if isinstance(node, ast.Import):
        return [alias.name for alias in node.names]
    return [node.module or ""] if isinstance(node, ast.ImportFrom) else []


def test_every_entry_of_the_law_is_sourced_and_sorted():
    assert list(dated.problems()) == []


def test_every_change_of_a_model_has_its_migration():
    loader = MigrationLoader(None)
    with translation.override(None):
        now = ProjectState.from_apps(apps)
        changes = MigrationAutodetector(loader.project_state(), now).changes(loader.graph)
    assert {app: [str(migration) for migration in missing] for app, missing in changes.items()} == {}


@named(TEMPLATES)
def test_every_template_compiles(path):
    get_template(str(path))


SOURCES = "\n".join((ROOT / path).read_text() for path in MODULES)
MARKUP = "\n".join((ROOT / "templates" / path).read_text() for path in TEMPLATES)
SCRIPTS = "\n".join(path.read_text() for path in sorted((ROOT / "static" / "js").glob("*.js")))
# Django asks for these by name.
ASKED_FOR_BY_DJANGO = {"403_csrf.html", "registration/login.html"}


NAMED_SOMEWHERE = set(re.findall(r"""["']([\w/.-]+\.html)["']""", SOURCES + MARKUP))


def test_no_template_is_left_over():
    assert {str(path) for path in TEMPLATES} - NAMED_SOMEWHERE - ASKED_FOR_BY_DJANGO == set()


def test_every_template_that_is_named_is_there():
    assert NAMED_SOMEWHERE - {str(path) for path in TEMPLATES} == set()


STYLESHEETS = sorted((ROOT / "static" / "css").glob("*.css"))
# Names that stand in no file of ours: Django writes the list of a field's errors.
WRITTEN_BY_OTHERS = {"errorlist"}


def classes_of(stylesheet):
    rules = re.sub(r"/\*.*?\*/", "", stylesheet.read_text(), flags=re.DOTALL)
    return set(re.findall(r"\.([a-zA-Z][\w-]*)", " ".join(re.findall(r"([^{}]+)\{", rules))))


def is_used(name, words, beginnings):
    """As it stands, or put together in a template: status-{{ status }}."""
    rests = [name.removeprefix(each) for each in beginnings if name.startswith(each)]
    return name in words or any(rest.lower() in words for rest in rests)


@named(STYLESHEETS)
def test_no_class_of_a_stylesheet_is_left_over(path):
    words = {word.lower() for word in re.findall(r"[\w-]+", SOURCES + MARKUP + SCRIPTS)} | WRITTEN_BY_OTHERS
    beginnings = set(re.findall(r"([a-z]+-)\{\{", MARKUP))
    assert [name for name in sorted(classes_of(path)) if not is_used(name, words, beginnings)] == []


ATTRIBUTE = re.compile(r"class=\"((?:{%.*?%}|{{.*?}}|[^\"{])*)\"", re.DOTALL)


def classes_in(path):
    """The whole words of every class attribute; what a template puts together is left aside."""
    for value in ATTRIBUTE.findall(ASIDE.sub("", (ROOT / "templates" / path).read_text())):
        yield from re.sub(r"{%.*?%}|[\w-]*{{.*?}}[\w-]*", " ", value).split()


def test_every_class_of_a_template_has_a_rule():
    known = {name for path in STYLESHEETS for name in classes_of(path)} | set(re.findall(r"[\w-]+", SCRIPTS))
    assert [f"{path}: {name}" for path in TEMPLATES for name in classes_in(path) if name not in known] == []


def test_every_command_stands_in_the_table_of_the_readme():
    ours = {name for name, app in get_commands().items() if app in FLOORS}
    text = (ROOT / "README.md").read_text()
    assert {name for name in ours if not re.search(rf"^\| `{name}\b", text, re.MULTILINE)} == set()


def amounts_in(path):
    text = ASIDE.sub("", (ROOT / path).read_text())
    return [f"{path}: {found.group()}" for found in AMOUNT.finditer(text)]


def test_no_amount_of_the_law_stands_in_a_template():
    assert [found for path in TEMPLATES for found in amounts_in(Path("templates") / path)] == []


def test_no_amount_of_the_law_stands_in_a_view():
    assert [found for path in VIEWS for found in amounts_in(path)] == []


@pytest.mark.parametrize("text", ["Rp42.000.000", "Rp 10.800", "wage >= 1_500_000", "20.000.000,00"])
def test_an_amount_is_recognised(text):
    assert AMOUNT.search(text.replace("Rp", "Rp "))


@pytest.mark.parametrize("text", ["17.71", "2026-11-01", "PP 44/2015", "0.001", "padding: 0.125rem", "7.14.2"])
def test_what_is_no_amount_is_left_alone(text):
    assert not AMOUNT.search(text)


def test_every_foreign_key_between_rows_of_a_city_is_the_walls_own():
    """A plain ForeignKey would let a row point at another city; gate 2 would find it, this says where."""
    found = [
        f"{model._meta.label}.{field.name}"
        for model in apps.get_models()
        if has_city(model)
        for field in model._meta.local_fields
        if field.remote_field and has_city(field.remote_field.model) and not getattr(field, "within_tenant", False)
    ]
    assert found == []


def test_a_row_without_a_key_to_its_municipality_hangs_on_a_required_one_of_the_city():
    found = [
        model._meta.label
        for model in apps.get_models()
        if has_city(model) and not model._meta.get_field("municipality").db_constraint
        if not any(getattr(field, "within_tenant", False) and not field.null for field in model._meta.local_fields)
    ]
    assert found == []


def test_every_model_stands_in_the_glossary():
    glossary = (ROOT / "docs" / "glossary.md").read_text()
    words = set(re.findall(r"`(\w+)", glossary))
    ours = {model.__name__ for model in apps.get_models() if model.__module__.split(".")[0] in FLOORS}
    assert sorted(ours - words) == []


def line_to_add(model, missing):
    """What mends it: where the class stands, and the line."""
    path = Path(inspect.getsourcefile(model))
    line = inspect.getsourcelines(model)[1]
    place = f"{path.relative_to(ROOT) if path.is_relative_to(ROOT) else path}:{line}"
    names = " ".join(missing)
    if not path.is_relative_to(ROOT):
        return f'{model._meta.label}: add to OF_LIBRARIES in municipalities/data_classes.py: Data(internal="{names}")'
    return (
        f"{model._meta.label} ({place}) does not say what {names} tell about a person. In the class, below `wall`:\n"
        f'    data = Data(internal="{names}")\n'
        "and move each name to its class: public (notice board), internal (the office's, no person in it), personal "
        '(names, numbers, dates of people), specific (money, health, children); with the last two, whose="...".\n'
        "from municipalities.data_classes import Data"
    )


def test_every_field_says_what_it_tells_about_a_person():
    found = []
    for model in apps.get_models(include_auto_created=True):
        missing = [name for name, kind in data_classes.classes_of(model).items() if kind is None]
        if missing or data_classes.data_of(model) is None:
            found.append(line_to_add(model, missing))
    assert not found, "\n\n".join(found)


def test_a_declaration_of_data_names_fields_that_are_there_once_and_whose_they_are():
    wrong = []
    for model in apps.get_models(include_auto_created=True):
        data = data_classes.data_of(model) or data_classes.Data()
        said = [name for kind in data_classes.CLASSES for name in data.names(kind)]
        fields = {field.name for field in model._meta.local_fields}
        wrong += [f"{model._meta.label}: {name} is no field" for name in said if name not in fields]
        wrong += [f"{model._meta.label}: {name} twice" for name in set(said) if said.count(name) > 1]
        if data.about_people and not data.whose:
            wrong.append(f'{model._meta.label}: add whose="..."')
    labels = {model._meta.label for model in apps.get_models(include_auto_created=True)}
    wrong += [f"OF_LIBRARIES: there is no {label}" for label in data_classes.OF_LIBRARIES if label not in labels]
    assert wrong == []


def test_every_word_of_the_glossary_that_names_a_class_is_one():
    """A renamed noun is renamed in the glossary too."""
    glossary = (ROOT / "docs" / "glossary.md").read_text()
    classes = {node.name for path in MODULES for node in ast.walk(tree(path)) if isinstance(node, ast.ClassDef)}
    assert sorted(set(re.findall(r"`([A-Z][a-z]\w+)", glossary)) - classes) == []


READMES = (ROOT / "README.md", ROOT / "README.id.md")


def facts_of(text):
    """What is the same in both languages: what stands as code, and every number, however it is grouped."""
    flowing = re.sub(r"\s+", " ", text)
    code = set(re.findall(r"`([^`]+)`", flowing))
    return code | {re.sub("[.,]", "", number) for number in re.findall(r"\d[\d.,]*\d|\d", flowing)}


def test_both_readmes_state_the_same_facts():
    english, indonesian = (facts_of(path.read_text()) for path in READMES)
    assert (sorted(english - indonesian), sorted(indonesian - english)) == ([], [])


def test_every_document_that_is_pointed_at_is_there():
    pages = [*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")]
    links = [(page, link) for page in pages for link in re.findall(r"\]\((?!http|#)([^)#]+)\)", page.read_text())]
    assert [f"{page.name}: {link}" for page, link in links if not (page.parent / link).exists()] == []


def has_city(model):
    return any(field.name == "municipality" for field in model._meta.local_fields)


def test_every_entry_of_the_schedule_names_a_task_there_is():
    current_app.loader.import_default_modules()
    wanted = {entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()}
    assert wanted - set(current_app.tasks) == set()


def test_every_entry_of_the_schedule_is_done_once_per_slot():
    current_app.loader.import_default_modules()
    wanted = [entry["task"] for entry in settings.CELERY_BEAT_SCHEDULE.values()]
    assert [name for name in wanted if not isinstance(current_app.tasks[name], PeriodicTask)] == []
