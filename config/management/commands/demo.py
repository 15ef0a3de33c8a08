import json
import os
import secrets
from datetime import date
from functools import partial
from pathlib import Path

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.db import connections
from django.utils import timezone

from common.months import first_day, last_full_month, months_in
from common.rupiah import grouped
from config import cities, demo_site, serving
from config.cities import platform
from config.monthly import bill_month, correct
from contributions import totals
from enrollment import rosters
from enrollment.models import Roster
from municipalities import service_user
from municipalities.commands import month
from reports import card_copies, city_coverage, counting, coverage_papers, printing


COLUMNS = (
    *("city", "rows", "enrolled", "active", "refused", "month", "jkk", "jkm", "jht", "total"),
    *("cards", "gap", "quoted_gap"),
)

HISTORY_STARTS = date(2023, 1, 1)


class Command(BaseCommand):
    help = "The main job for the five cities on real roster files: enroll, calculate, approve, bill, cards, gap."
    requires_system_checks = ()

    def add_arguments(self, parser):
        parser.add_argument("--json", action="store_true", help="the closing table as one JSON object")
        parser.add_argument("--no-serve", action="store_true", help="stop after the table")
        parser.add_argument("--port", type=port, default=8000, help="where the site is served (default: 8000)")
        parser.add_argument(
            "--history",
            action="store_true",
            help="every month from January 2023 to this one, with payments, a late month, a correction and arrears",
        )
        parser.add_argument(
            "--month", type=month, metavar="2026-10", help="the month to bill (default: the last full one)"
        )

    def handle(self, *args, **options):
        self.quiet, self.port = options["json"], options["port"]
        settings.PUBLIC_URL = demo_site.public_url(self.port)
        try:
            if not options["no_serve"]:
                serving.refuse_taken_port(self.port)
            given = self.do_main_jobs(options["month"], history=options["history"])
            if not options["no_serve"]:
                self.serve(given)
        except serving.CannotServe as reason:
            raise CommandError(str(reason)) from reason

    def do_main_jobs(self, billed, *, history):
        call_command("set_up", verbosity=0)
        call_command("load_regions", stdout=open(os.devnull, "w"))  # noqa: SIM115 closed with the process
        password = demo_password()
        given, found = [cities.read(path) for path in cities.paths()], []
        for each in given:
            city = cities.load(each, password=password)
            self.say(f"{city} ...")
            found.append(do_main_job(each, city, billed or last_full_month(city.today()), history=history))
        platform.load(platform.read(), password=password)
        self.print(found)
        demo_site.write_accounts(demo_site.accounts(given, password))
        return given

    def serve(self, given):
        demo_site.collect_static()
        # Forked while a connection is open, a child would share it.
        connections.close_all()
        children = demo_site.children(port=self.port)
        site = serving.Site(children, port=self.port, say=self.stderr.write)
        site.run(when_ready=partial(self.print_sign_ins, given))
        self.say("Stopped.")

    def print_sign_ins(self, given):
        """To stderr with --json, whose stdout is the object alone."""
        out = self.stderr if self.quiet else self.stdout
        rows = demo_site.one_of_each_role(demo_site.accounts(given, demo_password()))
        out.write(f"\nhttp://{serving.ADDRESS}:{self.port}/  until Ctrl-C. Sign in as:")
        names = ("username", "password", "role_label", "place")
        widths = {name: max(len(row[name]) for row in rows) for name in names}
        for row in rows:
            out.write("  " + "  ".join(row[name].ljust(widths[name]) for name in names).rstrip())
        out.write(f"More people stand on the sign-in page. Logs: {settings.HOME / 'log'}")
        out.flush()

    def say(self, text):
        if not self.quiet:
            self.stdout.write(text)

    def print(self, found):
        if self.quiet:
            self.stdout.write(json.dumps({"cities": found}, default=str, ensure_ascii=False))
            return
        rows = [COLUMNS, *([shown(each[name]) for name in COLUMNS] for each in found)]
        widths = [max(len(row[place]) for row in rows) for place in range(len(COLUMNS))]
        for row in rows:
            self.stdout.write("  ".join(cell.rjust(width) for cell, width in zip(row, widths, strict=True)))
        for each in found:
            self.stdout.write(f"{each['city']}: {', '.join(each['files'])}")


