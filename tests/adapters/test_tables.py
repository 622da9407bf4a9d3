"""
Tables of plain text.
"""

from tiktok_presale.adapters.tables import aligned, width


def test_chinese_takes_two_columns():
    """
    A Chinese character is as wide as two Latin letters.
    """
    assert (4, 4, 5) == (width("late"), width("逾期"), width("逾期x"))


def test_columns_are_aligned():
    """
    Every cell of a column starts in the same place, whatever the width of its letters.
    """
    lines = aligned(("状态", "x"), [("late", "1"), ("逾期中", "2")]).splitlines()

    assert {8} == {width(line.rsplit(None, 1)[0]) + gap(line) for line in lines}


def gap(line: str) -> int:
    """
    The blanks before the last cell.
    """
    head = line.rsplit(None, 1)[0]
    return len(line) - len(head) - len(line.rsplit(None, 1)[1])
