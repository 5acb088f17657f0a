"""Does everything work that the service needs? One line each, for `krm check`."""

from collections.abc import Callable, Iterator
from datetime import datetime

from sqlalchemy import Engine

from cases.duties import Duty, DutyKind, Role
from cases.labels import Label, Way
from cases.letter import NOTICES, Letter, LetterKind
from config.office import office_of
from config.settings import Settings
from correspondence.compose import authority_text, compose, compose_warning
from correspondence.occasion import Occasion
from correspondence.smtp import LineDownError, check_line
from desk.look import what_look
from desk.sign_in.issuer import SilentIssuerError, check_issuer
from intake.attachments.check import check_attachments
from intake.mailbox.check import CheckLine, check_mailbox
from service.databases import UnfitDatabaseError, opened
from service.live_model import live_model
from service.private_files import check_private_files
from store.engine import reading, writing
from store.keys import KeyFileError, Keys, load_key
from store.people import accounts
from store.people.accounts import AccountRole
from triage.chain import judge_letter
from triage.encoder.weights import EncoderError
from triage.model.artefact import ModelError
from triage.model.classifier import Classifier
from triage.model.second_stage import MISSING

A_LETTER = ("Widerspruch", "Gegen den Bescheid vom 02.11.2026 lege ich Widerspruch ein.")
AN_ORIGINAL = b"Subject: krm check\r\n\r\nProbe\r\n"


def every_check(settings: Settings, *, now: datetime) -> Iterator[CheckLine]:
    """Try one thing after the other; a failure stops none of those that follow."""
    yield CheckLine(what="configuration", is_well=True, says=f"{settings.office.name}: valid")
    yield _database(settings)
    yield check_private_files(settings)
    yield _key(settings)
    yield _accounts(settings)
    yield _routing(settings)
    yield from check_mailbox(settings.mailbox)
    yield check_attachments()
    yield _smtp(settings)
    if settings.oidc.issuer:
        yield _sign_in_service(settings)
    yield _letters(settings, now)
    yield CheckLine(what="desk's look", is_well=True, says=what_look())
    yield _model(settings)


def _database(settings: Settings) -> CheckLine:
    return _with_database(settings, "database", _is_current)


def _accounts(settings: Settings) -> CheckLine:
    return _with_database(settings, "desk accounts", _has_officer)


def _with_database(
    settings: Settings, what: str, look: Callable[[Engine], tuple[bool, str]]
) -> CheckLine:
    try:
        with opened(settings.store.url) as engine:
            is_well, says = look(engine)
    except UnfitDatabaseError as error:
        is_well, says = False, str(error)
    return CheckLine(what=what, is_well=is_well, says=says)


def _is_current(engine: Engine) -> tuple[bool, str]:
    """Say which engine it is, once it can be written, too."""
    with writing(engine):
        pass
    return True, f"{engine.dialect.name}, tables of this release"


def _has_officer(engine: Engine) -> tuple[bool, str]:
    """Say whether anybody can decide at the desk."""
    with reading(engine) as tx:
        found = [each for each in accounts.every(tx) if not each.is_locked]
    if any(each.role in {AccountRole.OFFICER, AccountRole.DEPUTY} for each in found):
        return True, f"{len(found)} open"
    return False, "nobody can decide: `krm user add NAME --role officer` makes an account"


def _key(settings: Settings) -> CheckLine:
    try:
        load_key(settings.store.key_file)
    except KeyFileError as error:
        return CheckLine(what="key for hashes", is_well=False, says=str(error))
    return CheckLine(what="key for hashes", is_well=True, says="readable")


def _routing(settings: Settings) -> CheckLine:
    """Say where a complaint about the director goes; without a substitute, warn (R6)."""
    if settings.routing.director_substitute:
        return CheckLine(what="routing", is_well=True, says="the director has a substitute")
    says = (
        "warning: routing.director_substitute is missing, so a complaint about the director "
        "could go to nobody but the director; name who gets it"
    )
    return CheckLine(what="routing", is_well=True, says=says)


def _smtp(settings: Settings) -> CheckLine:
    try:
        says = check_line(settings.smtp)
    except LineDownError as error:
        what = f"SMTP {settings.smtp.host}:{settings.smtp.port}"
        return CheckLine(what=what, is_well=False, says=f"{error.reason}. {error.advice}")
    return CheckLine(what="SMTP", is_well=True, says=says)


def _sign_in_service(settings: Settings) -> CheckLine:
    what = "sign-in service"
    try:
        return CheckLine(what=what, is_well=True, says=check_issuer(settings.oidc.issuer))
    except SilentIssuerError as error:
        says = f"{settings.oidc.issuer} {error}"
        return CheckLine(what=what, is_well=False, says=says)


def _letters(settings: Settings, now: datetime) -> CheckLine:
    """Write every kind of letter with the office's own names and addresses."""
    office = office_of(settings)
    occasion = Occasion(
        office=office,
        sender=office.own_address,
        keys=Keys(key=bytes(32)),
        received_at=now,
        sent_at=now,
        journal=1,
        case_number="0000-000000",
        answer_by=now.date(),
        original=AN_ORIGINAL,
        fresh_id="check",
    )
    try:
        count = sum(1 for _ in _every_letter(occasion))
    except Exception as error:  # noqa: BLE001  (whatever is wrong with a template, say which kind)
        says = f"cannot be written: {type(error).__name__}: {error}"
        return CheckLine(what="letters", is_well=False, says=says)
    return CheckLine(what="letters", is_well=True, says=f"{count} kinds written")


def _every_letter(occasion: Occasion) -> Iterator[object]:
    to = "probe@kunde.example"
    for kind in sorted(NOTICES):
        yield compose(Letter(kind=kind, to=to, ways=tuple(Way)), occasion)
    for way in (Way.SGG, Way.DIRECTOR):
        letter = Letter(kind=LetterKind.HAND_OVER, to=to, way=way, labels=tuple(Label))
        yield compose(letter, occasion)
    yield compose(Letter(kind=LetterKind.PASS_ON, to=to), occasion)
    yield authority_text(occasion)
    for waits in DutyKind:
        duty = Duty(kind=waits, due_on=occasion.sent_at.date())
        yield compose_warning(duty, role=Role.DIRECTOR, to=to, occasion=occasion)


def _model(settings: Settings) -> CheckLine:
    """Load the model and have it judge one plain letter."""
    try:
        models = live_model(settings, load_key(settings.store.key_file))
        classifier = models()
    except (KeyFileError, ModelError) as error:
        return CheckLine(what="model", is_well=False, says=str(error))
    if models.trouble:
        return CheckLine(what="model", is_well=False, says=models.trouble)
    label = judge_letter(*A_LETTER, classifier=classifier).labels[0]
    is_well = label is Label.OBJECTION
    says = f"{classifier.model_id} takes a plain objection for {label}"
    try:
        says += f"; {_second_model(classifier, settings)}"
    except EncoderError as error:
        return CheckLine(what="model", is_well=False, says=f"{says}; but the second: {error}")
    return CheckLine(what="model", is_well=is_well, says=says)


def _second_model(classifier: Classifier, settings: Settings) -> str:
    """Have the second model's encoder read a letter; EncoderError where its weights are bad."""
    then = classifier.then
    if then is None or then.encoder is None:
        return "alone" if not settings.triage.second_model else f"alone: {MISSING}"
    then.encoder.vectors(A_LETTER[1])
    return f"{then.model_id} reads what it leaves open"
