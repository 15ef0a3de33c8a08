"""What an office would use instead: django-import-export in its bulk mode."""

import time
from contextlib import contextmanager
from datetime import date

import tablib
from django.db import connections, models
from import_export import fields, instance_loaders, resources, widgets

from enrollment.cells import dates, names, niks, texts, wages
from enrollment.cells.base import CellRefused, Rules
from enrollment.models import Enrollment, Worker
from municipalities.context import as_owner


TODAY = date(2026, 11, 24)
COPIED = "row_no, nik, name, birth_date, sex, unit_name, category_name, wage, start_date, kpj, phone"


class Row(models.Model):
    """What the file holds, in the staging table's columns and under its key, as a plain table."""

    row_no = models.IntegerField(primary_key=True)
    nik = models.CharField(max_length=16)
    name = models.CharField(max_length=200)
    birth_date = models.DateField()
    sex = models.CharField(max_length=1)
    unit_name = models.CharField(max_length=200)
    category_name = models.CharField(max_length=200)
    wage = models.BigIntegerField()
    start_date = models.DateField()
    kpj = models.CharField(max_length=20)
    phone = models.CharField(max_length=30)

    class Meta:
        app_label = "enrollment"
        db_table = "bench_row"
        managed = False

    def __str__(self):
        return str(self.row_no)


class Cleaned(widgets.Widget):
    """The same cleaner for the same cell as ours."""

    rules = Rules(today=TODAY)

    def __init__(self, cleaner):
        super().__init__()
        self.cleaner = cleaner

    def clean(self, value, row=None, **kwargs):
        try:
            return self.cleaner(value, lambda code, **detail: None, self.rules)
        except CellRefused as refused:
            raise ValueError(refused.code) from refused


def column(attribute, header, cleaner):
    return fields.Field(attribute=attribute, column_name=header, widget=Cleaned(cleaner))


class RowResource(resources.ModelResource):
    row_no = fields.Field(attribute="row_no", column_name="No", widget=widgets.IntegerWidget())
    nik = column("nik", "NIK", niks.nik)
    name = column("name", "Nama Lengkap", names.person_name)
    birth_date = column("birth_date", "Tgl Lahir", dates.birth_date)
    sex = column("sex", "L/P", texts.sex)
    unit_name = column("unit_name", "Unit Kerja", texts.label)
    category_name = column("category_name", "Jenis Pekerja", texts.label)
    wage = column("wage", "Upah", wages.rupiah)
    start_date = column("start_date", "TMT", dates.start_date)
    kpj = column("kpj", "No KPJ", texts.kpj)
    phone = column("phone", "No HP", texts.phone)

    class Meta:
        model = Row
        # Its fastest way: bulk, no look for a row that stands already, no difference, no report of each row.
        use_bulk, batch_size, force_init_instance = True, 1000, True
        skip_diff, skip_html_diff, report_skipped, use_transactions = True, True, False, True
        fields = tuple(COPIED.split(", "))
        import_id_fields = ("row_no",)


class OfCity(resources.ModelResource):
    """
    What a roster is for: people and their enrollments, in the tables where ours go, held against what stands there.

    No look at a row beyond its cells: nothing is refused, warned of, staged or kept for an undo.
    """

    class Meta:
        use_bulk, batch_size, skip_unchanged = True, 1000, True
        skip_html_diff, report_skipped, use_transactions = True, False, True
        instance_loader_class = instance_loaders.CachedInstanceLoader

    def __init__(self, city):
        super().__init__()
        self.city = city

    def before_save_instance(self, instance, row, **kwargs):
        instance.municipality_id = self.city.pk


class WorkerResource(OfCity):
    nik = column("nik", "NIK", niks.nik)
    name = column("name", "Nama Lengkap", names.person_name)
    birth_date = column("birth_date", "Tgl Lahir", dates.birth_date)
    sex = column("sex", "L/P", texts.sex)
    phone = column("phone", "No HP", texts.phone)

    class Meta(OfCity.Meta):
        model = Worker
        fields = ("nik", "name", "birth_date", "sex", "phone")
        import_id_fields = ("nik",)

    def get_queryset(self):
        return Worker.objects.filter(municipality=self.city)

    def before_save_instance(self, instance, row, **kwargs):
        super().before_save_instance(instance, row, **kwargs)
        instance.name_search = names.name_search(instance.name)


class Known(widgets.Widget):
    """A name or number as the key it stands for, looked up once for the whole file."""

    def __init__(self, keys):
        super().__init__()
        self.keys = keys

    def clean(self, value, row=None, **kwargs):
        return self.keys[value]


class EnrollmentResource(OfCity):
    wage = column("wage", "Upah", wages.rupiah)
    start_date = column("start_date", "TMT", dates.start_date)
    kpj = column("kpj", "No KPJ", texts.kpj)

    class Meta(OfCity.Meta):
        model = Enrollment
        fields = ("worker_id", "unit_id", "category_id", "wage", "start_date", "kpj")
        import_id_fields = ("worker_id",)

    def __init__(self, city):
        super().__init__(city)
        of_city = {
            "worker_id": ("NIK", Worker.objects.filter(municipality=city).values_list("nik", "pk")),
            "unit_id": ("Unit Kerja", city.units.values_list("name", "pk")),
            "category_id": ("Jenis Pekerja", city.categories.values_list("code", "pk")),
        }
        for name, (header, keys) in of_city.items():
            self.fields[name] = fields.Field(attribute=name, column_name=header, widget=Known(dict(keys)))

    def get_queryset(self):
        return Enrollment.objects.filter(municipality=self.city, is_void=False)

    def before_save_instance(self, instance, row, **kwargs):
        super().before_save_instance(instance, row, **kwargs)
        instance.segment, instance.programs, instance.funding_source = "PU", "JKK,JKM", "APBD"


def dataset(path):
    data = tablib.Dataset()
    if path.suffix == ".csv":
        return data.load(path.read_text("utf-8"), format="csv")
    return data.load(path.read_bytes(), format="xlsx")


def rows_alone(path):
    """Seconds into one plain table."""
    start = time.perf_counter()
    with using_owner():
        result = RowResource().import_data(dataset(path), dry_run=False, raise_errors=True)
    assert not result.has_errors()
    return time.perf_counter() - start


def whole_job(path, city):
    """Seconds into people and enrollments."""
    start = time.perf_counter()
    data = dataset(path)
    with using_owner():
        for resource in (WorkerResource, EnrollmentResource):
            assert not resource(city).import_data(data, dry_run=False, raise_errors=True).has_errors()
    return time.perf_counter() - start


@contextmanager
def using_owner():
    """import-export writes through the default connection; here that is the owner's, without the wall."""
    default = connections["default"]
    connections["default"] = connections["owner"]
    try:
        with as_owner():
            yield
    finally:
        connections["default"] = default
