"""The verdict over one trial, read from the SMTP listener and the mailbox.

Three questions the world outside cannot answer and the program's own commands are asked: did a
letter get more than one case (`krm register --json`), what was refused for good and so lies before
the officer (`krm post --json`), and which letter waits undecided (`krm journal --json`).
"""

import json
from collections import Counter
from dataclasses import dataclass, fields
from typing import Self

from click.testing import CliRunner

from service.main import krm
from tests.end_to_end.letters import id_of, the_original_in
from tests.end_to_end.office import DIRECTOR, DONE, HANDED_OVER, INBOX, SGG
from tests.faults import letters as sent_letters
from tests.faults.ground import TROUBLE, Ground

Record = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How often what must not happen did.

    `lost`: neither in the mailbox nor answered for by a mail, a refusal or a duty. `filed_twice`:
    two cases or two hand-overs with different Message-IDs. `answered_twice`: two notices to one
    writer. `delivered_twice`: the same Message-ID once more. `unread`: laid before the officer
    unread. `stuck`: still waiting when patience ended, or a daemon that did not end when told.
    `copies`: a second copy in the mailbox.
    """

    lost: int = 0
    filed_twice: int = 0
    answered_twice: int = 0
    delivered_twice: int = 0
    unread: int = 0
    stuck: int = 0
    copies: int = 0

    def __add__(self, other: Self) -> "Verdict":
        """Add up."""
        return Verdict(
            **{
                each.name: getattr(self, each.name) + getattr(other, each.name)
                for each in fields(self)
            }
        )

    @property
    def is_clean(self) -> bool:
        """Whether nothing is lost, done twice or stuck; a repeated delivery is told apart."""
        return not (self.lost or self.filed_twice or self.answered_twice or self.stuck)


def judge(ground: Ground, *, has_settled: bool, are_erased: bool = False) -> Verdict:
    """Look at mailbox and listener after the daemons have ended.

    `are_erased`: the grace time of hand-overs is over, so that no copy of them may be left.
    """
    lost, copies, in_inbox = _in_mailbox(ground, are_erased=are_erased)
    refused = sum(line["state"] == "refused" for line in _told(ground, "post"))
    unanswered = max(len(ground.missing()) - refused, 0)
    waiting = in_inbox + (0 if has_settled else unanswered)
    return Verdict(
        lost=lost + (unanswered if has_settled or not waiting else 0),
        filed_twice=_cases_too_many(ground) + _hand_overs_too_many(ground),
        answered_twice=_notices_too_many(ground),
        delivered_twice=len(ground.post.mails) - len({id_of(each) for each in _contents(ground)}),
        unread=len(ground.before_officer()),
        stuck=waiting + (not ground.is_stopped_cleanly) + (not has_settled and not waiting),
        copies=copies,
    )


def _contents(ground: Ground) -> list[bytes]:
    return [mail.content for mail in ground.post.mails]


def _in_mailbox(ground: Ground, *, are_erased: bool) -> tuple[int, int, int]:
    """Return how many letters lie nowhere, how many copies too many, how many in INBOX."""
    ours = (DONE, HANDED_OVER, TROUBLE, *ground.other_folders)
    found = Counter(each for name in ours for each in ground.lies_in(name))
    inbox = Counter(ground.lies_in(INBOX))
    lost = copies = 0
    for letter in ground.awaited():
        there = found[letter.content]
        wanted = 0 if are_erased and letter.concern in sent_letters.HANDED_OVER else 1
        lost += there + inbox[letter.content] < wanted
        copies += max(there - wanted - ground.restored.count(letter), 0)
    return lost, copies, inbox.total()


def _cases_too_many(ground: Ground) -> int:
    cases = Counter(line["party_address"] for line in _told(ground, "register"))
    return sum(count - 1 for count in cases.values())


def _hand_overs_too_many(ground: Ground) -> int:
    """Count letters that reached SGG or the director under more than one Message-ID."""
    handed = {
        id_of(mail.content): mail.content
        for mail in ground.post.mails
        if mail.recipients[0] in {SGG, DIRECTOR}
    }
    by_letter = Counter(the_original_in(content) for content in handed.values())
    return sum(count - 1 for count in by_letter.values())


def _notices_too_many(ground: Ground) -> int:
    writers = {letter.sender for letter in ground.letters}
    notices = {
        (mail.recipients[0], id_of(mail.content))
        for mail in ground.post.mails
        if mail.recipients[0] in writers
    }
    machines = {
        letter.sender for letter in ground.letters if letter.concern is sent_letters.Concern.MACHINE
    }
    by_writer = Counter(writer for writer, _ in notices)
    return sum(count - (writer not in machines) for writer, count in by_writer.items())


def _told(ground: Ground, command: str) -> list[Record]:
    """Return what a command of the program prints as JSON Lines."""
    arguments = ["--config", str(ground.configuration), command, "--json"]
    done = CliRunner().invoke(krm, arguments, env=ground.environ)
    assert done.exit_code == 0, done.output
    return [json.loads(line) for line in done.stdout.splitlines()]
