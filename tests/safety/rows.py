"""A row of any table in any city, made from the model's own fields, so that no table is forgotten."""

import uuid
from contextlib import contextmanager
from datetime import UTC, date, datetime
from itertools import count

from django.apps import apps
from django.db import models

from contributions.models import Bill, Settlement
from municipalities.models import Municipality, User
from municipalities.wall.gates import table_classes
from tests.safety.force import by_force


SERIALS = count(1)
# What a check constraint asks for and a field's type does not tell.
NEEDED = {
    "agreements_agreement": lambda n: {"status": "IN_REVIEW"},  # a draft is seen by its own side alone
    "agreements_agreementrate": lambda n: {"rate": 240},
    "agreements_circular": lambda n: {  # a draft of the city is not for the branch
        "status": "ISSUED",
        "number": f"X{n}",
        "issued_by": User.objects.filter(is_service=False).first(),
        "issued_at": datetime(2026, 1, 1, tzinfo=UTC),
    },
    "agreements_circularreminder": lambda n: {"due_date": date(2026, 3, 1)},
    "contributions_bankrow": lambda n: {"fault": "DATE"},
    "enrollment_bulkact": lambda n: {"kind": "END", "reason": "RESIGNED"},
    "reports_cardorder": lambda n: {"mark": f"{n}"},
    "enrollment_gaptarget": lambda n: {"due_date": date(2026, 3, 1)},
    "enrollment_worker": lambda n: {"nik": f"1771024108{n:06d}"},
    "municipalities_job": lambda n: {"task": "reports.tasks.print_cards"},  # of other work a branch sees nothing
    "municipalities_rulechoice": lambda n: {"rule": "PAID_WITHIN", "value": "3"},  # one that can be read
    "municipalities_municipality": lambda n: {"code": f"99.{n:02d}"},
}
AT_THE_END_OF_A_WAY = {
    *("agreements_agreementscan", "agreements_agreementsignature", "claims_payout", "claims_payoutproof"),
    *("claims_scholarshipyear", "claims_scholarshipend"),
    *(f"agreements_circular{part}" for part in ("addressee", "category", "legalbasis")),  # of an issued circular
}
VALUES = {
    models.DateTimeField: lambda n: datetime(2026, 1, 1, tzinfo=UTC),
    models.DateField: lambda n: date(2026, 1, 1),
    models.BooleanField: lambda n: False,
    models.IntegerField: lambda n: 1,
    models.DecimalField: lambda n: 1,
    models.BinaryField: lambda n: b"x",
    models.JSONField: lambda n: {},
    models.UUIDField: lambda n: uuid.UUID(int=n),
    models.UUIDField: lambda n: uuid.uuid4(),
    models.CharField: lambda n: f"X{n}",
    models.TextField: lambda n: f"X{n}",
    models.FileField: lambda n: f"x/{n}",
}


def table_models():
    """{table: model} of every table that declares a class."""
    classes = table_classes()
    return {
        model._meta.db_table: model
        for model in sorted(apps.get_models(), key=lambda model: model._meta.db_table)
        if model._meta.db_table in classes
    }


def row_in(city, model, **given):
    """A row of this model in this city: one that is there, else a new one with the rows it needs."""
    if model is Municipality:
        return city
    if _has_city(model):
        there = model.objects.filter(municipality=city, **given).first()
        if there:
            return there
    return _new_row(city, model, **given)


def _new_row(city, model, **given):
    number = next(SERIALS)
    if model is Settlement:  # no bill gives to itself
        given = {"bill": row_in(city, Bill), "source": _new_row(city, Bill, attempt=number)} | given
    values = given | ({"municipality": city} if _has_city(model) else {})
    for field in model._meta.local_fields:
        if field.name not in values and not _fills_itself(field):
            values[field.name] = _value(field, city, number)
    values |= NEEDED.get(model._meta.db_table, lambda n: {})(number)
    with _as_it_stands(model):
        return model.objects.create(**values)


@contextmanager
def _as_it_stands(model):
    """A row that only a long way leads to is put there past the triggers of its table."""
    if model._meta.db_table not in AT_THE_END_OF_A_WAY:
        yield
        return
    with by_force():
        yield


def _has_city(model):
    return any(field.name == "municipality" for field in model._meta.local_fields)


def _fills_itself(field):
    return field.primary_key or field.null or field.has_default() or (field.blank and not field.remote_field)


def _value(field, city, number):
    if field.remote_field:
        return row_in(city, field.remote_field.model)
    if field.name == "number":  # counted per city
        return number
    if field.choices:
        return field.choices[0][0]
    for kind, value in VALUES.items():
        if isinstance(field, kind):
            made = value(number)
            return made[: field.max_length] if isinstance(made, str) and field.max_length else made
    raise NotImplementedError(f"tests/safety/rows.py has no value for {field}")
