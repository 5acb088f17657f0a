"""Is an edited text good for every letter that uses it? Rendered for each case there is (R11)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import lru_cache
from types import MappingProxyType
from zoneinfo import ZoneInfo

from cases.labels import Way
from cases.letter import Letter, LetterKind
from cases.limits import WorkCalendar
from cases.office import Contact, Office, Routing
from correspondence.case_texts import interim_message, interim_text
from correspondence.compose import authority_text, notice_facts, text_of
from correspondence.edited_template import EditedTextError, render_edited, variables_in
from correspondence.letter_templates import ANSWERS, BY_NAME
from correspondence.occasion import Occasion, facts_of
from correspondence.wording import fill
from store.keys import Keys

CITIZEN = "jana.winter@kunde.example"
CONTACTS = (
    Contact(name="Erika Beispiel", phone="07274 000-0", email="krm@jobcenter.example"),
    Contact(name="Max Vertretung", phone="07274 000-1", email=""),
)
"""The officer with an address, the deputy without one."""

_AN_OFFICE = Office(
    name="",
    calendar=WorkCalendar(timezone=ZoneInfo("Europe/Berlin")),
    contact=CONTACTS[0],
    routing=Routing(sgg="", director=""),
)
NOTICES = MappingProxyType(
    {
        "acknowledgement": LetterKind.ACKNOWLEDGEMENT,
        "neutral_acknowledgement": LetterKind.NEUTRAL_ACKNOWLEDGEMENT,
        "transfer_notice": LetterKind.TRANSFER_NOTICE,
    }
)
WAYS: tuple[tuple[Way, ...], ...] = ((), (Way.SGG,), (Way.DIRECTOR,), (Way.SGG, Way.DIRECTOR))


@dataclass(frozen=True, slots=True, kw_only=True)
class Sample:
    """A letter as it would go out in one case, and what must stand in it: its name, its words."""

    case: str
    facts: Mapping[str, object]
    text: str
    must_hold: Mapping[str, str]


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
    for sample in _samples(name, {name: text}, office):
        render_edited(text, sample.facts)
        yield sample


def _samples(name: str, edited: Mapping[str, str], office: Office) -> Iterator[Sample]:
    for contact in CONTACTS:
        occasion = _occasion(replace(office, contact=contact), edited)
        if name in {"answer_mail", *(each.name for each in ANSWERS)}:
            yield _answer(name, occasion)
        elif name in {"interim_message", "interim_notice"}:
            yield from _interim_notices(occasion)
        elif name in {"statement_request", "statement_reminder"}:
            yield from _statements(name, occasion)
        elif name == "authority_notice":
            for each in (occasion, replace(occasion, answer_by=None)):
                yield _authority_notice(each)
        else:
            yield from _notices(name, occasion)


def _notices(name: str, occasion: Occasion) -> Iterator[Sample]:
    kinds = (NOTICES[name],) if name in NOTICES else tuple(NOTICES.values())
    for kind in kinds:
        for ways in WAYS:
            letter = Letter(kind=kind, to=CITIZEN, ways=ways)
            for each in _kinds_of(occasion, ways):
                yield _notice(letter, each, on_paper=False)
                yield _notice(letter, each, on_paper=True)


def _kinds_of(occasion: Occasion, ways: tuple[Way, ...]) -> Iterator[Occasion]:
    """Give the occasion with and without a day, a unit, the director's substitute."""
    yield occasion
    yield replace(occasion, answer_by=None)
    if Way.DIRECTOR in ways:
        yield replace(occasion, to_substitute=True)
    if not ways:
        yield replace(occasion, passed_on_to="Leistung 1")


def _notice(letter: Letter, occasion: Occasion, *, on_paper: bool) -> Sample:
    facts = notice_facts(letter, occasion) | {"token": "k3x9", "on_paper": on_paper}
    must = _first_reaction(facts) | {"der Text der Nachricht": str(facts["message"])}
    must["der Hinweis zum Datenschutz (Artikel 13)"] = "Artikel 13"
    if Way.SGG in letter.ways and letter.kind is not LetterKind.NEUTRAL_ACKNOWLEDGEMENT:
        must["der Satz zur Form eines Widerspruchs"] = occasion.office.objection_sentence
        must["die Widerspruchsstelle"] = "Widerspruchsstelle"
    if Way.DIRECTOR in letter.ways and letter.kind is not LetterKind.NEUTRAL_ACKNOWLEDGEMENT:
        must["die Geschäftsführung"] = "Geschäftsführung"
    if letter.kind is LetterKind.TRANSFER_NOTICE and occasion.passed_on_to:
        must["die Stelle, die es jetzt hat"] = occasion.passed_on_to
    if not on_paper:
        must["das Zeichen"] = "Zeichen:"
    text = text_of(letter, occasion, on_paper=on_paper)
    case = _case(occasion, *(_way(way) for way in letter.ways), "gedruckt" if on_paper else "")
    return Sample(case=case, facts=facts, text=text, must_hold=must)


