"""The demo's mail server and our mailbox understand each other."""

import hashlib
import threading

from cases.mail import RawMail
from correspondence.settings import Tls
from intake.mailbox.mailbox import open_mailbox
from intake.settings import MailboxSettings
from service.demo.post_office import HOST, PASSWORD, USER, open_post_office
from tests.edges.mailboxes import MONDAY_NINE, a_letter

DONE = "KRM/Verarbeitet"


def test_the_demos_mailbox_does_all_that_a_real_one_does() -> None:
    """Fetch unaltered, move, find again, wait and erase, on pymap instead of Dovecot."""
    letter = a_letter("Umlaute", body="Grüße aus Germersheim\r\n".encode("latin-1"))
    with open_post_office() as post_office:
        post_office.arrive([letter], MONDAY_NINE)
        settings = MailboxSettings(
            host=HOST, port=post_office.imap_port, tls=Tls.NONE, user=USER, password=PASSWORD
        )
        with open_mailbox(settings) as mailbox:
            (uid,) = mailbox.uids("INBOX")
            (mail,) = mailbox.fetch("INBOX", [uid])
            moved = mailbox.move("INBOX", [uid], DONE)[uid]
            again = mailbox.move("INBOX", [uid], DONE)
            found = mailbox.find_same(DONE, len(letter), hashlib.sha256(letter).hexdigest())
            post_office.arrive([a_letter("neu")], MONDAY_NINE)
            has_news = mailbox.wait_for_news("INBOX", seconds=10, stop=threading.Event())
            erased = mailbox.erase(DONE, moved.uid_validity or 0, [found or 0])
        left = post_office.messages_in(DONE)

    assert isinstance(mail, RawMail)
    assert mail.content == letter
    assert mail.received_at == MONDAY_NINE
    assert again == {}
    assert moved.uid == found
    assert has_news
    assert erased == frozenset({found})
    assert left == []
