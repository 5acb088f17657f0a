"""Every page of the desk in the states that people meet it in: who goes there, and how.

A page without a row in TOLD is visited as `tests/desk/every_page.py` reaches it. Where that is not
enough it needs rows: its name in `desk.app.ADDRESSES`, the state in a word, and a function that
brings the state about in a new office and returns the path. What only a form can bring about,
`then` does with the opened page; the answer is looked at. Pages outside of ADDRESSES, which need
no session, have rows under names of their own.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from playwright.sync_api import Page as Tab

from cases.decision import OtherKind
from cases.duties import ENDS_SERVICE, Duty, DutyKind
from cases.labels import Label, Way
from desk.access import MAY
from desk.visit import Page
from store import duties
from store.engine import writing
from store.people.accounts import AccountRole
from store.people.sealed import seal
from store.people.sign_in import set_second_factor
from tests.desk import answering, asking, petition_states, visits_of_cases
from tests.desk.builders import PASSWORD, House, a_decision, a_letter
from tests.desk.every_page import GETS, path_of, things_in

FILES = frozenset(
    {
        "answer_pdf",
        "answer_word",
        "attachment",
        "notice_pdf",
        "notice_word",
        "original",
        "petition_document",
        "petition_statement",
        "preview_page",
        "queue_news",
        "second_factor_picture",
    }
)
"""Addresses that answer with a file, a picture or numbers: no page to look at."""


@dataclass(frozen=True, slots=True, kw_only=True)
class VisitedPage:
    """One state of a page; nobody is signed in where `role` is None."""

    page: str
    state: str
    reach: Callable[[House], str]
    role: AccountRole | None = AccountRole.OFFICER
    then: Callable[[Tab, House], object] | None = None
    status: int = 200
    stays: bool = False  # `then` changes the opened page and leads to no other

    @property
    def name(self) -> str:
        """Return how the test calls it."""
        return f"{self.page}-{self.state}".replace(" ", "_")


def at(path: str) -> Callable[[House], str]:
    """Go to a path of an office in which nothing has happened yet."""
    return lambda _: path


def press(button: str) -> Callable[[Tab, House], None]:
    """Press a button of the opened page."""

    def then(tab: Tab, _: House) -> None:
        tab.get_by_role("button", name=button).first.click()

    return then


def begin_second_factor(tab: Tab, _: House) -> None:
    """Ask for the second step as its page wants it: with the password."""
    tab.locator("#old-for-code").fill(PASSWORD)
    tab.get_by_role("button", name="Zweiten Schritt einrichten").click()


def send_unchecked(tab: Tab, _: House) -> None:
    """Send the last form of the page as a browser does that checks no fields."""
    tab.evaluate("""() => {
        const form = [...document.forms].at(-1);
        form.noValidate = true;
        form.requestSubmit();
    }""")


def in_a_busy_office(path: str) -> Callable[[House], str]:
    """Go to a path of an office with one message of each kind."""

    def reach(house: House) -> str:
        unsure(house)
        mixed(house)
        house.files(a_decision(Label.PETITION), received_at=house.now - timedelta(days=30))
        house.files(a_decision(Label.OTHER, other_kind=OtherKind.ADVERTISING))
        house.files(a_decision(Label.OTHER, other_kind=OtherKind.PASS_ON))
        house.files(a_decision(Label.OTHER, other_kind=OtherKind.MAY_CARRY_TERM))
        house.pass_time(timedelta(minutes=1))
        return path

    return reach


def unsure(house: House) -> str:
    """Open a message that waits for the decision."""
    asks = frozenset({Way.SGG})
    letter = a_letter(
        "Der Bescheid ist falsch.\n\nAm 02.11.2026 schrieb Jobcenter:\n> Wir haben entschieden.",
        attachment=("Bescheid.txt", b"Guten Tag"),
    )
    decision = a_decision(Label.OBJECTION, asks=asks, because="Der Bescheid ist falsch")
    return f"/eingang/{house.files(decision, letter)}"


def mixed(house: House) -> str:
    """Open a message that was handed over and belongs to a case too (R8)."""
    return f"/eingang/{house.files(a_decision(Label.OBJECTION, Label.COMPLAINT))}"


def erased(house: House) -> str:
    """Open a message whose content is gone (R7)."""
    number = house.files(a_decision(Label.OBJECTION))
    house.delivers()
    house.erases(number)
    return f"/eingang/{number}"


def unreadable(house: House) -> str:
    """Open a message that ends whoever reads it (R1)."""
    number = house.arrives()
    duty = Duty(kind=DutyKind.UNREADABLE, due_on=date(2026, 11, 30), detail=ENDS_SERVICE)
    with writing(house.engine) as tx:
        duties.open_duty(tx, duty, journal=number, at=house.now)
    return f"/eingang/{number}"


def notice(house: House) -> str:
    """Open the first answer to a message that has no sender (R12)."""
    number = house.files(content=b"Subject: x\r\n\r\nNiemand antwortet.\r\n")
    return f"/eingang/{number}/bestaetigung"


def notice_to_authority(house: House) -> str:
    """Open the first answer to an authority (R15a)."""
    letter = a_letter(sender="Referat <referat@petition.bundestag.example>")
    return f"/eingang/{house.files(a_decision(Label.PETITION), letter)}/bestaetigung"


def a_case(house: House) -> str:
    """Open a case."""
    return f"/vorgang/{house.entry(house.files()).case_number}"


def a_closed_case(house: House) -> str:
    """Open a case that the officer has closed (R21)."""
    path = a_case(house)
    house.sign_in().send(
        f"{path}/abschliessen", row_version=1, result="justified", measure="Rückruf zugesagt"
    )
    return path


def one_handed_over(house: House) -> str:
    """Open the hand-overs with one that was delivered (R7)."""
    house.files(a_decision(Label.OBJECTION))
    house.delivers()
    return "/abgaben"


def ask_for(address: str) -> Callable[[Tab, House], None]:
    """Ask whether somebody's objection arrived."""

    def then(tab: Tab, _: House) -> None:
        tab.get_by_label("E-Mail-Adresse des Absenders").fill(address)
        tab.get_by_role("button", name="Nachsehen").click()

    return then


