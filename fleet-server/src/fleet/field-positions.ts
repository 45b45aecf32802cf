// Positions measured at terminals: proposals, which whoever manages terminals takes over or not.
import type { DecidePosition, KioskId, PositionProposal, PositionProposals } from "@kiosk/contract";
import { type Caller, contractsOf } from "../domain/account/caller.ts";
import type { StoredProposal } from "../domain/field/field-item.ts";
import { onSiteMethod } from "../domain/field/measured-position.ts";
import type { FieldHistory } from "../field-ports.ts";
import type { Answer } from "../fleet-api.ts";
import { audit } from "../ingest/audit-log.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import type { Clock } from "../ports.ts";
import { InTurn } from "./in-turn.ts";

const shownAtOnce = 500;

export class FieldPositions {
  readonly #o: {
    readonly state: FleetState;
    readonly commit: GroupCommit;
    readonly history: FieldHistory;
    readonly clock: Clock;
  };
  readonly #turns = new InTurn();

  constructor(options: { state: FleetState; commit: GroupCommit; history: FieldHistory; clock: Clock }) {
    this.#o = options;
  }

  async proposals(by: Caller): Promise<PositionProposals> {
    const reach = contractsOf(by, "kiosk.manage");
    const found = await this.#o.history.proposals(reach === "all" ? "all" : [...reach], shownAtOnce);
    return { at: this.#o.clock.now(), proposals: found.map((one) => this.#view(one)) };
  }

  /** Once. What was accepted is where the terminal stands from now on, measured on site. */
  decide(by: Caller, kioskId: KioskId, id: string, decision: DecidePosition): Promise<Answer<PositionProposal>> {
    return this.#turns.run(id, async () => {
      const found = await this.#o.history.findProposal(id);
      if (found === undefined || found.kioskId !== kioskId)
        return { ok: false, code: "resource.not-found", detail: id };
      if (found.state !== "proposed")
        return { ok: false, code: "field.position-decided", detail: found.decidedBy ?? "" };
      const now = this.#o.clock.now();
      const { accept, why = "" } = decision;
      const state = accept ? "accepted" : "declined";
      const decided: StoredProposal = { ...found, state, decidedAt: now, decidedBy: by.name, why };
      return this.#o.commit.run((unit): Answer<PositionProposal> => {
        const kiosk = unit.kiosk(kioskId);
        if (kiosk === undefined) return { ok: false, code: "resource.not-found", detail: kioskId };
        const { lon, lat, confidence, coordinateMethod, contractId } = kiosk.master;
        unit.put("positionProposal", decided);
        if (accept) {
          const place = { lon: found.lon, lat: found.lat, confidence: "high", coordinateMethod: onSiteMethod } as const;
          const master = { ...kiosk.master, ...place };
          unit.put("kiosk", master);
          unit.setKiosk({ ...kiosk, master });
        }
        const before = { lon, lat, confidence, coordinateMethod };
        const after = { proposal: id, state, lon: found.lon, lat: found.lat, accuracyM: found.accuracyM, why };
        audit(unit, by, { action: "kiosk.manage", target: kioskId, contractId, before, after }, now);
        return { ok: true, value: this.#view(decided) };
      });
    });
  }

  #view(stored: StoredProposal): PositionProposal {
    const { contractId: _contract, fromLon, fromLat, ...proposal } = stored;
    const master = this.#o.state.kiosk(stored.kioskId)?.master;
    const names = { kioskSeq: master?.seq ?? 0, kioskName: master?.name ?? stored.kioskId };
    return { ...proposal, ...names, from: { lon: fromLon, lat: fromLat } };
  }
}
