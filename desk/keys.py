"""The shortcuts of the keyboard: which keys, and what they lead to (R34, WCAG 2.1.4)."""

from types import MappingProxyType

from cases.labels import GERMAN, Label
from desk.navigation import AREAS

GO = MappingProxyType(
    {
        "queue": "g w",
        "pass_on_list": "g n",
        "hand_overs": "g a",
        "cases": "g v",
        "entry": "g e",
        "deadlines": "g f",
        "petitions": "g p",
        "measures": "g m",
        "templates": "g o",
        "praise": "g l",
        "protection": "g s",
        "duty_rota": "g t",
        "accounts": "g k",
        "access_log": "g z",
    }
)
"""To an area, by the name of its page; one without a shortcut is none the worse."""

DECIDE = MappingProxyType(
    {
        Label.OBJECTION: "e w",
        Label.COMPLAINT: "e b",
        Label.PRAISE: "e l",
        Label.SUGGESTION: "e a",
        Label.COURT_ACTION: "e k",
        Label.SUPERVISORY_COMPLAINT: "e d",
        Label.PETITION: "e p",
        Label.SUBMISSION: "e e",
        "pass_on": "e s",
        "may_carry_term": "e f",
        "advertising": "e r",
        "empty": "e o",
    }
)
"""To a button that decides; the press itself is Enter, so that no slip hands a letter over."""

_OTHERS = MappingProxyType(
    {
        "pass_on": "an eine andere Stelle",
        "may_carry_term": "… und daran kann eine Frist hängen",
        "advertising": "Werbung",
        "empty": "ohne Inhalt",
    }
)
_EVERYWHERE = (
    ("?", "diese Liste"),
    ("j", "nächste Zeile einer Liste"),
    ("k", "vorige Zeile"),
    ("Eingabe", "öffnen oder drücken, worauf der Rahmen steht"),
    ("/", "ins Suchfeld"),
)


def groups() -> dict[str, tuple[tuple[str, str], ...]]:
    """Return every shortcut with its meaning, in the order to show them."""
    titles = {area.endpoint: area.title for area in AREAS}
    go = ((keys, f"zu „{titles[page]}“") for page, keys in GO.items() if page in titles)
    decide = (
        (keys, GERMAN[what] if isinstance(what, Label) else _OTHERS[what])
        for what, keys in DECIDE.items()
    )
    return {
        "Überall": _EVERYWHERE,
        "Gehe zu": tuple(go),
        "Entscheiden, auf der Seite einer Nachricht": tuple(decide),
    }
