// Finds terminals that have fallen silent. Measured on the monotonic clock: a jump of the wall clock empties no map.
import type { KioskId } from "@kiosk/contract";
import type { Kiosk } from "../domain/kiosk/kiosk.ts";
import { sweepPresence } from "../domain/kiosk/presence.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import { planKiosk } from "../ingest/plan-clocks.ts";
import { tell } from "../ingest/timeline.ts";
import type { IngestRules } from "../ingest/uplink.ts";
import type { Clock } from "../ports.ts";

export const sweepEveryMs = 2000;

/** When each terminal was last heard, in monotonic milliseconds of this run. */
export class Hearing {
  readonly #clock: Clock;
  readonly #startedAt: number;
  readonly #heard = new Map<KioskId, number>();

  constructor(clock: Clock) {
    this.#clock = clock;
    this.#startedAt = clock.monotonic();
  }

  note(id: KioskId): void {
    this.#heard.set(id, this.#clock.monotonic());
  }

  swept(kiosk: Kiosk, at: number): Kiosk | null {
    const now = this.#clock.monotonic();
    const heard = this.#heard.get(kiosk.master.id);
    return sweepPresence(kiosk, at, heard === undefined ? null : now - heard, now - this.#startedAt);
  }
}

export async function sweep(
  state: FleetState,
  commit: GroupCommit,
  rules: IngestRules,
  clock: Clock,
  hearing: Hearing,
): Promise<void> {
  const at = clock.now();
  const silent = [...state.kiosks].filter((k) => hearing.swept(k, at) !== null).map((k) => k.master.id);
  for (const id of silent) {
    await commit.run((unit) => {
      // looked at again inside the transaction: it may have spoken meanwhile
      const kiosk = unit.kiosk(id);
      const after = kiosk === undefined ? null : hearing.swept(kiosk, at);
      if (after === null) return;
      unit.setKiosk(after);
      unit.put("kioskStatus", after.status);
      tell(unit, rules, id, at, {
        kind: "presence",
        zh: "终端离线（无心跳）",
        en: "Terminal offline (no heartbeat)",
        refId: "offline",
        at: after.status.presenceSince,
      });
      planKiosk(unit, rules, id, at);
    });
  }
}
