// What a wall may say of its own freshness. It asks every ten seconds; three answers missed mean that it stands still.
const stillAfterMs = 35_000;

/** @param heardAt when the last answer came, by the clock of this machine */
export function standsStill(heardAt: number, now: number): boolean {
  return now - heardAt > stillAfterMs;
}

/** Shanghai hours in which a bright screen disturbs: from 19:30 to 6:30. */
export function isNight(at: number): boolean {
  const minute = Math.floor((at + 8 * 3_600_000) / 60_000) % 1440;
  return minute >= 19 * 60 + 30 || minute < 6 * 60 + 30;
}

interface Sample {
  at: number;
  online: number;
  open: number;
}

/** Share of open terminals that were online since then; undefined where nothing was sampled or nothing was open. */
export function onlineRate(samples: readonly Sample[], since: number): number | undefined {
  const counted = samples.filter((s) => s.at >= since);
  const open = counted.reduce((sum, s) => sum + s.open, 0);
  if (open === 0) return undefined;
  return counted.reduce((sum, s) => sum + s.online, 0) / open;
}

/** Never rounded up to 100: one terminal missing for ten minutes is not none. */
export function rateText(rate: number | undefined): string {
  return rate === undefined ? "—" : `${(Math.floor(rate * 1000) / 10).toFixed(1)}%`;
}
