"""Filters kept under a name, each for its account (R10, R35)."""

from sqlalchemy import select

from store.case_tables import saved_views as rows
from store.engine import reading
from store.people import saved_views
from store.people.accounts import AccountRole
from store.people.saved_views import MOST
from tests.desk.builders import Browser, House


def keep(browser: Browser, name: str, liste: str = "queue", **fields: str) -> str:
    """Keep a filter; return the page that follows."""
    browser.send("/ansichten", name=name, liste=liste, **fields)
    return browser.see("/").text


def kept(house: House) -> list[tuple[str, str, str]]:
    """Return what the store holds."""
    with reading(house.engine) as tx:
        return [tuple(row) for row in tx.execute(select(rows))]


def test_a_filter_is_kept_under_a_name_and_leads_to_its_list(house: House) -> None:
    """The name stands above the queue from then on."""
    page = keep(house.sign_in(), "Montags", frist="heute", sprache="tr")

    assert "Ansicht „Montags“ ist gespeichert." in page
    assert '<a href="/?span' not in page
    assert '<a href="/?frist=heute&amp;sprache=tr"><bdi>Montags</bdi></a>' in page


def test_r35_only_known_filter_keys_are_kept(house: House) -> None:
    """A name that somebody smuggles into the form is in no column."""
    keep(house.sign_in(), "Eigene", frist="heute", mitarbeiter="Zwirbelmann", q="Zwirbelmann")

    assert kept(house) == [("officer", "Eigene", "liste=queue&frist=heute")]


def test_r35_what_a_kept_view_holds_beside_is_not_asked(house: House) -> None:
    """Not even where somebody wrote it into the table."""
    keep(house.sign_in(), "Eigene", frist="heute")
    with house.engine.begin() as tx:
        tx.execute(rows.update().values(query="liste=queue&frist=heute&q=Zwirbelmann&warum=x"))

    page = house.sign_in().see("/").text

    assert 'href="/?frist=heute"' in page
    assert "Zwirbelmann" not in page


def test_the_same_name_again_replaces_the_view(house: House) -> None:
    """No second one of the name."""
    browser = house.sign_in()
    keep(browser, "Montags", frist="heute")
    keep(browser, "Montags", frist="woche")

    assert kept(house) == [("officer", "Montags", "liste=queue&frist=woche")]


def test_a_view_of_the_case_list_stands_above_the_case_list(house: House) -> None:
    """Each list has its own."""
    browser = house.sign_in()
    page = keep(browser, "Lob", liste="cases", was="praise", stelle="Vermittlung")

    assert "<bdi>Lob</bdi>" not in page
    assert (
        '<a href="/vorgaenge?was=praise&amp;stelle=Vermittlung"><bdi>Lob</bdi></a>'
        in browser.see("/vorgaenge").text
    )


def test_a_view_is_its_accounts_own(house: House) -> None:
    """The deputy neither sees nor deletes it."""
    keep(house.sign_in(), "Montags", frist="heute")
    deputy = house.sign_in(AccountRole.DEPUTY)

    deputy.send("/ansichten/loeschen", name="Montags", liste="queue")

    assert "Montags" not in deputy.see("/").text.partition("<main")[2].partition("said")[0]
    assert len(kept(house)) == 1


def test_a_view_can_be_deleted(house: House) -> None:
    """It is gone from the page and from the store."""
    browser = house.sign_in()
    keep(browser, "Montags", frist="heute")

    browser.send("/ansichten/loeschen", name="Montags", liste="queue")

    assert "Ansicht „Montags“ ist gelöscht." in browser.see("/").text
    assert kept(house) == []


def test_a_view_needs_a_name_and_a_filter(house: House) -> None:
    """All of the list is no view."""
    browser = house.sign_in()

    unnamed, unfiltered = keep(browser, " ", frist="heute"), keep(browser, "Alles")

    assert "geben Sie der Ansicht einen Namen" in unnamed
    assert "Bitte filtern Sie zuerst" in unfiltered
    assert kept(house) == []


def test_there_are_no_more_views_than_a_page_can_show(house: House) -> None:
    """The one too many is refused with a sentence; an old one can still be replaced."""
    browser = house.sign_in()
    with house.engine.begin() as tx:
        for number in range(MOST):
            view = saved_views.SavedView(name=f"A{number}", query="liste=queue&frist=heute")
            saved_views.save(tx, "officer", view)

    refused, replaced = keep(browser, "Neu", frist="heute"), keep(browser, "A1", frist="woche")

    assert "Bitte löschen Sie zuerst eine." in refused
    assert "Ansicht „A1“ ist gespeichert." in replaced
    assert len(kept(house)) == MOST
