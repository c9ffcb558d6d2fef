"""Signs of symbol fonts as the signs they show: filers type ≥ and tick boxes with them.

In: characters and the font of their run. Out: what a reader of the page sees. Forbidden here: elements and files.
"""

from __future__ import annotations

# Office keeps the signs of a symbol font at private places, from U+F020 on.
PRIVATE = 0xF000
SYMBOL = {0xA3: "≤", 0xB3: "≥", 0xB1: "±", 0xB4: "×", 0xB8: "÷", 0xB9: "≠", 0xBB: "≈", 0xB0: "°", 0xB7: "·"}
BY_FONT = {
    "symbol": {code: chr(code) for code in range(0x20, 0x40)} | SYMBOL,
    "wingdings": {0xFE: "☑", 0xFD: "☒", 0xA8: "☐", 0x6F: "☐", 0xFC: "✓", 0xFB: "✗", 0x6E: "■"},
    "wingdings 2": {0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "☐", 0x50: "✓", 0x4F: "✗"},
}
HIGHEST = 0x10FFFF


def plain(text: str, font: str | None) -> str:
    """Return a run's text with private signs of its font replaced; signs we do not know stay as they are."""
    if not any(PRIVATE <= ord(char) <= PRIVATE + 0xFF for char in text):
        return text
    signs = BY_FONT.get((font or "symbol").lower(), SYMBOL)
    return "".join(signs.get(ord(char) - PRIVATE, char) for char in text)


def sign(code: str | None, font: str | None) -> str:
    """Return the sign with a code in hexadecimal figures, as Word states signs that no keyboard has."""
    try:
        number = int(code or "", 16)
    except ValueError:
        return ""
    return plain(chr(number if number > 0xFF else number + PRIVATE), font) if number <= HIGHEST else ""  # noqa: PLR2004
