"""Read PDF files that hold text: tables by their ruling lines, and the paragraphs around them.

In: bytes. Out: a `Document`. Forbidden here: recognising text in pictures; knowing what a budget is.

Tables without ruling lines come as lines of text whose columns are parted by blanks.
"""

from __future__ import annotations

from pdfminer.pdfdocument import PDFPasswordIncorrect

from etl.filing import Document, UnreadableFile
from etl.isolation import limits
from etl.reading.formats.pdf.extraction import UNREADABLE, extract_pages
from etl.reading.formats.pdf.page_lines import PrintedPage, lines_of, printed_page

MEDIA_TYPE = "application/pdf"
SIGNATURE, BEGINNING = b"%PDF-", 1024
# What a scanner stamps on a page beside the picture of it. falls: test_a_stamp_on_a_scan_has_few_signs
FEW_SIGNS, MOST = 20, 0.5
PRIVATE = ("\ue000", "\uf8ff")


def is_pdf(content: bytes) -> bool:
    """Whether these bytes are a PDF; a few bytes of something else may stand before it."""
    return SIGNATURE in content[:BEGINNING]


def read(content: bytes, file_name: str, source_uri: str) -> Document:
    """Return the document in these bytes; raises UnreadableFile when they are damaged, encrypted or hold no text."""
    pages, pictured = _pages(content)
    remarks = f"without a text layer and not read: page {', '.join(map(str, pictured))}" if pictured else None
    return Document(file_name, source_uri, content, MEDIA_TYPE, "pdf", lines_of(pages), remarks)


def _pages(content: bytes) -> tuple[list[PrintedPage], list[int]]:
    """Return the pages with text, and the numbers of those that are only pictures."""
    pages: list[PrintedPage] = []
    pictured: list[int] = []
    signs = unreadable = 0
    try:
        for number, page in enumerate(extract_pages(content), start=1):
            if number > limits.MOST_PAGES:
                raise UnreadableFile(limits.beyond(limits.MOST_PAGES, "pages"))
            texts = "".join(glyph.text for glyph in page.glyphs if glyph.text.strip())
            signs += len(texts)
            unreadable += sum(text == UNREADABLE or PRIVATE[0] <= text <= PRIVATE[1] for text in texts)
            if len(texts) <= FEW_SIGNS and page.pictured > MOST:
                pictured.append(number)
            elif texts:
                pages.append(printed_page(page))
    except UnreadableFile:
        raise
    except PDFPasswordIncorrect as error:
        raise UnreadableFile("the PDF is under a password: save it without one and load it again") from error
    except Exception as error:  # pdfminer lets anything through that a damaged file makes it trip over
        raise UnreadableFile("the PDF is damaged: fetch it again, or open it and print it to a new PDF") from error
    if not pages:
        raise UnreadableFile(
            f"the PDF has no text layer, only {'pictures of pages' if pictured else 'empty pages'}: run OCR over it "
            "or ask for the file it was made from"
        )
    if unreadable > MOST * signs:
        raise UnreadableFile(
            "the text layer of the PDF is not readable, for its fonts do not say which signs they show: run OCR over "
            "it or ask for the file it was made from"
        )
    return pages, pictured
