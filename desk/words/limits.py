"""How limits are named and how their counting is told (R14)."""

from collections.abc import Iterable

from cases.deadlines import DeadlineKind
from cases.running import Counted, LimitKind, OtherLimit
from desk.words.core import DEADLINE_NAMES, term_in_words
from desk.words.days import written_day

OTHER_NAMES = {
    OtherLimit.STATEMENT: "Stellungnahme einer Stelle",
    OtherLimit.MEASURE: "Maßnahme",
}
WEEKEND = "Wochenende"
MOVED_ON = "§ 26 SGB X"
BY_HAND = "Dieser Tag wurde am Arbeitsplatz festgelegt."


def limit_name(kind: LimitKind) -> str:
    """Return what the limit is called."""
    return DEADLINE_NAMES[kind] if isinstance(kind, DeadlineKind) else OTHER_NAMES[kind]


def counting(counted: Counted | None) -> str:
    """Say how the limit's day was found."""
    if counted is None:
        return BY_HAND
    sentences = [f"{term_in_words(counted.term)} nach {written_day(counted.start)}."]
    free = [*_free(counted)]
    if any(day.because == WEEKEND for day in counted.days):
        sentences.append("Wochenenden zählen nicht.")
    if free:
        sentences.append(f"Nicht gezählt: {', '.join(free)}.")
    if any(day.because.endswith(MOVED_ON) for day in counted.days):
        sentences.append("Weil der letzte Tag frei ist, gilt der nächste Arbeitstag (§ 26 SGB X).")
    return " ".join(sentences)


def _free(counted: Counted) -> Iterable[str]:
    for each in counted.days:
        if each.because and each.because != WEEKEND and not each.because.endswith(MOVED_ON):
            yield f"{written_day(each.day)} ({each.because})"