def decide_too_late(tab: Tab, house: House) -> None:
    """Press a button after a colleague did."""
    number = int(tab.url.rpartition("/")[2])
    colleague = house.sign_in(AccountRole.DEPUTY)
    version = house.entry(number).row_version
    colleague.send(f"/eingang/{number}/entscheiden", row_version=version, label="complaint")
    press("Anregung")(tab, house)


def without_token(tab: Tab, _: House) -> None:
    """Send the form to sign out without its token."""
    tab.locator("header input[name=csrf_token]").evaluate("field => field.remove()")
    tab.get_by_role("button", name="Abmelden").click()


def to_tick(house: House) -> str:
    """Look at two messages that the program takes for advertising (R9c)."""
    asks = frozenset({Way.REGISTER})
    unsure = a_decision(Label.OTHER, asks=asks, other_kind=OtherKind.ADVERTISING)
    return f"/werbung?nr={house.files(unsure)}&nr={house.files(unsure, a_letter('Rabatt'))}&nr=99"


def statement_asked(house: House) -> str:
    """Open the case about which a leader was asked (R18)."""
    return f"/vorgang/{asking.asked(house).asked.case_number}"


def statement_link(house: House) -> str:
    """Open the link that a leader got (R18, R29)."""
    return f"/stellungnahme/{asking.token_of(house, asking.asked(house))}"


def preview(tab: Tab, _: House) -> None:
    """Write an answer and look at it before it goes."""
    tab.get_by_label("Name").fill("Tim Leiter")
    tab.locator("textarea").fill("Das Telefon war gestört.")
    tab.locator("main form button").first.click()


def code_asked_for(tab: Tab, _: House) -> None:
    """Sign in with the password, of an account that asks for a code too."""
    tab.get_by_label("Name").fill("officer")
    tab.get_by_label("Passwort").fill(PASSWORD)
    tab.get_by_role("button", name="Anmelden").click()


def with_code(house: House) -> str:
    """Let the officer's account ask for a code."""
    with writing(house.engine) as tx:
        sealed = seal("JBSWY3DPEHPK3PXP", house.filing.keys)
        set_second_factor(tx, "officer", sealed, step=0)
    return "/anmelden"


