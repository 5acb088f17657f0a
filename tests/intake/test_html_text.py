"""HTML is turned into the lines that a reader sees."""

import pytest

from intake.reading.html_text import html_to_text


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<div>eins</div><div>zwei</div>", "eins\nzwei"),
        ("<p>eins</p><p>zwei</p>", "eins\n\nzwei"),
        ("eins<br>zwei<br/>drei", "eins\nzwei\ndrei"),
        ("<style>p{}</style><script>if (a<b) x()</script>Hallo", "Hallo"),
        ("<title>Titel</title><body>Hallo", "Hallo"),
        ("<title>offen<body>Hallo", "Hallo"),
        ("<!-- <p>nein</p> -->ja", "ja"),
        ("<!DOCTYPE html><?xml version='1.0'?>ja", "ja"),
        ("<a href='https://x.example'>hier</a> klicken", "hier klicken"),
        ("<ul><li>eins</li><li>zwei</li></ul>", "- eins\n- zwei"),
        ("<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc"),
        ("<pre>a  b\n  c</pre>", "a b\nc"),
        ("<p>viel    \n   Raum", "viel Raum"),
        ("<p>Gr&uuml;&#223;e &amp; mehr&nbsp;!", "Grüße & mehr !"),
        ("2 < 3 und 4 > 3", "2 < 3 und 4 > 3"),
        ('<img alt="a > b">Bild', "Bild"),
        ('<a href="offen>Link</a> danach', "Link danach"),
        ("<![if !mso]>da<![endif]><o:p></o:p>", "da"),
        ("kein Tag,\nzwei Zeilen &amp; mehr", "kein Tag,\nzwei Zeilen & mehr"),
        ("<p", "<p"),
        (
            'schrieb:<blockquote type="cite"><p>eins</p><p>zwei</p></blockquote>Nein.',
            "schrieb:\n\n> eins\n>\n> zwei\n\nNein.",
        ),
        ('<blockquote class="gmail_quote">a<blockquote type=cite>b', "> a\n>\n>> b"),
        ("<blockquote>eingerückt</blockquote>", "eingerückt"),
        ('<blockquote style="border-left: 2px solid #ccc">zitiert', "> zitiert"),
        ('<blockquote style="border-left:0">eingerückt', "eingerückt"),
        ("", ""),
    ],
)
def test_html_reads_as_its_text(html: str, text: str) -> None:
    """Blocks make lines, styles and scripts are silent, broken tags do no harm."""
    assert html_to_text(html) == text
