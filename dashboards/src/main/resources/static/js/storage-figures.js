// What the page "Storage" concludes from the figures. Pure.

import { bytes, percent, ratio } from './format.js';

/** The one sentence under the heading. */
export function verdict(live, exact) {
  const now = live ?? exact;
  if (!now) return 'Nothing is stored yet. Upload a file, or run ./holdfast demo: the figures follow within seconds.';
  if (!now.dedup_ratio) return 'All versions are gone; what is left on disk waits for the collector.';
  const disk = exact ? ` and ${bytes(exact.stored_bytes)} on disk` : '';
  return `${bytes(now.logical_bytes)} of versions need ${bytes(now.unique_bytes)} of different blocks${disk}: dedup saves ${percent(now.savings_bytes, now.logical_bytes)}, ratio ${ratio(now.dedup_ratio)}.`;
}

/** From current files to what the disk holds; each step starts where the one before ended. */
export function steps(measured) {
  const m = measured;
  const kept = m.stored_bytes - m.garbage_bytes;
  const versions = m.current_bytes + m.version_bytes;
  return [
    { name: 'Current files', from: 0, to: m.current_bytes, colour: 'logical' },
    { name: 'Older versions', from: m.current_bytes, to: versions, colour: 'versions' },
    { name: 'Trash', from: versions, to: versions + m.trash_bytes, colour: 'trash' },
    { name: 'Logical', from: 0, to: m.logical_bytes, colour: 'logical', total: true },
    { name: 'Shared blocks', from: m.logical_bytes, to: m.unique_bytes, colour: 'saving' },
    { name: 'Unique', from: 0, to: m.unique_bytes, colour: 'unique', total: true },
    { name: 'Compression', from: m.unique_bytes, to: kept, colour: 'saving' },
    { name: 'Garbage', from: kept, to: m.stored_bytes, colour: 'garbage' },
    { name: 'On disk', from: 0, to: m.stored_bytes, colour: 'stored', total: true },
  ].map((step) => ({ ...step, value: step.to - step.from }));
}

/** Hours added up to days (UTC), for ranges where hours would be hair lines. */
export function byDay(hours) {
  const days = new Map();
  for (const hour of hours) {
    const day = `${hour.hour.slice(0, 10)}T00:00:00Z`;
    const sum = days.get(day) ?? { hour: day, versions: 0, logical_bytes: 0, first_seen_bytes: 0, uploaded_bytes: 0 };
    for (const key of ['versions', 'logical_bytes', 'first_seen_bytes', 'uploaded_bytes']) sum[key] += hour[key];
    days.set(day, sum);
  }
  return [...days.values()];
}
