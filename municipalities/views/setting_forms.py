"""What every form of the settings shares: one template, what is wrong beside its field, 422 where it is refused."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from common.refusals import Refused


NEVER_EMPTY = (
    "without_emblem",
    "risk_class",
    "is_joint_leave",
    "confirmed",
)  # a choice that says something, whichever it is
WRONG = {
    "CATEGORY_THERE": "name",
    "DAY_IS_OVER": "day",
    "DUTY_TAKEN": "duty",
    "ENDS_IN_THE_PAST": "end_date",
    "HOLIDAY_THERE": "day",
    "OFFICE_THERE": "name",
    "OUT_OF_TURN": "start_date",
    "PAST_IS_WRITTEN": "start_date",
    "REASON_MISSING": "reason",
    "SAME_DAY": "start_date",
    "UNDER_ITSELF": "parent",
}
form_page = require_http_methods(["GET", "HEAD", "POST"])


def filled_in(request, form, verb, done, words, *, given=None, **of):
    """
    A form that its verb takes: saved and back, or shown again with what is wrong.

    :param done: what is said then; a function makes it of what the verb returned
    :param given: a function that makes of the valid form what the verb takes, where that is not each field by its name
    """
    if form.is_valid():
        taken = given(form) if given else form.cleaned_data
        try:
            found = verb(by=request.user, at=timezone.now(), **of, **taken)
        except Refused as refusal:
            refuse(form, refusal)
        else:
            messages.success(request, done(found) if callable(done) else done)
            return redirect(words["back"])
    return show_form(request, form, status=422, **words)


def refuse(form, refusal):
    """Beside the field that is wrong, if the form has it; a refusal with several reasons says each."""
    field = WRONG.get(refusal.code, refusal.detail.get("field"))
    for reason in refusal.detail.get("reasons", [str(refusal)]):
        form.add_error(field if field in form.fields else None, reason)


def show_form(request, form, *, title, lead, button, back, facts=(), careful=False, status=200):
    context = {
        "form": form,
        "fields": [(field, not field.field.required and field.name not in NEVER_EMPTY) for field in form],
        "title": title,
        "lead": lead,
        "button": button,
        "back_url": back,
        "facts": list(facts),
        "kind": "careful" if careful else "",
        "has_files": form.is_multipart(),
    }
    return render(request, "municipalities/setting_form.html", context, status=status)


def unit_of(request, public_id):
    rows = request.municipality.units.select_related("municipality", "parent", "merged_into")
    return get_object_or_404(rows, public_id=public_id)
