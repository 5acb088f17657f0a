"""The statement on a petition and its covering letter, after HEGA 02/2012 no. 8 (R26, R28)."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from types import MappingProxyType

from cases.labels import Label
from cases.office import ContactPerson, Office
from cases.petition import Petition, Sponsor
from cases.petition_form import FormPart, StatementForm
from correspondence.case_texts import petition_cover
from correspondence.documents.document import (
    Block,
    Document,
    Heading,
    Letterhead,
    Rows,
    letterhead_of,
    paragraphs_of,
)

HEADINGS: Mapping[FormPart, str] = MappingProxyType(
    {
        FormPart.COMMITTEE_NUMBER: "Aktenzeichen des Petitionsausschusses",
        FormPart.PETITIONER: "Petentin oder Petent",
        FormPart.SUBJECT: "Gegenstand",
        FormPart.FACTS: "Sachverhalt",
        FormPart.ASSESSMENT: "Rechtliche Würdigung",
        FormPart.MEASURES: "Getroffene Maßnahmen",
        FormPart.RESULT: "Ergebnis",
        FormPart.CONTACT: "Ansprechpartner",
        FormPart.COVER: "Anschreiben",
    }
)
"""What each part of the form is called, at the desk and on paper."""

SPONSORS: Mapping[Sponsor, str] = MappingProxyType(
    {
        Sponsor.AGENCY: "Agentur für Arbeit",
        Sponsor.COUNTY: "Landkreis",
    }
)
IN_BLOCKS = (
    FormPart.PETITIONER,
    FormPart.SUBJECT,
    FormPart.FACTS,
    FormPart.ASSESSMENT,
    FormPart.MEASURES,
    FormPart.RESULT,
    FormPart.CONTACT,
)
NO_MEASURES = "Keine."
TO_AGENCY = ("Agentur für Arbeit", "Kundenreaktionsmanagement")


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementFacts:
    """What stands in a statement besides its text."""

    number: str
    petition: Petition
    office: Office
    written_on: date
    edited: Mapping[str, str] = field(default_factory=dict)

    @property
    def what(self) -> str:
        """Petition or submission, in German."""
        return "Petition" if Label.PETITION in self.petition.labels else "Eingabe"

    @property
    def subject(self) -> str:
        """The title; it tells nothing of the matter (R14b)."""
        return f"Stellungnahme zur {self.what}"

    @property
    def contact(self) -> ContactPerson:
        """Who answers questions (R11)."""
        return self.office.contact_on(self.written_on)


def statement_document(form: StatementForm, facts: StatementFacts) -> Document:
    """Return the statement in the order of the form; measures that nobody took are told, too."""
    return Document(
        letterhead=_letterhead(facts),
        written_on=facts.written_on,
        subject=facts.subject,
        references=_references(form, facts),
        blocks=(*_parts(form), *_authorised(facts.petition)),
    )


def cover_document(
    form: StatementForm, facts: StatementFacts, recipient: tuple[str, ...]
) -> Document:
    """Return the covering letter, for the post."""
    return Document(
        letterhead=_letterhead(facts),
        written_on=facts.written_on,
        subject=facts.subject,
        recipient=recipient,
        references=_references(form, facts),
        blocks=paragraphs_of(form.text(FormPart.COVER)),
    )


def first_draft(facts: StatementFacts, *, petitioner: str) -> StatementForm:
    """Return what can be filled in before anybody writes."""
    contact = facts.contact
    reached = [contact.name, f"Telefon {contact.phone}", facts.office.contact.email]
    return StatementForm(
        parts={
            FormPart.PETITIONER: petitioner,
            FormPart.CONTACT: "\n".join(each for each in reached if each),
            FormPart.COVER: _cover(facts),
        }
    )


def _cover(facts: StatementFacts) -> str:
    told = {
        "matter": facts.what,
        "number": facts.number,
        "contact": facts.contact,
        "contact_email": facts.office.contact.email,
        "office_name": facts.office.name,
    }
    return petition_cover(told, edited=facts.edited)


def _letterhead(facts: StatementFacts) -> Letterhead:
    return letterhead_of(facts.office, facts.contact)


def _references(form: StatementForm, facts: StatementFacts) -> tuple[tuple[str, str], ...]:
    given = " ".join(form.text(FormPart.COMMITTEE_NUMBER).split())
    theirs = ((HEADINGS[FormPart.COMMITTEE_NUMBER], given),) if given else ()
    return (*theirs, ("Unser Zeichen", facts.number))


def _parts(form: StatementForm) -> Iterable[Block]:
    for part in IN_BLOCKS:
        text = form.text(part)
        if part is FormPart.MEASURES and not text.strip():
            text = NO_MEASURES
        yield Heading(text=HEADINGS[part])
        yield from paragraphs_of(text)


def _authorised(petition: Petition) -> Iterable[Block]:
    """Tell who authorised a statement of the board, for which sponsor, and when (R28)."""
    if petition.is_boards and petition.authorisations:
        yield Heading(text="Autorisiert für die Trägerversammlung")
        yield Rows(
            head=("Träger", "Name", "Tag"),
            rows=tuple(
                (SPONSORS[each.sponsor], each.name, f"{each.on_day:%d.%m.%Y}")
                for each in petition.authorisations
            ),
        )
