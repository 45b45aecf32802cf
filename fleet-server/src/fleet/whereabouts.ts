// What a thing belongs to, so that the rights table can be asked whether somebody may touch it.
import { ContractId, KioskId } from "@kiosk/contract";
import type { Caller, Where } from "../domain/account/caller.ts";
import { whereOf } from "../domain/work-order/where.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { HistoryStore } from "../ports.ts";
import type { UpkeepHistory } from "../upkeep-ports.ts";

export type ThingKind =
  | "contract"
  | "kiosk"
  | "order"
  | "message"
  | "evidence"
  | "inspection"
  | "report"
  | "field-item"
  | "guarantee"
  | "problem";

export class Whereabouts {
  readonly #state: FleetState;
  readonly #history: HistoryStore;
  readonly #upkeep: UpkeepHistory;

  constructor(options: { state: FleetState; history: HistoryStore; upkeep: UpkeepHistory }) {
    this.#state = options.state;
    this.#history = options.history;
    this.#upkeep = options.upkeep;
  }

  /** Every place a thing is used in; empty when there is no such thing. Using it in one of them is enough. */
  async locate(kind: ThingKind, id: string, by: Caller): Promise<readonly Where[]> {
    switch (kind) {
      case "contract": {
        const contract = ContractId.safeParse(id);
        return contract.success && this.#state.contract(contract.data) !== undefined
          ? [{ contractId: contract.data }]
          : [];
      }
      case "kiosk":
        return this.#ofKiosk(id);
      case "order": {
        const order = this.#state.openOrder(id)?.order ?? (await this.#history.findOrder(id));
        return order === undefined ? [] : [whereOf(order)];
      }
      case "message": {
        const row = await this.#history.findQuarantined(id);
        if (row === undefined) return [];
        const known = this.#ofKiosk(row.kioskId);
        // of no known terminal: only whoever holds the right without a contract
        return known.length > 0 ? known : [{ contractId: null }];
      }
      case "inspection": {
        const found = await this.#upkeep.inspections.find(id);
        return found === undefined ? [] : [{ contractId: found.inspection.contractId }];
      }
      case "report": {
        const report = await this.#upkeep.reports.find(id);
        return report === undefined ? [] : [{ contractId: report.contractId }];
      }
      case "field-item": {
        const kept = await this.#upkeep.field.find(id);
        return kept === undefined ? [] : [{ contractId: kept.outcome.contractId }];
      }
      case "guarantee": {
        const guarantee = await this.#upkeep.guarantees.find(id);
        return guarantee === undefined ? [] : [{ contractId: guarantee.contractId }];
      }
      case "problem": {
        const problem = await this.#upkeep.problems.find(id);
        return problem === undefined ? [] : [{ contractId: problem.contractId }];
      }
      case "evidence":
        return this.#ofEvidence(id, by);
    }
  }

  #ofKiosk(id: string): Where[] {
    const parsed = KioskId.safeParse(id);
    const kiosk = parsed.success ? this.#state.kiosk(parsed.data) : undefined;
    return kiosk === undefined ? [] : [{ contractId: kiosk.master.contractId }];
  }

  async #ofEvidence(digest: string, by: Caller): Promise<readonly Where[]> {
    const places: Where[] = [];
    for (const { place } of await this.#history.evidenceUses(digest)) {
      const [kind, id = ""] = splitOnce(place, ":");
      if (kind === "order" || kind === "contract" || kind === "kiosk" || kind === "inspection")
        places.push(...(await this.locate(kind, id, by)));
      // not attached to anything yet: whoever sent it may look at it
      else if (id === by.id)
        places.push(...by.grants.map(({ contractId, organisationId: vendorId }) => ({ contractId, vendorId })));
    }
    return places;
  }
}

function splitOnce(text: string, mark: string): [string, string?] {
  const at = text.indexOf(mark);
  return at < 0 ? [text] : [text.slice(0, at), text.slice(at + mark.length)];
}
