// Small hands for the document. Text is always set as text: nothing that the API tells becomes markup.

export const find = (selector, within = document) => within.querySelector(selector);

/** element('td', {class: 'n', title: '…'}, 'text', child) */
export function element(name, attributes = {}, ...children) {
  const made = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value !== undefined && value !== '') made.setAttribute(key, value);
  }
  made.append(...children);
  return made;
}

/** Changes the text only if it is another one, so that a reader's place and selection stay. */
export function say(node, text) {
  if (node.textContent !== text) node.textContent = text;
}

/** A table of cells: text, or {text, title, number, node}. */
export function table(caption, headings, rows) {
  const cell = (value) => {
    const { text = '', title, number, node } = typeof value === 'object' ? value : { text: value };
    return element('td', { class: number ? 'n' : undefined, title }, node ?? text);
  };
  return element('table', {},
    element('caption', {}, caption),
    element('thead', {}, element('tr', {}, ...headings.map((each) => element('th', { scope: 'col' }, each)))),
    element('tbody', {}, ...rows.map((row) => element('tr', {}, ...row.map(cell)))));
}
