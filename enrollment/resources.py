"""
The columns of a roster as Resources of django-import-export, both derived from the one declaration.

EnrollmentResource writes what the city has stored as rows of a roster; RosterResource takes a few rows in, by other
steps than the reader of files and to the same end.
"""

from pathlib import Path

from django.core.exceptions import ValidationError
from import_export import fields, resources, widgets

from enrollment import checking, wages
from enrollment.cells.base import CellRefused, said
from enrollment.cells.names import name_search
from enrollment.columns import BY_NAME, ROSTER
from enrollment.messages import message
from enrollment.models import Enrollment, RosterRow
from enrollment.reader import ROWS, comparing, writing
from enrollment.reader.headers import Header
from enrollment.reader.judging import Judge
from enrollment.reader.kinds import EMPTY, NOTHING, PERSON, Kinds
from enrollment.reader.refusing import Question
from enrollment.reader.tables import ERROR, WARNING, problem
from enrollment.staging import loading
from municipalities.opening import outside
from municipalities.opening.refusing import FileRefused


Outcome = RosterRow.Outcome
NAMES = [column.name for column in ROSTER]
# Where an enrollment keeps a declared column; a column that is not named here is kept under its own name.
STORED = {
    "nik": "worker__nik",
    "name": "worker__name",
    "birth_date": "worker__birth_date",
    "sex": "worker__sex",
    "unit": "unit__name",
    "category": "category__name",
    "phone": "worker__phone",
    "wage": "counted_wage",  # of the month that is asked for
}


class RosterCell(widgets.Widget):
    """A cell of this column, as a roster writes it and as its cleaner reads it."""

    def __init__(self, column):
        super().__init__()
        self.column = column

    def render(self, value, obj=None, **kwargs):
        """A day as dd-mm-yyyy, rupiah as a number, nothing as an empty cell."""
        if value is None:
            return ""
        if hasattr(value, "year"):
            return f"{value:%d-%m-}{value.year:04}"
        return value if isinstance(value, int) else str(value)

    def clean(self, value, row=None, *, warn, rules, **kwargs):
        """:raises CellRefused: as the cleaner of the column"""
        return None if value in EMPTY else self.column.clean(value, warn, rules)


def field(column, attribute):
    return fields.Field(attribute=attribute, column_name=column.label, widget=RosterCell(column))


EnrollmentResource = resources.modelresource_factory(
    Enrollment,
    meta_options={"fields": NAMES, "export_order": NAMES},
    custom_fields={column.name: field(column, STORED.get(column.name, column.name)) for column in ROSTER},
)


def rows(enrollments, *, month):
    """Each enrollment as the cells of a roster's row, in the order of the declared columns, with the month's wage."""
    resource = EnrollmentResource()
    found = enrollments.annotate(counted_wage=wages.in_month(month)).select_related("worker", "unit", "category")
    return (resource.export_resource(enrollment) for enrollment in found.iterator(chunk_size=2000))


