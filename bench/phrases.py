"""The words that the generated mails are made of; all persons and matters are invented."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Matter:
    """What somebody writes about: the label it should get, the subject, the text that says it."""

    label: str
    subject: str
    text: str


MATTERS: tuple[Matter, ...] = (
    Matter(
        label="complaint",
        subject="Seit sechs Wochen keine Antwort",
        text="seit sechs Wochen warte ich auf eine Antwort auf meine Unterlagen. Am Telefon komme "
        "ich nicht durch, und auf zwei E-Mails hat niemand geantwortet. Das ärgert mich sehr.",
    ),
    Matter(
        label="complaint",
        subject="Wartezeit trotz Termin",
        text="ich hatte um 9 Uhr einen Termin und saß bis kurz nach 11 Uhr im überfüllten "
        "Wartebereich, ohne dass jemand Bescheid gab. So geht man nicht mit Menschen um.",
    ),
    Matter(
        label="complaint",
        subject="Unterlagen zum dritten Mal angefordert",
        text="meine Kontoauszüge habe ich schon zweimal abgegeben, zuletzt persönlich am Empfang. "
        "Nun fordern Sie diese zum dritten Mal an. Offenbar geht bei Ihnen ständig etwas verloren.",
    ),
    Matter(
        label="praise",
        subject="Herzlichen Dank",
        text="ich möchte mich für die großartige Unterstützung bei der Suche nach einer "
        "Ausbildungsstelle bedanken. Man hat sich viel Zeit genommen und mir Mut gemacht.",
    ),
    Matter(
        label="suggestion",
        subject="Vorschlag für den Eingang",
        text="am Eingang fehlt ein Schild, wo man Unterlagen abgeben kann. Mein Vorschlag: Hängen "
        "Sie neben die Tür einen gut lesbaren Wegweiser, auch auf Türkisch und Ukrainisch.",
    ),
    Matter(
        label="objection",
        subject="Ihr Bescheid vom 3. des Monats",
        text="gegen Ihren Bescheid über die Höhe der Unterkunftskosten lege ich Widerspruch ein. "
        "Die Nebenkosten für das Müllgeld fehlen. Bitte berechnen Sie den Anspruch neu.",
    ),
    Matter(
        label="objection",
        subject="Aufhebung und Erstattung",
        text="mit der Rückforderung in Ihrem letzten Bescheid bin ich nicht einverstanden. Das "
        "Geld für die Monate März und April stand mir zu, heben Sie die Entscheidung bitte auf.",
    ),
    Matter(
        label="supervisory_complaint",
        subject="Verhalten bei meinem Gespräch",
        text="im Gespräch am Dienstag hat mich Ihr Mitarbeiter vor allen Leuten angeschrien und "
        "einen Schmarotzer genannt. Ich erhebe Dienstaufsichtsbeschwerde über dieses Verhalten.",
    ),
    Matter(
        label="petition",
        subject="Petition an den Landtag",
        text="hiermit wende ich mich an den Petitionsausschuss des Landtags, mit einer Abschrift "
        "an Sie. Der Ausschuss möge prüfen, warum über meinen Antrag nicht entschieden wird.",
    ),
    Matter(
        label="other",
        subject="Frage zu den Öffnungszeiten",
        text="haben Sie zwischen Weihnachten und Neujahr geöffnet? Ich müsste noch eine "
        "Bescheinigung abgeben und wüsste gerne, ob ich dafür einen Termin benötige.",
    ),
    Matter(
        label="other",
        subject="Änderungsmitteilung",
        text="ich teile Ihnen mit, dass ich ab dem Ersten eine neue Bankverbindung habe. Das "
        "ausgefüllte Formular schicke ich Ihnen noch per Post. Bitte bestätigen Sie mir das kurz.",
    ),
)

FURTHER = (
    "Für Rückfragen bin ich werktags ab 16 Uhr zu erreichen.",
    "Meine Unterlagen liegen Ihnen vollständig vor.",
    "Ich lebe mit meinen zwei Kindern zusammen und habe keinerlei Rücklagen.",
    "Bitte schreiben Sie mir, wie es nun weitergeht.",
    "Mit dem Bus brauche ich zu Ihnen fast eine Stunde.",
    "Über eine kurze Nachricht würde ich mich freuen.",
    "Ich habe das alles auch schon mündlich erklärt.",
    "Zur Zeit wohne ich noch bei meiner Mutter in der Römerstraße.",
)

FIRST_NAMES = (
    "Anna",
    "Björn",
    "Dörte",
    "Elif",
    "François",
    "Günther",
    "Heike",
    "Ingo",
    "Jürgen",
    "Käthe",
    "Lars",
    "Müge",
    "Nils",
    "Özlem",
    "Petra",
    "Rüdiger",
    "Tülay",
    "Uwe",
    "Yağmur",
    "Zoë",
)
FAMILY_NAMES = (
    "Muster",
    "Schröder",
    "Weiß",
    "Groß",
    "Jäger",
    "Köhler",
    "Öztürk",
    "Strauß",
    "Böhm",
    "Krüger",
    "Fuchs",
    "Lange",
    "Hübner",
    "Voß",
    "Schäfer",
    "Brandt",
    "Löwe",
    "Nuñez",
    "Kaiser",
    "Stößel",
)
TOWNS = ("Wörth", "Kandel", "Rülzheim", "Lingenfeld", "Bellheim", "Jockgrim")

OUT_OF_OFFICE = "Ich bin bis Ende März außer Haus und lese Ihre Nachricht danach."
UNDELIVERABLE = "Ihre Nachricht konnte nicht zugestellt werden: Die Adresse gibt es nicht."
QUOTE = (
    "Am 2. Februar schrieb das Kundenreaktionsmanagement:\n"
    "> Sehr geehrte Damen und Herren,\n"
    "> wir haben Ihre Nachricht erhalten und prüfen Ihr Anliegen.\n"
)
