"""What logs tell of the names of files: which file it is, and nobody's name or number."""

from pathlib import Path

import pytest

from etl.report.names import without_persons

MOBILE = "1" + "3900000042"


@pytest.mark.parametrize(
    ("name", "told"),
    [
        (f"联系{MOBILE}.txt", "联系***.txt"),
        (f"目标表_{MOBILE}_2024.txt", "目标表_***_2024.txt"),
        ("0900-5550177.docx", "***.docx"),
        ("planted@example.org 目标表.xlsx", "*** 目标表.xlsx"),
        ("经办人赵未名.txt", "经办人***.txt"),
        ("负责人：钱无此_2024.txt", "负责人***_2024.txt"),
        (Path(f"/a/联系人赵未名/{MOBILE}.txt").as_uri(), "file:///a/联系人***/***.txt"),
    ],
)
def test_persons_are_blotted_out(name: str, told: str):
    assert without_persons(name) == told


@pytest.mark.parametrize(
    "name",
    [
        *("91362232000000319X.txt", "136222320147673151.txt", "13622232014767315101.txt", "2024-062-1234567.txt"),
        *("项目编码13062400001.txt", "财农〔2024〕17号.txt", "甲县水务局_2024.txt", "3.14285714286.txt"),
        Path("/a/甲县/目标 表.txt").as_uri(),
    ],
)
def test_codes_and_other_names_stay(name: str):
    assert without_persons(name) == name
