"""Faults of the mail server that takes our letters: every answer it should not give."""

from collections.abc import Callable

from tests.edges.smtp_listener import DROP, DROP_UNTAKEN, SILENCE, Stage
from tests.faults.ground import Ground
from tests.faults.letters import Concern
from tests.faults.strike import Strike, some_letters

FAULTS = 5
SILENCES = 2  # each lasts until our patience ends
DRIP_SECONDS = 0.003


def answered(stage: Stage, answer: str) -> Callable[[Ground], Strike]:
    """Answer so at this stage of the dialogue, some times, then as a willing server does."""

    def strike(ground: Ground) -> Strike:
        some_letters(ground, 10, tuple(Concern))
        times = SILENCES if answer == SILENCE else FAULTS
        ground.post.answer(stage, answer, times=times)
        has_settled = ground.recover(lambda: _has_settled(ground))
        left = len(ground.post.still_to_answer(stage))
        return Strike(faults=times - left, has_settled=has_settled)

    return strike


def _has_settled(ground: Ground) -> bool:
    return ground.has_settled(but_for=ground.refused())


def away(ground: Ground) -> Strike:
    """Nobody answers at first; then the server is there again."""
    some_letters(ground, 10, tuple(Concern))
    ground.post.down()
    daemon = ground.start()
    ground.live_until(lambda: not ground.lies_in("INBOX"), daemon)
    daemon.has_ended(within=0.5)
    ground.post.up()
    settled = ground.live_until(ground.has_settled, daemon)
    ground.is_stopped_cleanly = daemon.stop()
    return Strike(faults=1, has_settled=ground.recover() and settled)


def restarting(ground: Ground) -> Strike:
    """End the server and let it come back, again and again, while letters go out."""
    daemon = ground.start()
    for _ in range(FAULTS):
        some_letters(ground, 3)
        daemon.has_ended(within=ground.chance.uniform(0.1, 0.6))
        ground.post.down()
        ground.post.up()
    settled = ground.live_until(ground.has_settled, daemon)
    ground.is_stopped_cleanly = daemon.stop()
    return Strike(faults=FAULTS, has_settled=ground.recover() and settled)


def dripping(ground: Ground) -> Strike:
    """Each answer comes byte by byte."""
    some_letters(ground, 5, tuple(Concern))
    ground.post.drip(DRIP_SECONDS)
    daemon = ground.start()
    settled = ground.live_until(ground.has_settled, daemon)
    ground.is_stopped_cleanly = daemon.stop()
    ground.post.drip(0)
    return Strike(faults=1, has_settled=ground.recover() and settled)


ANSWERS: tuple[tuple[str, Stage, str, bool], ...] = (
    ("SMTP: 421 at EHLO", Stage.EHLO, "421 4.3.2 closing", False),
    ("SMTP: closes at EHLO", Stage.EHLO, DROP, False),
    ("SMTP: 451 at MAIL", Stage.MAIL, "451 4.3.0 later", False),
    ("SMTP: 421 at MAIL", Stage.MAIL, "421 4.3.2 closing", False),
    ("SMTP: silence at MAIL", Stage.MAIL, SILENCE, False),
    ("SMTP: 450 at RCPT (greylisting)", Stage.RCPT, "450 4.7.1 greylisted", False),
    ("SMTP: closes at RCPT", Stage.RCPT, DROP, False),
    ("SMTP: 550 at RCPT", Stage.RCPT, "550 5.1.1 unknown", False),
    ("SMTP: 452 before the content", Stage.BEFORE_DATA, "452 4.3.1 full", False),
    ("SMTP: 451 after the content", Stage.DATA, "451 4.3.0 later", False),
    ("SMTP: 554 after the content", Stage.DATA, "554 5.6.0 refused", False),
    ("SMTP: closes after the content, not taken", Stage.DATA, DROP_UNTAKEN, False),
    ("SMTP: closes after the content, taken", Stage.DATA, DROP, True),
    ("SMTP: silence after the content, not taken", Stage.DATA, SILENCE, False),
)
"""Name, stage, answer, and whether the server can have taken what it gave no proof of."""
