// Looks for faults that came back and opens a problem for each terminal and component, once: what comes while a problem is open
// joins it, and what was closed is left alone until there are orders it did not speak of (clause C4).
import type { Problem } from "../domain/problem/problem.ts";
import { recurrences, recurrenceWindowMs } from "../domain/problem/recurrence.ts";
import { type Millis, minuteMs } from "../domain/time.ts";
import type { ProblemHistory } from "../guarantee-ports.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";

export const recurrenceEveryMs = 2000;
/** What was entered with an earlier time of report is found at the latest then. */
const atLeastEveryMs = 5 * minuteMs;

interface RecurrenceParts {
  readonly state: FleetState;
  readonly history: ProblemHistory;
  readonly commit: GroupCommit;
  readonly at: Millis;
  readonly newId: () => string;
}

export class RecurrenceWatch {
  #newest = "";
  #at = Number.NEGATIVE_INFINITY;

  async run(parts: RecurrenceParts): Promise<void> {
    const newest = await parts.history.newestOrder();
    const isQuiet = newest === this.#newest && parts.at - this.#at < atLeastEveryMs;
    if (isQuiet) return;
    await watchRecurrence(parts);
    this.#newest = newest;
    this.#at = parts.at;
  }
}

async function watchRecurrence(parts: RecurrenceParts): Promise<void> {
  const { state, history, commit, at, newId } = parts;
  // an order of the window may continue a run that began before it
  const found = recurrences(await history.recurring(at - 2 * recurrenceWindowMs));
  if (found.length === 0) return;
  const known = await history.ofKiosks([...new Set(found.map(({ kioskId }) => kioskId))]);
  for (const { kioskId, deviceId, orderIds } of found) {
    const own = known.filter((problem) => problem.kioskId === kioskId && problem.deviceId === deviceId);
    const spoken = new Set(own.flatMap((problem) => problem.orderIds));
    const fresh = orderIds.filter((id) => !spoken.has(id));
    if (fresh.length === 0) continue;
    const open = own.find((problem) => problem.state !== "closed");
    const contractId = state.kiosk(kioskId)?.master.contractId;
    if (contractId === undefined) continue;
    // after a closed problem one more fault says that it was not understood
    const isNew = open === undefined && (fresh.length >= 2 || own.length > 0);
    if (open === undefined && !isNew) continue;
    const problem: Problem =
      open === undefined
        ? {
            ...{ id: newId(), contractId, kioskId, deviceId, openedHow: "recurrence", openedAt: at, state: "open" },
            ...{ orderIds: fresh, analysis: "", remedy: "", prevention: "", owner: "" },
            ...{ meeting: null, closedAt: null, closedBy: null, version: 1 },
          }
        : { ...open, orderIds: [...open.orderIds, ...fresh], version: open.version + 1 };
    await commit.run((unit) => unit.put("problem", problem));
  }
}
