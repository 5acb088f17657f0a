"""What BITV and WCAG 2.1 AA ask for, as far as a program can see it (R34)."""

import re
from html.parser import HTMLParser

import pytest

from tests.desk import colours
from tests.desk.builders import House
from tests.desk.visits import VISITS, VisitedPage

GROUNDS = ("paper", "card", "accent-soft")
PAIRS = (
    *((writing, ground) for writing in ("ink", "soft-ink", "accent", "late") for ground in GROUNDS),
    *(("ink", f"{ground}-soft") for ground in ("late", "today", "well", "news")),
    ("ink", "field"),
    ("accent-ink", "accent"),
    ("accent", "well-soft"),
    ("accent", "late-soft"),
    ("late", "late-soft"),
    ("today", "card"),
    ("today", "paper"),
    ("well", "card"),
    ("mark-ink", "mark"),
)
"""Colours of writing and what they are written on: at least 4.5 to 1."""
EDGES = (("edge", "field"), ("focus", "paper"), ("focus", "card"), ("late", "card"))
"""Borders that must be seen: at least 3 to 1."""
SCHEMES = pytest.mark.parametrize("scheme", ["light", "dark"])


@SCHEMES
def test_r34_every_writing_stands_out_from_its_ground(scheme: str) -> None:
    """In KERN's colours, in light and in dark."""
    if not colours.KERN.is_file():
        pytest.skip("KERN UX is missing: make setup")

    assert too_weak(colours.kern_colours(scheme)) == []


@SCHEMES
def test_r34_every_writing_stands_out_where_kern_is_missing(scheme: str) -> None:
    """In the desk's own colours, which stand in for KERN's."""
    assert too_weak(colours.plain_colours(scheme)) == []


def test_a_colour_is_as_bright_as_its_other_notation_says() -> None:
    """KERN's darkblue 700, written as OKLCH and as the hexadecimal number in its own fallback."""
    oklch = colours.oklch_luminance(0.4284, 0.1689, 265.02)

    assert oklch == pytest.approx(colours.hex_luminance("#2044aa"), abs=0.005)


def test_r34_the_keyboard_focus_is_visible() -> None:
    """An outline for everything that can be reached, and none taken away but from the frame."""
    style = colours.OWN.read_text("utf-8")

    assert ":focus-visible { outline: 4px solid var(--focus) !important;" in style
    assert re.findall(r"([^\n}]*)\{ outline: none", style) == ["main:focus "]


@pytest.mark.parametrize("visit", VISITS, ids=lambda visit: visit.name)
def test_r34_every_page_has_its_language_one_main_heading_and_named_fields(
    visit: VisitedPage, house: House
) -> None:
    """A screen reader can say where it is and what to fill in, on every page of the desk."""
    path = visit.reach(house)
    browser = house.sign_in(visit.role) if visit.role else house.visitor()

    form = Form.of(browser.see(path).text)

    assert form.language == "de"
    assert form.main_headings == 1
    assert form.nameless() == []
    assert len(form.ids) == len(set(form.ids))


def test_r34_the_page_begins_with_a_way_past_the_navigation(house: House) -> None:
    """The first link leads to the content."""
    page = house.sign_in().see("/").text

    assert page.index('<a class="skip" href="#inhalt">') < page.index("<nav")
    assert '<main id="inhalt"' in page


class Form(HTMLParser):
    """A page as assistive technology meets it: fields and what names them."""

    def __init__(self) -> None:
        """Begin with an empty page."""
        super().__init__()
        self.language = ""
        self.main_headings = 0
        self.ids: list[str] = []
        self.fields: list[tuple[str, bool]] = []
        self.labelled: set[str] = set()
        self.label_depth = 0

    @classmethod
    def of(cls, page: str) -> "Form":
        """Read a page."""
        form = cls()
        form.feed(page)
        return form

    def nameless(self) -> list[str]:
        """Return the fields that no label names."""
        return [
            name for name, is_inside in self.fields if not is_inside and name not in self.labelled
        ]

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Note headings, labels, fields."""
        values = {name: value or "" for name, value in attrs}
        self.language = values.get("lang", "") if tag == "html" else self.language
        self.main_headings += tag == "h1"
        self.label_depth += tag == "label"
        if "id" in values:
            self.ids.append(values["id"])
        if tag == "label" and "for" in values:
            self.labelled.add(values["for"])
        is_shown = values.get("type") != "hidden" and "hidden" not in values
        is_field = is_shown and tag in {"input", "textarea", "select"}
        if is_field:
            self.fields.append((values.get("id", values.get("name", "")), self.label_depth > 0))

    def handle_endtag(self, tag: str) -> None:
        """Leave a label."""
        self.label_depth -= tag == "label"


def too_weak(brightness: dict[str, float]) -> list[tuple[str, str]]:
    """Return the pairs that differ too little."""
    wanted = [(pair, 4.5) for pair in PAIRS] + [(pair, 3.0) for pair in EDGES]
    return [
        (one, other)
        for (one, other), least in wanted
        if colours.contrast(brightness[one], brightness[other]) < least
    ]
