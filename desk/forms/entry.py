"""From the form of an entry by hand to what was entered; everything is checked here (R4, R14)."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from werkzeug.datastructures import FileStorage, ImmutableMultiDict

from cases.case import Channel
from cases.decision import DecidedBy, Decision, OtherKind, Verdict
from cases.escalation import EscalationStep, may_stay_unrecorded
from cases.labels import Label, Way, ways_of
from cases.office import Unit
from cases.receipt import ReceiptFault, fault_of
from correspondence.addresses import is_sendable
from desk.forms.days import read_day
from desk.words.marking import one_line
from intake.orders.entered import Entered, Scan

LARGEST_SCANS = 15_000_000
MOST_SCANS = 20
LONGEST_LINE = 300
BEGINNINGS = (
    (b"%PDF-", "application/pdf", "pdf"),
    (b"\x89PNG\r\n\x1a\n", "image/png", "png"),
    (b"\xff\xd8\xff", "image/jpeg", "jpg"),
    (b"II*\x00", "image/tiff", "tif"),
    (b"MM\x00*", "image/tiff", "tif"),
)
"""What a scan begins with; its name and the type that the browser tells mean nothing."""
STEPS = {str(int(step)): step for step in EscalationStep}


class EntryError(Exception):
    """What is wrong, by the name of its field."""

    def __init__(self, errors: dict[str, str]) -> None:
        """Keep the sentences."""
        super().__init__(", ".join(errors))
        self.errors = errors


@dataclass(frozen=True, slots=True, kw_only=True)
class EntryForm:
    """A form that holds together: what was entered, and the officer's decision about it."""

    entered: Entered
    decision: Decision
    to_substitute: bool


def read_entry(
    form: ImmutableMultiDict[str, str],
    files: Sequence[FileStorage],
    *,
    units: Iterable[Unit],
    today: date,
) -> EntryForm:
    """Read the form; EntryError names every field that must be changed."""
    errors: dict[str, str] = {}
    labels = _labels(form, errors)
    entered = Entered(
        form_id=form.get("form_id", ""),
        channel=_channel(form, errors),
        received_on=_day(form, today, errors),
        step=step_in(form),
        name=_line(form, "name"),
        address=_address(form, errors),
        postal=_lines(form, "postal"),
        phone=_line(form, "phone"),
        text=form.get("text", "").replace("\x00", "").strip(),
        unit=form.get("unit", ""),
        scans=_scans(files, errors),
    )
    if not entered.text and not entered.scans:
        errors["text"] = "Bitte schreiben Sie, worum es geht, oder laden Sie den Brief hoch."
    if entered.unit and entered.unit not in {each.name for each in units}:
        errors["unit"] = "Diese Stelle gibt es nicht."
    if not entered.form_id:
        errors["form_id"] = "Die Seite war nicht vollständig. Bitte laden Sie sie neu."
    if errors:
        raise EntryError(errors)
    return EntryForm(
        entered=entered,
        decision=_decision(labels),
        to_substitute=form.get("director") == "substitute",
    )


def settled_complaint(form: ImmutableMultiDict[str, str]) -> str:
    """Say why a matter must be recorded although it was settled on the spot; empty if not (R4)."""
    errors: dict[str, str] = {}
    if may_stay_unrecorded(_channel(form, errors), step_in(form)):
        return ""
    return (
        "Schriftliches wird immer erfasst, ebenso ein Anruf, der das KRM selbst erreicht. "
        "Nur was sonst jemand auf der Stelle erledigt, bleibt ohne Vorgang."
    )


def step_in(form: ImmutableMultiDict[str, str]) -> EscalationStep:
    """Return how far it had come; without an answer, it is here (R4)."""
    return STEPS.get(form.get("step", ""), EscalationStep.KRM)


def _channel(form: ImmutableMultiDict[str, str], errors: dict[str, str]) -> Channel:
    chosen = form.get("channel", "")
    if chosen in set(Channel):
        return Channel(chosen)
    errors["channel"] = "Bitte wählen Sie, auf welchem Weg es kam."
    return Channel.LETTER


def _labels(form: ImmutableMultiDict[str, str], errors: dict[str, str]) -> tuple[Label, ...]:
    chosen = [form.get("label", ""), *form.getlist("also")]
    if chosen[0] not in set(Label) or not set(chosen) <= set(Label):
        errors["label"] = "Bitte wählen Sie aus, worum es geht."
        return (Label.OTHER,)
    labels = tuple(dict.fromkeys(Label(each) for each in chosen))
    if Label.OTHER in labels and len(labels) > 1:
        errors["label"] = "„Sonstiges“ steht immer allein."
    return labels


def _decision(labels: tuple[Label, ...]) -> Decision:
    wanted = ways_of(labels)
    return Decision(
        labels=labels,
        ways={way: Verdict.DO if way in wanted else Verdict.NO for way in Way},
        decided_by=DecidedBy.OFFICER,
        other_kind=OtherKind.PASS_ON if labels == (Label.OTHER,) else None,
    )


def _day(form: ImmutableMultiDict[str, str], today: date, errors: dict[str, str]) -> date:
    day = read_day(form.get("received_on", ""))
    fault = fault_of(day, today=today, taken_on=today) if day else None
    if day is None:
        errors["received_on"] = "Bitte geben Sie ein Datum an, zum Beispiel 23.11.2026."
    elif fault is ReceiptFault.TOO_LATE:
        errors["received_on"] = "Der Eingangstag kann nicht in der Zukunft liegen."
    elif fault is ReceiptFault.TOO_EARLY:
        errors["received_on"] = "Der Eingangstag liegt mehr als ein Jahr zurück."
    return day or today


def _address(form: ImmutableMultiDict[str, str], errors: dict[str, str]) -> str:
    address = form.get("address", "").strip().lower()
    if address and not is_sendable(address):
        errors["address"] = "Diese E-Mail-Adresse ist nicht vollständig."
        return ""
    return address


def _scans(files: Sequence[FileStorage], errors: dict[str, str]) -> tuple[Scan, ...]:
    scans: list[Scan] = []
    for file in files[:MOST_SCANS]:
        content = file.read()
        if not content:
            continue
        scan = scan_of(content, file.filename or "", len(scans) + 1)
        if scan is None:
            errors["scan"] = "Bitte nur PDF, JPEG, PNG oder TIFF. Die Datei ist etwas anderes."
            return ()
        scans.append(scan)
    if sum(len(each.content) for each in scans) > LARGEST_SCANS:
        errors["scan"] = "Die Dateien sind zusammen größer als 15 MB."
        return ()
    return tuple(scans)


def scan_of(content: bytes, name: str, number: int) -> Scan | None:
    """Return a scan under a name without tricks, or None if its bytes are no picture or PDF."""
    for beginning, content_type, ending in BEGINNINGS:
        if content.startswith(beginning):
            stem = (
                one_line(name).replace("/", "_").replace("\\", "_").rpartition(".")[0].strip(". ")
            )
            safe = f"{stem[:80] or f'seite-{number}'}.{ending}"
            return Scan(name=safe, content_type=content_type, content=content)
    return None


def _line(form: ImmutableMultiDict[str, str], name: str) -> str:
    return one_line(form.get(name, ""))[:LONGEST_LINE]


def _lines(form: ImmutableMultiDict[str, str], name: str) -> str:
    lines = (one_line(line) for line in form.get(name, "")[:LONGEST_LINE].splitlines())
    return "\n".join(line for line in lines if line)
