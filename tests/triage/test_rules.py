"""Which signs speak for which label, and which only seem to (labelling rules)."""

import pytest

from triage.rules import every_finding
from triage.text.letter import letter_of
from triage.words.marks import marked


def signs_in(body: str, subject: str = "") -> set[str]:
    """Return the names of all signs found in a letter."""
    return {finding.source for finding in every_finding(marked(letter_of(subject, body)))}


@pytest.mark.parametrize(
    ("body", "sign"),
    [
        ("Gegen den Bescheid vom 2. Mai lege ich Widerspruch ein.", "objection.lodged"),
        ("Mit der Kürzung bin ich nicht einverstanden.", "objection.against_reduction"),
        ("Der Bescheid ist fehlerhaft.", "objection.decision_is_wrong"),
        ("Bitte den Bescheid neu berechnen.", "objection.wants_it_changed"),
        ("Die Sanktion ist rechtswidrig.", "objection.reduction_is_wrong"),
        ("Nehmen Sie die Kürzung zurück.", "objection.wants_reduction_undone"),
        ("Ich stelle einen Überprüfungsantrag nach § 44 SGB X.",
         "objection.review_of_old_decisions"),
        ("Bu kararı kabul etmiyorum.", "objection.lodged"),
        ("Я не согласна с этим решением.", "objection.lodged"),
    ],
)  # fmt: skip
def test_rule_2_contesting_a_decision_needs_no_magic_word(body: str, sign: str) -> None:
    """Each of these contests a decision of the office."""
    assert sign in signs_in(body)


@pytest.mark.parametrize(
    "body",
    [
        "Wenn das so bleibt, lege ich gegen den Bescheid Widerspruch ein.",
        "Meinen Widerspruch gegen den Bescheid nehme ich zurück.",
        "Gegen den Wohngeldbescheid der Wohngeldstelle lege ich Widerspruch ein.",
        "Bis wann kann ich gegen den Bescheid Widerspruch einlegen? Das ist nur eine Frage.",
    ],
)
def test_rule_3_threats_withdrawals_and_other_offices_lodge_nothing(body: str) -> None:
    """The word stands there, the act does not."""
    assert "objection.lodged" not in signs_in(body)


@pytest.mark.parametrize(
    ("body", "sign"),
    [
        ("Gegen den Widerspruchsbescheid erhebe ich Klage.", "court_action.sues_over_objection"),
        ("Mein Widerspruch wurde abgelehnt, das akzeptiere ich nicht.",
         "court_action.contests_decision_on_objection"),
        ("Der Widerspruchsbescheid ist falsch.", "court_action.decision_on_objection_is_wrong"),
        ("Die Klage ist beim Gericht eingereicht.", "court_action.filed"),
        ("Ich klage gegen den Bescheid vom 3. Mai.", "court_action.against_first_decision"),
    ],
)  # fmt: skip
def test_rule_15_a_lawsuit_is_told_from_an_objection(body: str, sign: str) -> None:
    """What is attacked decides, the first decision or the one on the objection."""
    assert sign in signs_in(body)


def test_rule_15_an_announced_lawsuit_is_none() -> None:
    """It speaks for a complaint."""
    found = signs_in("Sonst reiche ich Untätigkeitsklage ein.")

    assert "court_action.announced" in found
    assert "court_action.filed" not in found


@pytest.mark.parametrize(
    ("body", "sign"),
    [
        ("Frau Berg hat mich angeschrien.", "conduct.staff_attacks"),
        ("Der Sachbearbeiter meinte, ich sei ein Schmarotzer.", "conduct.staff_insults"),
        ("Er nannte mich einen Penner.", "conduct.insult_told"),
        ("The clerk shouted at me.", "conduct.staff_attacks"),
        ("Сотрудница накричала на меня.", "conduct.staff_attacks"),
    ],
)
def test_rule_6_explicit_conduct_is_seen(body: str, sign: str) -> None:
    """Insult, shouting and mockery, in several languages."""
    assert sign in signs_in(body)


@pytest.mark.parametrize(
    "body",
    [
        "Frau Berg geht nie ans Telefon.",
        "Der Dozent im Kurs hat mich angeschrien.",
    ],
)
def test_rule_6_slowness_and_outsiders_are_no_conduct_of_staff(body: str) -> None:
    """Neither is an attack on the person by the office's staff."""
    assert "conduct.staff_attacks" not in signs_in(body)


@pytest.mark.parametrize(
    ("body", "sign"),
    [
        ("An den Petitionsausschuss des Landtags", "petition.addressed"),
        ("Der Petitionsausschuss bittet um Stellungnahme.", "petition.statement_asked"),
        ("Zu Pet 4-21-11-8150-0001 fehlt noch etwas.", "petition.number"),
        ("Das Ministerium bittet um einen Bericht.", "submission.statement_asked"),
        ("Sehr geehrte Frau Ministerin, bitte helfen Sie.", "submission.addressed"),
    ],
)
def test_rule_9_addressee_and_origin_are_seen(body: str, sign: str) -> None:
    """A letter to that body, or its request."""
    assert sign in signs_in(body)


def test_rule_9_a_threat_with_the_committee_is_none() -> None:
    """It is what the letter does now that counts."""
    found = signs_in("Sonst gehe ich zum Petitionsausschuss und bitte dort um Stellungnahme.")

    assert "petition.statement_asked" in found or "petition.threatened_if" in found
    assert "petition.addressed" not in found


def test_rule_9_a_request_passed_on_by_a_citizen_is_seen_in_the_quote() -> None:
    """He only asks what that is; the body's request stands below."""
    body = (
        "Das kam heute bei mir an, ich weiß nicht, was ich damit soll?\n\n"
        "> Das Ministerium bittet das Jobcenter um Stellungnahme bis 3. Juli.\n"
    )

    assert "submission.passed_on" in signs_in(body)


@pytest.mark.parametrize(
    ("body", "sign"),
    [
        ("Das ist eine Frechheit.", "complaint.indignation"),
        ("Seit acht Wochen warte ich, niemand antwortet.", "complaint.waits_for_answer"),
        ("Herr Klug war so geduldig, großartig!", "praise.warm"),
        ("Könnten Sie nicht einen Kalender aushängen?", "suggestion.proposal"),
        ("Wo bleibt mein Geld.", "complaint.money_missing"),
    ],
)
def test_judgements_of_the_service_are_seen(body: str, sign: str) -> None:
    """Dissatisfaction, praise, proposal."""
    assert sign in signs_in(body)


@pytest.mark.parametrize(
    ("body", "sign"),
    [
        ("Anbei die Kontoauszüge.", "other.papers"),
        ("Was bedeutet Zeile 4?", "other.question"),
        ("Hiermit widerrufe ich meine Einwilligung.", "other.revocation"),
        ("Ich bitte um Auskunft nach Art. 15 DSGVO.", "other.data_access"),
        ("Anbei meine Bewerbung mit Lebenslauf.", "other.job_application"),
        ("Bestätigen Sie Ihre Zugangsdaten binnen 24 Stunden.", "advertising.fraud"),
    ],
)
def test_rule_12_everyday_business_is_seen(body: str, sign: str) -> None:
    """None of it is a reaction."""
    assert sign in signs_in(body)


def test_r36_a_reason_is_copied_from_the_letter() -> None:
    """The desk can mark it."""
    body = "Guten Tag. Der Bescheid ist fehlerhaft. Danke."
    found = every_finding(marked(letter_of("", body)))

    assert found
    assert all(finding.text in body for finding in found)
