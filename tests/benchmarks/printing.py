"""
Tables of results, for people and for Markdown.
"""

from collections.abc import Sequence

from harness import Comparison, Row


def table(comparison: Comparison, rows: Sequence[Row], *, markdown: bool) -> str:
    """
    One table: rows from the fastest to the slowest, then the targets.
    """
    timed = sorted((row for row in rows if row.seconds), key=lambda row: row.median)
    base = next((row.median for row in timed if row.name == comparison.reference), None)
    head, *lines = [heads(comparison, rows)] + [
        cells(comparison, row, base, head_of(comparison, rows)) for row in timed
    ]
    lines += [[row.name, row.trouble] for row in rows if not row.seconds]
    laid = in_markdown(head, lines) if markdown else in_columns(head, lines)
    title = f"### {comparison.title}" if markdown else f"== {comparison.title}"
    below = [f"Reference: {comparison.reference}. {comparison.note}".strip()]
    below += [f"- {line}" for line in targets(comparison, rows)]
    return "\n".join([title, "", laid, "", *below, ""])


def head_of(comparison: Comparison, rows: Sequence[Row]) -> list[str]:
    """
    What the columns after the name are, of those that have anything to tell.
    """
    columns = ["time" if one_by_one(comparison) else "speed", "quarters", "× reference"]
    if any(row.peak for row in rows):
        columns.append("peak memory")
        if not one_by_one(comparison):
            columns.append("bytes a row")
    return [*columns, "differ"]


def one_by_one(comparison: Comparison) -> bool:
    """
    Whether the time of one is told, and not how many are done in a second.
    """
    return comparison.calls or comparison.size == 1


def heads(comparison: Comparison, rows: Sequence[Row]) -> list[str]:
    """
    The head of the table.
    """
    return ["row", *head_of(comparison, rows)]


def cells(comparison: Comparison, row: Row, base: float | None, columns: list[str]) -> list[str]:
    """
    One row of the table.
    """
    tell = duration if one_by_one(comparison) else rate
    low, high = sorted(row.quarters, reverse=not one_by_one(comparison))
    differs = "" if row.differs is None else f"{row.differs:,} of {row.checked:,}"
    told = {
        "time": tell(row.median),
        "speed": f"{tell(row.median)} {comparison.unit}/s",
        "quarters": f"{tell(low)} to {tell(high)}",
        "× reference": "" if base is None else f"{significant(base / row.median)}",
        "peak memory": "" if row.peak is None else f"{row.peak / 1e6:,.1f} MB",
        "bytes a row": "" if row.beyond is None else f"{row.beyond:,.1f}",
        "differ": f"{differs}; {row.trouble}" if row.trouble else differs,
    }
    return [row.name, *(told[column] for column in columns)]


def targets(comparison: Comparison, rows: Sequence[Row]) -> list[str]:
    """
    For each target what was reached.
    """
    median = {row.name: row.median for row in rows if row.seconds}
    lines = []
    for target in comparison.targets:
        wish = f"{target.row}: at least {significant(target.at_least)} times {target.over}"
        if target.row in median and target.over in median:
            reached = median[target.over] / median[target.row]
            word = "reached" if reached >= target.at_least else "missed"
            lines.append(f"{wish}: {significant(reached)}, {word}")
        else:
            lines.append(f"{wish}: not measured")
    return lines


def duration(seconds: float) -> str:
    """
    Seconds in the unit in which they read best.
    """
    for unit, size in (("s", 1.0), ("ms", 1e-3), ("µs", 1e-6)):
        if seconds >= size:
            return f"{significant(seconds / size)} {unit}"
    return f"{seconds * 1e9:,.0f} ns"


def rate(seconds: float) -> str:
    """
    How many a second.
    """
    each = 1 / seconds
    for unit, size in ((" M", 1e6), (" k", 1e3)):
        if each >= size:
            return f"{significant(each / size)}{unit}"
    return significant(each)


def significant(number: float) -> str:
    """
    Three digits that mean something.
    """
    if number >= 100:
        return f"{number:,.0f}"
    return f"{number:.1f}" if number >= 10 else f"{number:.2f}"


def in_columns(head: list[str], lines: list[list[str]]) -> str:
    """
    Laid out for a terminal; the name at the left, all else at the right.
    """
    full = [line for line in lines if len(line) == len(head)]
    widths = [max(len(line[i]) for line in [head, *full]) for i in range(len(head))]
    widths[0] = max(widths[0], *(len(line[0]) for line in [head, *lines]))

    def laid(line: list[str]) -> str:
        first = line[0].ljust(widths[0])
        if len(line) < len(head):
            return f"{first}  {line[1]}"
        return "  ".join(
            [first, *(cell.rjust(width) for cell, width in zip(line[1:], widths[1:], strict=True))]
        )

    return "\n".join(map(laid, [head, *lines]))


def in_markdown(head: list[str], lines: list[list[str]]) -> str:
    """
    Laid out as Markdown.
    """
    rule = ["---", *["---:"] * (len(head) - 1)]
    padded = [line + [""] * (len(head) - len(line)) for line in lines]
    return "\n".join(f"| {' | '.join(line)} |" for line in [head, rule, *padded])
