"""Papers that people attach, invented: letters of their own, and letters of the office."""

LETTER = """Anna Beispiel, Hauptstr. 1, 76726 Musterstadt

Widerspruch gegen Ihren Bescheid vom 12.10.2026

Sehr geehrte Damen und Herren,

gegen den oben genannten Bescheid lege ich Widerspruch ein. Meine Miete beträgt 450 Euro.

Mit freundlichen Grüßen
Anna Beispiel"""

LAST_PAGE_OF_DECISION = """Rechtsbehelfsbelehrung
Gegen diesen Bescheid kann innerhalb eines Monats nach Bekanntgabe Widerspruch erhoben werden.
Der Widerspruch ist schriftlich oder zur Niederschrift beim Jobcenter einzulegen.
Rechtsgrundlage: § 84 SGG
Im Auftrag
Muster"""

DECISION = f"""Jobcenter Musterstadt, Postfach 11 22, 76726 Musterstadt
Mein Zeichen: 123.4
Auskunft erteilt: Frau Muster
Durchwahl: 07274 000-12
Bewilligungsbescheid über Leistungen zur Sicherung des Lebensunterhalts

Sehr geehrte Frau Beispiel,

auf Ihren Antrag vom 1.9.2026 werden Ihnen Leistungen in Höhe von 563,00 Euro bewilligt.
Die Kosten der Unterkunft werden nicht in voller Höhe anerkannt.
\f{LAST_PAGE_OF_DECISION}
\fHöhe der Leistungen im Einzelnen
Regelbedarf 563,00 Euro"""

OBJECTION_DECISION = """Jobcenter Musterstadt
Geschäftszeichen: W 77/26
Widerspruchsbescheid

Sehr geehrte Frau Beispiel,

Ihr Widerspruch vom 3.5.2026 gegen den Bescheid vom 12.4.2026 wird zurückgewiesen.
Die Entscheidung beruht auf § 22 SGB II. Die Berechnung ist nicht falsch.
Gegen diesen Bescheid kann binnen eines Monats Klage erhoben werden.
Im Auftrag
Muster"""

SUPERVISORY = """Sehr geehrte Damen und Herren,

Herr Grob hat mich am Schalter angeschrien und mich eine faule Schmarotzerin genannt.
Ich fordere dienstrechtliche Schritte gegen ihn.

Mit freundlichen Grüßen
Anna Beispiel"""

STATEMENT_OF_ACCOUNT = """Sparkasse Musterstadt Kontoauszug 10/2026
01.10. Miete Hausverwaltung -450,00
02.10. Stadtwerke -60,00 (Widerspruch gegen Lastschriften binnen acht Wochen möglich)"""
