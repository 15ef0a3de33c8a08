"""A form takes what it offers: whoever posts every column of every table to it changes nothing else."""

import ast
import inspect

import pytest
from django.forms.models import ModelForm

from tests.safety.addresses import POLICY
from tests.safety.doors import KNOWN, NAMED
from tests.safety.posts import APPS, form_classes, hostile


pytestmark = pytest.mark.usefixtures("quiet")
FORMS = form_classes()
MODEL_FORMS = [kind for kind in FORMS if issubclass(kind, ModelForm) and kind._meta.model]
POSTS = [name for name in KNOWN if POLICY["urls"][name].get("POST")]
VIEWS = {inspect.getmodule(inspect.unwrap(NAMED[name].callback)) for name in POSTS}
MODULES = sorted((view for view in VIEWS if view.__name__.split(".")[0] in APPS), key=lambda view: view.__name__)
# What the server alone sets.
SERVERS = {
    *(
        "municipality",
        "municipality_id",
        "status",
        "is_staff",
        "is_superuser",
        "is_service",
        "is_active",
        "by",
        "by_id",
    ),
    *("approved_by", "approved_at", "created_by", "created_at", "public_id", "id", "pk", "is_void", "claimed"),
    *("approved_through", "sha256"),
}


def takes_a_city(kind):
    return any("municipality" in inspect.signature(base.__init__).parameters for base in kind.__mro__[:-1])


def named(kinds):
    return pytest.mark.parametrize("kind", kinds, ids=lambda kind: f"{kind.__module__}.{kind.__qualname__}")


def test_the_forms_are_found():
    assert len(FORMS) > 40
    assert len(MODEL_FORMS) > 5


@named(MODEL_FORMS)
def test_a_form_of_a_model_lists_its_fields(kind):
    assert isinstance(kind._meta.fields, list | tuple)  # __all__ becomes None
    assert not kind._meta.exclude


@named(FORMS)
def test_no_form_offers_what_the_server_sets(kind):
    assert SERVERS.isdisjoint(kind.base_fields)


@named(MODEL_FORMS)
def test_a_form_of_a_model_takes_its_fields_from_a_post_and_no_other(world, kind):
    """Whatever it makes of them: a value is only ever put where the form says."""
    model = kind._meta.model
    offered = {*kind._meta.fields, *getattr(kind, "related", ()), *kind.base_fields}
    instance = model(municipality=world.bengkulu) if hasattr(model, "municipality_id") else model()
    before = {field.attname: getattr(instance, field.attname) for field in model._meta.local_fields}
    more = {"municipality": world.bengkulu} if takes_a_city(kind) else {}
    with world.acting(world.admin, "ADMIN"):
        form = kind(hostile(world, first=model), instance=instance, **more)
        form.is_valid()
    changed = {
        field.name
        for field in model._meta.local_fields
        if getattr(form.instance, field.attname) != before[field.attname]
    }
    assert changed <= offered


@pytest.mark.parametrize("module", MODULES, ids=lambda module: module.__name__)
def test_no_view_spreads_a_post_over_a_row(module):
    """`**request.POST`, `setattr` and `__dict__` would take a column by the name that a stranger gives it."""
    tree = ast.parse(inspect.getsource(module))
    spread = [
        ast.unparse(node)
        for node in ast.walk(tree)
        if (isinstance(node, ast.Call) and getattr(node.func, "id", "") == "setattr")
        or (isinstance(node, ast.keyword) and node.arg is None and "request.POST" in ast.unparse(node.value))
        or (isinstance(node, ast.Attribute) and node.attr == "__dict__")
    ]
    assert spread == []
