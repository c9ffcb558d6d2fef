"""Put the strokes of a page together: those that make one line, and those lines that make one drawing.

In: horizontal or upright strokes. Out: fewer and longer ones; groups of them that touch.
Forbidden here: any library of a format; what is a table.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from etl.reading.formats.pdf.objects import Stroke

# Points. Word draws each border of each cell for itself, doubled or not quite meeting; no row is as low as this.
# falls: test_strokes_that_nearly_meet_are_one
NEAR = 3.0
# Less are corners and dots. falls: test_dots_and_corners_are_no_strokes
SHORTEST = 6.0


def joined(strokes: Iterable[Stroke]) -> list[Stroke]:
    """Make one stroke of those that lie on one line and meet or overlap, as near as borders come."""
    lines: list[list[Stroke]] = []
    for stroke in sorted(strokes):
        if lines and stroke.at - lines[-1][0].at <= NEAR:
            lines[-1].append(stroke)
        else:
            lines.append([stroke])
    joined = []
    for line in lines:
        at = sum(stroke.at for stroke in line) / len(line)
        first, *others = sorted(line, key=lambda each: each.start)
        start, end = first.start, first.end
        for stroke in others:
            if stroke.start > end + NEAR:
                joined.append(Stroke(at, start, end))
                start = stroke.start
            end = max(end, stroke.end)
        joined.append(Stroke(at, start, end))
    return [stroke for stroke in joined if stroke.end - stroke.start >= SHORTEST]


def touching(horizontal: Sequence[Stroke], upright: Sequence[Stroke]) -> Iterator[tuple[list[Stroke], list[Stroke]]]:
    """Yield the strokes that hang together, parted into horizontal and upright ones."""
    left = {(0, index) for index in range(len(horizontal))} | {(1, index) for index in range(len(upright))}
    while left:
        reached = [left.pop()]
        for kind, index in reached:
            own = (horizontal, upright)[kind][index]
            others = (upright, horizontal)[kind]
            new = {(1 - kind, number) for number, other in enumerate(others) if _cross(own, other)} & left
            left -= new
            reached.extend(new)
        yield ([horizontal[i] for kind, i in reached if kind == 0], [upright[i] for kind, i in reached if kind == 1])


def _cross(one: Stroke, other: Stroke) -> bool:
    return one.start - NEAR <= other.at <= one.end + NEAR and other.start - NEAR <= one.at <= other.end + NEAR
