"""What BITV and WCAG 2.1 AA ask for, as far as a program can see it (R34)."""

import re
from datetime import timedelta
from html.parser import HTMLParser
from pathlib import Path

import pytest

from cases.decision import OtherKind
from cases.labels import Label, Way
from tests.desk.builders import House, a_decision, a_letter

STYLESHEET = Path(__file__).parents[2] / "desk/static/desk.css"
PAIRS = (
    ("ink", "paper"),
    ("ink", "card"),
    ("soft-ink", "paper"),
    ("soft-ink", "card"),
    ("soft-ink", "accent-soft"),
    ("soft-ink", "late-soft"),
    ("accent", "card"),
    ("accent", "accent-soft"),
    ("accent", "well-soft"),
    ("accent-ink", "accent"),
    ("late", "card"),
    ("late", "late-soft"),
    ("today", "card"),
    ("well", "card"),
    ("ink", "well-soft"),
    ("ink", "late-soft"),
    ("mark-ink", "mark"),
)
"""Colours of writing and what they are written on."""


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_r34_every_writing_stands_out_from_its_ground(scheme: str) -> None:
    """At least 4.5 to 1, in light and in dark."""
    light, dark = STYLESHEET.read_text("utf-8").split("@media (prefers-color-scheme: dark)")[:2]
    colours = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", light))
    if scheme == "dark":
        colours |= dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6});", dark))

    too_weak = [pair for pair in PAIRS if contrast(*(colours[name] for name in pair)) < 4.5]

    assert too_weak == []


def test_r34_the_keyboard_focus_is_visible() -> None:
    """An outline for everything that can be reached, and none taken away but from the frame."""
    style = STYLESHEET.read_text("utf-8")

    assert ":focus-visible { outline: 3px solid var(--accent);" in style
    assert re.findall(r"([^\n}]*)\{ outline: none", style) == ["main:focus "]


def test_r34_every_page_has_its_language_one_main_heading_and_named_fields(house: House) -> None:
    """A screen reader can say where it is and what to fill in, on every page of the desk."""
    browser, paths = house.sign_in(), paths_of_a_busy_office(house)

    for path in paths:
        form = Form.of(browser.see(path).text)
        assert form.language == "de", path
        assert form.main_headings == 1, path
        assert form.nameless() == [], path
        assert len(form.ids) == len(set(form.ids)), path


def test_r34_the_page_begins_with_a_way_past_the_navigation(house: House) -> None:
    """The first link leads to the content."""
    page = house.sign_in().see("/").text

    assert page.index('<a class="skip" href="#inhalt">') < page.index("<nav")
    assert '<main id="inhalt"' in page


def paths_of_a_busy_office(house: House) -> list[str]:
    """File one message of each kind and return every page that shows something."""
    unsure = house.files(a_decision(Label.OBJECTION, asks=frozenset({Way.SGG})))
    mixed = house.files(a_decision(Label.OBJECTION, Label.COMPLAINT))
    junk = house.files(a_decision(Label.OTHER, other_kind=OtherKind.ADVERTISING))
    house.files(a_decision(Label.OTHER, other_kind=OtherKind.PASS_ON))
    no_sender = house.files(content=b"Subject: x\r\n\r\nNiemand antwortet.\r\n")
    with_file = house.files(content=a_letter(attachment=("a.txt", b"a")))
    house.pass_time(timedelta(minutes=1))
    case = house.entry(mixed).case_number
    messages = [f"/eingang/{each}" for each in (unsure, mixed, junk, no_sender, with_file)]
    lists = ["/", "/weitergeben", "/abgaben", "/vorgaenge", f"/vorgang/{case}"]
    return [*lists, *messages, f"/eingang/{no_sender}/bestaetigung", "/nirgends"]


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
        is_field = tag in {"input", "textarea", "select"} and values.get("type") != "hidden"
        if is_field:
            self.fields.append((values.get("id", values.get("name", "")), self.label_depth > 0))

    def handle_endtag(self, tag: str) -> None:
        """Leave a label."""
        self.label_depth -= tag == "label"


def contrast(one: str, other: str) -> float:
    """Return how much two colours differ, after WCAG 2.1."""
    dark, light = sorted((luminance(one), luminance(other)))
    return (light + 0.05) / (dark + 0.05)


def luminance(colour: str) -> float:
    """Return how bright a colour is, after WCAG 2.1."""
    parts = [int(colour[place : place + 2], 16) / 255 for place in (1, 3, 5)]
    red, green, blue = (
        part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
