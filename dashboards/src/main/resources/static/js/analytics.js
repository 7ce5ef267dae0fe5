// Asks the analytics API; the pages show nothing that does not come from here.

const BASE = '/api/v1/analytics';
const PATIENCE_MS = 15_000;

/** The answer, or an Error whose message can be shown. */
export async function ask(path) {
  let response;
  try {
    response = await fetch(BASE + path, { signal: AbortSignal.timeout(PATIENCE_MS), headers: { Accept: 'application/json' } });
  } catch {
    throw new Error('the dashboards do not answer');
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new Error(body.detail ?? `${path} answers ${response.status}`);
  return body;
}
