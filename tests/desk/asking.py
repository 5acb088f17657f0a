"""A case about which a leader was asked for a statement."""

from dataclasses import replace
from datetime import date
from email.message import EmailMessage

from sqlalchemy import select

from intake.case_letters.statements import ToAsk, file_request, link_token, prepare
from store.case_records import statements
from store.case_records.statements import StatementRequest
from store.engine import reading, writing
from store.tables import dispatch_wires, dispatches
from tests.desk.builders import House, a_letter

LEADER = "tl1@jobcenter.example"
FRIDAY = date(2026, 11, 27)
WORDS = "Das Telefon war nie besetzt, sagt Anna Muster."


def a_case(house: House) -> str:
    """File a complaint and return the number of its case."""
    return house.entry(house.files(content=a_letter(WORDS))).case_number


def asked(house: House, case_number: str = "", **changes: object) -> StatementRequest:
    """Ask the leader of Leistung 1 about a case until Friday; return the request."""
    values: dict[str, object] = {
        "case_number": case_number or a_case(house),
        "unit": "Leistung 1",
        "recipient": LEADER,
        "question": "Was ist geschehen?",
        "excerpt": "Das Telefon war nie besetzt.",
        "due_on": FRIDAY,
    }
    to_ask = ToAsk(**(values | changes))  # type: ignore[arg-type]  # a builder takes any field
    tools = replace(house.filing, desk_url="https://krm.jobcenter.example")
    prepared = prepare(to_ask, tools)
    with writing(house.engine) as tx:
        file_request(tx, prepared, by="officer", at=house.now, not_before=house.now)
    return requests_of(house, to_ask.case_number)[-1]


def requests_of(house: House, case_number: str) -> tuple[StatementRequest, ...]:
    """Return the requests of a case as they stand."""
    with reading(house.engine) as tx:
        return statements.of_case(tx, case_number)


def token_of(house: House, request: StatementRequest) -> str:
    """Return the secret part of a request's link."""
    return link_token(request.asked.link_seed, house.filing.keys)


def mails_to(house: House, address: str) -> list[bytes]:
    """Return what waits or was sent to an address, in the order of filing."""
    wire = dispatch_wires.c
    query = select(wire.content).where(wire.recipient == address).order_by(wire.dispatch)
    with reading(house.engine) as tx:
        return list(tx.execute(query).scalars())


def last_message_id(house: House) -> str:
    """Return the Message-ID of the latest mail that left the house."""
    query = select(dispatches.c.message_id).order_by(dispatches.c.id.desc()).limit(1)
    with reading(house.engine) as tx:
        return str(tx.execute(query).scalar_one())


def a_reply(text: str, *, to: str, sender: str = f"Tim Leiter <{LEADER}>", **headers: str) -> bytes:
    """Return the bytes of an answer to one of our mails."""
    message = EmailMessage()
    message["From"] = sender
    message["To"] = "krm@jobcenter.example"
    message["Subject"] = "AW: Kundenreaktionsmanagement: Bitte um Stellungnahme"
    message["Message-ID"] = f"<{abs(hash((text, sender)))}@jobcenter.example>"
    message["In-Reply-To"] = to
    for name, value in headers.items():
        message[name.replace("_", "-")] = value
    message.set_content(text)
    return bytes(message)
