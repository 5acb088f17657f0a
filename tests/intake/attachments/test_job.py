"""Nothing that the reading process answers is trusted."""

import json
from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cases.mail import AttachedText, AttachmentState
from intake.attachments.job import answer_of, found_in

JSON = st.recursive(
    st.none() | st.booleans() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=5,
)
ANSWER = '{"state": "text", "text": %s, "contains": [%s], "is_cut": false}'


@pytest.mark.parametrize(
    "answer",
    [
        b"",
        b"Traceback (most recent call last):",
        b"[" * 100_000,
        b'{"state": "text"}',
        b'{"state": "praised", "text": "", "contains": [], "is_cut": false}',
        b'{"state": "text", "text": 7, "contains": [], "is_cut": false}',
        b"\xff\xfe\x00",
    ],
)
def test_what_is_no_answer_is_refused(answer: bytes) -> None:
    """The process that wrote it is ended and its file told as unreadable."""
    with pytest.raises(ValueError):  # noqa: PT011  (json and we say it each in other words)
        found_in(answer)


def test_text_that_no_database_takes_is_mended() -> None:
    """PostgreSQL knows no NUL, and half a character has no bytes."""
    found = found_in(ANSWER % (r'"a\u0000b\ud800c"', r'"x\u0000.pdf"'))

    assert found == AttachedText(state=AttachmentState.TEXT, text="ab?c", contains=("x.pdf",))


@given(
    st.builds(
        AttachedText,
        state=st.sampled_from(AttachmentState),
        text=st.text(st.characters(exclude_categories=["Cs"], exclude_characters="\x00")),
        is_cut=st.booleans(),
    )
)
def test_an_answer_is_understood_as_it_was_meant(found: AttachedText) -> None:
    """There and back."""
    assert found_in(json.dumps(answer_of(found))) == found


@given(JSON)
def test_any_json_is_an_answer_or_refused(value: object) -> None:
    """Nothing else happens."""
    with suppress(ValueError):
        found_in(json.dumps(value))
