"""The forms of the wage basis among the settings: they look at wages, so they stand on the floor of the wages."""

from enrollment import daily_wages
from enrollment.forms.wage_bases import AskedWageBasisForm
from municipalities.access import requires
from municipalities.roles import Permission
from municipalities.views import settings
from municipalities.views.setting_forms import form_page


KIND = settings.KINDS["dasar-upah"]


@form_page
@requires(Permission.CHANGE_SETTINGS)
def wage_basis_new(request):
    return settings.begin(
        request, KIND, form=AskedWageBasisForm, verb=daily_wages.begin, given=with_the_answer(settings.as_entry)
    )


@form_page
@requires(Permission.CHANGE_SETTINGS)
def wage_basis_correct(request, public_id):
    return settings.correct(
        request, KIND, public_id, form=AskedWageBasisForm, verb=daily_wages.correct,
        given=with_the_answer(settings.as_values),
    )  # fmt: skip


def with_the_answer(given):
    return lambda form: given(form) | {"confirmed": form.cleaned_data.get("confirmed", False)}
