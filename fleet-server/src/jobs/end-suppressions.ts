// Suppressions that have run out are written down as ended, so that whoever watches sees again what they hid.
import { expire } from "../domain/fault/suppression.ts";
import type { Millis } from "../domain/time.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";

export const endEveryMs = 2000;

export async function endSuppressions(state: FleetState, commit: GroupCommit, at: Millis): Promise<void> {
  if (state.marks.runOut(at).length === 0) return;
  await commit.run((unit) => {
    for (const { causeKey, kioskId } of state.marks.runOut(at)) {
      const present = unit.suppression(causeKey);
      if (present === undefined || present.until > at) continue;
      unit.put("suppression", expire(present));
      unit.touchedKiosks.add(kioskId);
    }
  });
}
