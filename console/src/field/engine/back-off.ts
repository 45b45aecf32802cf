/** How long to wait after so many failures in a row, ms: twice as long each time, and not all phones at the same moment. */
export function backOffMs(failures: number, random: number): number {
  const full = Math.min(5_000 * 2 ** Math.min(failures - 1, 10), 300_000);
  return Math.round(full * (0.75 + random / 2));
}
