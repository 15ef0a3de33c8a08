"""The forms of the site, and what a stranger would like to tell them."""

import pkgutil
from importlib import import_module

from django import forms
from django.apps import apps
from django.db import models


APPS = ("municipalities", "agreements", "enrollment", "contributions", "claims", "reports")


def form_classes():
    """Every form of our own, found by walking the modules."""
    for app in APPS:
        package = import_module(app)
        for found in pkgutil.walk_packages(package.__path__, f"{app}."):
            if ".migrations" not in found.name:
                import_module(found.name)
    waiting, ours = [forms.BaseForm], set()
    while waiting:
        for kind in waiting.pop().__subclasses__():
            waiting.append(kind)
            if kind.__module__.split(".")[0] in APPS:
                ours.add(kind)
    return sorted(ours, key=lambda kind: (kind.__module__, kind.__qualname__))


def hostile(world, *, first=None):
    """
    {name: a value} of every column of every table: another city, another state, another person.

    :param first: the model whose columns win where several tables have one of that name
    """
    values = {}
    for model in sorted(apps.get_models(), key=lambda model: model is not first):
        for field in model._meta.local_fields:
            for name in {field.name, field.attname}:
                values.setdefault(name, str(another(world, field)))
    return values | {"municipality": world.kupang.pk, "municipality_id": world.kupang.pk}


def another(world, field):
    if field.remote_field:
        return {"User": world.stranger.pk, "Unit": world.kupang.school.pk, "Branch": world.kupang.branch.pk}.get(
            field.related_model.__name__, 1
        )
    if field.choices:
        return field.flatchoices[-1][0]
    if isinstance(field, models.BooleanField):
        return "on"
    if isinstance(field, models.DateTimeField):
        return "2031-03-07 10:00"
    if isinstance(field, models.DateField):
        return "2031-03-07"
    return 987654321
