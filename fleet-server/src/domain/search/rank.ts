/** A hit of any kind; a lower score is better, and scores of all kinds are of one scale. */
export interface Scored<H> {
  readonly hit: H;
  readonly score: number;
}

/** At least so many of each kind, where there are as many: the third kind must not drown in the first. */
const ensured = 5;

/** The best of all kinds, at most `limit`; each kind's own order is kept among equals. */
export function mergeHits<H>(kinds: readonly (readonly Scored<H>[])[], limit: number): H[] {
  const share = Math.min(ensured, Math.floor(limit / Math.max(1, kinds.length)));
  const first = kinds.flatMap((hits) => hits.slice(0, share));
  const rest = kinds.flatMap((hits) => hits.slice(share)).sort((a, b) => a.score - b.score);
  return [...first, ...rest.slice(0, limit - first.length)].sort((a, b) => a.score - b.score).map(({ hit }) => hit);
}
