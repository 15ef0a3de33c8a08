"""What names one person, hidden as far as a page does not need it."""

import re


DOTS = "••••"
NUMBER = re.compile(r"(?<!\d)\d[\d .\-]{7,}\d(?!\d)")  # nine figures and more, however they are grouped


def masked_nik(nik: object) -> str:
    """1771 •••• •••• 9001; anything that is no NIK is hidden whole."""
    nik = str(nik)
    if len(nik) != 16:
        return " ".join([DOTS] * 4)
    return f"{nik[:4]} {DOTS} {DOTS} {nik[-4:]}"


def masked_kpj(kpj: object) -> str:
    """•••• ••• 8901: the last four of the eleven tell two cards apart."""
    return f"{DOTS} ••• {str(kpj)[-4:]}"


def masked_account(bank: str, number: str) -> str:
    """BRI •••• 7890, or "" where no account is known."""
    return f"{bank} {DOTS} {number[-4:]}" if number else ""


def initials(name: object) -> str:
    """Siti Nur Aisyah, S.Pd. as S. N. A.: all that a public page says of a person."""
    words = str(name or "").split(",")[0].split()
    letters = (next((letter for letter in word if letter.isalpha()), "") for word in words)
    return " ".join(f"{letter.upper()}." for letter in letters if letter)


def without_numbers(text: str) -> str:
    """What somebody typed, with every number that may be a NIK, a KPJ, an account or a telephone taken out."""
    return NUMBER.sub("[…]", text)
