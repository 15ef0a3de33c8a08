"""What every page shows round its content: the place, the navigation, the banner of the demo."""

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from municipalities.roles import Permission, may


# (url name, label, icon, permission or None); the current one is the longest address the page lies under.
MENU = (
    ("home", _("Beranda"), "house", None),
    ("roster_list", _("Roster"), "file-spreadsheet", Permission.VIEW_ROSTERS),
    ("worker_list", _("Pekerja"), "users", Permission.VIEW_WORKERS),
    ("agreement_list", _("Perjanjian"), "handshake", Permission.VIEW_AGREEMENTS),
    ("circular_list", _("Surat edaran"), "megaphone", Permission.VIEW_AGREEMENTS),
    ("run_list", _("Iuran"), "calculator", Permission.VIEW_MONEY),
    ("budget", _("Anggaran"), "wallet", Permission.VIEW_MONEY),
    ("coverage", _("Cakupan"), "chart-pie", Permission.VIEW_COVERAGE),
    ("claim_list", _("Klaim"), "heart-handshake", Permission.VIEW_CLAIMS),
    ("cards", _("Kartu"), "id-card", Permission.PRINT_CARDS),
    ("paper_list", _("Cetakan"), "printer", Permission.VIEW_PAPERS),
)


def page(request):
    return {"demo_banner": settings.DEMO, "nav": menu(request)}


def menu(request):
    """The pages that the active role may open; empty before sign-in."""
    if not getattr(request, "role", None):
        return []
    items = [
        {"url": url, "label": label, "icon": icon}
        for name, label, icon, permission in MENU
        if (permission is None or may(request.role, permission)) and (url := address(name))
    ]
    under = [item["url"] for item in items if request.path.startswith(item["url"])]
    return [item | {"current": item["url"] == max(under, key=len, default="")} for item in items]


def address(name):
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def address_for(role, name):
    """The address of a page of the menu, if this role may open it."""
    asked = next(permission for url, _label, _icon, permission in MENU if url == name)
    return address(name) if asked is None or may(role, asked) else ""
