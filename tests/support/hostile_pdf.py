"""PDF files that are broken, or made to break a reader; `hostile` writes them with those of other formats.

In: a good PDF. Out: the bytes of bad ones, each made by hand of its objects.
"""

from __future__ import annotations

import zlib
from collections.abc import Iterator

MB = 2**20
FONT = "<< /Type /Font /Subtype /Type1 /BaseFont /Helvetica >>"


def document(*objects: str | bytes, trailer: str = "") -> bytes:
    """A PDF of these objects, numbered from 1; the first is its root."""
    made, places = b"%PDF-1.7\n", []
    for number, each in enumerate(objects, start=1):
        places.append(len(made))
        made += b"%d 0 obj\n" % number + (each.encode() if isinstance(each, str) else each) + b"\nendobj\n"
    start = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(places) + 1) + b"".join(b"%010d 00000 n \n" % n for n in places)
    return made + f"trailer << /Size {len(places) + 1} /Root 1 0 R {trailer} >>\nstartxref\n{start}\n%%EOF".encode()


def stream(content: bytes, entries: str = "") -> bytes:
    """A stream object, packed."""
    return packed(zlib.compress(content, 1), f"/Filter /FlateDecode {entries}")


def packed(content: bytes, entries: str = "") -> bytes:
    """A stream object as it is."""
    return f"<< /Length {len(content)} {entries} >>\nstream\n".encode() + content + b"\nendstream"


def page(content: str | bytes, box: str = "0 0 595 842", more: str = "", *objects: str | bytes) -> bytes:
    """A PDF of one page that draws this; further objects count from 6."""
    drawing = content if isinstance(content, bytes) else stream(content.encode())
    return document(
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
        f"<< /Type /Page /Parent 2 0 R /MediaBox [{box}] /Contents 4 0 R /Resources << /Font << /F 5 0 R >> {more} >> >>",
        drawing,
        FONT,
        *objects,
    )


def said(text: str) -> str:
    """Operators that write a line."""
    return f"BT /F 12 Tf 72 700 Td ({text}) Tj ET\n"


def pdfs(good: bytes, web: str) -> Iterator[tuple[str, bytes]]:
    """The corpus."""
    yield from built(good)
    yield from packed_streams()
    yield from drawings()
    yield from fonts_and_actions(web)


CATALOG = "<< /Type /Catalog /Pages 2 0 R >>"
WORDS = said("budget target 120 persons")


