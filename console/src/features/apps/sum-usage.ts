import type { Usage } from "@kiosk/contract";

type Row = Usage["rows"][number];

/** Rows of one key made one; means are weighed by what they are means of. Most used first. */
export function sumUsage(rows: readonly Row[], keyOf: (row: Row) => string): Row[] {
  const sums = new Map<string, Row>();
  for (const row of rows) {
    const before = sums.get(keyOf(row));
    sums.set(keyOf(row), before === undefined ? row : added(before, row));
  }
  return [...sums.values()].sort((a, b) => b.uses - a.uses);
}

function added(a: Row, b: Row): Row {
  const uses = a.uses + b.uses;
  const ratings = a.ratings + b.ratings;
  const stars = (a.meanStars ?? 0) * a.ratings + (b.meanStars ?? 0) * b.ratings;
  return {
    kioskId: a.kioskId,
    appId: a.appId,
    uses,
    ratings,
    done: a.done + b.done,
    timedOut: a.timedOut + b.timedOut,
    jobs: a.jobs + b.jobs,
    failedJobs: a.failedJobs + b.failedJobs,
    elder: a.elder + b.elder,
    meanSeconds: uses === 0 ? 0 : Math.round((a.meanSeconds * a.uses + b.meanSeconds * b.uses) / uses),
    meanStars: ratings === 0 ? null : stars / ratings,
  };
}
