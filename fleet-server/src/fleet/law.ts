// The policies and calendars this release ships, put into the database where they are missing. What is there already is
// left as it is: a verdict must not change because a program was updated.
import type { CalendarVersion } from "../domain/sla/calendar.ts";
import type { PolicyVersion } from "../domain/sla/policy.ts";
import { prepareCalendars } from "../domain/sla/working-calendar.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import { canonicalJson } from "../log-chain.ts";
import type { Clock, Log } from "../ports.ts";

export interface ShippedLaw {
  readonly policies: readonly PolicyVersion[];
  readonly calendars: readonly CalendarVersion[];
}

export async function plantLaw(
  commit: GroupCommit,
  state: FleetState,
  shipped: ShippedLaw,
  clock: Clock,
  log: Log,
): Promise<void> {
  const rows = state.contractState.calendarRows;
  const missing = shipped.calendars.filter((c) => !rows.some((row) => row.id === c.id));
  const now = clock.now();
  // in a new database they are as old as their publication; later ones are known from now on, or an old report would change
  const fresh = missing.map((c) => (rows.length === 0 ? c : { ...c, recordedAt: now }));
  const policies = shipped.policies.filter((p) => state.policy(p.id, p.version) === undefined);
  for (const policy of shipped.policies) {
    const known = state.policy(policy.id, policy.version);
    if (known === undefined || canonicalJson(known) === canonicalJson(policy)) continue;
    log.warn("policy.kept", {
      policy: policy.id,
      version: policy.version,
      why: "shipped text differs without a new version",
    });
  }
  if (fresh.length === 0 && policies.length === 0) return;
  await commit.run((unit) => {
    for (const policy of policies) {
      unit.put("policy", { id: policy.id, version: policy.version, recordedAt: now, body: policy });
    }
    for (const body of fresh) unit.put("calendar", { id: body.id, recordedAt: body.recordedAt, by: "system", body });
    unit.setCalendars(prepareCalendars([...rows.map((row) => row.body), ...fresh]));
  });
}
