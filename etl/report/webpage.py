"""Pages that need nothing from elsewhere: one frame, one look, and nothing of a filing unescaped.

In: the name of a page, that is of its .html, .css and .js beside this module or in another folder, and what it
shows. Out: its text, or the file. Forbidden: knowing what a page is about.
"""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from hashlib import sha256
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path

from jinja2 import Environment, FunctionLoader, StrictUndefined
from markupsafe import Markup

OURS = files(__package__)
# A spreadsheet opens pages too, and what is copied from them, and takes a cell that begins like this for a formula.
BEGIN_FORMULAS = tuple("=+-@＝＋－＠")
NOT_THE_FIRST_SIGN = "\u2060"  # a word joiner, which nobody sees


def rendered(name: str, kinds: Iterable[str], folder: Traversable = OURS, **content: object) -> str:
    """The page, to be written as UTF-8; `kinds` are what it tells apart by colour, each with a filter of its own."""

    def part(part_name: str) -> str:
        own = folder / part_name
        return (own if own.is_file() else OURS / part_name).read_text(encoding="utf-8")

    environment = Environment(
        loader=FunctionLoader(part),
        autoescape=True,
        undefined=StrictUndefined,
        finalize=_only_shown,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    sheets = [
        environment.get_template(f"{sheet}.css").render(kinds=list(kinds), **content) for sheet in ("frame", name)
    ]
    style, script = "\n".join(sheets).strip(), part(f"{name}.js").strip()
    return environment.get_template(f"{name}.html").render(
        style=Markup(style),  # these two are ours, with nothing of a filing in them
        script=Markup(script),
        policy=f"default-src 'none'; style-src {_digest(style)}; script-src {_digest(script)}; "
        "base-uri 'none'; form-action 'none'",
        **content,
    )


def write_page(path: Path, text: str) -> None:
    """Write a page; OSError where that cannot be."""
    path.write_bytes(text.encode("utf-8", "replace"))  # half a character of a broken name is no reason to fail


def _digest(text: str) -> str:
    return f"'sha256-{b64encode(sha256(text.encode()).digest()).decode()}'"


def _only_shown(value: object) -> object:
    """Keep a spreadsheet from computing what was filed; it stands in the page as it did, after a sign without width."""
    if isinstance(value, str) and not isinstance(value, Markup) and value.lstrip().startswith(BEGIN_FORMULAS):
        return NOT_THE_FIRST_SIGN + value
    return value
