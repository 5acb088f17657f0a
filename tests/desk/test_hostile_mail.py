"""Nothing that came by mail is ever interpreted, on whichever page it stands (R36, R37)."""

import pytest

from cases.decision import OtherKind
from cases.labels import Label, Way
from cases.mail import AttachedText, AttachmentState
from desk.server import serve
from intake.reading.mail import read_mail
from store.engine import writing
from store.messages import attached_texts
from tests.desk.builders import PASSWORD, House, a_decision
from tests.desk.hostile import SCRIPTS, faults_of, letters
from tests.edges.browser import open_browser, sign_in

UNSURE = a_decision(Label.COMPLAINT, asks=frozenset({Way.REGISTER}))
WAITING = (
    UNSURE,
    a_decision(Label.OTHER, other_kind=OtherKind.PASS_ON),
    a_decision(Label.OTHER, other_kind=OtherKind.ADVERTISING),
    a_decision(Label.OBJECTION),
)
PATHS = (
    "/eingang/{number}",
    "/eingang/{number}/kopfzeilen",
    "/eingang/{number}/zuordnen",
    "/eingang/{number}/zuordnen?vorgang={case}",
    "/eingang/{number}/bestaetigung",
    "/eingang/{number}/anlage/0/ansicht",
    "/vorgang/{case}",
)
LISTS = ("/", "/weitergeben", "/abgaben", "/vorgaenge", "/suche?q=Beschwerde", "/werbung")


def hostile_office(house: House) -> list[tuple[int, str]]:
    """Let every trick arrive: as a case, unsure, to pass on, as advertising, handed over."""
    found = []
    for content in letters():
        number = house.files(a_decision(Label.COMPLAINT, because="Ich beschwere mich."), content)
        found.append((number, house.entry(number).case_number))
        _with_words(house, number, content)
    for place, content in enumerate(letters()):
        again = content.replace(b"hostile", b"another").replace(b"Beschwerde", b"Frage")
        house.files(WAITING[place % len(WAITING)], again)
    return found


def _with_words(house: House, number: int, content: bytes) -> None:
    attachments = read_mail(content).attachments
    texts = {
        each.sha256: AttachedText(
            state=AttachmentState.TEXT, text="".join(SCRIPTS), contains=SCRIPTS
        )
        for each in attachments
    }
    with writing(house.engine) as tx:
        attached_texts.keep(tx, number, texts)


def test_the_search_for_faults_finds_them() -> None:
    """Else the tests below could not fail."""
    for trick in SCRIPTS[:6]:
        assert faults_of(f"<p>{trick}</p>"), trick
    assert faults_of('<p><a href="/eingang/1">1</a><script src="/static/desk.js"></script>') == []


def test_every_page_shows_words_and_runs_nothing(house: House) -> None:
    """Names, subjects, bodies, file names, headers: escaped, whatever they hold."""
    browser = house.sign_in()
    found = hostile_office(house)
    paths = [path.format(number=number, case=case) for number, case in found for path in PATHS]

    for path in (*paths, *LISTS):
        answer = browser.see(path)

        assert answer.status_code == 200, path
        assert faults_of(answer.text) == [], path


def test_what_somebody_types_is_shown_again_as_words(house: House) -> None:
    """In the search, in the entry by hand, in the number of a case."""
    number = house.files(UNSURE)
    browser = house.sign_in()
    token = browser.token()

    for trick in SCRIPTS:
        form = {"csrf_token": token, "name": trick, "text": trick, "postal": trick}
        pages = (
            browser.client.get("/suche", query_string={"q": trick}),
            browser.client.get(f"/eingang/{number}/zuordnen", query_string={"vorgang": trick}),
            browser.client.post("/erfassen", data=form),
            browser.client.post(f"/eingang/{number}/person", data={**form, "address": trick}),
        )
        assert [faults_of(page.text) for page in pages] == [[], [], [], []], trick


def test_r7_a_download_is_a_file_whatever_it_is_called(house: House) -> None:
    """No browser opens it, no name leaves its folder or turns its direction."""
    browser = house.sign_in()
    for number, _ in hostile_office(house):
        answer = browser.see(f"/eingang/{number}/anlage/1")
        told = answer.headers["Content-Disposition"]

        assert answer.content_type == "application/octet-stream"
        assert told.startswith("attachment; ")
        assert "%E2%80%AE" not in told
        assert "\n" not in told


@pytest.mark.server("chromium")
@pytest.mark.slow
def test_a_real_browser_shows_no_dialog_and_asks_nobody_else(house: House) -> None:
    """Every page of every trick in Chromium: no dialog, no complaint, no foreign request."""
    found = hostile_office(house)
    server = serve(house.desk, host="127.0.0.1", port=0)
    address = f"http://127.0.0.1:{server.port}"
    heard: list[str] = []
    try:
        with open_browser() as browser:
            page = browser.new_context(locale="de-DE").new_page()
            page.on("dialog", lambda dialog: (heard.append(dialog.message), dialog.dismiss()))
            page.on("console", lambda message: heard.append(message.text))
            page.on("pageerror", lambda error: heard.append(str(error)))
            page.on(
                "request",
                lambda asked: (
                    heard.append(asked.url)
                    if not asked.url.startswith((f"{address}/", "data:"))
                    else None
                ),
            )
            page.goto(address)
            sign_in(page, "officer", PASSWORD)
            for path in LISTS:
                page.goto(f"{address}{path}")
            for number, case in found:
                for path in (PATHS[0], PATHS[5]):
                    page.goto(address + path.format(number=number, case=case))
    finally:
        server.stop()

    assert heard == []
