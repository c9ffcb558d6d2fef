"""The pictures of the READMEs: the page of the audit, and the page of a filing, as a browser shows them.

In: samples/, loaded and built (`make pictures` sees to that), and Chromium with a font that has Chinese signs. Out:
docs/pictures/audit.png and filing.png. Forbidden: the network, and a profile of anybody.
"""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from PIL import Image

HOUSE = Path(__file__).parent.parent
PICTURES = HOUSE / "docs" / "pictures"
# The name of a picture -> the arguments of `filings` that write its page, and from where to where it is worth showing.
PAGES = {
    "audit": (["audit", "劳务工作办公室", "--severity", "error", "--html"], 0, 790),
    "filing": (["show", "samples/bazhou_2022_tabs.txt", "--html"], 2389, 2980),
}
WIDTH = 1280
COLOURS = 64  # text on a light ground needs few, and a page should load fast
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = (
    *("--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--hide-scrollbars"),
    *("--disable-background-networking", "--disable-component-update", "--disable-sync"),
)
MISSING = (
    "no Chromium here: install one and a Chinese font by hand, on Debian and Ubuntu with "
    "`apt-get update && apt-get install -y chromium fonts-noto-cjk`"
)


def browser() -> str:
    """The browser's program; the run ends with what to do where there is none."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    return found or sys.exit(MISSING)


def has_chinese_font() -> bool:
    """Whether some font shows Chinese signs; without one a picture is full of boxes."""
    listed = subprocess.run(["fc-list", ":lang=zh"], capture_output=True, text=True, check=False)
    return bool(listed.stdout.strip())


def photograph(program: str, page: Path, top: int, bottom: int) -> Image.Image:
    """What a browser without anything of its own shows of a page, between two heights in pixels."""
    picture, profile = page.with_suffix(".png"), page.with_name("profile")
    size = [f"--window-size={WIDTH},{bottom}", f"--screenshot={picture}", f"--user-data-dir={profile}"]
    subprocess.run([program, *FLAGS, *size, page.as_uri()], check=True, capture_output=True, timeout=120)
    with Image.open(picture) as image:
        return image.convert("RGB").crop((0, top, WIDTH, bottom)).quantize(COLOURS)


def main() -> None:
    """Write each page, photograph it, keep the picture small."""
    program = browser()
    if not has_chinese_font():
        sys.exit(MISSING)
    PICTURES.mkdir(exist_ok=True)
    for name, (arguments, top, bottom) in PAGES.items():
        with TemporaryDirectory() as folder:
            page = Path(folder) / f"{name}.html"
            words = [sys.executable, "-m", "etl", *arguments, str(page)]
            subprocess.run(words, cwd=HOUSE, check=True, stdout=subprocess.DEVNULL)
            target = PICTURES / f"{name}.png"
            photograph(program, page, top, bottom).save(target, optimize=True)
        print(f"{target.relative_to(HOUSE)}: {target.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
