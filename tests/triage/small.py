"""A small corpus of clear letters, enough to train a model within a second."""

from cases.labels import Label
from triage.learning.corpus import LabelledLetter

BODIES = {
    Label.OBJECTION: "Der Bescheid ist falsch, ich widerspreche, bitte neu berechnen Nummer {}",
    Label.COURT_ACTION: "Ich reiche Klage beim Sozialgericht ein gegen den Widerspruch {}",
    Label.SUPERVISORY_COMPLAINT: "Der Mitarbeiter hat mich angeschrien und beleidigt, Zeuge {}",
    Label.PRAISE: "Vielen herzlichen Dank für die freundliche Hilfe am Tag {}",
    Label.COMPLAINT: "Seit {} Wochen antwortet niemand, eine Frechheit ist das",
    Label.OTHER: "Wann haben Sie geöffnet am Tag {}, ich möchte Papiere bringen",
}


def some_letters(name: str, each: int = 4) -> tuple[LabelledLetter, ...]:
    """Return so many letters of each kind by one writer."""
    return tuple(
        LabelledLetter(
            id=f"{name}-{label}-{number}",
            subject="",
            body=body.format(f"{name} {number}"),
            labels=(label,),
        )
        for label, body in BODIES.items()
        for number in range(each)
    )


def small_corpora(*names: str) -> dict[str, tuple[LabelledLetter, ...]]:
    """Return a file of letters for each name."""
    return {name: some_letters(name) for name in names}
