"""The judge of readings: what it counts, and that no filing is read worse than its recorded level says."""

from __future__ import annotations

import re
import tomllib
from decimal import Decimal
from pathlib import Path

import pytest

from tests.accuracy import measure
from tests.accuracy.golden_rows import LAYOUTS, Golden
from tests.accuracy.measure import compared, written
from tests.accuracy.scores import Expected, Found, Score, Target, mean, score
from tests.support.normalised import ways_of_reading
from tests.support.places import HOUSE, SHARED

TRAINED = Target("1", "OUT.QTY", "培训人数", ">=", "100", "人")
CONTENT = Target("1", "SAT.SVC", "满意度", ">=", "95", "%")
SAMPLE = Golden("sample", HOUSE / "samples" / "sample.txt", "tabs", "")
SHARED_ONE = Golden("02", SHARED / "filings" / "02_file.txt", "pipes", "")
LAYOUT = Golden("prose", LAYOUTS / "prose.txt", "prose", "")
WELL = Score(1.0, 1.0, 1.0, 0)


def judged(*found: tuple[Target, str], expected: tuple[Target, ...] = (TRAINED, CONTENT)) -> Score:
    return score(Expected(expected, []), Found(found, []))


def judged_money(expected: list[tuple[Decimal, ...]], *found: tuple[str, str]) -> Score:
    return score(Expected([], expected), Found([], [(Decimal(amount), confidence) for amount, confidence in found]))


# --- what is counted ----------------------------------------------------------------------------------


def test_a_filing_read_as_a_person_reads_it_scores_one_in_everything():
    assert judged((CONTENT, "inferred"), (TRAINED, "exact")) == WELL


def test_a_cell_that_differs_costs_its_row_and_one_cell():
    result = judged((TRAINED._replace(unit="%"), "exact"), (CONTENT, "exact"))
    assert (result.rows, round(result.cells * 12)) == (0.5, 11)


def test_a_row_that_is_missing_costs_its_cells_and_is_not_wrong():
    result = judged((TRAINED, "exact"))
    assert (round(result.rows, 3), result.cells, result.wrong) == (0.667, 0.5, 0)


@pytest.mark.parametrize(("confidence", "wrong"), [("exact", 1), ("inferred", 1), ("doubtful", 0)])
def test_a_wrong_value_counts_unless_it_says_that_it_is_doubtful(confidence: str, wrong: int):
    assert judged((TRAINED._replace(value="10"), confidence), (CONTENT, "exact")).wrong == wrong


@pytest.mark.parametrize(("confidence", "wrong"), [("exact", 1), ("doubtful", 0)])
def test_a_row_that_nobody_filed_counts_as_wrong(confidence: str, wrong: int):
    assert judged((TRAINED, "exact"), (CONTENT, "exact"), (CONTENT, confidence)).wrong == wrong


def test_a_target_in_another_statement_is_wrong_and_one_in_another_class_is_not():
    assert judged((TRAINED._replace(statement="2"), "exact"), expected=(TRAINED,)).wrong == 1
    other_class = judged((TRAINED._replace(indicator="OUT.QUAL"), "exact"), expected=(TRAINED,))
    assert (other_class.wrong, other_class.rows) == (0, 0.0)


def test_amounts_are_compared_as_a_multiset_of_yuan():
    assert judged_money([(Decimal(5),), (Decimal(5),)], ("5", "exact"), ("5", "exact")).money == 1
    result = judged_money([(Decimal(5),)], ("5", "exact"), ("50000", "exact"), ("7", "doubtful"))
    assert (result.money, result.wrong) == (0.5, 1)


def test_each_confidence_counts_its_facts_and_the_surest_of_equal_ones_is_right():
    told = judged((TRAINED, "doubtful"), (TRAINED, "exact"), (CONTENT._replace(value="9"), "inferred")).told
    assert told == {"exact": (1, 1), "inferred": (0, 1), "doubtful": (0, 1)}
    both = mean([judged((TRAINED, "exact")), judged((CONTENT, "exact"), (CONTENT, "exact"))])
    assert both.told == {"exact": (2, 3)}
    lines = list(measure.sureness({SAMPLE: both}))
    assert [line.split()[:4] for line in lines[:3]] == [
        ["exact", "2", "of", "3"], ["inferred", "0", "of", "0"], ["doubtful", "0", "of", "0"],
    ]  # fmt: skip


