"""The office's own words: see, change, try and take back the texts of letters (R11, R23)."""

from collections.abc import Iterable
from dataclasses import dataclass
from difflib import unified_diff

from flask import abort, request
from flask.typing import ResponseReturnValue

from correspondence.edited_template import EditedTextError
from correspondence.letter_templates import BY_NAME, LETTERS, VARIABLES, LetterTemplate
from correspondence.template_check import mistakes_in, samples
from correspondence.template_samples import Sample
from correspondence.wording import delivered
from desk.access import Permission
from desk.forms.decision import FormError, row_version_in
from desk.visit import Page, Visit, go_to, say
from store import template_versions
from store.engine import reading, writing
from store.template_versions import TemplateVersion

SHOWN_SAMPLES = 4
HEAD_OF_DIFF = 3  # two lines of names, one of line numbers
CHANGED = (
    "Jemand war schneller: Diese Vorlage wurde inzwischen geändert. Unten steht Ihr Text, "
    "darüber der neue Stand. Nichts ging verloren."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class TemplateLine:
    """One text of the list: whether it is changed, and whether the change can be used."""

    letter: LetterTemplate
    changed: TemplateVersion | None
    is_usable: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class DiffLine:
    """One line of a comparison: `-` went, `+` came, a blank stayed."""

    sign: str
    text: str


def show_templates(visit: Visit) -> ResponseReturnValue:
    """List every text that the office may change."""
    with reading(visit.tools.engine) as tx:
        newest = {each.name: template_versions.of_name(tx, each.name)[:1] for each in LETTERS}
    lines = [_line(visit, each, newest[each.name]) for each in LETTERS]
    return visit.page("templates.html", lines=lines)


def show_template(visit: Visit, name: str) -> ResponseReturnValue:
    """Show one text, ready to change, with its variables, its versions and an example."""
    return _template_page(visit, _letter(name))


def change_template(visit: Visit, name: str) -> ResponseReturnValue:
    """Show how a changed text looks, or put it into force; a broken one is never saved."""
    letter, text = _letter(name), _text_in_form()
    mistakes = mistakes_in(name, text, visit.tools.office)
    if mistakes:
        return _template_page(visit, letter, text=text, mistakes=mistakes), 400
    if request.form.get("act") != "save":
        return _template_page(visit, letter, text=text, is_tried=True)
    return _save(visit, letter, text, is_standard=False)


def restore_template(visit: Visit, name: str) -> ResponseReturnValue:
    """Go back to an earlier version, or to the delivered text."""
    letter = _letter(name)
    wanted = request.form.get("version", type=int)
    if not wanted:
        return _save(visit, letter, delivered(name), is_standard=True)
    with reading(visit.tools.engine) as tx:
        known = template_versions.of_name(tx, name)
    text = next((each.text for each in known if each.version == wanted), None)
    if text is None:
        abort(404)
    mistakes = mistakes_in(name, text, visit.tools.office)
    if mistakes:
        return _template_page(visit, letter, text=text, mistakes=mistakes), 400
    return _save(visit, letter, text, is_standard=text == delivered(name))


def show_version(visit: Visit, name: str, number: int) -> ResponseReturnValue:
    """Show one version and what it changed."""
    letter = _letter(name)
    with reading(visit.tools.engine) as tx:
        known = template_versions.of_name(tx, name)
    place = next((place for place, each in enumerate(known) if each.version == number), None)
    if place is None:
        abort(404)
    earlier = known[place + 1].text if place + 1 < len(known) else delivered(name)
    return visit.page(
        "template_version.html",
        letter=letter,
        version=known[place],
        is_latest=place == 0,
        latest=known[0].version,
        lines=list(_difference(earlier, known[place].text)),
    )


def _save(
    visit: Visit, letter: LetterTemplate, text: str, *, is_standard: bool
) -> ResponseReturnValue:
    try:
        seen = row_version_in(request.form)
    except FormError:
        abort(400)
    with writing(visit.tools.engine) as tx:
        is_saved = template_versions.save(
            tx,
            letter.name,
            text,
            seen=seen,
            by=visit.name,
            at=visit.now,
            is_standard=is_standard,
        )
        if is_saved:
            visit.log(tx, "save_template")
    if not is_saved:
        return _template_page(visit, letter, text=text, complaint=CHANGED), 409
    back = (
        "Es gilt wieder der mitgelieferte Text." if is_standard else "Der neue Text gilt ab jetzt."
    )
    say(f"Gespeichert: {letter.title}. {back}")
    return go_to("template", name=letter.name)


def _template_page(
    visit: Visit,
    letter: LetterTemplate,
    *,
    text: str | None = None,
    mistakes: tuple[str, ...] = (),
    complaint: str = "",
    is_tried: bool = False,
) -> str:
    with reading(visit.tools.engine) as tx:
        known = template_versions.of_name(tx, letter.name)
    current = known[0].text if known else delivered(letter.name)
    shown = current if text is None else text
    return visit.page(
        "template.html",
        letter=letter,
        text=shown,
        current=current,
        mistakes=mistakes,
        complaint=complaint,
        is_tried=is_tried,
        versions=known,
        seen=known[0].version if known else 0,
        is_standard=not known or known[0].is_standard,
        variables=[(each, *VARIABLES[each]) for each in letter.variables],
        samples=() if mistakes else _samples(visit, letter.name, shown),
    )


def _samples(visit: Visit, name: str, text: str) -> tuple[Sample, ...]:
    """Return some letters with this text, as different as they come."""
    try:
        every = tuple(samples(name, text, visit.tools.office))
    except EditedTextError:
        return ()
    different = {each.text: each for each in every}
    return tuple(different.values())[:SHOWN_SAMPLES]


def _line(
    visit: Visit, letter: LetterTemplate, newest: tuple[TemplateVersion, ...]
) -> TemplateLine:
    changed = next((each for each in newest if not each.is_standard), None)
    is_usable = changed is None or not mistakes_in(letter.name, changed.text, visit.tools.office)
    return TemplateLine(letter=letter, changed=changed, is_usable=is_usable)


def _letter(name: str) -> LetterTemplate:
    letter = BY_NAME.get(name)
    if letter is None:
        abort(404)
    return letter


def _text_in_form() -> str:
    """Return the text with plain line ends, whatever browser sent it."""
    return "\n".join(request.form.get("text", "").strip().splitlines()) + "\n"


def _difference(earlier: str, later: str) -> Iterable[DiffLine]:
    """Compare line by line, the whole text shown."""
    before, after = earlier.splitlines(), later.splitlines()
    compared = unified_diff(before, after, n=len(before) + len(after), lineterm="")
    lines = list(compared)[HEAD_OF_DIFF:]
    if not lines:
        lines = [f" {line}" for line in after]
    return (DiffLine(sign=line[0], text=line[1:]) for line in lines)


PAGES = (
    Page("/vorlagen", "templates", show_templates, Permission.TEMPLATES),
    Page("/vorlagen/<name>", "template", show_template, Permission.TEMPLATES),
    Page(
        "/vorlagen/<name>/aendern",
        "change_template",
        change_template,
        Permission.TEMPLATES,
        method="POST",
    ),
    Page(
        "/vorlagen/<name>/zurueck",
        "restore_template",
        restore_template,
        Permission.TEMPLATES,
        method="POST",
    ),
    Page(
        "/vorlagen/<name>/fassung/<int:number>",
        "template_version",
        show_version,
        Permission.TEMPLATES,
    ),
)
