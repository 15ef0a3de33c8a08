"""The words of the law as they are stored and exchanged. Labels for people stand beside the fields that use them."""

from enum import IntEnum, StrEnum


class Segment(StrEnum):
    """Wage earners (penerima upah) and others: two arithmetics."""

    PU = "PU"
    BPU = "BPU"


class Program(StrEnum):
    """The programs a city enrolls its workers in."""

    JKK = "JKK"
    JKM = "JKM"
    JHT = "JHT"


class PackageOfPrograms(StrEnum):
    """The two packages that exist, in both segments."""

    JKK_JKM = "JKK_JKM"
    JKK_JKM_JHT = "JKK_JKM_JHT"

    @property
    def programs(self) -> tuple[Program, ...]:
        """Return the programs of the package, in their order on paper."""
        return tuple(Program(name) for name in self.value.split("_"))

    @classmethod
    def parse(cls, text: str) -> "PackageOfPrograms":
        """
        Return the package written as "JKK_JKM" or "JKK,JKM", in any order.

        :raises ValueError: if there is no such package
        """
        names = set(text.upper().replace(",", " ").replace("_", " ").split())
        for package in cls:
            if names == set(package.programs):
                return package
        raise ValueError(f"no package of programs is called {text!r}")


class Payer(StrEnum):
    """Who bears an amount: EMPLOYER is whatever the city (or another sponsor) pays, WORKER what the person pays."""

    EMPLOYER = "EMPLOYER"
    WORKER = "WORKER"


class RiskClass(IntEnum):
    """Class of the employer's registration for work accidents."""

    VERY_LOW = 1
    LOW = 2
    MEDIUM = 3
    HIGH = 4
    VERY_HIGH = 5


class Sector(StrEnum):
    """As far as discounts tell sectors apart."""

    TRANSPORT = "TRANSPORT"
    OTHER = "OTHER"


class FundingSource(StrEnum):
    """Where the money for a contribution comes from."""

    APBN = "APBN"
    APBD = "APBD"
    DBHCHT = "DBHCHT"
    APBDES = "APBDES"
    BAZNAS = "BAZNAS"
    CSR = "CSR"
    SPONSOR = "SPONSOR"
    SELF = "SELF"


class BandChoice(StrEnum):
    """How a BPU enrollment gets its income band."""

    BAND_1 = "BAND_1"
    BY_INCOME = "BY_INCOME"


class BaseRule(StrEnum):
    """What a rate is taken of: the wage, the base of the income band, or a flat amount that stands as its own base."""

    WAGE = "WAGE"
    BAND = "BAND"
    FLAT = "FLAT"


class Cause(StrEnum):
    """Why a worker died, as far as the law tells causes apart."""

    NATURAL = "NATURAL"
    WORK_ACCIDENT = "WORK_ACCIDENT"
    OCCUPATIONAL_DISEASE = "OCCUPATIONAL_DISEASE"
    SUDDEN_AT_WORK = "SUDDEN_AT_WORK"
    OTHER = "OTHER"


class Level(StrEnum):
    """Levels of school, lowest first; PT is higher education up to S1, or training."""

    TK = "TK"
    SD = "SD"
    SMP = "SMP"
    SMA = "SMA"
    PT = "PT"


class BenefitKind(StrEnum):
    """What a benefit is paid as. The balances are told by the branch, never computed."""

    LUMP_SUM = "LUMP_SUM"
    PERIODIC = "PERIODIC"
    FUNERAL = "FUNERAL"
    SCHOLARSHIP = "SCHOLARSHIP"
    JHT_BALANCE = "JHT_BALANCE"
    JP_BALANCE = "JP_BALANCE"


class Counting(StrEnum):
    """How months of membership are counted: from day to day, by every month touched, or by contributions paid."""

    FULL_MONTHS = "FULL_MONTHS"
    CALENDAR_MONTHS = "CALENDAR_MONTHS"
    PAID_MONTHS = "PAID_MONTHS"


class Cover(StrEnum):
    """Whether a day was covered; never a bare no."""

    COVERED = "COVERED"
    NEEDS_BRANCH = "NEEDS_BRANCH"


class ArrearsEffect(StrEnum):
    """What arrears do to a benefit."""

    INSURER_PAYS = "INSURER_PAYS"
    CASH_AFTER_ARREARS = "CASH_AFTER_ARREARS"
    FUNERAL_FIRST_REST_AFTER_ARREARS = "FUNERAL_FIRST_REST_AFTER_ARREARS"
    EMPLOYER_PAYS_FIRST = "EMPLOYER_PAYS_FIRST"
    NO_RIGHT = "NO_RIGHT"


class HeirRelation(StrEnum):
    """What an heir was to the worker."""

    WIDOW = "WIDOW"
    WIDOWER = "WIDOWER"
    CHILD = "CHILD"
    PARENT = "PARENT"
    GRANDPARENT = "GRANDPARENT"
    GRANDCHILD = "GRANDCHILD"
    SIBLING = "SIBLING"
    PARENT_IN_LAW = "PARENT_IN_LAW"
    NAMED_IN_WILL = "NAMED_IN_WILL"


class DocumentKind(StrEnum):
    """Papers of a claim, by function: numbers of forms change."""

    JKM_FORM = "JKM_FORM"
    ACCIDENT_REPORT_1 = "ACCIDENT_REPORT_1"
    ACCIDENT_REPORT_2 = "ACCIDENT_REPORT_2"
    DOCTOR_STATEMENT = "DOCTOR_STATEMENT"
    TREATMENT_RECEIPTS = "TREATMENT_RECEIPTS"
    PARTICIPANT_CARD = "PARTICIPANT_CARD"
    WORKER_KTP = "WORKER_KTP"
    HEIR_KTP = "HEIR_KTP"
    HEIR_CHILD_CARD = "HEIR_CHILD_CARD"
    FAMILY_CARD = "FAMILY_CARD"
    DEATH_LETTER = "DEATH_LETTER"
    DEATH_CERTIFICATE = "DEATH_CERTIFICATE"
    HEIR_STATEMENT = "HEIR_STATEMENT"
    POWER_OF_ATTORNEY = "POWER_OF_ATTORNEY"
    MARRIAGE_BOOK = "MARRIAGE_BOOK"
    SCHOLARSHIP_FORM = "SCHOLARSHIP_FORM"
    CHILD_BIRTH_CERTIFICATE = "CHILD_BIRTH_CERTIFICATE"
    SCHOOL_LETTER = "SCHOOL_LETTER"
    CHILD_IDENTITY = "CHILD_IDENTITY"
    EMPLOYER_LETTER = "EMPLOYER_LETTER"
    BANK_BOOK = "BANK_BOOK"
    NPWP = "NPWP"
    POLICE_REPORT = "POLICE_REPORT"
    ATTENDANCE_LIST = "ATTENDANCE_LIST"
    ASSIGNMENT_LETTER = "ASSIGNMENT_LETTER"


class DocumentReason(StrEnum):
    """In which case a paper is asked for."""

    ALWAYS = "ALWAYS"
    USUAL = "USUAL"
    UNTIL_CERTIFICATE = "UNTIL_CERTIFICATE"
    SEVERAL_HEIRS = "SEVERAL_HEIRS"
    MINOR_HEIR = "MINOR_HEIR"
    SPOUSE_CLAIMS = "SPOUSE_CLAIMS"
    SCHOLARSHIP = "SCHOLARSHIP"
    ABOVE_AMOUNT = "ABOVE_AMOUNT"
    TRAFFIC_ACCIDENT = "TRAFFIC_ACCIDENT"
    IF_PAID_FOR = "IF_PAID_FOR"
