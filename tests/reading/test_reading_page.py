from __future__ import annotations

import pytest

from detente.errors import ReadingError
from detente.model import Edtf
from detente.reading import read_bytes

HEAD = """<title>Strait talks go on | Coastal Wire</title>
<meta property="og:title" content="Strait talks go on">
<meta property="og:site_name" content="Coastal Wire">
<meta property="article:published_time" content="2031-03-05T10:00:00Z">
<link rel="canonical" href="https://wire.example/strait">
<script type="application/ld+json">{"@type": "NewsArticle", "articleBody": "SCRIPTED"}</script>"""
FIRST = "Prime minister Ingrid Solberg said on Wednesday that the strait would stay open to every ship."
SECOND = "President Emil Brandt answered that <b>no ship</b> would pass<br>without a pilot on board before spring."
THIRD = "The League, which carries the draft between the capitals, named no day for the next round of talks."


def page(body: str, head: str = HEAD) -> bytes:
    """A whole page."""
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>".encode()


def article(*paragraphs: str) -> str:
    """An article among the usual parts of a page."""
    inner = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return (
        '<nav><ul><li><a href="/">Home</a></li><li><a href="/s">Sport</a></li></ul></nav>'
        f"<article><h1>Strait talks go on</h1>{inner}</article><script>var SCRIPTED = 1;</script>"
        "<footer>Imprint and privacy</footer>"
    )


@pytest.mark.parametrize("name", ["talks.html", "talks.htm", "TALKS.HTML"])
def test_the_main_text_of_a_page_is_read(name):
    """The article's paragraphs stand apart; menus, footers and scripts are left out."""
    document = read_bytes(page(article(FIRST, SECOND, THIRD)), name)
    assert document.text.split("\n\n") == [
        "Strait talks go on",
        FIRST,
        "President Emil Brandt answered that no ship would pass\nwithout a pilot on board before spring.",
        THIRD,
    ]
    assert document.media_type == "text/html"


def test_a_page_tells_its_origin():
    """Title, publisher, address and day come from the page's own metadata."""
    document = read_bytes(page(article(FIRST, SECOND, THIRD)), "talks.html")
    assert (document.title, document.publisher) == ("Strait talks go on", "Coastal Wire")
    assert (document.url, document.published) == ("https://wire.example/strait", Edtf("2031-03-05"))


def test_a_page_without_an_article_gives_all_visible_text():
    """Nothing visible is lost where no main text is found; nothing unseen is added."""
    body = (
        "<p>Open <i>st&shy;rait</i>.</p><script>SCRIPTED</script><style>SCRIPTED</style><noscript>SCRIPTED</noscript>"
        "<!-- SCRIPTED --><div hidden>SCRIPTED</div><textarea>SCRIPTED</textarea><template>SCRIPTED</template>"
        "<table><tr><td>Fee</td><td>400<del>300</del> crowns</td></tr></table>Tail&nbsp;&amp;\n end"
    )
    text = read_bytes(page(body, head="<title>SCRIPTED</title>"), "talks.html").text
    assert text.split("\n\n") == ["Open strait.", "Fee", "400 crowns", "Tail & end"]


def test_preformatted_paragraphs_stay_apart():
    """An old archive page keeps its paragraphs; its hard line ends become spaces."""
    old = "Solberg said the strait\nwould stay open.\n\nBrandt did not\nreply.\n\n"
    text = read_bytes(page(f"<pre>{old * 3}</pre>", head=""), "talks.html").text
    assert text.split("\n\n") == ["Solberg said the strait would stay open.", "Brandt did not reply."] * 3


def test_a_page_of_very_many_elements_is_read_in_fair_time():
    """A long table of fees is read as it stands, without the search for a main text."""
    rows = "".join(f"<tr><td>Ship {number}</td><td>{number} crowns</td></tr>" for number in range(6000))
    document = read_bytes(page(f"<table>{rows}</table>"), "fees.html")
    assert "Ship 5999\n\n5999 crowns" in document.text
    assert document.publisher == "Coastal Wire"


@pytest.mark.parametrize(
    ("charset", "encoding"),
    [("windows-1251", "cp1251"), ("ISO-8859-1", "cp1252"), ("utf-8", "utf-8"), ("koi8-r", "koi8-r"), ("", "utf-8-sig")],
)
def test_a_page_is_decoded_as_it_declares(charset, encoding):
    """The page's own charset counts where its bytes are no UTF-8."""
    words = "Пролив открыт" if encoding in ("cp1251", "koi8-r") else "Détroit “ouvert”"
    markup = f"<html><head><meta charset='{charset}'></head><body><p>{words}</p></body></html>"
    assert read_bytes(markup.encode(encoding), "talks.html").text == words


@pytest.mark.parametrize("charset", ["", "punycode", "no-such-thing", "unicode_escape", "hex"])
def test_a_page_of_unknown_encoding_is_refused(charset):
    """No charset, or one that no page can have, is never guessed."""
    markup = f"<html><head><meta charset='{charset}'></head><body><p>Détroit</p></body></html>"
    with pytest.raises(ReadingError, match="first bad byte 0xE9"):
        read_bytes(markup.encode("latin-1"), "talks.html")


@pytest.mark.parametrize("markup", [b"<html></html>", b"<script>1</script>", b"<!-- -->", b"  ", b"<p> </p>"])
def test_a_page_that_shows_nothing_is_refused(markup):
    """A page filled in by a script, or an empty one, holds nothing to quote."""
    with pytest.raises(ReadingError, match="shows no text"):
        read_bytes(markup, "talks.html")


def test_a_page_whose_address_is_a_script_tells_none():
    """Only an address of the web is kept."""
    head = '<link rel="canonical" href="javascript:alert(1)"><meta property="og:url" content="data:text/html,x">'
    assert read_bytes(page(article(FIRST, SECOND, THIRD), head), "talks.html").url is None
