// A stored text as the page shows it: its characters counted as the ledger counts them, whole code points.

const WORDS = /[\p{L}\p{N}]+(?:[.,'’-][\p{L}\p{N}]+)*%?|[^\s\p{L}\p{N}]/gu;

export class Text {
  #nodes = [];
  #pairs = [];
  #words;

  constructor(article) {
    this.article = article;
    this.first = Number(article.dataset.start);
    const walker = document.createTreeWalker(article, NodeFilter.SHOW_TEXT);
    let at = 0;
    while (walker.nextNode()) {
      this.#nodes.push({ node: walker.currentNode, at });
      at += walker.currentNode.data.length;
    }
    this.words_of = article.textContent;
    for (const pair of this.words_of.matchAll(/[\u{10000}-\u{10ffff}]/gu)) this.#pairs.push(pair.index);
  }

  // A character of the ledger as a place in the string, and the other way round.
  #place(character) {
    const whole = character - this.first;
    const before = firstThat(this.#pairs, (pair, at) => pair - at >= whole);
    return whole + before;
  }

  #character(place) {
    return this.first + place - firstThat(this.#pairs, (pair) => pair >= place);
  }

  #point(place) {
    const found = this.#nodes[Math.max(0, firstThat(this.#nodes, (each) => each.at > place) - 1)];
    return [found.node, Math.min(place - found.at, found.node.data.length)];
  }

  #ofPlaces(start, end) {
    const range = document.createRange();
    range.setStart(...this.#point(start));
    // The end belongs to the node that its last character is in.
    const [node, offset] = this.#point(Math.max(start, end - 1));
    range.setEnd(node, Math.min(offset + 1, node.data.length));
    return range;
  }

  range(start, end) {
    return this.#ofPlaces(this.#place(start), this.#place(end));
  }

  // Words and marks of punctuation, each with its characters of the ledger.
  get words() {
    this.#words ??= [...this.words_of.matchAll(WORDS)].map((found) => ({
      text: found[0],
      start: this.#character(found.index),
      end: this.#character(found.index + found[0].length),
    }));
    return this.#words;
  }

  wordAt(character) {
    return Math.max(0, Math.min(this.words.length, firstThat(this.words, (word) => word.end > character)));
  }

  // What is selected with the mouse, as characters; null where nothing of this text is.
  selected() {
    const selection = getSelection();
    if (selection.isCollapsed || !this.article.contains(selection.anchorNode) || !this.article.contains(selection.focusNode)) return null;
    const range = selection.getRangeAt(0);
    const before = document.createRange();
    before.selectNodeContents(this.article);
    before.setEnd(range.startContainer, range.startOffset);
    const start = before.toString().length;
    return { start: this.#character(start), end: this.#character(start + range.toString().length) };
  }
}

// The place of the first that fits, in a list where all that fit come last; its length where none does.
function firstThat(list, fits) {
  let low = 0;
  let high = list.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (fits(list[middle], middle)) high = middle;
    else low = middle + 1;
  }
  return low;
}
