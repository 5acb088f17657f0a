"""Every address of the desk as a path that leads to something, made from its table of contents."""

from dataclasses import dataclass

from werkzeug.routing import Rule

from cases.decision import OtherKind
from cases.labels import Label
from desk.access import MAY
from desk.app import ADDRESSES
from desk.visit import Page
from store.people.accounts import AccountRole
from tests.desk.builders import House, a_decision, a_letter


@dataclass(frozen=True, slots=True, kw_only=True)
class Things:
    """What there is in an office, by the names that addresses give it."""

    journal: int
    case_number: str

    def value(self, name: str, rule: Rule) -> object:
        """Return what stands for a part of an address."""
        if name == "number" and "<int:number>" in rule.rule:
            return self.journal
        known = {"number": self.case_number, "case_number": self.case_number, "name": "deputy"}
        return known.get(name, "acknowledgement" if "vorlage" in rule.rule else 1)


def things_in(house: House) -> Things:
    """Let a complaint arrive, and letters for other offices; return what the first is called."""
    journal = house.files(a_decision(Label.COMPLAINT), a_letter())
    house.files(a_decision(Label.OTHER, other_kind=OtherKind.PASS_ON), a_letter("Mein Antrag."))
    house.files(a_decision(Label.OBJECTION), a_letter("Mein Widerspruch."))
    return Things(journal=journal, case_number=house.entry(journal).case_number)


def path_of(page: Page, house: House, things: Things) -> str:
    """Return the page's address with these things in it."""
    rules = house.desk.url_map.iter_rules(page.name)
    rule = next(each for each in rules if page.method in (each.methods or ()))
    with house.desk.test_request_context():
        adapter = house.desk.url_map.bind("localhost")
        values = {name: things.value(name, rule) for name in rule.arguments}
        return adapter.build(page.name, values, method=page.method)


def who_may(page: Page) -> AccountRole:
    """Return a role to which the page is open."""
    return next(role for role in AccountRole if page.needs in MAY[role])


POSTS = tuple(page for page in ADDRESSES if page.method == "POST")
GETS = tuple(page for page in ADDRESSES if page.method == "GET")
