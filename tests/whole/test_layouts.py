"""Every filing with expected rows: that it is listed, and that none is read worse than its recorded level says."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import make_url

from etl.warehouse.connection import query
from tests.accuracy import measure
from tests.accuracy.golden_rows import LAYOUTS, goldens
from tests.accuracy.measure import WAREHOUSES, compared, fill, recorded, scores_of
from tests.accuracy.scores import CONFIDENCES, mean
from tests.support.databases import temporary_database
from tests.support.normalised import level_class


@pytest.fixture(scope="module")
def filled(request, server: str, template: str, filings_home: Path) -> Iterator[tuple[str, list[str]]]:
    """A warehouse of all filings but the samples, begun with the real ones where they are, and its broken promises."""
    others = [golden for golden in goldens() if not golden.is_sample]
    real = "shared" in {golden.set for golden in others}
    begun = make_url(request.getfixturevalue("real_warehouse")).database if real else template
    with temporary_database(server, str(begun)) as url:
        yield url, fill(url, filings_home, [golden.file for golden in others])


@pytest.fixture(scope="module")
def urls(warehouse: str, filled: tuple[str, list[str]]) -> dict[str, str]:
    """The warehouse of each set."""
    return {"samples": warehouse, "layouts": filled[0], "shared": filled[0]}


def test_no_promise_is_broken_by_any_layout(filled: tuple[str, list[str]]):
    assert filled[1] == []


def test_no_filing_is_read_worse_than_recorded(urls: dict[str, str]):
    scores = scores_of(urls)
    worse, _ = compared(scores, recorded())
    assert worse == [], "\n".join(measure.table(scores))


def test_what_is_called_sure_is_right_and_what_is_right_is_seldom_called_doubtful(urls: dict[str, str]):
    scores = scores_of(urls)
    told = mean(scores.values()).told
    exact, inferred, doubtful = (told[confidence] for confidence in CONFIDENCES)
    assert exact.right >= 0.999 * exact.all, "\n".join(measure.sureness(scores))
    assert inferred.right >= 0.99 * inferred.all, "\n".join(measure.sureness(scores))
    assert doubtful.right <= 0.035 * sum(one.right for one in told.values()), "\n".join(measure.sureness(scores))


def test_every_filing_with_expected_rows_that_ships_has_a_layout_and_a_level():
    for golden in goldens():
        if golden.set != "shared":
            assert golden.layout != "other", f"{golden.name} is missing in tests/golden/layouts.csv"
            if golden.set in recorded()["means"]:
                assert golden.name in recorded()["files"], f"{golden.name} has no level: {measure.RECORD}"


def test_every_filing_is_known_by_a_name_of_its_own_and_is_in_one_warehouse():
    names = [golden.name for golden in goldens()]
    sets = [name for together in WAREHOUSES for name in together]
    assert len(names) == len(set(names))
    assert {golden.set for golden in goldens()} <= set(sets)


def test_every_layout_has_its_rows_and_a_line_in_its_list():
    listed = re.findall(r"^\| `(\w+)` \|", (LAYOUTS / "README.md").read_text(encoding="utf-8"), re.MULTILINE)
    assert set(listed) == {path.stem for path in LAYOUTS.glob("*.txt")}
    assert set(listed) == {path.name for path in LAYOUTS.iterdir() if path.is_dir()}


def test_level_labels_are_classed_as_the_warehouse_classes_them(urls: dict[str, str]):
    for url in set(urls.values()):
        classed = query(
            url,
            """select distinct target.level1_filed, target.level2_filed, indicator.indicator_code
            from marts.fct_indicator_targets as target
            inner join marts.dim_indicator as indicator using (indicator_key)
            where target.indicator_key > 0 and not target.is_corrected""",
        )
        assert classed
        for row in classed:
            assert level_class(row["level1_filed"], row["level2_filed"]) == row["indicator_code"], row
