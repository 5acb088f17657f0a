"""What stands in attachments is kept once and erased with its message (R7)."""

from sqlalchemy import Engine, func, select

from cases.mail import AttachedText, AttachmentState
from store.engine import reading, writing
from store.erasing import erasure
from store.messages import attached_texts
from store.settings import RetentionSettings
from store.tables import attached_texts as rows
from tests.store.builders import NOW, ONE_DAY
from tests.store.test_nothing_is_left import a_marked_mail

TEXTS = {
    "a" * 64: AttachedText(state=AttachmentState.SCANNED, text="Grüße\fzwei", is_cut=True),
    "b" * 64: AttachedText(state=AttachmentState.LISTED, contains=("Brief.pdf", "ü.txt")),
}


def test_texts_come_back_as_they_were_kept_and_the_last_word_stands(engine: Engine) -> None:
    """Keeping twice changes nothing; another message has none."""
    with writing(engine) as tx:
        number = a_marked_mail(tx, "eins", 1)
        other = a_marked_mail(tx, "zwei", 2)
        attached_texts.keep(tx, number, {})
        attached_texts.keep(tx, number, TEXTS)
        attached_texts.keep(tx, number, TEXTS)

    with reading(engine) as tx:
        assert attached_texts.of_journal(tx, number) == TEXTS
        assert attached_texts.of_journal(tx, other) == {}


def test_r7_texts_go_with_the_raw_message(engine: Engine) -> None:
    """The row goes, not only its words."""
    with writing(engine) as tx:
        attached_texts.keep(tx, a_marked_mail(tx, "eins", 1), TEXTS)
    with writing(engine) as tx:
        retention = RetentionSettings(handed_over_days=14)
        erased = erasure.erase_due(tx, now=NOW + 14 * ONE_DAY, retention=retention)

    assert len(erased) == 1
    with reading(engine) as tx:
        assert tx.execute(select(func.count()).select_from(rows)).scalar_one() == 0