def built(good: bytes) -> Iterator[tuple[str, bytes]]:
    """Objects that are broken, or refer in circles."""
    yield "head_only", b"%PDF-1.7\n"
    yield "truncated", good[: len(good) // 2]
    yield "truncated_at_the_end", good[:-200]
    yield "without_its_beginning", b"%PDF-1.4\n" + good[len(good) // 2 :]
    yield "noise_inside", good[:2000] + bytes(n * 31 % 256 for n in range(2000)) + good[4000:]
    yield "nul_inside", good.replace(b"endobj", b"\0ndobj", 3)
    yield (
        "tables_in_a_circle",
        good
        + b"\nxref\n0 1\n0000000000 65535 f \ntrailer << /Root 1 0 R /Size 9 /Prev %d >>\nstartxref\n%d\n%%%%EOF"
        % (len(good) + 1, len(good) + 1),
    )
    yield "table_of_a_billion", good.replace(b"xref\n0 ", b"xref\n0 99999999")
    yield (
        "pages_in_a_circle",
        document(
            CATALOG, "<< /Type /Pages /Kids [2 0 R 3 0 R] /Count 2 >>", "<< /Type /Pages /Kids [2 0 R] /Parent 2 0 R >>"
        ),
    )
    yield (
        "pages_by_powers",
        document(
            CATALOG,
            *(f"<< /Type /Pages /Kids [{f'{n + 3} 0 R ' * 10}] /Count 9 >>" for n in range(9)),
            "<< /Type /Page /MediaBox [0 0 9 9] >>",
        ),
    )
    yield "pages_that_are_none", document(CATALOG, "<< /Type /Pages /Kids [1 0 R 99 0 R 5 null (x)] /Count 5 >>")
    many = range(5, 1206)
    one = "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 3 0 R /Resources << /Font << /F 4 0 R >> >> >>"
    kids = " ".join(f"{n} 0 R" for n in many)
    tree = f"<< /Type /Pages /Kids [{kids}] /Count {len(many)} >>"
    yield "many_pages", document(CATALOG, tree, stream(WORDS.encode()), FONT, *[one for _ in many])
    yield "root_refers_to_itself", document("1 0 R", "2 0 R")
    yield "length_refers_to_itself", page(b"<< /Length 4 0 R >>\nstream\n" + WORDS.encode() + b"\nendstream")
    yield "length_is_negative", page(b"<< /Length -5 >>\nstream\n" + WORDS.encode() + b"\nendstream")
    yield "length_is_a_billion", page(b"<< /Length 9999999999 >>\nstream\n" + WORDS.encode() + b"\nendstream")


def packed_streams() -> Iterator[tuple[str, bytes]]:
    """Streams that inflate, or cannot."""
    yield "inflates", page(stream(WORDS.encode() + b" " * (500 * MB)))
    yield (
        "inflates_twice",
        page(
            packed(
                zlib.compress(zlib.compress(WORDS.encode() + b" " * (500 * MB), 1), 1),
                "/Filter [/FlateDecode /FlateDecode]",
            )
        ),
    )
    yield (
        "inflates_picture",
        page(
            WORDS + "/I Do",
            "0 0 595 842",
            "/XObject << /I 6 0 R >>",
            stream(
                bytes(500 * MB),
                "/Type /XObject /Subtype /Image /Width 9 /Height 9 /ColorSpace /DeviceGray /BitsPerComponent 8",
            ),
        ),
    )
    yield "filters_without_end", page(packed(WORDS.encode(), f"/Filter [{'/ASCIIHexDecode ' * 5000}]"))
    yield "runs", page(packed(b"\x81 " * 3 * MB + b"\x80", "/Filter /RunLengthDecode"))
    yield (
        "predictor",
        page(
            stream(
                WORDS.encode() * 100,
                "/DecodeParms << /Predictor 12 /Columns 99999999 /Colors 32 /BitsPerComponent 16 >>",
            )
        ),
    )
    yield "unknown_filter", page(packed(WORDS.encode(), "/Filter /JBIG2Decode"))


def drawings() -> Iterator[tuple[str, bytes]]:
    """Pages that draw without end."""
    yield "nested_lists", page(WORDS + "[" * 100_000)
    yield "nested_entries", page(WORDS, "0 0 595 842", "/X " + "<< /X " * 50_000)
    yield "nested_states", page("q " * 300_000 + WORDS)
    yield (
        "form_draws_itself",
        page(
            WORDS + "/X Do",
            "0 0 595 842",
            "/XObject << /X 6 0 R >>",
            stream(
                b"/X Do /X Do", "/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X 6 0 R >> >>"
            ),
        ),
    )
    yield (
        "forms_by_powers",
        page(
            WORDS + "/X Do",
            "0 0 595 842",
            "/XObject << /X 6 0 R >>",
            *(
                stream(
                    b"/X Do " * 10,
                    f"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources << /XObject << /X {n} 0 R >> >>",
                )
                for n in range(7, 15)
            ),
            stream(WORDS.encode(), "/Type /XObject /Subtype /Form /BBox [0 0 9 9]"),
        ),
    )
    yield "million_signs", page(said("x" * 1000) * 1000)
    yield (
        "hundred_thousand_lines",
        page(WORDS + "".join(f"{n % 595} 0 m {n % 595} {n % 842} l S\n" for n in range(100_000))),
    )
    yield (
        "fine_grid",
        page(WORDS + "".join(f"{n} 0 m {n} 842 l S 0 {n * 1.4} m 595 {n * 1.4} l S\n" for n in range(0, 595, 1))),
    )
    yield (
        "stairs",
        page(
            WORDS
            + "".join(
                f"{n % 600} {n % 800} m {n % 600 + 9} {n % 800} l S {n % 590} {n % 790} m {n % 590} {n % 790 + 9} l S\n"
                for n in range(0, 60_000, 7)
            )
        ),
    )
    yield "endless_path", page(WORDS + "0 0 m " + "9 9 l 1 5 l " * 500_000 + "S")
    yield "no_size", page(WORDS, "0 0 0 0")
    yield "huge_size", page(WORDS, "-1e30 -1e30 1e30 1e30")
    yield "size_is_words", page(WORDS, "(a) (b) /c null")
    yield (
        "numbers_that_are_none",
        page("1e999 0 0 1e999 0 0 cm " + WORDS + "999999999999999999999999999 0 0 1 0 0 cm " + WORDS),
    )
    yield (
        "map_of_a_billion",
        page(WORDS, "0 0 595 842", "").replace(
            FONT.encode(),
            b"<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /ToUnicode 6 0 R /DescendantFonts [<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /W [0 999999999 500] >>] >>",
        )[:-1],
    )


def fonts_and_actions(web: str) -> Iterator[tuple[str, bytes]]:
    """Fonts of a billion signs, locks, and what would act when opened."""
    cmap = b"begincmap 1 beginbfrange <00000000> <FFFFFFFF> <0000> endbfrange endcmap"
    font = (
        "<< /Type /Font /Subtype /Type0 /BaseFont /X /Encoding /Identity-H /ToUnicode 5 0 R /DescendantFonts [6 0 R] >>"
    )
    wide = "<< /Type /Font /Subtype /CIDFontType2 /BaseFont /X /W [0 999999999 500] /CIDSystemInfo << /Registry (Adobe) /Ordering (Identity) >> >>"
    one_page = "<< /Type /Page /MediaBox [0 0 595 842] /Contents 7 0 R /Resources << /Font << /F 4 0 R >> >> >>"
    pages = "<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
    yield (
        "signs_by_the_billion",
        document(CATALOG, pages, one_page, font, stream(cmap), wide.replace("999999999", "9"), stream(WORDS.encode())),
    )
    yield (
        "widths_by_the_billion",
        document(CATALOG, pages, one_page, font, stream(b"begincmap endcmap"), wide, stream(WORDS.encode())),
    )
    yield (
        "map_that_uses_itself",
        document(
            CATALOG,
            pages,
            one_page,
            font.replace("/Identity-H", "(../../../etc/passwd)"),
            stream(b"/../../x usecmap " * 1000),
            wide.replace("999999999", "9"),
            stream(WORDS.encode()),
        ),
    )
    yield (
        "acts_when_opened",
        document(
            CATALOG.replace(
                ">>",
                "/OpenAction << /S /Launch /F (calc.exe) >> /AA << /O << /S /JavaScript /JS (app.alert\\(1\\)) >> >> >>",
            ),
            pages,
            one_page.replace("/F 4 0 R", "/F 5 0 R").replace("7 0 R", "4 0 R"),
            stream(WORDS.encode()),
            FONT,
        ),
    )
    yield (
        "fetches",
        page(WORDS, "0 0 595 842", "", f"<< /Type /Filespec /F (http://{web}/x) /FS /URL >>").replace(
            b"/Filter /FlateDecode", b"/F (file:///etc/passwd)", 1
        ),
    )
    password = f"/Filter /Standard /V 2 /R 3 /Length 128 /P -1 /O <{'41' * 32}> /U <{'42' * 32}>"
    locks = {
        "under_a_password": (password, "/ID [<00> <00>]"),
        "under_an_unknown_lock": ("/Filter /Nobody /V 99", "/ID [<00> <00>]"),
        "lock_is_broken": ("/Filter /Standard /V 5 /R 6 /Length -1 /O () /U ()", ""),
    }
    for name, (lock, number) in locks.items():
        objects = (CATALOG, pages, one_page, stream(WORDS.encode()), FONT, f"<< {lock} >>")
        yield name, document(*objects, trailer=f"/Encrypt 6 0 R {number}")
    yield (
        "objects_in_themselves",
        document(
            CATALOG,
            "<< /Type /Pages /Kids [9 0 R] /Count 1 >>",
            stream(b"9 0 << /Type /Page >>", "/Type /ObjStm /N 99999999 /First 4 /Extends 3 0 R"),
        ),
    )
    yield "without_text", page("0 0 m 9 9 l S")
    yield "comments_only", b"%PDF-1.7\n" + b"%" * (5 * MB)
    yield "words_of_a_table_only", b"%PDF-1.7\n" + b"xref\ntrailer\nstartxref\n0\n" * 50_000
    yield (
        "objects_by_the_hundred_thousand",
        b"%PDF-1.7\n" + b"".join(b"%d 0 obj\n<< /A %d 0 R >>\nendobj\n" % (n, n + 1) for n in range(100_000)),
    )
