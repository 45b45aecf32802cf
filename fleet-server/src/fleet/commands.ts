// What people tell the fleet. Each runs in one transaction with everything that follows from it.
import {
  type ContractView,
  type ErrorCode,
  type KioskId,
  type KioskRow,
  type NewContract,
  type NewKiosk,
  type NewOrder,
  normaliseMac,
  type OpeningHours,
  type OrderActionRequest,
  type OrderDetail,
  type ReplacementEntry,
} from "@kiosk/contract";
import { consumableKey } from "../domain/consumable/consumable.ts";
import { type Kiosk, newKiosk } from "../domain/kiosk/kiosk.ts";
import { indexMacs } from "../domain/kiosk/search.ts";
import { kioskRow } from "../domain/kiosk/view.ts";
import { actionEvent } from "../domain/work-order/machine.ts";
import { appendEvent, openOrder } from "../domain/work-order/open.ts";
import type { OpenOrder } from "../domain/work-order/work-order.ts";
import type { Answer } from "../fleet-api.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { GroupCommit } from "../ingest/group-commit.ts";
import { applyOrderChange, orderNames } from "../ingest/order-changes.ts";
import { planKiosk } from "../ingest/plan-clocks.ts";
import { recordReplacement } from "../ingest/record-replacement.ts";
import { tell } from "../ingest/timeline.ts";
import type { Unit } from "../ingest/unit.ts";
import type { IngestRules } from "../ingest/uplink.ts";
import type { Clock } from "../ports.ts";
import { pinyinOf } from "./pinyin.ts";

export class FleetCommands {
  readonly #state: FleetState;
  readonly #commit: GroupCommit;
  readonly #clock: Clock;
  readonly #rules: IngestRules;
  readonly #orderView: (open: OpenOrder) => OrderDetail;

  constructor(options: {
    state: FleetState;
    commit: GroupCommit;
    clock: Clock;
    rules: IngestRules;
    orderView: (open: OpenOrder) => OrderDetail;
  }) {
    this.#state = options.state;
    this.#commit = options.commit;
    this.#clock = options.clock;
    this.#rules = options.rules;
    this.#orderView = options.orderView;
  }

  createContract(input: NewContract): Promise<Answer<ContractView>> {
    return this.#commit.run((unit) => {
      if (unit.contract(input.id) !== undefined) return refuse("contract.exists", input.id);
      unit.put("contract", { ...input, invented: false, policyId: null });
      return { ok: true, value: { ...input, invented: false, kiosks: 0 } };
    });
  }

  createKiosk(input: NewKiosk): Promise<Answer<KioskRow>> {
    return this.#commit.run((unit) => {
      if (unit.contract(input.contractId) === undefined)
        return refuse("resource.not-found", `contract ${input.contractId}`);
      if (unit.kiosk(input.id) !== undefined) return refuse("kiosk.exists", input.id);
      for (const other of this.#state.kiosks) {
        const sameNumber = other.master.contractId === input.contractId && other.master.seq === input.seq;
        if (sameNumber) return refuse("kiosk.exists", `${input.contractId} #${input.seq}: ${other.master.id}`);
        const mac = input.macs.find((m) => other.master.macs.includes(m));
        if (mac !== undefined) return refuse("kiosk.exists", `${mac}: ${other.master.id}`);
      }
      const macs = input.macs.flatMap((m) => normaliseMac(m) ?? []);
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
      return { ok: true, value: this.#row(kiosk) };
    });
  }

  setOpeningHours(id: KioskId, hours: OpeningHours | null): Promise<Answer<KioskRow>> {
    return this.#commit.run((unit) => {
      const kiosk = unit.kiosk(id);
      if (kiosk === undefined) return refuse("resource.not-found", id);
      const master = { ...kiosk.master, openingHours: hours };
      unit.put("kiosk", master);
      unit.setKiosk({ ...kiosk, master });
      return { ok: true, value: this.#row({ ...kiosk, master }) };
    });
  }

  enterReplacement(id: KioskId, entry: ReplacementEntry): Promise<Answer<{ commandId: string }>> {
    return this.#commit.run((unit) => {
      const at = this.#clock.now();
      if (!recordReplacement(unit, id, entry, at)) return refuse("resource.not-found", `${id} ${consumableKey(entry)}`);
      const commandId = this.#rules.newId();
      const command = { v: 1, commandId, issuedAt: at, command: { type: "consumable-replaced", ...entry } } as const;
      unit.put("command", {
        id: commandId,
        kioskId: id,
        createdAt: at,
        body: command,
        state: "waiting",
        answeredAt: null,
        detail: "",
      });
      unit.effects.push({ name: "send-command", kioskId: id, command });
      const subject = `${entry.consumable}${entry.part === "" ? "" : ` ${entry.part}`}`;
      tell(unit, this.#rules, id, at, {
        kind: "consumable",
        zh: `录入耗材更换：${subject}（${entry.by}）`,
        en: `Replacement entered: ${subject} (${entry.by})`,
        deviceId: entry.deviceId,
        refId: commandId,
      });
      return { ok: true, value: { commandId } };
    });
  }

  openOrder(input: NewOrder, source: "person" | "api"): Promise<Answer<OrderDetail>> {
    return this.#commit.run((unit) => {
      const kiosk = unit.kiosk(input.kioskId);
      if (kiosk === undefined) return refuse("resource.not-found", input.kioskId);
      const at = this.#clock.now();
      const reportedAt = input.reportedAt ?? at;
      if (reportedAt > at) return refuse("request.invalid", "reportedAt: in the future");
      const open = openOrder(
        kiosk,
        {
          deviceId: input.deviceId,
          fault: null,
          class: input.class,
          source,
          severity: "error",
          titleZh: input.title,
          titleEn: input.title,
          actor: input.actor,
          text: input.description,
          reportedAt,
        },
        at,
        orderNames(unit, this.#rules),
      );
      const [event] = open.events;
      if (event !== undefined) this.#apply(unit, kiosk, open, event, true, at);
      return { ok: true, value: this.#orderView(open) };
    });
  }

  actOnOrder(id: string, request: OrderActionRequest, kioskId: KioskId): Promise<Answer<OrderDetail>> {
    return this.#commit.run((unit) => {
      const kiosk = unit.kiosk(kioskId);
      const standing = kiosk?.orders.get(id);
      if (kiosk === undefined || standing === undefined) return refuse("order.refused", "closed");
      const at = this.#clock.now();
      const type = actionEvent[request.action];
      const event = { id: this.#rules.newId(), type, at, recordedAt: at, actor: request.actor, text: request.text };
      const appended = appendEvent(standing, event);
      if (appended === undefined) return refuse("order.refused", `${standing.order.state}: ${request.action}`);
      this.#apply(unit, kiosk, appended.open, appended.event, false, at);
      return { ok: true, value: this.#orderView(appended.open) };
    });
  }

  #apply(
    unit: Unit,
    kiosk: Kiosk,
    open: OpenOrder,
    event: OpenOrder["events"][number],
    opened: boolean,
    at: number,
  ): void {
    applyOrderChange(unit, this.#rules, kiosk.master.id, { open, event, opened }, at);
    planKiosk(unit, this.#rules, kiosk.master.id, at);
  }

  #row(kiosk: Kiosk): KioskRow {
    return kioskRow(kiosk, indexMacs([...this.#state.kiosks].map((k) => k.master)));
  }
}

function refuse(code: ErrorCode, detail: string): { ok: false; code: ErrorCode; detail: string } {
  return { ok: false, code, detail };
}
