"""What an operator should know before the site is opened to the world (manage.py check --deploy)."""

from django.conf import settings
from django.core.checks import Tags, Warning, register


NO_SCANNER = Warning(
    "No malware scanner looks at uploaded rosters before they are opened.",
    hint="Set PAYUNG_SCANNER to a command that ends with 0 for a clean file and 1 for malware,"
    ' for example "clamdscan --no-summary --fdpass".',
    id="enrollment.W001",
)


@register(Tags.security, deploy=True)
def a_scanner_is_configured(app_configs, **_given):
    return [] if settings.ROSTER_SCANNER else [NO_SCANNER]
