"""Drafts with their way, their provisions and their versions; meetings; and the words of a note."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest
from fastapi.testclient import TestClient
from lxml import html

from detente.ledger import DocumentAdded, DocumentNoted, DossierChanged
from detente.model import Edtf, InstrumentNote, PartyId, Quote, Step
from detente.model.wire import to_wire
from detente.workspace import Workspace


def text_of(element: html.HtmlElement) -> str:
    """What a reader sees of an element, on one line."""
    return " ".join(" ".join(element.itertext()).split())


@pytest.fixture
def card(reader: TestClient) -> html.HtmlElement:
    """The card of the harbour paper."""
    return html.fromstring(reader.get("/drafts/harbour").text)


def test_the_list_tells_stage_doubt_authors_and_what_comes_next(reader):
    """What nobody tells of stands apart."""
    page = html.fromstring(reader.get("/drafts").text)
    [line] = page.find_class("draft-line")
    for words in ("Harbour paper", "Handed over, since February 2031", "written by Norland and Maritime League",
                  "Next acceptance by Sudmark", "notes"):  # fmt: skip
        assert words in text_of(line)
    [silent] = page.find_class("silent")
    assert text_of(silent) == "Not found in the documents: Forgotten paper"


def test_the_stage_leads_to_the_notes_it_rests_on(reader, talked, card):
    """And the notes to their very characters in the stored text."""
    [stage] = card.find_class("stage")
    assert "Handed over, since February 2031" in text_of(stage)
    note = talked.notes["handed"]
    assert stage.xpath(".//a/@href") == [f"/notes/{note.id}#words"]
    page = html.fromstring(reader.get(f"/notes/{note.id}").text)
    [marked] = page.xpath("//article//mark")
    assert marked.text_content() == note.quote.text
    text = talked.documents[0].text
    assert page.xpath("//article")[0].text_content() == text
    assert page.xpath("//article//mark/preceding::span[@id='words']")


def test_the_way_from_hand_to_hand_is_a_line_in_time(card):
    """Sender, recipient, carrier, channel and day, each as told or told to be missing; the draft comes before them."""
    events = [text_of(each) for each in card.find_class("event")]
    assert [each.split(" “")[0] for each in events] == [
        "day not told; told 20 March 2031 Drafted",
        "February 2031 sender not told → Sudmark by the hand of Anna Berg · unofficially · as told by The Sound",
        "20 March 2031 Sudmark welcomes it 1 origin",
    ]


def test_provisions_carry_how_far_they_are_agreed_and_why(card):
    """A word, not only a colour; what is missing stands beside what is there."""
    shown = [text_of(each) for each in card.find_class("provision") if each.find_class("mark-word")]
    assert [each.split(" ")[0] for each in shown] == ["not", "not", "missing"]
    assert "Passage: Free passage" in shown[0]
    assert "nobody tells who agrees to it" in shown[0]
    assert "Passage" in shown[2]


def test_two_versions_are_set_side_by_side(card):
    """What is told of one alone, and that this does not mean it is not in the other."""
    [versions] = card.find_class("versions")
    first, revised, both = (text_of(each) for each in versions.findall("section"))
    assert first.startswith("Told of the first one alone Passage: Free passage")
    assert revised.startswith("Told of the revised one alone Transit fees")
    assert both == "Told of both nothing"
    assert "may well stand in the other too" in text_of(card)


def test_what_is_not_told_is_said(reader):
    """A paper that nobody tells of has a card that says so, part by part."""
    page = text_of(html.fromstring(reader.get("/drafts/nobodys").text))
    for words in (
        "Not mentioned in any document",
        "Who wrote it, who got it, and how it was received was not found",
        "What stands in it was not found in the documents",
        "No versions of it were found told apart",
        "That is not told of anybody",
    ):
        assert words in page


def test_who_could_know_it_from_which_day(card):
    """Each party with its reason, and everybody from the day of publication."""
    known = [text_of(each) for each in card.find_class("knowers")[0]]
    assert known[0].startswith("Norland from 20 March 2031: it agreed on it")
    assert known[1].startswith("Sudmark from February 2031: it got it")
    assert known[-1] == "Everybody from 20 March 2031: it was published"


def test_meetings_tell_place_sides_and_what_each_side_says_came_of_it(reader, talked):
    """An outcome leads to its words."""
    page = html.fromstring(reader.get("/drafts").text)
    [meeting] = page.find_class("meetings")[0]
    assert text_of(meeting).startswith("3 March 2031 Northport: Norland and Sudmark (Tor Vik) Norland “productive”")
    assert f"/notes/{talked.notes['met'].id}#words" in meeting.xpath(".//a/@href")


@pytest.mark.parametrize("name", ["handed", "met", "hurdle"])
def test_a_note_tells_what_it_was_read_to_tell(reader, talked, name):
    """Of a draft, a meeting or a hurdle, in words."""
    page = text_of(html.fromstring(reader.get(f"/notes/{talked.notes[name].id}").text))
    expected = {
        "handed": ("a draft", "Step hand over", "To Sudmark", "Through Anna Berg", "Channel unofficially"),
        "met": ("a meeting", "Place Northport", "Sides Norland and Sudmark", "Outcome productive", "When 3 March 2031"),
        "hurdle": ("a hurdle at home", "Whose Sudmark", "Hurdle parliament", "About Transit fees"),
    }[name]
    for words in expected:
        assert words in page


@pytest.mark.parametrize("address", ["/drafts/nothing", "/notes/n0"])
def test_an_unknown_address_is_told(reader, address):
    """By name."""
    answer = reader.get(address)
    assert answer.status_code == 404
    assert address.rsplit("/", maxsplit=1)[-1] in answer.text


def test_links_keep_the_moment(reader):
    """A card of a past day leads to notes of that day."""
    page = html.fromstring(reader.get("/drafts/harbour?as_of=2031-03-25").text)
    links = [each for each in page.xpath("//main//a/@href") if each.startswith("/")]
    assert links
    assert all("as_of=2031-03-25" in each for each in links)


def test_a_signature_of_one_party_stands_on_the_way(record, open_client, dossier_yaml, make_document):
    """With its day and its words, though the paper is not signed before the other has signed too."""
    text = "Norland signed the harbour paper on 4 March."
    document = make_document(text, name="signed", published="2031-03-20")
    words = {"doc": document.id, "quote": Quote(0, len(text), text), "named": "harbour paper"}
    signed = InstrumentNote(**words, step=Step.SIGN, by=PartyId("norland"), on=Edtf("2031-03-04"))
    added = [DocumentAdded(document, "signed.txt")]
    noted = [DocumentNoted(document.id, "notes/1", (signed,))]
    client = open_client(record([[DossierChanged(dossier_yaml, "d")], added, noted]))
    [draft] = html.fromstring(client.get("/drafts").text).xpath("//*[contains(@class, 'draft-line')]//a/@href")
    [event] = html.fromstring(client.get(draft).text).find_class("event")
    assert text_of(event).startswith("4 March 2031 Norland signs it")
    assert text in text_of(event)


def test_a_hand_over_told_by_no_publisher_is_told_by_its_document(record, open_client, dossier_yaml, make_document):
    """By its title and date; nobody knows a document by its id."""
    text = "The harbour paper was handed to Sudmark."
    document = replace(make_document(text, name="handed", published="2031-03-20"), title="A letter", publisher=None)
    words = {"doc": document.id, "quote": Quote(0, len(text), text), "named": "harbour paper"}
    handed = InstrumentNote(**words, step=Step.HAND_OVER, to=PartyId("sudmark"))
    noted = [DocumentNoted(document.id, "notes/1", (handed,))]
    events = [[DossierChanged(dossier_yaml, "d")], [DocumentAdded(document, "handed.txt")], noted]
    client = open_client(record(events))
    [draft] = html.fromstring(client.get("/drafts").text).xpath("//*[contains(@class, 'draft-line')]//a/@href")
    assert "as told by “A letter”, 20 March 2031" in text_of(html.fromstring(client.get(draft).text))


def test_nothing_told_is_no_empty_page(record, open_client, dossier_yaml):
    """It says what to do."""
    client = open_client(record([[DossierChanged(dossier_yaml, "d")]]))
    page = client.get("/drafts").text
    assert "No draft was found in the documents" in page
    assert "No meeting was found in the documents" in page


def test_the_api_tells_what_the_commands_tell(reader, talked):
    """To the last field."""
    with Workspace.open(talked.folder) as workspace:
        state = workspace.at()
        for address, found in (("/api/instruments", state.instruments), ("/api/rounds", state.rounds())):
            assert reader.get(address).json() == json.loads(json.dumps(to_wire(found)))
