// What every page has: the header with the parts of the system, the theme, the rhythm of asking.

import { ask } from './analytics.js';
import { element, find } from './dom.js';
import { ago, time } from './format.js';

const PARTS_MS = 5_000;
const dark = matchMedia('(prefers-color-scheme: dark)');

export const theme = () => document.documentElement.dataset.theme ?? (dark.matches ? 'dark' : 'light');

/** Calls back when the colours have changed. */
export function onTheme(changed) {
  const button = find('#theme');
  const show = () => {
    button.textContent = theme() === 'dark' ? '☀ Light' : '☾ Dark';
    button.setAttribute('aria-label', `Switch to the ${theme() === 'dark' ? 'light' : 'dark'} theme`);
  };
  button.addEventListener('click', () => {
    document.documentElement.dataset.theme = theme() === 'dark' ? 'light' : 'dark';
    localStorage.setItem('holdfast.theme', theme());
    show();
    changed();
  });
  dark.addEventListener('change', () => { show(); changed(); });
  show();
}

/** Runs the work now and again after each pause; not while nobody looks. Answers a function that runs it at once. */
export function every(pauseMs, work) {
  let timer;
  let turn = 0;
  const run = async () => {
    clearTimeout(timer);
    const mine = ++turn;
    if (!document.hidden) await work();
    if (mine === turn) timer = setTimeout(run, pauseMs);
  };
  document.addEventListener('visibilitychange', () => { if (!document.hidden) run(); });
  run();
  return run;
}

const failures = new Map();

/** Tells of a failure, or with no text that it is over. */
export function complain(about, text) {
  if (text) failures.set(about, text); else failures.delete(about);
  const alert = find('#alert');
  alert.hidden = failures.size === 0;
  alert.textContent = [...failures].map(([what, why]) => `${what}: ${why}. The figures shown are the last that were read.`).join(' ');
}

export function showParts() {
  every(PARTS_MS, async () => {
    const list = find('#parts');
    try {
      const { as_of: now, items } = await ask('/parts');
      list.replaceChildren(...items.map((part) => pill(part, now)));
    } catch (problem) {
      list.replaceChildren(pill({ name: 'dashboards', state: 'down', detail: problem.message }));
    }
  });
}

function pill(part, now) {
  const fresh = part.as_of ? ` · ${ago((new Date(now) - new Date(part.as_of)) / 1000)}` : '';
  return element('li', { class: `part ${part.state}`, title: `${part.name} ${part.detail}${part.as_of ? `, last at ${time(part.as_of)}` : ''}` },
    element('b', {}, part.name), ` ${part.state}${fresh}`);
}
