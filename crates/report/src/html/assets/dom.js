// Small helpers, and text counted in code points as the addresses count it.
const root = document.documentElement;

const one = (selector, from = document) => from.querySelector(selector);
const all = (selector, from = document) => [...from.querySelectorAll(selector)];

/** An element with attributes and children; strings become text, never markup. */
function make(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  element.append(...children);
  return element;
}

/** How many code points a string holds. */
function points(text) {
  let count = 0;
  for (let at = 0; at < text.length; at += 1) {
    if ((text.charCodeAt(at) & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00) at += 1;
    count += 1;
  }
  return count;
}

/** The index in UTF-16 of the code point at `place`. */
function unit(text, place) {
  let at = 0;
  for (let seen = 0; seen < place && at < text.length; seen += 1) {
    at += (text.charCodeAt(at) & 0xfc00) === 0xd800 && (text.charCodeAt(at + 1) & 0xfc00) === 0xdc00 ? 2 : 1;
  }
  return at;
}

/** The text nodes under an element, in order. */
function textNodes(element) {
  const nodes = [];
  const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) nodes.push(walker.currentNode);
  return nodes;
}

/** Lower case without accents, every unit in its place, so that positions in both are the same. */
function fold(text) {
  if (/^[\x00-\x7f]*$/.test(text)) return text.toLowerCase();
  let folded = "";
  for (const unit of text.split("")) {
    const bare = unit.normalize("NFD")[0].toLowerCase();
    folded += bare.length === 1 ? bare : unit;
  }
  return folded;
}