def test_an_amount_whose_unit_is_not_filed_may_be_read_in_either():
    assert ways_of_reading("1,234.5", "万元") == (Decimal("12345000.00"),)
    for read in ("3.00", "30000.00"):
        assert judged_money([ways_of_reading("3", "")], (read, "exact")) == WELL


def test_money_that_nobody_has_gone_through_counts_neither_for_nor_against():
    unscored = score(Expected([TRAINED], None), Found([(TRAINED, "exact")], [(Decimal(5), "exact")]))
    assert unscored == Score(1.0, 1.0, None, 0)
    assert mean([unscored, Score(1.0, 1.0, 0.5, 0)]).money == 0.5
    assert mean([unscored]).money is None


def test_a_mean_is_of_shares_and_adds_up_what_is_wrong():
    assert mean([WELL, Score(0.5, 0.0, 0.0, 3)]) == Score(0.75, 0.5, 0.5, 3)


# --- levels -------------------------------------------------------------------------------------------


def test_what_falls_below_its_level_is_told_with_both_figures():
    levels = tomllib.loads(written({SAMPLE: WELL}, {}))
    worse, better = compared({SAMPLE: Score(0.9, 1.0, 1.0, 2)}, levels)
    assert worse == [
        "samples: rows 0.9, recorded 1.0",
        "samples: wrong 2, recorded 0",
        "sample: rows 0.9, recorded 1.0",
        "sample: wrong 2, recorded 0",
    ]
    assert better == []


def test_what_is_new_or_better_is_named():
    levels = tomllib.loads(written({SAMPLE: Score(0.9, 1.0, 1.0, 0)}, {}))
    assert compared({SAMPLE: WELL, SHARED_ONE: WELL}, levels) == ([], ["samples", "shared", "sample", "02"])


def test_a_level_of_money_comes_and_goes_with_the_expected_rows():
    unscored = Score(1.0, 1.0, None, 0)
    levels = tomllib.loads(written({LAYOUT: unscored}, {}))
    assert levels["files"]["prose"] == {"rows": 1.0, "wrong": 0}
    assert compared({LAYOUT: unscored}, levels) == ([], [])
    assert compared({LAYOUT: WELL}, levels) == ([], ["layouts", "prose"])
    assert compared({LAYOUT: unscored}, tomllib.loads(written({LAYOUT: WELL}, {})))[0] == []


def test_a_record_of_the_samples_keeps_the_levels_of_the_shared_filings():
    both = tomllib.loads(written({SAMPLE: WELL, SHARED_ONE: WELL}, {}))
    assert tomllib.loads(written({SAMPLE: Score(0.5, 1.0, 1.0, 1)}, both)) == {
        "means": {"samples": {"rows": 0.5, "money": 1.0, "wrong": 1}, "shared": both["means"]["shared"]},
        "files": {"sample": {"rows": 0.5, "money": 1.0, "wrong": 1}, "02": both["files"]["02"]},
    }


def test_make_accuracy_fails_with_a_clear_line_until_the_level_is_recorded(monkeypatch, capsys, tmp_path: Path):
    monkeypatch.setattr(measure, "LEVELS", tmp_path / "accuracy.toml")
    monkeypatch.setattr(measure, "measured", lambda home: {SAMPLE: WELL})
    assert (measure.main(["--record"]), measure.main([])) == (0, 0)
    monkeypatch.setattr(measure, "measured", lambda home: {SAMPLE: Score(0.5, 1.0, 1.0, 0)})
    capsys.readouterr()
    assert measure.main([]) == 1
    told = capsys.readouterr()
    assert "below its level: sample: rows 0.5, recorded 1.0" in told.out
    assert "make accuracy ARGS=--record" in told.err
    assert (measure.main(["--record"]), measure.main([]), measure.main(["--recrod"])) == (0, 0, 2)


def test_make_accuracy_runs_the_same_judge():
    recipe = re.search(r"^accuracy:.*\n\t@?(.*)$", (HOUSE / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
    assert recipe and recipe[1] == "$(BIN)/python -m tests.accuracy.measure $(ARGS)"
