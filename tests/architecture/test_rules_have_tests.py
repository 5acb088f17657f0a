"""Every rule that the service keeps today has a test that names it."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
KEPT = tuple(
    re.findall(
        r"R\w+",
        "R1 R5 R5a R6 R7 R8 R9 R9a R9b R9c R11 R12 R13 R14 R14a R14b R15 R15a R16 "
        "R17 R19 R20 R21 R22 R23 R24 R25 R26 R27 R28 R29 R31 R32 R33 R34 R35 R36",
    )
)
NAMED = {
    name.upper()[0] + name[1:]
    for path in (ROOT / "tests").rglob("test_*.py")
    for test in re.findall(r"def test_(\w+)\(", path.read_text(encoding="utf-8"))
    for name in re.findall(r"(?:^|_)(r\d+[abc]?)(?=_)", test)
}


@pytest.mark.parametrize("rule", KEPT)
def test_a_rule_is_named_by_a_test(rule: str) -> None:
    """Some test function carries the rule's number in its name."""
    assert rule in NAMED


@pytest.mark.parametrize("rule", KEPT)
def test_a_rule_that_is_kept_stands_in_the_list_of_rules(rule: str) -> None:
    """The number exists in docs/rules.md."""
    assert f"**{rule}**" in (ROOT / "docs" / "rules.md").read_text(encoding="utf-8")
