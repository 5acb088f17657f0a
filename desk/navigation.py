"""The desk's areas, as its head shows them; each only to whom it is open (R29)."""

from collections.abc import Iterable
from dataclasses import dataclass

from desk.access import Permission
from desk.visit import Visit


@dataclass(frozen=True, slots=True)
class Area:
    """One entry of the navigation: the page it leads to, who may see it, what it is called."""

    endpoint: str
    needs: Permission
    title: str


AREAS: tuple[Area, ...] = (
    Area("queue", Permission.QUEUE, "Was wartet"),
    Area("pass_on_list", Permission.WORK, "Weitergeben"),
    Area("entry", Permission.WORK, "Erfassen"),
    Area("hand_overs", Permission.HAND_OVERS, "Abgaben"),
    Area("cases", Permission.REGISTER, "Vorgänge"),
    Area("measures", Permission.REGISTER, "Maßnahmen"),
    Area("praise", Permission.DIRECT, "Lob"),
    Area("protection", Permission.DIRECT, "Schutz"),
    Area("deadlines", Permission.DEADLINES, "Fristen"),
    Area("petitions", Permission.REGISTER, "Petitionen"),
    Area("duty_rota", Permission.WORK, "Vertretung"),
    Area("accounts", Permission.ACCOUNTS, "Konten"),
    Area("templates", Permission.TEMPLATES, "Vorlagen"),
    Area("access_log", Permission.ACCESS_LOG, "Zugriffe"),
)
HEALTH_ALONE = Area("queue", Permission.HEALTH, "Betrieb")


def areas_for(visit: Visit) -> Iterable[Area]:
    """List the areas that the person may enter; who sees no queue sees how the service does."""
    if visit.may(Permission.HEALTH) and not visit.may(Permission.QUEUE):
        yield HEALTH_ALONE
    yield from (area for area in AREAS if visit.may(area.needs))
