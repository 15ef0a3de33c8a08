"""What every page shows round its content: the place, the navigation, the banner of the demo."""

from django.conf import settings
from django.urls import NoReverseMatch, reverse
from django.utils.translation import gettext_lazy as _

from municipalities import appearance
from municipalities.accounts import idle
from municipalities.roles import Permission, may


# (group, its lines); a line is (url name, label, icon, permission or None). A group of which nobody sees a line is not
# shown, nor is a line whose address does not exist. The current one is the longest address the page lies under;
# every page lies under the home page's, so that one has to be the page itself.
MENU = (
    (
        "",
        (
            ("home", _("Beranda"), "house", None),
            ("work_list", _("Daftar kerja"), "clock", Permission.VIEW_WORKLIST),
        ),
    ),
    (
        _("Kepesertaan"),
        (
            ("roster_list", _("Roster"), "file-spreadsheet", Permission.VIEW_ROSTERS),
            ("worker_list", _("Pekerja"), "users", Permission.VIEW_WORKERS),
            ("cards", _("Kartu"), "id-card", Permission.PRINT_CARDS),
            ("coverage", _("Cakupan"), "chart-pie", Permission.VIEW_COVERAGE),
        ),
    ),
    (
        _("Iuran dan klaim"),
        (
            ("run_list", _("Iuran"), "calculator", Permission.VIEW_MONEY),
            ("sipp_list", _("Berkas SIPP"), "file-text", Permission.VIEW_MONEY),
            ("bank_list", _("Berkas bank"), "wallet", Permission.RECORD_PAYMENT),
            ("arrears_list", _("Tunggakan"), "wallet", Permission.VIEW_MONEY),
            ("recap", _("Rekap iuran"), "calculator", Permission.VIEW_RECAPS),
            ("budget", _("Anggaran"), "wallet", Permission.VIEW_MONEY),
            ("claim_list", _("Klaim"), "heart-handshake", Permission.VIEW_CLAIMS),
        ),
    ),
    (
        _("Naskah"),
        (
            ("agreement_list", _("Perjanjian"), "handshake", Permission.VIEW_AGREEMENTS),
            ("circular_list", _("Surat edaran"), "megaphone", Permission.VIEW_AGREEMENTS),
            ("briefing_list", _("Sosialisasi"), "calendar-days", Permission.VIEW_AGREEMENTS),
            ("paper_list", _("Cetakan"), "printer", Permission.VIEW_PAPERS),
        ),
    ),
    (
        # People, offices, settings: icons user-plus, building-2, mail and sliders-horizontal are in the sprite.
        _("Kelola"),
        (
            ("people", _("Orang dan peran"), "user-plus", Permission.MANAGE_PEOPLE),
            ("places", _("Kota dan kantor"), "building-2", Permission.MANAGE_PLACES),
            ("settings", _("Pengaturan"), "sliders-horizontal", Permission.VIEW_SETTINGS),
        ),
    ),
    (
        # The trail and personal data: icons history and shield.
        _("Pengawasan"),
        (
            ("audit_trail", _("Jejak audit"), "history", Permission.VIEW_AUDIT),
            ("personal_data", _("Data pribadi"), "shield", Permission.PROTECT_DATA),
        ),
    ),
)
# A line that stands only where the other does not: from there everybody else comes to it.
REACHED_FROM = {"recap": "run_list"}
LINES = {line[0]: line for _group, lines in MENU for line in lines}


def page(request):
    role = getattr(request, "role", None)
    return {
        "demo_banner": settings.DEMO,
        "second_factor_off": not settings.SECOND_FACTOR,
        "idle_minutes": int(idle.limit_for(role).total_seconds() // 60) if role else 0,
        "nav": menu(request),
        "theme": appearance.theme_of(request),
    }


def menu(request):
    """The groups of pages that the active role may open; empty before sign-in."""
    if not getattr(request, "role", None):
        return []
    addresses = {name: address_for(request.role, name) for name in LINES}
    home = address("home")
    under = [url for url in addresses.values() if url and request.path.startswith(url) and url != home]
    here = max(under, key=len, default=home if request.path == home else "")
    groups = [
        {
            "label": label,
            "lines": [
                {"url": url, "label": said, "icon": icon, "current": url == here}
                for name, said, icon, _permission in lines
                if (url := addresses[name])
            ],
        }
        for label, lines in MENU
    ]
    return [group for group in groups if group["lines"]]


def address(name):
    try:
        return reverse(name)
    except NoReverseMatch:
        return ""


def address_for(role, name):
    """The address of a page of the menu, if this role may open it."""
    above, permission = REACHED_FROM.get(name), LINES[name][-1]
    if above and address_for(role, above):
        return ""
    return address(name) if permission is None or may(role, permission) else ""
