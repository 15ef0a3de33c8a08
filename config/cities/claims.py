"""The deaths of a city, brought from the notice to the heirs by its people, each step on its day."""

from datetime import datetime, time
from zoneinfo import ZoneInfo

from claims import benefits, ceremonies, deaths, decisions, documents, heirs, payouts
from config.cities.persons import Staff
from regulations.deadlines import working_days_after
from regulations.words import HeirRelation


MORNING = time(9)
# Working days after the notice; the payout has the day of the file.
DAYS = {"papers": 2, "complete": 3, "submit": 3, "approve": 4, "verify": 6, "grant": 7}


class WrongSum(Exception):
    """The law gives another sum than the report."""


def load(given, city):
    claims = [follow(case, given, city) for case in given.get("claims", []) if not known(case, city)]
    ceremony = given.get("claim_ceremony")
    if ceremony and claims:
        hand_over(ceremony, given, city, claims)


def known(case, city):
    return city.claims.filter(worker__nik=case["nik"]).exists()


def follow(case, given, city):
    """One death, along every step."""
    staff, zone = Staff(given, city), ZoneInfo(city.timezone)

    def on(step):
        return datetime.combine(working_days_after(case["reported_date"], DAYS[step]), MORNING, zone)

    claim = register(case, given, city, staff, datetime.combine(case["reported_date"], MORNING, zone))
    add_heirs(case, claim, staff, on("papers"))
    collect_papers(claim, staff, on("papers"))
    staff.take("OPERATOR", decisions.complete, on("complete"), claim=claim)
    refuse_wrong_sum(case, claim)
    staff.take("OPERATOR", decisions.submit, on("submit"), claim=claim)
    staff.take("APPROVER", decisions.approve, on("approve"), claim=claim)
    staff.take("OFFICER", decisions.verify, on("verify"), claim=claim)
    staff.take("BRANCH_HEAD", decisions.grant, on("grant"), claim=claim)
    pay(case, claim, staff, datetime.combine(case["paid_date"], MORNING, zone))
    return claim


def register(case, given, city, staff, at):
    issued = min(row["start_date"] for row in given["archive"] if row["nik"] == case["nik"])
    claim = staff.take(
        "OPERATOR",
        deaths.register,
        at,
        worker=city.workers.get(nik=case["nik"]),
        death_date=case["death_date"],
        cause=case["cause"],
        told_by="Keluarga (rekaan)",
        number_issued_date=issued,
    )
    for line in case["benefits"]:
        if line["program"] == "JHT":
            source = case["source"]
            staff.take(
                "OPERATOR", benefits.report_balance, at, claim=claim, amount=line["amount"], source=source[:200]
            )
    return claim


def add_heirs(case, claim, staff, at):
    for heir in case["heirs"]:
        staff.take(
            "OPERATOR",
            heirs.add,
            at,
            claim=claim,
            name=heir["name"],
            relation=relation_of(heir, claim.worker),
            birth_date=heir.get("birth_date"),
            weight=heir["share"],
            bank=heir["bank"],
            account_number=heir["account"],
            account_name=heir["name"],
        )


def relation_of(heir, worker):
    if heir["relation"] != "SPOUSE":
        return heir["relation"]
    return HeirRelation.WIDOW if worker.sex == "L" else HeirRelation.WIDOWER


def collect_papers(claim, staff, at):
    for document in documents.missing(claim):
        staff.take("OPERATOR", documents.receive, at, document=document, received_date=at.date())
        staff.take("OPERATOR", documents.accept, at, document=document)


def refuse_wrong_sum(case, claim):
    total = sum(claim.benefit_lines.values_list("amount", flat=True))
    if total != case["total"]:
        raise WrongSum(f"{claim}: {total}, the report says {case['total']}")


def pay(case, claim, staff, at):
    for heir in claim.heirs.all():
        staff.take(
            "OPERATOR",
            payouts.pay,
            at,
            heir=heir,
            payment_date=case["paid_date"],
            reference=f"REKAAN-{claim.number:04d}",
        )


def hand_over(ceremony, given, city, claims):
    """Everything paid is named at the ceremony of the report."""
    staff = Staff(given, city)
    at = datetime.combine(ceremony["date"], MORNING, ZoneInfo(city.timezone))
    staff.take(
        "OPERATOR",
        ceremonies.hold,
        at,
        municipality=city,
        payouts=ceremonies.to_hand_over(city).filter(claim__in=claims).order_by("number"),
        held_at=at,
        venue=ceremony["place"],
        source=ceremony["source"],
    )
