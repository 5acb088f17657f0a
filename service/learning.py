"""Learn from the officer: keep masked letters, train beside the live model, say who wins (R36)."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Engine

from cases.mail import Mail
from cases.office import Office
from intake.reading.mail import read_mail
from service.live_model import LiveModel
from service.wiring import Service
from store import examples, journal
from store.engine import reading, writing
from store.examples import KeptExample
from triage.chain import deciding_body
from triage.learning.from_officer import Corpora, Example, Learned, builtin_corpora, learn
from triage.measuring.standing import Standing, losses
from triage.model.folder import BUILTIN
from triage.text.masking import masked
from triage.text.own_words import own_words

LEAST = 20
"""Examples without which nothing is learned: a model of few letters tells too much of each."""
MOST = 2000
"""Examples that are learned from at most, the newest: memory grows with their square."""
PAGE = 100
_SIGNATURE_WORDS = 4
_CLOSING = frozenset(
    ("mit", "freundlichen", "freundlichem", "grüßen", "gruß", "grüße", "viele", "liebe", "beste")
)


class TooFewExamplesError(Exception):
    """There is not enough to learn from yet; the message says how much there is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Trained:
    """A new model beside the live one: how both do, and why it must not take its place.

    `before` is the standing of `compared_with`. `refused` is empty where the new model may go
    live; `is_live` says whether it did.
    """

    name: str
    learned: Learned
    compared_with: str
    before: Standing
    refused: tuple[str, ...]
    is_live: bool


def keep_examples(service: Service) -> int:
    """Mask and keep what the officer decided since the last time; return how many are new.

    What may not teach any more goes first (R7). Mail of the house and of authorities is left out:
    it may speak of what was handed over. So is a letter whose own words only point elsewhere.
    """
    with writing(service.engine) as tx:
        examples.forget_unfit(tx)
    return sum(_keep(service, number) for number in _to_keep(service.engine))


def masked_letter(mail: Mail) -> tuple[str, str] | None:
    """Return subject and own words without persons; None where the mail says nothing itself."""
    words = own_words(deciding_body(mail))
    if words.only_points:
        return None
    senders = [each for each in (mail.sender, *mail.reply_to) if each]
    names = [text for each in senders for text in (each.name, each.address)]
    names += [*_signed(words.signature), *(inner for inner in (words.forwarded_sender,) if inner)]
    return masked(mail.subject, names=names), masked(words.deciding, names=names)


def train_beside(
    service: Service,
    *,
    tell: Callable[[str], None],
    only_compare: bool = False,
    corpora: Corpora | None = None,
) -> Trained:
    """Train a model of the built-in letters and the office's examples; live only if it may be.

    `tell` is told of every step; `corpora` stand in for the built-in letters. TooFewExamplesError
    below `LEAST`; MissingLettersError where `corpora` lack the frozen ones; TrainingError where
    another training is at work; ModelError where the memory of what is live is damaged; OSError
    where the folder cannot be written.
    """
    models, folder, now = service.models, service.models.folder, service.filing.now
    with folder.training():
        tell("masking what the officer decided")
        keep_examples(service)
        learned = _learn(service.engine, corpora or builtin_corpora(), now(), tell)
        name = folder.keep(learned.classifier, learned.provenance)
        compared_with, befores = _baselines(models, learned)
        after = learned.provenance.standing
        found = [reason for before in befores for reason in losses(before, after)]
        if models.is_pinned:
            found.append(f"triage.model names the file {models.configured}, which decides alone")
        refused = tuple(dict.fromkeys(found))
        is_live = not refused and not only_compare
        if is_live:
            folder.use(name, at=now())
    return Trained(
        name=name,
        learned=learned,
        compared_with=compared_with,
        before=befores[-1],
        refused=refused,
        is_live=is_live,
    )


def withdrawn(engine: Engine, numbers: tuple[int, ...]) -> int:
    """Return of how many of these journal numbers the example is gone since."""
    with reading(engine) as tx:
        return len(numbers) - len(examples.still_kept(tx, numbers))


def _to_keep(engine: Engine) -> Iterator[int]:
    after = 0
    while True:
        with reading(engine) as tx:
            page = examples.to_keep(tx, limit=PAGE, after=after)
        yield from page
        if len(page) < PAGE:
            return
        after = page[-1]


def _keep(service: Service, number: int) -> bool:
    with reading(service.engine) as tx:
        content = journal.content(tx, number)
    mail = read_mail(content) if content is not None else None
    if mail is None or not _is_citizens(mail, service.office):
        return False
    letter = masked_letter(mail)
    if letter is None:
        return False
    subject, text = letter
    with writing(service.engine) as tx:
        return examples.keep(tx, number, subject=subject, text=text, at=service.filing.now())


def _is_citizens(mail: Mail, office: Office) -> bool:
    address = mail.sender.address if mail.sender else ""
    return not office.is_own(address) and not office.replies.forbids(address)


def _learn(
    engine: Engine, corpora: Corpora, made_at: datetime, tell: Callable[[str], None]
) -> Learned:
    with reading(engine) as tx:
        kept = examples.kept(tx, limit=MOST)
    if len(kept) < LEAST:
        message = f"the officer's decisions give {len(kept)} examples; {LEAST} are needed"
        raise TooFewExamplesError(message)
    tell(f"learning from {len(kept)} examples")
    return learn(list(map(_example, kept)), corpora, made_at=made_at, tell=tell)


def _example(kept: KeptExample) -> Example:
    return Example(journal=kept.journal, subject=kept.subject, text=kept.text, labels=kept.labels)


def _baselines(models: LiveModel, learned: Learned) -> tuple[str, tuple[Standing, ...]]:
    """Return whom the new model must not lose against: the built-in model, and the live one.

    The built-in one always: many small losses must not add up. The live one where its figures
    were measured on the same frozen letters; its last place is what is shown.
    """
    live = None if models.is_pinned else models.folder.live()
    if live is None or live.name == BUILTIN:
        return BUILTIN, (learned.provenance.of_builtin,)
    origin = next(
        (each.provenance for each in models.folder.every() if each.name == live.name), None
    )
    if origin is None or origin.standing.frozen != learned.provenance.of_builtin.frozen:
        return BUILTIN, (learned.provenance.of_builtin,)
    return live.name, (learned.provenance.of_builtin, origin.standing)


def _signed(signature: str) -> Iterator[str]:
    """Yield the lines of a signature that look like a name: few words, each with a capital."""
    for line in signature.splitlines():
        words = line.split()
        looks_so = 0 < len(words) <= _SIGNATURE_WORDS and all(each[0].isupper() for each in words)
        if looks_so and _CLOSING.isdisjoint(word.lower().strip(",.!") for word in words):
            yield line