def _authority_notice(occasion: Occasion) -> Sample:
    facts = facts_of(occasion)
    text = authority_text(occasion)
    return Sample(case=_case(occasion), facts=facts, text=text, must_hold=_first_reaction(facts))


def _interim_notices(occasion: Occasion) -> Iterator[Sample]:
    message = interim_message(occasion.edited)
    for on_paper in (False, True):
        facts = facts_of(occasion) | {"message": message, "on_paper": on_paper}
        must = _first_reaction(facts) | {
            "der Text der Nachricht": message,
            "der Hinweis zum Datenschutz (Artikel 13)": "Artikel 13",
        }
        text = interim_text(message, occasion, on_paper=on_paper)
        case = _case(occasion, "gedruckt" if on_paper else "")
        yield Sample(case=case, facts=facts, text=text, must_hold=must)


def _statements(name: str, occasion: Occasion) -> Iterator[Sample]:
    for link in ("https://krm.jobcenter.example/stellungnahme/k3x9", ""):
        for is_late in (False, True):
            facts = facts_of(occasion) | {
                "unit": "Leistung 1",
                "due_on": "27.11.2026",
                "closes_on": "18.12.2026",
                "link": link,
                "is_late": is_late,
            }
            must = {
                "die Nummer": occasion.number,
                "die Stelle": "Leistung 1",
                "der Termin": "27.11.2026",
                "die Telefonnummer der Ansprechperson": occasion.office.contact.phone,
                "der Link": link,
            }
            text = fill(name, facts, edited=occasion.edited)
            words = ("mit Link" if link else "ohne Link", "zu spät" if is_late else "")
            case = _case(occasion, *words)
            yield Sample(case=case, facts=facts, text=text, must_hold=must)


def _answer(name: str, occasion: Occasion) -> Sample:
    facts = facts_of(occasion) | {"salutation": "Guten Tag Jana Winter,", "text": "Der Text."}
    must: dict[str, str] = {}
    if name == "answer_mail":
        contact = occasion.office.contact
        must = {
            "der Text der Antwort": "Der Text.",
            "der Name der Ansprechperson": contact.name,
            "die Telefonnummer der Ansprechperson": contact.phone,
            "die Nummer": occasion.number,
            "wie man antworten kann": "antworten",
        }
    text = fill(name, facts, edited=occasion.edited)
    return Sample(case=_case(occasion), facts=facts, text=text, must_hold=must)


def _first_reaction(facts: Mapping[str, object]) -> dict[str, str]:
    """Return what R11 asks of every first reaction."""
    contact = facts["contact"]
    must = {
        "der Name der Ansprechperson": getattr(contact, "name", ""),
        "die Telefonnummer der Ansprechperson": getattr(contact, "phone", ""),
        "der Tag des Eingangs": str(facts["received_on"]),
        "die Nummer": str(facts["number"]),
        "der Name der Dienststelle": str(facts["office_name"]),
    }
    if facts["answer_by"]:
        must["der Tag der Antwort"] = str(facts["answer_by"])
    return must


def _lacks(sample: Sample) -> Iterable[str]:
    words = " ".join(sample.text.split())
    for what, needed in sample.must_hold.items():
        if " ".join(needed.split()) not in words:
            yield f"Es fehlt {what} (Fall: {sample.case})."


def _strange_names(name: str, text: str) -> tuple[str, ...]:
    known = {each.partition(".")[0] for each in BY_NAME[name].variables}
    strange = sorted(variables_in(text) - known)
    return tuple(f"Den Platzhalter {{{{ {each} }}}} gibt es hier nicht." for each in strange)


def _case(occasion: Occasion, *more: str) -> str:
    who = "Beauftragte" if occasion.office.contact.email else "Vertretung"
    facts = (
        who,
        *more,
        "" if occasion.answer_by else "ohne Tag der Antwort",
        "Weitergabe an eine Stelle" if occasion.passed_on_to else "",
        "an deren Vertretung" if occasion.to_substitute else "",
    )
    return ", ".join(filter(None, facts))


def _way(way: Way) -> str:
    return "Abgabe an die Widerspruchsstelle" if way is Way.SGG else "Abgabe an die Leitung"


def _occasion(office: Office, edited: Mapping[str, str]) -> Occasion:
    return Occasion(
        office=office,
        sender="krm@jobcenter.example",
        keys=Keys(key=bytes(32)),
        received_at=datetime(2026, 11, 23, 8, 0, tzinfo=UTC),
        sent_at=datetime(2026, 11, 23, 8, 1, tzinfo=UTC),
        journal=17,
        case_number="KRM-7F3K-Q2",
        answer_by=date(2026, 12, 11),
        fresh_id="probe",
        edited=edited,
    )
