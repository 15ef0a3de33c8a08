"""What the cells of one row say of each other. Registries have errors too, so most of it is only a remark."""

from functools import lru_cache

from enrollment.cells.niks import born, date_parts


parts = lru_cache(maxsize=100_000)(date_parts)


def compare(values, problems):
    """The problems of a row with what its cells contradict; a birth date confirms a number cell's NIK or does not."""
    nik, birth, start = values.get("nik"), values.get("birth_date"), values.get("start_date")
    if birth and start and start < birth:
        problems.append(problem("START_BEFORE_BIRTH", "start_date", "error", found=day(start), birth_date=day(birth)))
    if not nik:
        return problems
    man, woman = parts(birth) if birth else ("", "")
    inside, sex = nik[6:12], values.get("sex")
    agrees = inside in (man, woman)
    if birth and not agrees and not any(each["code"] == "NIK_STRUCTURE" for each in problems):
        inner = born(nik, birth)
        problems.append(
            problem("NIK_BIRTH_MISMATCH", "nik", "warning", found=day(inner) if inner else "-", birth_date=day(birth))
        )
    if sex and inside[:2].isdigit() and 1 <= int(inside[:2]) % 40 <= 31 and (inside[0] > "3") != (sex == "P"):
        problems.append(problem("NIK_SEX_MISMATCH", "nik", "warning", found="P" if inside[0] > "3" else "L", sex=sex))
    for each in problems:
        if each["code"] == "NIK_NUMERIC":
            each["level"] = "warning" if agrees else "error"
    return problems


def problem(code, column, level, **detail):
    return {"code": code, "column": column, "level": level, **detail}


def day(value):
    return f"{value:%d-%m-%Y}"