def port(text):
    """An argument like 8000."""
    number = int(text)
    if not 1 <= number <= 65535:
        raise ValueError(text)
    return number


def shown(value):
    return grouped(value) if isinstance(value, int) else "-" if value is None else str(value)


def demo_password():
    """One password for the people of the demo, made at the first start and kept for its owner alone."""
    path = settings.HOME / "demo_password"
    if not path.exists():
        path.touch(mode=0o600)
        path.write_text(f"payung-{secrets.token_hex(5)}")
    return path.read_text().strip()


def do_main_job(given, city, billed, *, history=False):
    """File -> enrolled workers -> month -> bill, cards and gap; what a second start finds done it leaves alone."""
    at, out = timezone.now(), Path(settings.HOME) / "demo" / city.code
    out.mkdir(parents=True, exist_ok=True)
    with service_user.at_work(city, patient=True) as system:
        imported = [import_file(city, roster, by=system, at=at) for roster in given["rosters"]]
    cities.load_after_rosters(given, city)
    if history:
        for each in months_in(HISTORY_STARTS, city.today()):
            bill_month(given, city, each)
        correct(given, city)
    run = bill_month(given, city, first_day(billed))
    with service_user.at_work(city, patient=True):
        counting.count_all(municipality=city, at=timezone.now())
    with service_user.at_work(city, patient=True) as system:
        files = print_papers(city, run, out, by=system, at=at)
        return summary(city, run, imported, files)


def import_file(city, roster, *, by, at):
    path = settings.BASE_DIR / "examples" / "rosters" / roster["file"]
    received = rosters.receive(
        municipality=city,
        path=path,
        file_name=path.name,
        unit=city.units.get(code=roster["unit"]) if "unit" in roster else None,
        category=city.categories.get(code=roster["category"]) if "category" in roster else None,
        start_date=roster.get("start"),
        sheet=roster.get("sheet", ""),
        by=by,
        at=at,
    )
    if received.status == Roster.Status.RECEIVED:
        received = rosters.check(roster=received, accept=roster.get("accept", ()), by=by, at=at)
    if received.status == Roster.Status.CHECKED:
        received = rosters.commit(roster=received, by=by, at=at)
    return received


def print_papers(city, run, out, *, by, at):
    bill, cards = out / f"tagihan-{run.month:%Y-%m}.pdf", out / "kartu.pdf"
    if not bill.exists():
        printing.print_bills(municipality=city, month=run.month, out=bill, by=by, at=at)
    count_file = out / "kartu.json"
    if not (cards.exists() and count_file.exists()):
        copied = card_copies.print_to(municipality=city, out=cards, by=by, at=at, reason="berkas contoh")
        count_file.write_text(json.dumps({"cards": copied.cards, "without_card": copied.without_card}))
    gaps = out / "kesenjangan.pdf"
    if not gaps.exists():
        _paper, content = coverage_papers.print_gap_list(municipality=city, day=city.today(), by=by, at=at)
        gaps.write_bytes(content)
    return {"cards": json.loads(count_file.read_text())["cards"], "files": [str(bill), str(cards), str(gaps)]}


def summary(city, run, imported, printed):
    units = totals.per_unit(run)
    headline = city_coverage.of_city(city, day=city.today(), fresh=True).headline()
    return {
        "city": city.name,
        "rows": sum(roster.rows for roster in imported),
        "enrolled": sum(roster.new for roster in imported),
        "active": city.enrollments.in_force_on(city.today()).count(),
        "refused": sum(roster.refused for roster in imported),
        "month": f"{run.month:%Y-%m}",
        **{program: sum(unit[program] for unit in units) for program in ("jkk", "jkm", "jht")},
        "total": run.total,
        "cards": printed["cards"],
        "gap": None if headline.is_invented else headline.gap,
        "quoted_gap": headline.quoted_gap,
        "files": printed["files"],
    }
