// Supplies are looked at a few terminals at a time; while many wait (after midnight, after a start) without a long pause.
import type { SupplyWatch } from "../fleet/supply-watch.ts";
import type { Log } from "../ports.ts";
import { every, type Job } from "./every.ts";

const lookEveryMs = 3000;
/** Batches of one turn: what a turn takes from the server's other work stays below a second. */
const batches = 5;

export function forecastSupplies(watch: Pick<SupplyWatch, "run">, log: Log): Job {
  return every(lookEveryMs, "forecast-supplies", log, async () => {
    for (let n = 0; n < batches; n++) if ((await watch.run()) === 0) return;
  });
}
