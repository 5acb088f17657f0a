"""Whatever came in by mail can be looked at."""

import re
from pathlib import Path

from cases.labels import Label
from intake.reading.mail import read_mail
from tests.desk.builders import House, a_decision
from tests.desk.elements import Elements

MAILS = sorted(Path(__file__).parents[1].glob("mails/*.eml"))
HARMLESS = {
    "html", "head", "meta", "title", "link", "body", "a", "header", "p", "strong", "span", "nav",
    "ul", "li", "form", "input", "small", "button", "main", "div", "article", "h1", "h2", "h3",
    "bdi", "dl", "dt", "dd", "details", "summary", "aside", "section", "q", "ol", "time", "table",
    "thead", "tbody", "tr", "th", "td", "label", "mark",
    "script", "footer", "fieldset", "legend", "option", "select", "textarea",
}  # fmt: skip


def test_every_odd_mail_has_its_page_without_an_element_of_its_own(house: House) -> None:
    """Damaged, foreign, empty or hostile: the page opens, and only our own elements stand in it."""
    assert len(MAILS) > 50
    browser = house.sign_in()

    for path in MAILS:
        number = house.files(a_decision(Label.COMPLAINT), path.read_bytes())
        answer = browser.see(f"/eingang/{number}")

        assert answer.status_code == 200, path.name
        assert Elements.of(answer.text).names <= HARMLESS, path.name


def test_every_attachment_of_every_odd_mail_can_be_taken_along(house: House) -> None:
    """The links on the page lead to files, however strange their names."""
    browser = house.sign_in()

    with_files = [path for path in MAILS if read_mail(path.read_bytes()).attachments]
    assert len(with_files) > 10

    for path in with_files:
        number = house.files(a_decision(Label.COMPLAINT), path.read_bytes())
        page = Elements.of(browser.see(f"/eingang/{number}").text)
        links = [link for link in page.links if re.search(r"/anlage/\d+$", link)]
        assert links, path.name
        for link in links:
            answer = browser.see(link)
            assert answer.status_code == 200, (path.name, link)
            assert answer.headers["Content-Disposition"].startswith("attachment; ")
