"""Show a date or a time that a cell holds as a count of days: 45292 under `yyyy"年"m"月"` is `2024年1月`.

In: the count of days and the tokens of a format. Out: the text a reader of the sheet sees.
Forbidden here: any library of a format; reading dates that are text.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from etl.reading.formats.excel.format_codes import Token

BEGINNING = datetime(1899, 12, 30)  # Excel believes in a 29 February 1900, so the days from March on count from here
BEGINNING_1904 = datetime(1904, 1, 1)
BELIEVED_LEAP_DAY = 60
LAST_DAY = 2_958_465
SECONDS_A_DAY = 86_400
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
WEEKDAYS = "一二三四五六日"
NOON = 12


def shown_date(days: float, tokens: Sequence[Token], since_1904: bool = False) -> str | None:
    """Return a date or time as shown; None where the count of days is none that Excel can show."""
    if not 0 <= days <= LAST_DAY:
        return None
    seconds = round(days * SECONDS_A_DAY)
    day, rest = divmod(seconds, SECONDS_A_DAY)
    early = 1 if not since_1904 and day < BELIEVED_LEAP_DAY else 0
    moment = (BEGINNING_1904 if since_1904 else BEGINNING) + timedelta(days=day + early, seconds=rest)
    parts = [token.text.lower() if token.kind == "moment" else "" for token in tokens]
    halves = any(part in {"am/pm", "a/p", "上午/下午"} for part in parts)
    texts = []
    for index, (token, part) in enumerate(zip(tokens, parts, strict=True)):
        if not part:
            texts.append(token.text)
        elif part in {"m", "mm"} and _is_minute(index, parts):
            texts.append(f"{moment.minute:0{len(part)}d}")
        else:
            texts.append(_part(moment, part, seconds, halves))
    return "".join(texts).strip()


def _is_minute(index: int, parts: Sequence[str]) -> bool:
    """The letter m means minutes after hours or before seconds, and months elsewhere."""
    before = [part for part in parts[:index] if part][-1:]
    after = [part for part in parts[index + 1 :] if part][:1]
    return any("h" in part for part in before) or any("s" in part for part in after)


def _part(moment: datetime, part: str, seconds: int, halves: bool) -> str:
    if part[0] == "[":
        passed = seconds // {"h": 3600, "m": 60, "s": 1}[part[1]]
        return f"{passed:0{len(part) - 2}d}"
    if "/" in part:
        before_noon, after_noon = part.split("/")
        return (before_noon if moment.hour < NOON else after_noon).upper()
    if part[0] == "a" or part.startswith("ddd"):
        return ("周" if part in {"aaa", "ddd"} else "星期") + WEEKDAYS[moment.weekday()]
    if part.startswith("mmm"):
        return MONTHS[moment.month - 1]
    if part[0] in "ye":
        return f"{moment.year % 100:02d}" if part in {"y", "yy"} else f"{moment.year:04d}"
    hour = (moment.hour % NOON or NOON) if halves else moment.hour
    number = {"m": moment.month, "d": moment.day, "h": hour, "s": moment.second}[part[0]]
    return f"{number:0{len(part)}d}"
