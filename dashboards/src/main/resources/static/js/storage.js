// The page "Storage": what users have, what of it is different, what the disk holds, and how that came about.

import { ask } from './analytics.js';
import { byteBars, byteLines, draw, ratioLine, repaint, waterfall } from './charts.js';
import { element, find, say, table } from './dom.js';
import { ago, bytes, count, duration, exactly, percent, plural, ratio, signed, time } from './format.js';
import { complain, every, onTheme, showParts } from './shell.js';
import { byDay, steps, verdict } from './storage-figures.js';

const LIVE_MS = 5_000;
const HISTORY_MS = 60_000;
const DAY_MS = 86_400_000;

const state = { live: undefined, exact: undefined, asked: performance.now() };

onTheme(repaint);
showParts();
every(LIVE_MS, showLive);
setInterval(showAge, 1_000);
const showHistoryNow = every(HISTORY_MS, showHistory);
every(LIVE_MS, showJobs);
find('#range').addEventListener('change', showHistoryNow);

async function showLive() {
  try {
    const live = await ask('/live?window=1h');
    state.live = live.totals;
    state.liveSql = live.sql.totals;
    state.asked = performance.now();
    showTiles();
    const end = Date.parse(live.as_of);
    const bars = (name, colour, value) => ({ name, colour, points: live.points.map((point) => [Date.parse(point.start), value(point)]) });
    const panel = find('#panel-minutes');
    draw(panel, live.points.length > 0, byteBars([
      bars('new', 'unique', (point) => point.first_seen_bytes),
      bars('there already', 'logical', (point) => point.duplicate_bytes),
    ], { min: end - 3_600_000, max: end }));
    numbers(panel, live.sql.points, 'Bytes a minute', ['minute', 'new', 'there already'],
      live.points.map((point) => [time(point.start), size(point.first_seen_bytes), size(point.duplicate_bytes)]).reverse());
    complain('Live values');
  } catch (problem) {
    complain('Live values', problem.message);
  }
}

async function showHistory() {
  const days = Number(find('#range input:checked').value);
  const to = Math.ceil((Date.now() + 1) / 3_600_000) * 3_600_000;
  try {
    const range = `from=${new Date(to - days * DAY_MS).toISOString()}&to=${new Date(to).toISOString()}`;
    const [storage, dedup] = await Promise.all([ask(`/storage?${range}`), ask(`/dedup?window=${days}d`)]);
    state.exact = storage.latest;
    state.exactSql = storage.sql.latest;
    state.drift = dedup.difference?.dedup_ratio;
    showTiles();
    showWaterfall(storage);
    showMeasurements(storage);
    showHours(dedup);
    complain('History');
  } catch (problem) {
    complain('History', problem.message);
  }
}

async function showJobs() {
  try {
    const { items, available, problem } = await ask('/jobs?limit=10');
    const panel = find('#panel-jobs');
    const place = find('#jobs');
    panel.querySelector('.empty').hidden = items.length > 0 || !available;
    place.replaceChildren(items.length > 0
      ? table('Youngest first', ['job', 'state', 'started', 'took', 'figures'], items.map(jobRow))
      : element('p', { class: 'note' }, available ? '' : `Unknown: ${problem}.`));
    complain('Job runs');
  } catch (problem) {
    complain('Job runs', problem.message);
  }
}

/** Live values where the stream has some, else the measured ones; each tile says which. */
function showTiles() {
  const { live, exact, drift, liveSql, exactSql } = state;
  const now = live ?? exact;
  const sql = live ? liveSql : exactSql;
  const source = live ? 'live' : 'measured';
  say(find('#verdict'), verdict(live, exact));
  tile('logical', now && [bytes(now.logical_bytes), exactly(now.logical_bytes), `${source} · ${plural(now.versions, 'version')}${exact ? `, ${plural(exact.files, 'file')}` : ''}`], sql);
  tile('unique', now && [bytes(now.unique_bytes), exactly(now.unique_bytes), `${source}${exact ? ` · ${plural(exact.blocks, 'block')} in the store` : ''}`], sql);
  tile('stored', exact && [bytes(exact.stored_bytes), exactly(exact.stored_bytes), `measured ${when(exact)} · ${bytes(exact.garbage_bytes)} of it garbage`], exactSql);
  tile('exact', exact && [exact.dedup_ratio ? ratio(exact.dedup_ratio) : '–', `${exact.dedup_ratio}`, `measured ${when(exact)}${drift === undefined ? '' : ` · live − exact ${signed(drift)}`}`], exactSql);
  tile('saved', now && [bytes(now.savings_bytes), exactly(now.savings_bytes), `${source} · ${percent(now.savings_bytes, now.logical_bytes)} of logical need not be stored`], sql);
  tile('live', live && [live.dedup_ratio ? ratio(live.dedup_ratio) : '–', `${live.dedup_ratio}`, ''], liveSql);
  showAge();
}

