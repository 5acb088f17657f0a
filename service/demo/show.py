"""One round over the sample mails, judged; or the running demo."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime

from rich.console import Console
from rich.table import Table

from cases.decision import Verdict
from cases.labels import GERMAN
from service.demo.post_office import PostOffice
from service.demo.samples import Sample
from service.demo.verdict import INBOX, NEVER_SENT, Outcome, find_letter, judge
from service.rounds import Rounds
from store import journal
from store.engine import reading
from store.journal import JournalEntry

PLACES = {"sgg": "SGG", "director": "Geschäftsführung"}


@dataclass(slots=True)
class Show:
    """The samples on their way through a running office; `sent` holds their final bytes."""

    post_office: PostOffice
    rounds: Rounds
    samples: tuple[Sample, ...]
    console: Console
    sent: dict[str, bytes] = field(default_factory=dict)

    def deliver_next(self, at: datetime) -> int:
        """Put every sample into the mailbox whose letters it answers are there; say how many."""
        filled: dict[str, bytes] = {}
        for sample in self.samples:
            letters = {letter: self._find(*letter) for letter in sample.answers}
            known = {letter: found for letter, found in letters.items() if found}
            if sample.name not in self.sent and known.keys() == letters.keys():
                filled[sample.name] = sample.filled_in(known)
        if filled:
            self.post_office.arrive(filled.values(), at)
            self.sent |= filled
        return len(filled)

    def judge_all(self) -> bool:
        """Print what happened to each sample; return whether all went where they should."""
        delivered = self.post_office.deliveries.so_far()
        office = self.rounds.service.office
        outcomes = {
            sample.name: judge(sample, self.sent[sample.name], delivered, office)
            if sample.name in self.sent
            else NEVER_SENT
            for sample in self.samples
        }
        entries = self.entries()
        self.console.print(_table(self.samples, outcomes, entries))
        left = len(self.post_office.messages_in(INBOX))
        if left:
            self.console.print(f"[red]{left} messages are still in {INBOX}")
        as_expected = [
            not outcomes[sample.name].mistakes and _fits(sample, entries.get(sample.name))
            for sample in self.samples
        ]
        self.console.print(f"{sum(as_expected)} of {len(as_expected)} as expected")
        return all(as_expected) and not left

    def _find(self, what: str, name: str) -> bytes | None:
        if name not in self.sent:
            return None
        delivered = self.post_office.deliveries.so_far()
        sgg = self.rounds.service.office.routing.sgg
        return find_letter(what, self.sent[name], delivered, sgg)

    def entries(self) -> dict[str, JournalEntry]:
        """Find the journal line of each sample by its bytes."""
        names = {content: name for name, content in self.sent.items()}
        with reading(self.rounds.service.engine) as tx:
            lines = journal.entries(tx, newest_first=False, limit=10_000)
            contents = {line.number: journal.content(tx, line.number) for line in lines}
        found = ((names.get(contents[line.number] or b""), line) for line in lines)
        return {name: line for name, line in found if name}


def _fits(sample: Sample, entry: JournalEntry | None) -> bool:
    """Compare the journal with the expectation; a question may carry either label."""
    if entry is None:
        return False
    done = {way for way, verdict in entry.ways.items() if verdict is Verdict.DO}
    expected = {way for way, verdict in sample.ways.items() if verdict is Verdict.DO}
    asks = Verdict.ASK in entry.ways.values()
    if Verdict.ASK in sample.ways.values():
        return asks and done == expected
    return not asks and done == expected and entry.labels == sample.labels


def _table(
    samples: Iterable[Sample], outcomes: dict[str, Outcome], entries: dict[str, JournalEntry]
) -> Table:
    table = Table("mail", "labels", "decided by", "where it went", "as expected")
    for sample in samples:
        entry, outcome = entries.get(sample.name), outcomes[sample.name]
        labels = ", ".join(GERMAN[label] for label in entry.labels) if entry else "not taken in"
        fits = not outcome.mistakes and _fits(sample, entry)
        wrong = "; ".join(outcome.mistakes) or "labels or ways differ"
        table.add_row(
            sample.name,
            labels,
            str(entry.decided_by) if entry else "",
            where_it_went(outcome, entry),
            "yes" if fits else f"[red]no: {wrong}",
        )
    return table


def where_it_went(outcome: Outcome, entry: JournalEntry | None) -> str:
    """Say in words where a message went."""
    places = [PLACES[way] for way in outcome.handed_to]
    if outcome.has_case or (entry and entry.case_number):
        places.append("register")
    if entry and not places:
        asked = [str(way) for way, verdict in entry.ways.items() if verdict == "ask"]
        places.append(f"officer asked ({', '.join(asked)})" if asked else "filed, officer's list")
    answered = "answered" if outcome.notices else "no notice"
    return f"{' + '.join(places)}, {answered}"
