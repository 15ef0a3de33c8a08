"""
Which rows are about a person, found through the keys of the tables: whatever carries the NIK, and what points there.

A table that comes later is found as well, as soon as it points at a row that is found or carries a `nik`.
"""

from django.apps import apps
from django.db import models
from django.db.models import Q

from municipalities.data_classes import DataClass, classes_of
from municipalities.models import TenantModel


PEOPLE = (DataClass.PERSONAL, DataClass.SPECIFIC)
OWN_NAME = ("name", "name_search", "account_name")  # of whoever has the NIK of the row


def tenant_models():
    return [model for model in apps.get_models() if issubclass(model, TenantModel)]


def keys_between():
    """(model, its field, the model it points at), for every key between rows of a city."""
    return [
        (model, field, field.remote_field.model)
        for model in tenant_models()
        for field in model._meta.local_fields
        if getattr(field, "within_tenant", False)
    ]


def about_nik(*, municipality, nik):
    """{model: ids} of everything about whoever has this NIK in the city."""
    found = {}
    for model in tenant_models():
        if has_nik(model):
            add(found, model, of(municipality, model).filter(nik=nik))
    return with_what_points_there(municipality, found)


def with_what_points_there(municipality, found):
    waiting = list(found)
    while waiting:
        target = waiting.pop(0)
        for model, field, pointed_at in keys_between():
            if pointed_at is target:
                rows = of(municipality, model).filter(**{f"{field.name}__in": found[target]})
                if add(found, model, rows):
                    waiting.append(model)
    return found


def about_name(*, municipality, name):
    """
    {model: {id: [columns]}} of where somebody without a NIK stands by this name: guests, guardians, witnesses.

    Whoever's own row has a NIK is another person, or is found by that.
    """
    found = {}
    for model in tenant_models():
        for field in named_columns(model):
            called = Q(**{f"{field.name}__iexact": name})
            if isinstance(field, models.JSONField):
                called = Q(**{f"{field.name}__contains": [name]})
            for pk in of(municipality, model).filter(called & nobody_elses(model, field)).values_list("pk", flat=True):
                found.setdefault(model, {}).setdefault(pk, []).append(field.name)
    return found


def nobody_elses(model, field):
    if field.name in OWN_NAME and has_nik(model):
        return Q(nik="") | Q(nik=None)
    return Q()


def has_nik(model):
    return any(field.name == "nik" for field in model._meta.local_fields)


def named_columns(model):
    kinds = classes_of(model)
    texts = (models.CharField, models.TextField, models.JSONField)
    return [f for f in model._meta.local_fields if kinds[f.name] in PEOPLE and isinstance(f, texts) and not f.choices]


def of(municipality, model):
    return model._base_manager.filter(municipality_id=municipality.pk)


def add(found, model, rows):
    """Whether there was anything new."""
    known = found.get(model, set())
    ids = set(rows.values_list("pk", flat=True))
    if ids - known:
        found[model] = known | ids
    return bool(ids - known)
