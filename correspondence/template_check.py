"""Is an edited text good for every letter that uses it? Rendered for each case there is (R11)."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from functools import lru_cache
from zoneinfo import ZoneInfo

from cases.limits import WorkCalendar
from cases.office import Office, Routing
from correspondence.edited_template import EditedTextError, render_edited, variables_in
from correspondence.letter_templates import BY_NAME
from correspondence.template_samples import CONTACTS, Sample, every_case

_AN_OFFICE = Office(
    name="",
    calendar=WorkCalendar(timezone=ZoneInfo("Europe/Berlin")),
    contact=CONTACTS[0],
    routing=Routing(sgg="", director=""),
)


def mistakes_in(name: str, text: str, office: Office) -> tuple[str, ...]:
    """Return why the text cannot be used for this letter, in words; empty if it can."""
    return _mistakes_in(name, text, office.name, office.objection_sentence)


@lru_cache(maxsize=64)
def _mistakes_in(
    name: str, text: str, office_name: str, objection_sentence: str
) -> tuple[str, ...]:
    office = replace(_AN_OFFICE, name=office_name, objection_sentence=objection_sentence)
    try:
        strange = _strange_names(name, text)
        if strange:
            return strange
        if not text.strip():
            return ("Der Text ist leer.",)
        mistakes = [each for sample in samples(name, text, office) for each in _lacks(sample)]
    except EditedTextError as error:
        return (str(error),)
    return tuple(dict.fromkeys(mistakes))


def samples(name: str, text: str, office: Office) -> Iterator[Sample]:
    """Give every case of a letter with this text; EditedTextError if it cannot be used."""
    for sample in every_case(name, {name: text}, office):
        render_edited(text, sample.facts)
        yield sample


def _lacks(sample: Sample) -> Iterable[str]:
    words = " ".join(sample.text.split())
    for what, needed in sample.must_hold.items():
        if " ".join(needed.split()) not in words:
            yield f"Es fehlt {what} (Fall: {sample.case})."


def _strange_names(name: str, text: str) -> tuple[str, ...]:
    known = {each.partition(".")[0] for each in BY_NAME[name].variables}
    strange = sorted(variables_in(text) - known)
    return tuple(f"Den Platzhalter {{{{ {each} }}}} gibt es hier nicht." for each in strange)
