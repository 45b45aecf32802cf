// Lets time pass for the terminals whose planned instant has come: settling faults, orders becoming due, clocks running out.
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import { letClocksRun, letTimePass } from "../ingest/let-time-pass.ts";
import type { IngestRules } from "../ingest/uplink.ts";
import type { Clock } from "../ports.ts";

export const passageEveryMs = 200;
/** Orders in one transaction, so that a report never waits long behind a morning's warnings (about 80 ms). */
const ordersPerCommit = 2000;

export async function passTime(
  state: FleetState,
  commit: GroupCommit,
  rules: IngestRules,
  clock: Clock,
): Promise<void> {
  const at = clock.now();
  await Promise.all(state.dueKiosks(at).map((id) => commit.run((unit) => letTimePass(unit, rules, id, at))));
  for (;;) {
    const due = state.dueOrders(at, ordersPerCommit);
    if (due.length === 0) return;
    // one job each: an order that cannot be told must not hold up the others
    const done = await Promise.allSettled(
      due.map(({ order }) => commit.run((unit) => letClocksRun(unit, rules, order.kioskId, order.id, at))),
    );
    const failed = done.find((result) => result.status === "rejected");
    if (failed !== undefined) throw failed.reason;
  }
}
