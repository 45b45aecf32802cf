// A swap that a person enters: the level begins anew at the agent, the piece leaves its place, the task is done. Once, however
// often it is sent.
import type { ErrorCode, SupplySwap, SwapEntry } from "@kiosk/contract";
import type { z } from "zod";
import type { Caller } from "../domain/account/caller.ts";
import { consumableKey } from "../domain/consumable/consumable.ts";
import type { ProfileFactsOf } from "../domain/consumable/counted.ts";
import { isSameSupply, type Task } from "../domain/supply/task.ts";
import type { Answer } from "../fleet-api.ts";
import { audit } from "../ingest/audit-log.ts";
import { enterReplacement } from "../ingest/enter-replacement.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import { moveParts } from "../ingest/move-parts.ts";
import type { Unit } from "../ingest/unit.ts";
import type { IngestRules } from "../ingest/uplink.ts";
import type { Clock, HistoryStore } from "../ports.ts";
import type { StockHistory, SupplyHistory } from "../supply-ports.ts";
import type { InTurn } from "./in-turn.ts";
import type { SupplyCatalogue } from "./supply-catalogue.ts";

type Entry = z.output<typeof SwapEntry>;

export interface SwapParts {
  readonly state: FleetState;
  readonly supplies: SupplyHistory;
  readonly stock: StockHistory;
  readonly history: Pick<HistoryStore, "findEvidence">;
  readonly commit: GroupCommit;
  readonly clock: Clock;
  readonly rules: IngestRules;
  readonly profileFacts: ProfileFactsOf;
  readonly catalogue: SupplyCatalogue;
  /** by contract: stock */
  readonly turns: InTurn;
  /** by terminal: tasks */
  readonly kioskTurns: InTurn;
}

export class SupplySwaps {
  readonly #o: SwapParts;

  constructor(parts: SwapParts) {
    this.#o = parts;
  }

  async enter(by: Caller, entry: Entry): Promise<Answer<SupplySwap>> {
    const { state, turns, kioskTurns } = this.#o;
    const contractId = state.kiosk(entry.kioskId)?.master.contractId;
    if (contractId === undefined) return refuse("resource.not-found", entry.kioskId);
    return turns.run(contractId, () => kioskTurns.run(entry.kioskId, () => this.#enter(by, entry)));
  }

  async #enter(by: Caller, entry: Entry): Promise<Answer<SupplySwap>> {
    const { state, supplies, stock, history, commit, clock, catalogue } = this.#o;
    const known = await supplies.findSwap(entry.id);
    if (known !== undefined) {
      return known.kioskId === entry.kioskId ? { ok: true, value: known } : refuse("request.invalid", "id");
    }
    const kiosk = state.kiosk(entry.kioskId);
    if (kiosk === undefined) return refuse("resource.not-found", entry.kioskId);
    const { contractId } = kiosk.master;
    const now = clock.now();
    const at = entry.at ?? now;
    if (at > now) return refuse("request.invalid", "at: in the future");
    const digests = [...new Set(entry.evidence)];
    const stored = await history.findEvidence(digests);
    const lost = digests.find((digest) => !stored.some((one) => one.digest === digest));
    if (lost !== undefined) return refuse("order.evidence-unknown", lost);
    const { from } = entry;
    if (from !== null && from !== "main") {
      const place = (await stock.places(contractId)).find((one) => one.id === from);
      if (place === undefined) return refuse("stock.no-place", from);
    }
    const item = catalogue.name(await stock.items(contractId), kiosk, entry);
    const task = (await supplies.openTasksOf([entry.kioskId])).find((one) => isSameSupply(one, entry));
    return commit.run((unit): Answer<SupplySwap> => {
      const refused = this.#begin(unit, by, entry, at);
      if (refused !== undefined) return refused;
      if (from !== null) {
        const movement = {
          ...{ id: `${entry.id}/used`, contractId, part: item, kind: "used" as const, quantity: 1, orderId: null },
          ...{ serial: entry.serial === "" ? null : entry.serial, at, recordedAt: now, actor: by.name, evidence: [] },
          ...{ text: `${kiosk.master.name} ${entry.deviceId}`, place: from, toPlace: null },
        };
        const short = moveParts(unit, contractId, [movement]);
        if (short !== undefined) return refuse(short.code, short.detail);
      }
      if (task !== undefined) unit.put("replacementTask", doneBy(task, by.name, now));
      const { evidence: _, at: __, ...said } = entry;
      const swap: SupplySwap = {
        ...said,
        ...{ contractId, item, evidence: digests, how: "entered", at, recordedAt: now, by: by.name },
      };
      unit.put("supplySwap", swap);
      for (const digest of digests) unit.put("evidenceUse", { digest, place: `kiosk:${entry.kioskId}`, at: now });
      audit(unit, by, { action: "kiosk.replace", target: entry.kioskId, contractId, after: entry }, now);
      return { ok: true, value: swap };
    });
  }

  /** The level begins anew, unless the device has shown this very swap since and counts nothing that must be told. */
  #begin(unit: Unit, by: Caller, entry: Entry, at: number): { ok: false; code: ErrorCode; detail: string } | undefined {
    const { rules, profileFacts } = this.#o;
    const known = unit.kiosk(entry.kioskId)?.consumables.get(consumableKey(entry));
    const isSeen = known?.quality === "measured" && known.replacedHow === "detected" && (known.replacedAt ?? 0) >= at;
    if (isSeen) return undefined;
    const begun = enterReplacement(unit, rules, profileFacts, { by: by.name, kioskId: entry.kioskId, entry, at });
    return begun === undefined ? refuse("supply.not-on-terminal", consumableKey(entry)) : undefined;
  }
}

function doneBy(task: Task, name: string, at: number): Task {
  return { ...task, state: "done", closedAt: at, closedHow: "person", closedBy: name };
}

function refuse(code: ErrorCode, detail: string): { ok: false; code: ErrorCode; detail: string } {
  return { ok: false, code, detail };
}
