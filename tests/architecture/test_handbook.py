"""The officer's handbook shows what is there."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
DOCS = ROOT / "docs"
HANDBOOK = (DOCS / "handbuch.md").read_text(encoding="utf-8")
LARGEST_PICTURE = 150_000


def test_every_picture_of_the_handbook_exists_and_says_what_it_shows() -> None:
    """`make screenshots` makes them; who sees none hears the words beside."""
    pictures = re.findall(r"!\[(.*?)\]\((.*?)\)", HANDBOOK)

    assert pictures
    assert [file for words, file in pictures if not words or not (DOCS / file).is_file()] == []


def test_every_picture_of_the_desk_is_small_and_named_somewhere() -> None:
    """Nothing is kept that no document shows."""
    readme = (ROOT / "README.md").read_text(encoding="utf-8")
    pictures = sorted((DOCS / "pictures").glob("*.png"))

    assert [each.name for each in pictures if each.stat().st_size > LARGEST_PICTURE] == []
    assert [each.name for each in pictures if each.name not in HANDBOOK + readme] == []


def test_every_link_within_the_handbook_leads_to_a_heading() -> None:
    """As the usual viewers name headings."""
    headings = re.findall(r"^#+ (.*)$", HANDBOOK, re.MULTILINE)
    anchors = {re.sub(r"[^\w -]", "", each.lower()).replace(" ", "-") for each in headings}

    assert [each for each in re.findall(r"\]\(#(.*?)\)", HANDBOOK) if each not in anchors] == []
