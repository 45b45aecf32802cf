// Lets time pass for the terminals whose planned instant has come: settling faults, orders becoming due, clocks running out.
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import { letTimePass } from "../ingest/let-time-pass.ts";
import type { IngestRules } from "../ingest/uplink.ts";
import type { Clock } from "../ports.ts";

export const passageEveryMs = 200;

export async function passTime(
  state: FleetState,
  commit: GroupCommit,
  rules: IngestRules,
  clock: Clock,
): Promise<void> {
  const at = clock.now();
  await Promise.all(state.dueKiosks(at).map((id) => commit.run((unit) => letTimePass(unit, rules, id, at))));
}
