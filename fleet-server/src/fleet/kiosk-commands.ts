// What people tell the fleet about its terminals. Each runs in one transaction with everything that follows from it.
import {
  type ErrorCode,
  type KioskId,
  type KioskRow,
  type NewKiosk,
  normaliseMac,
  type OpeningHours,
  type ReplacementEntry,
} from "@kiosk/contract";
import type { Caller } from "../domain/account/caller.ts";
import { consumableKey } from "../domain/consumable/consumable.ts";
import type { ProfileFactsOf } from "../domain/consumable/counted.ts";
import { frozen } from "../domain/guarantee/book.ts";
import { type Kiosk, type KioskMaster, newKiosk } from "../domain/kiosk/kiosk.ts";
import { indexMacs } from "../domain/kiosk/search.ts";
import { kioskRow } from "../domain/kiosk/view.ts";
import type { Answer } from "../fleet-api.ts";
import { audit } from "../ingest/audit-log.ts";
import { enterReplacement } from "../ingest/enter-replacement.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import type { IngestRules } from "../ingest/uplink.ts";
import type { Clock } from "../ports.ts";
import { pinyinOf } from "./pinyin.ts";

/** What is entered of a terminal by itself. */
type Entered = Partial<Pick<KioskMaster, "openingHours" | "dutyPhone">>;

export class KioskCommands {
  readonly #state: FleetState;
  readonly #commit: GroupCommit;
  readonly #clock: Clock;
  readonly #rules: IngestRules;
  readonly #factsOf: ProfileFactsOf;

  constructor(options: {
    state: FleetState;
    commit: GroupCommit;
    clock: Clock;
    rules: IngestRules;
    profileFacts: ProfileFactsOf;
  }) {
    this.#state = options.state;
    this.#commit = options.commit;
    this.#clock = options.clock;
    this.#rules = options.rules;
    this.#factsOf = options.profileFacts;
  }

  createKiosk(by: Caller, input: NewKiosk): Promise<Answer<KioskRow>> {
    return this.#commit.run((unit) => {
      if (unit.contract(input.contractId) === undefined)
        return refuse("resource.not-found", `contract ${input.contractId}`);
      const freeze = this.#state.guarantees.freeze(input.contractId, null);
      if (freeze !== undefined) return frozen(freeze);
      if (unit.kiosk(input.id) !== undefined) return refuse("kiosk.exists", input.id);
      const macs = input.macs.flatMap((m) => normaliseMac(m) ?? []);
      for (const other of unit.everyKiosk()) {
        const sameNumber = other.master.contractId === input.contractId && other.master.seq === input.seq;
        if (sameNumber) return refuse("kiosk.exists", `${input.contractId} #${input.seq}: ${other.master.id}`);
        const mac = macs.find((m) => other.master.macs.includes(m));
        if (mac !== undefined) return refuse("kiosk.exists", `${mac}: ${other.master.id}`);
      }
      const kiosk = newKiosk({
        ...input,
        macs,
        coordinateMethod: "",
        note: "",
        openingHours: null,
        pinyin: pinyinOf(input.name, input.street),
        createdAt: this.#clock.now(),
      });
      unit.put("kiosk", kiosk.master);
      unit.put("kioskStatus", kiosk.status);
      unit.setKiosk(kiosk);
      const { contractId } = input;
      audit(unit, by, { action: "kiosk.manage", target: input.id, contractId, after: input }, this.#clock.now());
      return { ok: true, value: this.#row(kiosk) };
    });
  }

  setOpeningHours(by: Caller, id: KioskId, openingHours: OpeningHours | null): Promise<Answer<KioskRow>> {
    return this.#enter(by, id, { openingHours }, (before) => ({ openingHours: before.openingHours }));
  }

  setDutyPhone(by: Caller, id: KioskId, dutyPhone: string | null): Promise<Answer<KioskRow>> {
    return this.#enter(by, id, { dutyPhone }, (before) => ({ dutyPhone: before.dutyPhone }));
  }

  #enter(
    by: Caller,
    id: KioskId,
    after: Entered,
    beforeOf: (master: KioskMaster) => Entered,
  ): Promise<Answer<KioskRow>> {
    return this.#commit.run((unit) => {
      const kiosk = unit.kiosk(id);
      if (kiosk === undefined) return refuse("resource.not-found", id);
      const { contractId } = kiosk.master;
      const freeze = this.#state.guarantees.freeze(contractId, id);
      if (freeze !== undefined) return frozen(freeze);
      const facts = { before: beforeOf(kiosk.master), after };
      audit(unit, by, { action: "kiosk.manage", target: id, contractId, ...facts }, this.#clock.now());
      const master = { ...kiosk.master, ...after };
      unit.put("kiosk", master);
      unit.setKiosk({ ...kiosk, master });
      return { ok: true, value: this.#row({ ...kiosk, master }) };
    });
  }

  enterReplacement(by: Caller, id: KioskId, entry: ReplacementEntry): Promise<Answer<{ commandId: string }>> {
    return this.#commit.run((unit) => {
      const at = this.#clock.now();
      const commandId = enterReplacement(unit, this.#rules, this.#factsOf, { by: by.name, kioskId: id, entry, at });
      if (commandId === undefined) return refuse("resource.not-found", `${id} ${consumableKey(entry)}`);
      const contractId = unit.kiosk(id)?.master.contractId ?? null;
      audit(unit, by, { action: "kiosk.replace", target: id, contractId, after: entry }, at);
      return { ok: true, value: { commandId } };
    });
  }

  #row(kiosk: Kiosk): KioskRow {
    const index = indexMacs([...this.#state.kiosks].map((k) => k.master));
    return kioskRow(kiosk, index, this.#state.settings(kiosk.master.contractId));
  }
}

function refuse(code: ErrorCode, detail: string): { ok: false; code: ErrorCode; detail: string } {
  return { ok: false, code, detail };
}