def statement_form(house: House) -> str:
    """Open the form that asks a leader (R18)."""
    return f"/vorgang/{asking.a_case(house)}/stellungnahme"


def statement_by_hand(house: House) -> str:
    """Open the form for a statement that came on paper (R18)."""
    request = asking.asked(house)
    return f"/vorgang/{request.asked.case_number}/stellungnahme/{request.id}/antwort"


def passed_on(house: House) -> str:
    """Open a citizen's letter that a colleague passed on (R9a, R14)."""
    letter = a_letter(
        "WG:\n\nVon: Anna Muster <anna@citizen.example>\nGesendet: Montag\nAn: Info\n\nNiemand da.",
        sender="Uwe Amt <uwe.amt@jobcenter.example>",
    )
    return f"/eingang/{house.files(a_decision(Label.COMPLAINT), letter)}"


def attachment_with_words(house: House) -> str:
    """Look at an attachment that has words but no pages."""
    return f"{unsure(house)}/anlage/0/ansicht"


def case_to_confirm(house: House) -> str:
    """Look at the case of somebody else before adding a message to it (R9)."""
    house.files()
    letter = a_letter("Noch etwas", sender="Berta <berta@citizen.example>")
    number = house.files(a_decision(Label.OTHER), letter)
    return f"/eingang/{number}/zuordnen?vorgang=KRM-2026-0001"


def just_decided(house: House) -> str:
    """Decide about a message, so that it can still be taken back."""
    path = unsure(house)
    house.sign_in().send(f"{path}/entscheiden", label="complaint", row_version=2)
    return path


def changed_template(page: str) -> Callable[[House], str]:
    """Open a page of a text that the office has changed twice."""

    def reach(house: House) -> str:
        officer = house.sign_in()
        for version, text in enumerate(("Guten Tag.", "Danke.")):
            officer.send(
                "/vorlagen/neutral_acknowledgement/aendern",
                text=text,
                row_version=version,
                act="save",
            )
        return page

    return reach


def a_begun_answer(house: House) -> str:
    """Open a draft that lacks nearly everything (R19, R20, R23)."""
    number = answering.a_case(house)
    answering.begun(house.sign_in(), number, "answer_refusal")
    return answering.path(number)


def a_begun_preview(house: House) -> str:
    """Look at such a draft as the customer would."""
    return f"{a_begun_answer(house)}/ansehen"


def a_ready_preview(house: House) -> str:
    """Look at an answer that can go out."""
    number = answering.a_ready_answer(house, house.sign_in())
    return answering.path(number, "/ansehen")


def a_sent_answer(house: House) -> str:
    """Open a case whose answer can still be taken back."""
    browser = house.sign_in()
    number = answering.a_ready_answer(house, browser)
    answering.sent(house, browser, number)
    return f"/vorgang/{number}"


def keep_too_late(tab: Tab, house: House) -> None:
    """Save a draft after a colleague did."""
    number = tab.url.rpartition("/vorgang/")[2].partition("/")[0]
    answering.kept(house, house.sign_in(AccountRole.DEPUTY), number)
    press("Entwurf speichern")(tab, house)


