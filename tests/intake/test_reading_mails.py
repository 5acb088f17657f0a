"""Every mail in tests/mails is read as the facts beside it say."""

import json
from pathlib import Path

import pytest

from intake.attachments.texts import read_with_attachments
from intake.reading.parsing import describe

MAILS = Path(__file__).parent.parent / "mails"
NAMES = sorted(path.stem for path in MAILS.glob("*.eml"))


@pytest.mark.parametrize("name", NAMES)
def test_mail_is_read_as_its_facts_say(name: str) -> None:
    """A mismatch is written beside the mail, so that one can compare the two files."""
    expected = json.loads((MAILS / f"{name}.expected.json").read_text(encoding="utf-8"))
    mail = read_with_attachments((MAILS / f"{name}.eml").read_bytes())
    described = describe(mail, file=name)

    actual = {key: _like(expected[key], described[key]) for key in expected}

    path = MAILS / f"{name}.actual.json"
    if actual != expected:
        path.write_text(json.dumps(actual, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    else:
        path.unlink(missing_ok=True)
    assert actual == expected


def test_every_mail_has_its_facts_and_a_line_in_the_readme() -> None:
    """A mail without facts tests nothing; one without a line tells nobody why it is there."""
    facts = sorted(path.name.split(".")[0] for path in MAILS.glob("*.expected.json"))
    readme = (MAILS / "README.md").read_text(encoding="utf-8")
    listed = sorted(line.split("`")[1] for line in readme.splitlines() if line.startswith("| `"))

    assert facts == NAMES
    assert listed == NAMES


def _like(expected: object, described: object) -> object:
    """Keep of each described attachment only what its facts name."""
    if isinstance(described, list) and isinstance(expected, list):
        pairs = zip(expected, described, strict=False)
        rest = described[len(expected) :]
        return [_like(facts, each) for facts, each in pairs] + rest
    if isinstance(described, dict) and isinstance(expected, dict):
        return {key: described.get(key) for key in expected}
    return described
