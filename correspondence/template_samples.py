"""Every case of every letter whose text the office may change, and what each must say (R11)."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from types import MappingProxyType

from cases.labels import Way
from cases.letter import Letter, LetterKind
from cases.office import Contact, Office
from correspondence.case_texts import interim_message, interim_text, petition_cover, praise_text
from correspondence.compose import authority_text, notice_facts, text_of
from correspondence.letter_templates import ANSWERS
from correspondence.occasion import Occasion, facts_of
from correspondence.wording import fill
from store.keys import Keys

CITIZEN = "jana.winter@kunde.example"
CONTACTS = (
    Contact(name="Erika Beispiel", phone="07274 000-0", email="krm@jobcenter.example"),
    Contact(name="Max Vertretung", phone="07274 000-1", email=""),
)
"""The officer with an address, the deputy without one."""

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


def every_case(name: str, edited: Mapping[str, str], office: Office) -> Iterator[Sample]:
    """Give every case of a letter, the officer and the deputy as its contact person."""
    for contact in CONTACTS:
        occasion = _occasion(replace(office, contact=contact), edited)
        yield from MAKERS.get(name, _notices)(name, occasion)


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


def _authority_notices(_: str, occasion: Occasion) -> Iterator[Sample]:
    for each in (occasion, replace(occasion, answer_by=None)):
        facts, text = facts_of(each), authority_text(each)
        yield Sample(case=_case(each), facts=facts, text=text, must_hold=_first_reaction(facts))


def _interim_notices(_: str, occasion: Occasion) -> Iterator[Sample]:
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


def _escalations(name: str, occasion: Occasion) -> Iterator[Sample]:
    facts = facts_of(occasion) | {"unit": "Leistung 1", "due_on": "27.11.2026"}
    must = _contact(occasion) | {
        "die Nummer": occasion.number,
        "die Stelle": "Leistung 1",
        "der Termin": "27.11.2026",
    }
    text = fill(name, facts, edited=occasion.edited)
    yield Sample(case=_case(occasion), facts=facts, text=text, must_hold=must)


def _praise(_: str, occasion: Occasion) -> Iterator[Sample]:
    for writer in ("", "Jana Winter"):
        praised = {"words": "Danke für die schnelle Hilfe!", "unit": "Leistung 1", "writer": writer}
        must = _contact(occasion) | {
            "das Lob": praised["words"],
            "die Stelle": praised["unit"],
            "die Nummer": occasion.number,
            "wer es schrieb, wo es gesagt werden soll": writer,
        }
        text = praise_text(**praised, occasion=occasion)
        case = _case(occasion, "mit Namen" if writer else "ohne Namen")
        yield Sample(case=case, facts=facts_of(occasion) | praised, text=text, must_hold=must)


def _petition_covers(_: str, occasion: Occasion) -> Iterator[Sample]:
    for matter in ("Petition", "Eingabe"):
        facts = facts_of(occasion) | {"matter": matter}
        must = _contact(occasion) | {
            "das Wort Petition oder Eingabe": matter,
            "der Name der Dienststelle": occasion.office.name,
        }
        text = petition_cover(facts, edited=occasion.edited)
        yield Sample(case=_case(occasion, matter), facts=facts, text=text, must_hold=must)


def _answers(name: str, occasion: Occasion) -> Iterator[Sample]:
    facts = facts_of(occasion) | {"salutation": "Guten Tag Jana Winter,", "text": "Der Text."}
    must: dict[str, str] = {}
    if name == "answer_help":
        must = _contact(occasion) | {"die Nummer": occasion.number}
    if name == "answer_mail":
        must = _contact(occasion) | {
            "der Text der Antwort": "Der Text.",
            "die Nummer": occasion.number,
            "wie man antworten kann": "antworten",
        }
    text = fill(name, facts, edited=occasion.edited)
    yield Sample(case=_case(occasion), facts=facts, text=text, must_hold=must)


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


def _contact(occasion: Occasion) -> dict[str, str]:
    contact = occasion.office.contact
    return {
        "der Name der Ansprechperson": contact.name,
        "die Telefonnummer der Ansprechperson": contact.phone,
    }


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


MAKERS: Mapping[str, Callable[[str, Occasion], Iterable[Sample]]] = MappingProxyType(
    {
        "answer_mail": _answers,
        "answer_help": _answers,
        **{each.name: _answers for each in ANSWERS},
        "interim_message": _interim_notices,
        "interim_notice": _interim_notices,
        "statement_request": _statements,
        "statement_reminder": _statements,
        "statement_escalation": _escalations,
        "authority_notice": _authority_notices,
        "praise": _praise,
        "petition_cover": _petition_covers,
    }
)
"""Who makes the cases of each letter; all others are notices."""
