"""What is too few to be shown in some way: hundredths of a handful, and a group so small that it is a person."""

FEWEST_IN_HUNDRED = 20
"""A number out of fewer than this is never said in hundredths: of nine audits, one is eleven per cent."""

FEWEST_IN_GROUP = 5
"""A team with fewer audits than this is not shown by itself: it would be its manager who is shown."""

FEWEST_TO_RANK = FEWEST_IN_HUNDRED
"""A question with fewer grades than this is not ranked among others: the share by which it is ranked would say too
much."""


def hundredths(part: int, whole: int) -> int | None:
    """As a whole number of per cent, halves upwards; None where there are too few."""
    if whole < FEWEST_IN_HUNDRED:
        return None
    return (200 * part + whole) // (2 * whole)


def out_of(part: int, whole: int) -> str:
    """In words: 7 of 9, or 30 of 40 (75%)."""
    share = hundredths(part, whole)
    return f"{part} of {whole}" if share is None else f"{part} of {whole} ({share}%)"
