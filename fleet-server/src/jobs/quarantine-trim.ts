// Keeps one broken or hostile terminal from filling the disk with messages nobody can read. What goes is counted. A message
// that somebody resolved stays for its time, marked.
import { resolvedQuarantineMs } from "@kiosk/contract";
import type { Millis } from "../domain/time.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import type { HistoryStore } from "../ports.ts";

export const trimEveryMs = 60_000;
/** Kept messages per terminal: enough to see a pattern, at most 64 MB each. */
export const keptPerKiosk = 1000;

export async function trimQuarantine(
  state: FleetState,
  commit: GroupCommit,
  history: HistoryStore,
  at: Millis,
): Promise<void> {
  await history.forgetResolved(at - resolvedQuarantineMs);
  let discarded = 0;
  for (const kiosk of state.kiosks) discarded += await history.trimQuarantine(kiosk.master.id, keptPerKiosk);
  if (discarded === 0) return;
  await commit.run((unit) => {
    const key = "quarantineDiscarded";
    unit.put("meta", { key, value: String(Number(unit.meta(key) ?? "0") + discarded) });
    unit.touchedQuarantine = true;
  });
}
