"""Claims on their way, made by the verbs themselves with the people of the world."""

from datetime import UTC, date, datetime

from claims import deaths, decisions, documents, heirs, left_out, payouts
from municipalities.roles import Role
from tests.factories.enrollment import make_enrollment, make_worker
from tests.safety.attack import administrator


DIED = date(2026, 11, 2)
AT = datetime(2026, 11, 20, 3, tzinfo=UTC)
PAID_ON = date(2026, 11, 20)
ACCOUNT = {"bank": "Bank Contoh", "account_number": "0123456789001", "account_name": "Rina Wati"}


def make_worker_of(world, city=None, **fields):
    """Budi, enrolled in PU since January 2022."""
    city = city or world.bengkulu
    with administrator():
        worker = make_worker(city, "Budi Hartono", sex="L", birth_date=date(1980, 5, 1))
        make_enrollment(city, worker, **{"start_date": date(2022, 1, 1), "kpj": "22X00000001"} | fields)
    return worker


class ClaimOnItsWay:
    """One claim of Bengkulu; each method takes one step as the person whose step it is."""

    def __init__(self, world, worker=None, *, death_date=DIED, cause="NATURAL", **case):
        self.world = world
        self.worker = worker or make_worker_of(world)
        case = {"number_issued_date": date(2022, 1, 1)} | case
        with self.operator():
            self.claim = deaths.register(
                worker=self.worker,
                death_date=death_date,
                cause=cause,
                told_by="Istri almarhum",
                by=world.operator,
                at=AT,
                **case,
            )

    def operator(self):
        return self.world.acting(self.world.operator, Role.OPERATOR)

    def approver(self):
        return self.world.acting(self.world.approver, Role.APPROVER)

    def officer(self):
        return self.world.acting(self.world.officer, Role.OFFICER)

    def head(self):
        return self.world.acting(self.world.head, Role.BRANCH_HEAD)

    def add_heir(self, name="Rina Wati", relation="WIDOW", **fields):
        with self.operator():
            return heirs.add(
                claim=self.claim, name=name, relation=relation, by=self.world.operator, at=AT, **ACCOUNT | fields
            )

    def add_pupil(self, name="Adi", birth_date=date(2015, 1, 1), level="SD", **fields):
        """A child that asks for a scholarship and is no heir."""
        with self.operator():
            who = {"claim": self.claim, "by": self.world.operator, "at": AT}
            child = heirs.add_child(name=name, birth_date=birth_date, level=level, **who, **fields)
            left_out.explain(person=str(child.public_id), reason="Anak tiri", **who)
            return child

    def receive_papers(self):
        with self.operator():
            for document in documents.missing(self.claim):
                if document.status != "RECEIVED":
                    documents.receive(document=document, received_date=DIED, by=self.world.operator, at=AT)
                documents.accept(document=document, by=self.world.operator, at=AT)
        return self

    def complete(self, **heir):
        self.add_heir(**heir)
        self.receive_papers()
        with self.operator():
            decisions.complete(claim=self.claim, by=self.world.operator, at=AT)
        return self

    def submit(self):
        with self.operator():
            decisions.submit(claim=self.claim, by=self.world.operator, at=AT)
        return self

    def approve(self):
        with self.approver():
            decisions.approve(claim=self.claim, by=self.world.approver, at=AT)
        return self

    def verify(self):
        with self.officer():
            decisions.verify(claim=self.claim, by=self.world.officer, at=AT)
        return self

    def grant(self):
        with self.head():
            decisions.grant(claim=self.claim, by=self.world.head, at=AT)
        return self

    def pay(self):
        with self.operator():
            for heir in self.claim.heirs.all():
                payouts.pay(heir=heir, payment_date=PAID_ON, reference="TRF-1", by=self.world.operator, at=AT)
            self.claim.refresh_from_db()
        return self

    def brought_to(self, status):
        """Along the steps, as far as this state."""
        for name, reached in STEPS:
            getattr(self, name)()
            if reached == status:
                return self
        raise ValueError(status)


STEPS = (
    ("complete", "COMPLETE"),
    ("submit", "SUBMITTED"),
    ("approve", "APPROVED"),
    ("verify", "VERIFIED"),
    ("grant", "GRANTED"),
    ("pay", "PAID"),
)
