"""Run a page of a PDF, and note for each sign in which part of the page it may show.

In: a page as pdfminer knows it. Out: its layout, and the clipping box of each sign in the order they are drawn.
Forbidden here: what is drawn.

Spreadsheets print a text that is too long for its cell over the cells around it, and hide what lies outside by a
clipping path. A reader of the page never sees that part; one of the file would take it for the neighbours' text.
"""

from __future__ import annotations

from typing import Any, NamedTuple

from pdfminer.converter import PDFPageAggregator
from pdfminer.layout import LTPage
from pdfminer.pdfinterp import PDFPageInterpreter, PDFResourceManager, PDFTextState
from pdfminer.pdfpage import PDFPage
from pdfminer.utils import apply_matrix_pt

from etl.filing import UnreadableFile
from etl.isolation import limits


class Clip(NamedTuple):
    """A rectangle in which signs show; heights count from below, as in PDF."""

    left: float
    bottom: float
    right: float
    top: float


INVISIBLE = 3  # the mode in which text is laid over the picture of a page, and in which some hide what they keep
NOWHERE = Clip(-1e9, -1e9, -1e9, -1e9)
EVERYWHERE = Clip(float("-inf"), float("-inf"), float("inf"), float("inf"))


class _Device(PDFPageAggregator):
    def __init__(self, resources: PDFResourceManager) -> None:
        super().__init__(resources, laparams=None)
        self.clip = EVERYWHERE
        self.clips: list[Clip] = []
        self.paths = 0
        self.mode = 0
        self.unseen: list[int] = []

    def render_string(self, textstate: PDFTextState, *args: Any, **settings: Any) -> None:
        self.mode = textstate.render
        super().render_string(textstate, *args, **settings)

    def render_char(self, *args: Any, **settings: Any) -> float:
        if self.mode == INVISIBLE:
            self.unseen.append(len(self.clips))
        self.clips.append(self.clip)
        if len(self.clips) > limits.MOST_SIGNS_A_PAGE:
            raise UnreadableFile(limits.beyond(limits.MOST_SIGNS_A_PAGE, "signs on one page"))
        return super().render_char(*args, **settings)

    def paint_path(self, *args: Any, **settings: Any) -> None:
        self.paths += 1
        if self.paths > limits.MOST_STROKES_A_PAGE:
            raise UnreadableFile(limits.beyond(limits.MOST_STROKES_A_PAGE, "lines drawn on one page"))
        super().paint_path(*args, **settings)


class _Interpreter(PDFPageInterpreter):
    """Keeps the clipping path, which pdfminer passes over, with the rest of the graphics state."""

    def __init__(self, resources: PDFResourceManager, device: _Device) -> None:
        super().__init__(resources, device)
        self.painter = device
        self.clip = device.clip  # a form within a page begins with the page's
        self.saved: list[Clip] = []
        self.is_clipping = False

    def do_q(self) -> None:
        super().do_q()
        self.saved.append(self.clip)

    def do_Q(self) -> None:  # noqa: N802  # operators of PDF are methods of pdfminer
        super().do_Q()
        if self.saved:
            self.clip = self.painter.clip = self.saved.pop()

    def do_W(self) -> None:  # noqa: N802
        self.is_clipping = True

    def do_W_a(self) -> None:  # noqa: N802
        self.is_clipping = True

    def do_n(self) -> None:
        points = [
            apply_matrix_pt(self.ctm, (float(step[at]), float(step[at + 1])))
            for step in self.curpath
            for at in range(1, len(step), 2)
        ]
        if self.is_clipping and points:
            across, up = zip(*points, strict=True)
            path = Clip(min(across), min(up), max(across), max(up))
            self.clip = Clip(*map(max, self.clip[:2], path[:2]), *map(min, self.clip[2:], path[2:]))
            self.painter.clip = self.clip
        self.is_clipping = False
        super().do_n()

    def do_Do(self, xobjid_arg: Any) -> None:  # noqa: N802
        super().do_Do(xobjid_arg)
        self.painter.clip = self.clip


def laid_out(page: PDFPage, resources: PDFResourceManager) -> tuple[LTPage, list[Clip]]:
    """Return what a page draws, and the clips of its signs."""
    device = _Device(resources)
    _Interpreter(resources, device).process_page(page)
    # Where most of a page is invisible, it is what was recognised in its picture, and all that can be read of it.
    if 2 * len(device.unseen) < len(device.clips):
        for sign in device.unseen:
            device.clips[sign] = NOWHERE
    return device.get_result(), device.clips
