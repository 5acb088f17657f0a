"""How a model does on letters that never change, and whether another one loses against it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from cases.labels import HAND_OVER_WAYS, Label
from cases.learning import LEARNABLE
from triage.measuring.outcomes import Outcome

TOLERATED = 50
"""Of so many letters with a learnable label one more may be wrong; of any other label none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """Of how many letters with this primary label the model told a right one."""

    label: Label
    right: int
    of: int

    @property
    def may_lose(self) -> int:
        """Return how many of them may be wrong in a new model without its losing."""
        return self.of // TOLERATED if self.label in LEARNABLE else 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """What a model did with the frozen letters, by their ids; `frozen` names their content.

    `lost` are those that demand a hand-over nobody was asked about, `wrong_hand_overs` those that
    went to a stranger, `wrong_acts` those decided wrongly without the officer.
    """

    frozen: str
    letters: int
    told: tuple[Told, ...]
    lost: tuple[str, ...]
    wrong_hand_overs: tuple[str, ...]
    wrong_acts: tuple[str, ...]
    decided_alone: int

    @property
    def right(self) -> int:
        """Return of how many letters the primary label is right or acceptable."""
        return sum(each.right for each in self.told)


def standing_of(outcomes: Sequence[Outcome], *, frozen: str) -> Standing:
    """Count what a model did."""
    return Standing(
        frozen=frozen,
        letters=len(outcomes),
        told=tuple(_told(outcomes)),
        lost=_ids(each for each in outcomes if not set(HAND_OVER_WAYS).isdisjoint(each.lost_ways)),
        wrong_hand_overs=_ids(each for each in outcomes if each.wrong_hand_overs),
        wrong_acts=_ids(each for each in outcomes if each.is_wrong_act),
        decided_alone=sum(each.decision.is_sure for each in outcomes),
    )


def losses(before: Standing, after: Standing) -> tuple[str, ...]:
    """Return why the second must not take the first one's place, a sentence each; empty if it may.

    No hand-over may get lost that was not lost before, whatever else becomes better (R5, R6); no
    more letters may go to strangers or be decided wrongly; no label may be told worse.
    """
    return tuple(_losses(before, after))


def _losses(before: Standing, after: Standing) -> Iterable[str]:
    newly_lost = sorted(set(after.lost).difference(before.lost))
    if newly_lost:
        yield f"loses hand-overs that were not lost before: {', '.join(newly_lost)}"
    was, is_now = len(before.wrong_hand_overs), len(after.wrong_hand_overs)
    if is_now > was:
        yield f"hands over more letters wrongly: {was} to {is_now}"
    was, is_now = len(before.wrong_acts), len(after.wrong_acts)
    if is_now > was:
        yield f"decides more letters wrongly by itself: {was} to {is_now}"
    earlier = {each.label: each for each in before.told}
    for told in after.told:
        right = earlier[told.label].right
        if told.right < right - told.may_lose:
            yield f"tells {told.label} worse: {right} to {told.right} of {told.of}"


def _told(outcomes: Sequence[Outcome]) -> Iterable[Told]:
    for label in Label:
        mine = [each for each in outcomes if each.letter.labels[0] is label]
        yield Told(label=label, right=sum(each.is_right for each in mine), of=len(mine))


def _ids(outcomes: Iterable[Outcome]) -> tuple[str, ...]:
    return tuple(sorted(each.letter.id for each in outcomes))
