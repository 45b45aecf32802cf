// 系统巡检: what a terminal measured of itself, and asking it to do so again.
import type { ErrorCode, KioskCommand, KioskId, SystemEvidence } from "@kiosk/contract";
import type { Caller } from "../domain/account/caller.ts";
import { clockOffset } from "../domain/inspection/self-inspection.ts";
import type { Answer } from "../fleet-api.ts";
import { audit } from "../ingest/audit-log.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import type { Clock } from "../ports.ts";
import type { SelfInspectionHistory } from "../upkeep-ports.ts";

export interface SelfInspectionApi {
  /** also for a terminal that has never measured anything: `items` is then empty */
  evidence(by: Caller, id: KioskId): Promise<Answer<SystemEvidence>>;
  /** Asks the terminal to measure now; one that is not connected does so when it comes back. */
  ask(by: Caller, id: KioskId): Promise<Answer<SystemEvidence>>;
}

/** Asked again within this time, the first question still stands. */
const patienceMs = 60_000;

export class SelfInspectionDesk implements SelfInspectionApi {
  readonly #o: {
    readonly state: FleetState;
    readonly history: SelfInspectionHistory;
    readonly commit: GroupCommit;
    readonly clock: Clock;
    readonly newId: () => string;
  };

  constructor(options: {
    state: FleetState;
    history: SelfInspectionHistory;
    commit: GroupCommit;
    clock: Clock;
    newId: () => string;
  }) {
    this.#o = options;
  }

  async evidence(_by: Caller, id: KioskId): Promise<Answer<SystemEvidence>> {
    const kiosk = this.#o.state.kiosk(id);
    if (kiosk === undefined) return refuse("resource.not-found", id);
    const [last, asked] = await Promise.all([this.#o.history.last(id), this.#o.history.lastAsked(id)]);
    const { presence, skewMs, lastSeenAt } = kiosk.status;
    const offset = last === undefined ? [] : [clockOffset(skewMs, lastSeenAt ?? last.receivedAt)];
    return {
      ok: true,
      value: {
        at: this.#o.clock.now(),
        kioskId: id,
        requestedAt: asked?.at ?? null,
        notAsked: asked?.state === "refused" ? "refused" : presence === "online" ? null : "offline",
        measuredAt: last?.at ?? null,
        receivedAt: last?.receivedAt ?? null,
        items: [...(last?.items ?? []), ...offset],
      },
    };
  }

  async ask(by: Caller, id: KioskId): Promise<Answer<SystemEvidence>> {
    const kiosk = this.#o.state.kiosk(id);
    if (kiosk === undefined) return refuse("resource.not-found", id);
    const at = this.#o.clock.now();
    const asked = await this.#o.history.lastAsked(id);
    const isAsked = asked?.state === "waiting" && at - asked.at < patienceMs;
    if (!isAsked) {
      const commandId = this.#o.newId();
      const body: KioskCommand = { v: 1, commandId, issuedAt: at, command: { type: "self-inspection" } };
      await this.#o.commit.run((unit) => {
        unit.put("command", {
          id: commandId,
          kioskId: id,
          createdAt: at,
          body,
          state: "waiting",
          answeredAt: null,
          detail: "",
        });
        unit.effects.push({ name: "send-command", kioskId: id, command: body });
        const { contractId } = kiosk.master;
        audit(
          unit,
          by,
          { action: "inspection.perform", target: id, contractId, after: { asked: "self-inspection" } },
          at,
        );
      });
    }
    return await this.evidence(by, id);
  }
}

function refuse(code: ErrorCode, detail: string): { ok: false; code: ErrorCode; detail: string } {
  return { ok: false, code, detail };
}
