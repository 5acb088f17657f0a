"""Authorising and sending a statement: two persons for the board, the director's hand (R28)."""

from collections.abc import Mapping
from datetime import date

from flask import request
from flask.typing import ResponseReturnValue
from werkzeug.datastructures import MultiDict

from cases.petition import Actor, Authorisation, Sponsor, Way
from cases.petition_way import AuthorisationFault, Hindrance, hindrances
from correspondence.addresses import AddressError
from desk.access import Permission
from desk.case_parts.petition_mail import SendForm, Target, address_of, send_statement
from desk.case_parts.petition_view import open_petition
from desk.forms.days import read_day
from desk.forms.decision import FormError, row_version_in
from desk.forms.uploads import Upload, UploadError, read_upload
from desk.pages.petitions.petitions import CHANGED, NO_DAY, entered_by, petition_page
from desk.visit import Page, Visit, go_to, say
from desk.words import petitions as words
from desk.words.marking import one_line
from store.case_records import petition_sending
from store.case_records.filed_documents import CaseFile
from store.case_records.petitions import PetitionRecord
from store.engine import writing

NO_ADDRESS = (
    "In den Einstellungen steht dafür keine Adresse, oder sie ist nicht vollständig. Bitte drucken "
    "Sie die Stellungnahme und nehmen Sie die Post."
)


def authorise(visit: Visit, number: str) -> ResponseReturnValue:
    """Enter who authorised for a sponsor, with day, way and document (R28)."""
    try:
        wanted, upload = _authorisation_in(visit)
    except (FormError, UploadError) as error:
        return petition_page(visit, number, complaint=str(error), typed=request.form), 400
    file = CaseFile(
        kind="authorisation",
        content_type=upload.content_type,
        name=upload.name,
        content=upload.content,
    )
    with writing(visit.tools.engine) as tx:
        open_petition(tx, visit, number, what="authorise_petition")
        fault = petition_sending.authorise(
            tx, number, wanted, file, today=visit.today, entered=entered_by(visit)
        )
    if fault:
        is_late = fault in {AuthorisationFault.TAKEN, AuthorisationFault.ALREADY_SENT}
        complaint = f"{words.AUTHORISATION_FAULTS[fault]} Die Datei wurde nicht aufgehoben."
        page = petition_page(visit, number, complaint=complaint, typed=request.form)
        return page, 409 if is_late else 400
    say(f"Eingetragen: {wanted.name} hat autorisiert.")
    return go_to("petition", number=number)


def withdraw_authorisation(visit: Visit, number: str) -> ResponseReturnValue:
    """Take an authorisation back together with its document."""
    chosen = request.form.get("sponsor", "")
    with writing(visit.tools.engine) as tx:
        open_petition(tx, visit, number, what="authorise_petition")
        is_gone = chosen in set(Sponsor) and petition_sending.withdraw_authorisation(
            tx, number, Sponsor(chosen), entered_by(visit)
        )
    if not is_gone:
        return petition_page(visit, number, complaint=CHANGED), 409
    say("Die Autorisierung ist zurückgenommen.")
    return go_to("petition", number=number)


def send_as_officer(visit: Visit, number: str) -> ResponseReturnValue:
    """Send what one sponsor answers for (R26)."""
    return _send(visit, number, Actor.OFFICER)


def send_as_director(visit: Visit, number: str) -> ResponseReturnValue:
    """Send what the board answers for, with both authorisations (R28)."""
    return _send(visit, number, Actor.DIRECTOR)


def unsend_as_officer(visit: Visit, number: str) -> ResponseReturnValue:
    """Take the officer's sending back."""
    return _take_back(visit, number, Actor.OFFICER)


def unsend_as_director(visit: Visit, number: str) -> ResponseReturnValue:
    """Take the director's sending back."""
    return _take_back(visit, number, Actor.DIRECTOR)


def _send(visit: Visit, number: str, actor: Actor) -> ResponseReturnValue:
    with writing(visit.tools.engine) as tx:
        record = open_petition(tx, visit, number, what="send_petition")
    try:
        form = _send_form_in(visit, record)
    except FormError as error:
        return petition_page(visit, number, complaint=str(error), typed=request.form), 400
    found = hindrances(record.petition, actor=actor, covers_latest=form.covers_latest)
    try:
        found = found or send_statement(visit, record, form, actor)
    except AddressError:
        return petition_page(visit, number, complaint=NO_ADDRESS, typed=request.form), 400
    if found:
        return _refused(visit, number, found)
    say(_told(visit, form.target))
    return go_to("petition", number=number)