class Import(resources.ModelResource):
    """
    A few rows taken in: the cells by the widgets, the row as a whole, then all of them beside the city.

    A row that is refused is an invalid row of the result, by column with our codes. What holds the file as a whole is
    its one base error, a FileRefused or a Question. The rows of the dataset follow a line of headers, which counts
    as one unless the people were typed into a page.

    :param roster: for which unit, category and start; one that is not saved is saved with its rows
    """

    class Meta:
        force_init_instance = skip_diff = skip_html_diff = use_transactions = True

    def __init__(self, roster):
        super().__init__()
        self.roster, self.rules = roster, checking.rules(roster)
        self.first_row = 1 if roster.is_typed else 2

    def before_import(self, dataset, **kwargs):
        if not self.roster.pk:
            self.roster.save()
        places = {
            name: dataset.headers.index(BY_NAME[name].label)
            for name in NAMES
            if BY_NAME[name].label in dataset.headers
        }
        self.kinds = Kinds(Header(0, 1, places, dataset.headers))
        self.judge = Judge(places, self.rules, frozenset(self.roster.accepted))
        self.taken = []

    def before_import_row(self, row, **kwargs):
        self.kind = self.kinds.of(list(row.values()))

    def after_init_instance(self, instance, new, row, **kwargs):
        instance.row_no = kwargs["row_number"] - 1 + self.first_row
        instance.raw = {name: said(row[BY_NAME[name].label]) for name in NAMES if row.get(BY_NAME[name].label)}
        instance.outcome = Outcome.SKIPPED

    def import_field(self, field, instance, row, is_m2m=False, **kwargs):
        if self.kind != PERSON:
            return
        column, before = field.widget.column, len(instance.problems)

        def warn(code, **detail):
            instance.problems.append(problem(code, column.name, WARNING, detail))

        try:
            super().import_field(field, instance, row, is_m2m, warn=warn, rules=self.rules, **kwargs)
        except CellRefused as refused:
            instance.problems.append(problem(refused.code, column.name, ERROR, refused.detail))
        if column.required and getattr(instance, field.attribute) is None and len(instance.problems) == before:
            instance.problems.append(problem("REQUIRED", column.name, ERROR, {}))

    def skip_row(self, instance, original, row, import_validation_errors=None):
        return self.kind == NOTHING

    def before_save_instance(self, instance, row, **kwargs):
        if self.kind != PERSON:
            return
        if instance.name is not None:
            instance.name_search = name_search(instance.name)
        values = {column.name: getattr(instance, column.copied_as) for column in ROSTER}
        instance.problems = comparing.compare(values, instance.problems)
        self.judge.see(list(row.values()), values, instance.problems)
        refused = any(each["level"] == ERROR for each in instance.problems)
        instance.outcome = Outcome.REFUSED if refused else Outcome.NEW

    def do_instance_save(self, instance, is_create):
        """All of them go to the staging together: what is asked of a row beside the others is asked there."""
        self.taken.append(instance)

    def after_import(self, dataset, result, **kwargs):
        try:
            if not self.taken:
                raise FileRefused("EMPTY", reason="NO_ROWS")
            self.judge.decide()
        except (FileRefused, Question) as held:
            result.append_base_error(self.get_error_result_class()(held))
            return
        self.stage()
        for row in self.staged().filter(outcome=Outcome.REFUSED):
            place = row.row_no - self.first_row
            result.append_invalid_row(place + 1, dataset.dict[place], refusal(row))

    @property
    def people(self):
        return [row for row in self.taken if row.outcome != Outcome.SKIPPED]

    def stage(self):
        basis = checking.wage_basis(self.roster.municipality)
        with outside.work_dir() as work_dir:
            with writing.CopyFile(Path(work_dir) / ROWS) as out:
                for row in self.taken:
                    values = "\t".join(writing.escaped(getattr(row, name)) for name in writing.VALUES)
                    raw = ", ".join(writing.raw_member(name, text) for name, text in row.raw.items())
                    flags = {"refused": row.outcome == Outcome.REFUSED, "skipped": row.outcome == Outcome.SKIPPED}
                    out.add(row.row_no, values, raw, writing.problems_text(row.problems), **flags)
            loading.stage(self.roster, out.path, wage_required=checking.is_received_wage(basis))

    def staged(self):
        return self.roster.roster_rows.filter(municipality_id=self.roster.municipality_id).order_by("row_no")


def refusal(row):
    """What refuses a staged row, by column and with the codes."""
    found = {}
    for each in row.problems:
        if each["level"] == ERROR:
            found.setdefault(each["column"], []).append(ValidationError(message(each), code=each["code"]))
    return ValidationError(found)


RosterResource = resources.modelresource_factory(
    RosterRow,
    resource_class=Import,
    meta_options={"fields": NAMES, "import_order": NAMES},
    custom_fields={column.name: field(column, column.copied_as) for column in ROSTER},
)