function tile(name, figure, sql) {
  const place = find(`#tile-${name}`);
  if (sql) say(place.querySelector('pre'), sql);
  if (!figure) return;
  const [text, exact, note] = figure;
  const shown = place.querySelector('.figure');
  say(shown, text);
  shown.title = exact;
  if (note) say(place.querySelector('.note'), note);
}

/** Seconds since the stream last changed a count; ticks between two questions. */
function showAge() {
  if (!state.live) return;
  const age = state.live.age_seconds + (performance.now() - state.asked) / 1000;
  say(find('#tile-live .note'), `logical ÷ unique · last commit counted ${ago(age)}`);
}

function showWaterfall({ latest, sql }) {
  const panel = find('#panel-waterfall');
  const all = latest ? steps(latest).map((step) => ({ ...step, label: (step.total ? '' : step.value < 0 ? '' : '+') + bytes(step.value) })) : [];
  say(panel.querySelector('[data-note]'), latest ? `As measured at ${time(latest.measured_at)}.` : '');
  draw(panel, Boolean(latest), waterfall(all));
  numbers(panel, sql.latest, 'Bytes', ['step', 'bytes', ''], all.map((step) => [step.name, { text: count(step.value), number: true }, size(step.value)]));
}

function showMeasurements({ items, sql }) {
  const line = (name, colour, value) => ({ name, colour, points: items.map((item) => [Date.parse(item.measured_at), value(item)]) });
  const history = find('#panel-history');
  draw(history, items.length > 0, byteLines([
    line('logical', 'logical', (item) => item.logical_bytes),
    line('unique', 'unique', (item) => item.unique_bytes),
    line('on disk', 'stored', (item) => item.stored_bytes),
    line('garbage', 'garbage', (item) => item.garbage_bytes),
  ]));
  numbers(history, sql.items, 'Measurements', ['measured', 'logical', 'unique', 'on disk', 'garbage'], items.map((item) =>
    [time(item.measured_at), size(item.logical_bytes), size(item.unique_bytes), size(item.stored_bytes), size(item.garbage_bytes)]).reverse());
  const ratios = items.filter((item) => item.dedup_ratio);
  const panel = find('#panel-ratio');
  draw(panel, ratios.length > 0, ratioLine(ratios.map((item) => [Date.parse(item.measured_at), item.dedup_ratio])));
  numbers(panel, sql.items, 'Measurements', ['measured', 'dedup ratio', 'saved'], ratios.map((item) =>
    [time(item.measured_at), { text: ratio(item.dedup_ratio), title: `${item.dedup_ratio}`, number: true }, size(item.savings_bytes)]).reverse());
}

function showHours({ hours, sql }) {
  const panel = find('#panel-hours');
  const points = hours.length > 200 ? byDay(hours) : hours;
  const bars = (name, colour, value) => ({ name, colour, points: points.map((hour) => [Date.parse(hour.hour), value(hour)]) });
  draw(panel, hours.length > 0, byteBars([
    bars('first seen', 'unique', (hour) => hour.first_seen_bytes),
    bars('known before', 'logical', (hour) => hour.logical_bytes - hour.first_seen_bytes),
  ]));
  numbers(panel, sql.hours, 'Committed', ['from', 'versions', 'logical', 'first seen', 'uploaded'], points.map((hour) =>
    [time(hour.hour), { text: count(hour.versions), number: true }, size(hour.logical_bytes), size(hour.first_seen_bytes), size(hour.uploaded_bytes)]).reverse());
}

function jobRow(run) {
  const plain = Object.entries(run.figures).filter(([name, value]) => typeof value !== 'object' && !/_id$/.test(name));
  const figures = plain.map(([name, value]) =>
    `${name.replaceAll('_', ' ').replace(/ bytes$/, '')} ${typeof value === 'number' ? (name.endsWith('_bytes') ? bytes(value) : count(value)) : value}`);
  return [
    run.job,
    { node: element('span', { class: `state ${run.state}` }, run.state) },
    { text: ago((Date.now() - Date.parse(run.started_at)) / 1000), title: time(run.started_at) },
    { text: run.duration_seconds === undefined ? (run.phase ?? '') : duration(run.duration_seconds), title: run.phase },
    run.problem ?? figures.join(' · '),
  ];
}

const size = (value) => ({ text: bytes(value), title: exactly(value), number: true });
const when = (exact) => ago((Date.now() - Date.parse(exact.measured_at)) / 1000);

/** The same as the chart for those who cannot see it, made only when asked for. */
function numbers(panel, sql, caption, headings, rows) {
  const details = panel.querySelector('details');
  const fill = () => { if (details.open) details.querySelector('.numbers').replaceChildren(table(caption, headings, rows)); };
  say(details.querySelector('pre'), sql);
  details.ontoggle = fill;
  fill();
}