def _refused(visit: Visit, number: str, found: tuple[Hindrance, ...]) -> ResponseReturnValue:
    complaint = " ".join(words.HINDRANCES[each] for each in found)
    is_late = not {Hindrance.OTHER_TEXT, Hindrance.ALREADY_SENT}.isdisjoint(found)
    page = petition_page(visit, number, complaint=complaint, typed=request.form)
    return page, 409 if is_late else 400


def _told(visit: Visit, target: Target) -> str:
    if target is Target.POST:
        return "Vermerkt: Die Stellungnahme ging mit der Post. Die Fristen sind eingehalten."
    seconds = visit.tools.settings.undo_seconds
    return f"Die Stellungnahme geht in {seconds} Sekunden hinaus; so lange geht sie zurück."


def _take_back(visit: Visit, number: str, actor: Actor) -> ResponseReturnValue:
    with writing(visit.tools.engine) as tx:
        open_petition(tx, visit, number, what="send_petition")
        fault = petition_sending.take_sending_back(
            tx, number, actor=actor, office=visit.tools.office, entered=entered_by(visit)
        )
    if fault:
        return petition_page(visit, number, complaint=words.STEP_FAULTS[fault]), 409
    say("Zurückgenommen: Die Stellungnahme ist nicht abgesandt, die Fristen laufen.")
    return go_to("petition", number=number)


def _authorisation_in(visit: Visit) -> tuple[Authorisation, Upload]:
    form = request.form
    sponsor, way, on_day = form.get("sponsor", ""), form.get("way", ""), _day_in(form)
    if sponsor not in set(Sponsor) or way not in set(Way):
        message = "Bitte wählen Sie aus, für wen und auf welchem Weg autorisiert wurde."
        raise FormError(message)
    if on_day is None:
        raise FormError(NO_DAY)
    wanted = Authorisation(
        sponsor=Sponsor(sponsor),
        name=one_line(form.get("who", "")),
        on_day=on_day,
        way=Way(way),
        document=None,
        entered_at=visit.now,
    )
    return wanted, read_upload(request.files.get("document"))


def _day_in(form: Mapping[str, str]) -> date | None:
    return read_day(form.get("authorised_on", ""))


def _send_form_in(visit: Visit, record: PetitionRecord) -> SendForm:
    form = request.form
    if form.get("target", "") not in set(Target):
        message = "Bitte wählen Sie aus, auf welchem Weg die Stellungnahme geht."
        raise FormError(message)
    target = Target(form["target"])
    if target is not Target.POST and not address_of(visit, target):
        raise FormError(NO_ADDRESS)
    on_day = _posted_on(visit, record) if target is Target.POST else visit.today
    return SendForm(
        target=target,
        on_day=on_day,
        row_version=row_version_in(form),
        form_version=row_version_in(MultiDict({"row_version": form.get("form_version", "")})),
        covers_latest=form.get("covers_latest") == "yes",
    )


def _posted_on(visit: Visit, record: PetitionRecord) -> date:
    on_day = read_day(request.form.get("posted_on", ""))
    if on_day is None:
        raise FormError(NO_DAY)
    if not record.petition.received_on <= on_day <= visit.today:
        message = "Der Tag des Versands liegt vor dem Eingang oder in der Zukunft."
        raise FormError(message)
    return on_day


PAGES = (
    Page(
        "/petition/<number>/autorisierung",
        "authorise_petition",
        authorise,
        Permission.DIRECT,
        method="POST",
        takes_files=True,
    ),
    Page(
        "/petition/<number>/autorisierung/zuruecknehmen",
        "withdraw_authorisation",
        withdraw_authorisation,
        Permission.DIRECT,
        method="POST",
    ),
    Page(
        "/petition/<number>/senden",
        "send_petition",
        send_as_officer,
        Permission.WORK,
        method="POST",
    ),
    Page(
        "/petition/<number>/autorisiert-senden",
        "send_authorised_petition",
        send_as_director,
        Permission.DIRECT,
        method="POST",
    ),
    Page(
        "/petition/<number>/senden/zuruecknehmen",
        "unsend_petition",
        unsend_as_officer,
        Permission.WORK,
        method="POST",
    ),
    Page(
        "/petition/<number>/autorisiert-senden/zuruecknehmen",
        "unsend_authorised_petition",
        unsend_as_director,
        Permission.DIRECT,
        method="POST",
    ),
)