TOLD: tuple[VisitedPage, ...] = (
    VisitedPage(page="message", state="passed on", reach=passed_on),
    VisitedPage(page="message", state="just decided", reach=just_decided),
    VisitedPage(page="preview", state="words", reach=attachment_with_words),
    VisitedPage(page="show_attach", state="to confirm", reach=case_to_confirm),
    VisitedPage(page="entry", state="empty", reach=at("/erfassen")),
    VisitedPage(
        page="entry", state="refused", reach=at("/erfassen"), then=send_unchecked, status=400
    ),
    VisitedPage(page="answer", state="begun", reach=a_begun_answer),
    VisitedPage(
        page="answer", state="too late", reach=a_begun_answer, then=keep_too_late, status=409
    ),
    VisitedPage(page="preview_answer", state="begun", reach=a_begun_preview),
    VisitedPage(page="preview_answer", state="ready", reach=a_ready_preview),
    VisitedPage(page="case", state="answer sent", reach=a_sent_answer),
    VisitedPage(page="case", state="worked", reach=visits_of_cases.a_worked_case),
    VisitedPage(
        page="case",
        state="too late",
        reach=visits_of_cases.a_case_to_close,
        then=visits_of_cases.close_too_late,
        status=409,
    ),
    VisitedPage(page="measures", state="to do", reach=visits_of_cases.measures_to_do),
    VisitedPage(
        page="praise",
        state="waiting",
        reach=visits_of_cases.praise_to_pass_on,
        role=AccountRole.DIRECTOR,
    ),
    VisitedPage(
        page="protection",
        state="asked",
        reach=visits_of_cases.a_protection_note,
        role=AccountRole.DIRECTOR,
    ),
    VisitedPage(
        page="protection",
        state="read",
        reach=visits_of_cases.a_protection_note,
        role=AccountRole.DIRECTOR,
        then=visits_of_cases.read_notes,
    ),
    VisitedPage(page="login", state="empty", reach=at("/anmelden"), role=None),
    VisitedPage(
        page="login",
        state="refused",
        reach=at("/anmelden"),
        role=None,
        then=send_unchecked,
        status=401,
    ),
    VisitedPage(page="error", state="400", reach=at("/"), then=without_token, status=400),
    VisitedPage(page="error", state="403", reach=at("/zugriffe"), status=403),
    VisitedPage(page="error", state="404", reach=at("/nirgends"), status=404),
    VisitedPage(page="queue", state="empty", reach=at("/")),
    VisitedPage(page="queue", state="full", reach=in_a_busy_office("/")),
    VisitedPage(
        page="queue",
        state="of the director",
        reach=in_a_busy_office("/"),
        role=AccountRole.DIRECTOR,
    ),
    VisitedPage(page="queue", state="health alone", reach=at("/"), role=AccountRole.ADMIN),
    VisitedPage(page="queue", state="filtered", reach=in_a_busy_office("/?frist=heute")),
    VisitedPage(page="queue", state="nothing found", reach=at("/?sprache=tr")),
    VisitedPage(
        page="cases", state="filtered", reach=in_a_busy_office("/vorgaenge?was=petition&weg=email")
    ),
    VisitedPage(
        page="preview", state="text", reach=lambda house: f"{unsure(house)}/anlage/0/ansicht"
    ),
    VisitedPage(page="obvious", state="full", reach=to_tick),
    VisitedPage(page="obvious", state="empty", reach=at("/werbung")),
    VisitedPage(page="search", state="nothing typed", reach=at("/suche")),
    VisitedPage(page="search", state="person", reach=in_a_busy_office("/suche?q=Muster")),
    VisitedPage(page="search", state="day", reach=in_a_busy_office("/suche?q=23.11.2026")),
    VisitedPage(page="search", state="not found", reach=at("/suche?q=Niemand")),
    VisitedPage(page="message", state="undecided", reach=unsure),
    VisitedPage(page="message", state="decided with excerpt", reach=mixed),
    VisitedPage(page="message", state="erased", reach=erased),
    VisitedPage(page="message", state="unreadable", reach=unreadable),
    VisitedPage(page="message", state="too late", reach=unsure, then=decide_too_late, status=409),
    VisitedPage(page="message", state="said", reach=unsure, then=press("Beschwerde")),
    VisitedPage(page="notice", state="open", reach=notice),
    VisitedPage(page="notice", state="to authority", reach=notice_to_authority),
    VisitedPage(page="cases", state="empty", reach=at("/vorgaenge")),
    VisitedPage(page="cases", state="full", reach=in_a_busy_office("/vorgaenge")),
    VisitedPage(page="case", state="open", reach=a_case),
    VisitedPage(page="case", state="closed", reach=a_closed_case),
    VisitedPage(page="hand_overs", state="empty", reach=at("/abgaben")),
    VisitedPage(page="hand_overs", state="full", reach=one_handed_over),
    VisitedPage(
        page="hand_overs",
        state="found",
        reach=one_handed_over,
        then=ask_for("anna@citizen.example"),
    ),
    VisitedPage(
        page="hand_overs", state="not found", reach=at("/abgaben"), then=ask_for("x@y.example")
    ),
    VisitedPage(page="pass_on_list", state="empty", reach=at("/weitergeben")),
    VisitedPage(page="pass_on_list", state="full", reach=in_a_busy_office("/weitergeben")),
    VisitedPage(
        page="access_log",
        state="full",
        reach=in_a_busy_office("/zugriffe"),
        role=AccountRole.AUDITOR,
    ),
    VisitedPage(page="duty_rota", state="empty", reach=at("/vertretung")),
    VisitedPage(
        page="duty_rota",
        state="refused",
        reach=at("/vertretung"),
        then=send_unchecked,
        status=400,
    ),
    VisitedPage(page="accounts", state="full", reach=at("/konten"), role=AccountRole.ADMIN),
    VisitedPage(
        page="accounts",
        state="refused",
        reach=at("/konten"),
        role=AccountRole.ADMIN,
        then=send_unchecked,
        status=400,
    ),
    VisitedPage(page="own_account", state="open", reach=at("/konto")),
    VisitedPage(
        page="second_factor_setup",
        state="begun",
        reach=at("/konto"),
        then=begin_second_factor,
    ),
    VisitedPage(page="keys", state="list", reach=at("/tasten")),
    VisitedPage(
        page="keys",
        state="over the queue",
        reach=in_a_busy_office("/"),
        then=lambda tab, _: tab.keyboard.press("?"),
        stays=True,
    ),
    VisitedPage(
        page="second_factor", state="asked", reach=with_code, role=None, then=code_asked_for
    ),
    VisitedPage(page="statement_link", state="open", reach=statement_link, role=None),
    VisitedPage(
        page="statement_link", state="preview", reach=statement_link, role=None, then=preview
    ),
    VisitedPage(
        page="statement_link",
        state="refused",
        reach=statement_link,
        role=None,
        then=send_unchecked,
        status=400,
    ),
    VisitedPage(
        page="statement_link", state="unknown", reach=at("/stellungnahme/a"), role=None, status=404
    ),
    VisitedPage(page="ask_statement", state="empty", reach=statement_form),
    VisitedPage(
        page="ask_statement",
        state="refused",
        reach=statement_form,
        then=send_unchecked,
        status=400,
    ),
    VisitedPage(page="case", state="statement asked", reach=statement_asked),
    VisitedPage(page="statement_by_hand", state="empty", reach=statement_by_hand),
    VisitedPage(page="templates", state="list", reach=at("/vorlagen")),
    VisitedPage(
        page="template",
        state="changed",
        reach=changed_template("/vorlagen/neutral_acknowledgement"),
    ),
    VisitedPage(
        page="template_version",
        state="first",
        reach=changed_template("/vorlagen/neutral_acknowledgement/fassung/1"),
    ),
    VisitedPage(page="petitions", state="empty", reach=at("/petitionen")),
    VisitedPage(page="petitions", state="full", reach=in_a_busy_office("/petitionen")),
    VisitedPage(page="petition", state="new", reach=petition_states.new),
    VisitedPage(
        page="petition",
        state="refused",
        reach=petition_states.new,
        then=petition_states.confirm_tomorrow,
        status=400,
    ),
    VisitedPage(page="petition", state="ready", reach=petition_states.ready),
    VisitedPage(page="petition", state="sent", reach=petition_states.sent),
    VisitedPage(
        page="petition",
        state="to authorise",
        reach=petition_states.to_authorise,
        role=AccountRole.DIRECTOR,
    ),
    VisitedPage(page="petition_draft", state="open", reach=petition_states.draft),
    VisitedPage(
        page="petition_draft",
        state="too late",
        reach=petition_states.draft,
        then=petition_states.write_too_late,
        status=409,
    ),
)


def _not_told() -> Iterable[VisitedPage]:
    """Give every page that has no row, for the first role that may see it."""
    told = {visit.page for visit in TOLD}
    for page in GETS:
        if page.name not in told | FILES:
            role = next(role for role in AccountRole if page.needs in MAY[role])
            yield VisitedPage(page=page.name, state="as it comes", reach=_reach(page), role=role)


def _reach(page: Page) -> Callable[[House], str]:
    return lambda house: path_of(page, house, things_in(house))


VISITS = (*TOLD, *_not_told())
