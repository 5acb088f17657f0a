"""From the form of a decision to a decision: everything is checked here, nothing later."""

from dataclasses import dataclass

from werkzeug.datastructures import MultiDict

from cases.decision import DecidedBy, Decision, OtherKind, Verdict
from cases.labels import Label, Way, ways_of


class FormError(Exception):
    """The form does not hold together; the text tells the person what to change."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """What a person chose, and which state of the message was on the screen."""

    labels: tuple[Label, ...]
    other_kind: OtherKind | None
    row_version: int
    to_substitute: bool

    def decision(self, *, language: str) -> Decision:
        """Return the decision: a person's word is sure, so no way asks again."""
        wanted = ways_of(self.labels)
        return Decision(
            labels=self.labels,
            ways={way: Verdict.DO if way in wanted else Verdict.NO for way in Way},
            decided_by=DecidedBy.OFFICER,
            language=language,
            other_kind=self.other_kind,
        )


def read_choice(form: MultiDict[str, str]) -> Choice:
    """Read a button (`label` once) or the form for several concerns (`label`s and `primary`)."""
    labels = _labels(form)
    other_kind = _other_kind(form) if labels == (Label.OTHER,) else None
    return Choice(
        labels=labels,
        other_kind=other_kind,
        row_version=row_version_in(form),
        to_substitute=form.get("director") == "substitute",
    )


def row_version_in(form: MultiDict[str, str]) -> int:
    """Return the version that was on the screen; FormError without one."""
    version = form.get("row_version", "")
    if not version.isascii() or not version.isdecimal():
        message = "Die Seite war nicht vollständig. Bitte laden Sie sie neu."
        raise FormError(message)
    return int(version)


def _labels(form: MultiDict[str, str]) -> tuple[Label, ...]:
    chosen = [label for label in Label if label in form.getlist("label")]
    unknown = set(form.getlist("label")) - set(Label)
    if not chosen or unknown:
        message = "Bitte wählen Sie aus, worum es geht."
        raise FormError(message)
    if Label.OTHER in chosen and len(chosen) > 1:
        message = "„Sonstiges“ steht immer allein."
        raise FormError(message)
    if len(chosen) == 1:
        return (chosen[0],)
    primary = form.get("primary", "")
    if primary not in chosen:
        message = "Bitte wählen Sie, welches Anliegen die Hauptsache ist; es muss angekreuzt sein."
        raise FormError(message)
    return (Label(primary), *(label for label in chosen if label != primary))


def _other_kind(form: MultiDict[str, str]) -> OtherKind:
    kind = form.get("other_kind", OtherKind.PASS_ON)
    try:
        return OtherKind(kind)
    except ValueError as error:
        message = "Bitte wählen Sie aus, worum es geht."
        raise FormError(message) from error
