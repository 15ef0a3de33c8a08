"""How the pages look in this browser: plain, or in high contrast; without a choice the system's wish counts."""

COOKIE = "tampilan"
THEMES = ("contrast", "plain")
YEAR = 365 * 24 * 3600


def theme_of(request):
    """The theme this browser chose, or "" where it leaves it to the system."""
    chosen = request.COOKIES.get(COOKIE, "")
    return chosen if chosen in THEMES else ""
