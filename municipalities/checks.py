"""What `check --deploy` refuses."""

from django.conf import settings
from django.core.checks import Error, Tags, register


@register(Tags.security, deploy=True)
def second_factor_is_asked_for(app_configs, **kwargs):
    if settings.SECOND_FACTOR or settings.DEMO:
        return []
    hint = "Set PAYUNG_SECOND_FACTOR=true: approvers, treasurers, branch and platform roles need a second factor."
    return [Error("The second factor is switched off, and this is no demo.", hint=hint, id="municipalities.E001")]
