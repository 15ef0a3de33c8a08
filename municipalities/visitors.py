"""Where a request comes from, and with what."""

import re

from django.conf import settings
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext as _


# The first that fits: Edge and Opera call themselves Chrome too, Chrome calls itself Safari.
BROWSERS = (
    (r"Edg(?:e|A|iOS)?/", "Edge"),
    (r"OPR/|Opera", "Opera"),
    (r"SamsungBrowser/", "Samsung Internet"),
    (r"Firefox/|FxiOS/", "Firefox"),
    (r"Chrom(?:e|ium)/|CriOS/|HeadlessChrome/", "Chrome"),
    (r"Safari/", "Safari"),
)
SYSTEMS = (
    (r"Windows", "Windows"),
    (r"Android", "Android"),
    (r"iPhone|iPad|iPod", "iOS"),
    (r"Mac OS X|Macintosh", "macOS"),
    (r"CrOS", "ChromeOS"),
    (r"Linux", "Linux"),
)


def address_of(request):
    """The address of the person: past as many proxies of our own as the settings say."""
    hops = [*request.headers.get("X-Forwarded-For", "").split(","), request.META.get("REMOTE_ADDR", "")]
    return hops[-1 - min(settings.PROXIES, len(hops) - 1)].strip()


def device_of(user_agent):
    """As people say it: "Chrome di Windows"."""
    browser, system = (
        next((name for pattern, name in names if re.search(pattern, user_agent)), "") for names in (BROWSERS, SYSTEMS)
    )
    if browser and system:
        return _("%(browser)s di %(system)s") % {"browser": browser, "system": system}
    return browser or system or _("Peramban yang tidak dikenal")


def kept(address):
    """An address as trails keep it. Keyed: the few addresses there are could be tried against a plain hash."""
    return salted_hmac("payung.address", address, algorithm="sha256").hexdigest()[:16]
