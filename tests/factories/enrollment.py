from datetime import date
from itertools import count

from django.utils import timezone

from enrollment import corrections
from enrollment.models import Enrollment, Worker, WorkerUnit


SERIALS = count(1)


def make_worker(city, name="Siti Aminah", **fields):
    """A person with a NIK of her own; the serials 9001 to 9999 are of invented people."""
    number = next(SERIALS)
    nik = f"{city.code.replace('.', '')}{number // 999:02d}4108859{number % 999 + 1:03d}"
    fields = {"nik": nik, "birth_date": date(1985, 8, 1), "sex": "P"} | fields
    return Worker.objects.create(municipality=city, name=name, name_search=name.upper(), **fields)


def make_enrollment(city, worker=None, *, unit=None, category=None, **fields):
    worker = worker or make_worker(city)
    unit, category = unit or city.school, category or city.gtt
    fields = {
        "segment": category.segment,
        "programs": category.programs,
        "funding_source": category.funding_source,
        "wage": 1_500_000,
        "start_date": date(2026, 1, 1),
    } | fields
    WorkerUnit.objects.get_or_create(municipality=city, worker=worker, unit=unit)
    return Enrollment.objects.create(municipality=city, worker=worker, unit=unit, category=category, **fields)


def make_correction(worker, *, by, at=None, **fields):
    """Somebody asks for another phone number, in the unit where the person was enrolled last."""
    fields = {"field": "phone", "right": "081234567890", "asked_by": "Keluarga", "evidence": "KTP"} | fields
    fields.setdefault("unit", worker.enrollments.latest("start_date").unit)
    return corrections.ask(worker=worker, by=by, at=at or timezone.now(), **fields)
