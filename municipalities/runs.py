"""Numbers that follow each other, as one run: 1, 2, 3, 5 is 1 to 3 and 5."""


def runs(numbers):
    """[(first, last)] of numbers in the order in which they are given."""
    found = []
    for number in numbers:
        if found and number == found[-1][1] + 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def written(numbers):
    """As a person says them: 1-3, 5."""
    return ", ".join(str(first) if first == last else f"{first}-{last}" for first, last in runs(numbers))
