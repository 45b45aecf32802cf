// Everything a phone takes along for a day without signal.
import { createHash } from "node:crypto";
import type {
  ContractId,
  CoordinateConfidence,
  FieldBundle,
  FieldKiosk,
  InspectionHead,
  OrderRow,
  UserId,
} from "@kiosk/contract";
import { deviceClassNames } from "@kiosk/firmware-profiles";
import { type Caller, contractsOf } from "../domain/account/caller.ts";
import { percentOf } from "../domain/consumable/consumable.ts";
import { countedTargets, type ProfileFactsOf } from "../domain/consumable/counted.ts";
import { macLast4, neighbourFinder } from "../domain/field/tag.ts";
import type { Kiosk, KioskMaster } from "../domain/kiosk/kiosk.ts";
import { formatLocalDay, localDay } from "../domain/sla/local-day.ts";
import type { DayVisits, FieldInspections, FieldSupplies } from "../field-ports.ts";
import type { FleetApi } from "../fleet-api.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { Clock } from "../ports.ts";

/** today and so many days more */
const daysAhead = 6;
/** the last completed inspection of each terminal is looked for in so many pages of 200 */
const completedPages = 5;

/** How far a position may be off, by what it rests on (ux.md 2.3). */
const accuracyM: { readonly [C in CoordinateConfidence]: number } = { high: 30, medium: 200, low: 600 };

type ItemNamer = Awaited<ReturnType<FieldSupplies["namer"]>>;

export interface FieldBundleParts {
  readonly state: FleetState;
  readonly api: Pick<FleetApi, "orders">;
  readonly visits: DayVisits;
  readonly inspections: FieldInspections;
  readonly supplies: FieldSupplies;
  readonly profileFacts: ProfileFactsOf;
  readonly tagKey: string;
  readonly clock: Clock;
}

export class FieldBundles {
  readonly #o: FieldBundleParts;

  constructor(parts: FieldBundleParts) {
    this.#o = parts;
  }

  async bundle(by: Caller, userId: UserId): Promise<FieldBundle> {
    const { state, visits, inspections, supplies, tagKey, clock } = this.#o;
    const at = clock.now();
    const today = localDay(at);
    const reach = contractsOf(by, "field.use");
    const contracts = [...state.contracts].map(({ id }) => id).filter((id) => reach === "all" || reach.has(id));
    const vans = await Promise.all(contracts.map((id) => supplies.van(id, userId)));
    const tasks = await Promise.all(contracts.map((id) => supplies.openTasks(id)));
    const kiosks = await Promise.all(contracts.map((id) => this.#kiosks(id)));
    const lists = await Promise.all(contracts.map((id) => inspections.checklists(by, id)));
    const checklists = lists.flatMap((list) => list.checklists);
    const content = {
      user: { userId, name: by.name },
      date: formatLocalDay(today),
      visits: [...(await visits.visitsOf(userId, formatLocalDay(today), formatLocalDay(today + daysAhead)))],
      kiosks: kiosks.flat(),
      // the product's own lists are in force in each contract
      checklists: [...new Map(checklists.map((one) => [`${one.contractId} ${one.id} ${one.version}`, one])).values()],
      orders: (await Promise.all(contracts.map((id) => this.#orders(by, id)))).flat(),
      tasks: tasks.flat(),
      inspections: (await Promise.all(contracts.map((id) => this.#inspections(by, id)))).flat(),
      van: vans.flatMap(({ lines }) => lines),
      vanPlace: vans.find(({ place }) => place !== null)?.place?.id ?? null,
      tagKey,
    };
    return { at, etag: tagOf(content), ...content };
  }

  async #kiosks(contractId: ContractId): Promise<FieldKiosk[]> {
    const nameOf = await this.#o.supplies.namer(contractId);
    const kiosks = [...this.#o.state.kiosks].filter(({ master }) => master.contractId === contractId);
    const neighboursOf = neighbourFinder(kiosks.map(({ master }) => master));
    return kiosks
      .sort((a, b) => a.master.seq - b.master.seq)
      .map((kiosk) => this.#kiosk(kiosk, neighboursOf(kiosk.master), nameOf));
  }

  #kiosk(kiosk: Kiosk, neighbours: readonly KioskMaster[], nameOf: ItemNamer): FieldKiosk {
    const { master } = kiosk;
    const { id, contractId, seq, name, street, address, lon, lat, macs, openingHours, dutyPhone, confidence } = master;
    const place = { id, contractId, seq, name, street, address, lon, lat, accuracyM: accuracyM[confidence], macs };
    return {
      ...place,
      openingHours,
      dutyPhone,
      devices: kiosk.status.declared.map(({ deviceId, deviceClass, profileId }) => {
        const { zh, en } = this.#o.profileFacts(profileId)?.names ?? deviceClassNames[deviceClass];
        return { deviceId, deviceClass, zh, en };
      }),
      supplies: this.#supplies(kiosk, nameOf),
      neighbours: neighbours.map((other) => ({
        ...{ kioskId: other.id, seq: other.seq, name: other.name, macLast4: macLast4(other.macs) },
      })),
    };
  }

  #supplies(kiosk: Kiosk, nameOf: ItemNamer): FieldKiosk["supplies"] {
    const { profileFacts } = this.#o;
    const counted = countedTargets(kiosk, profileFacts);
    return [...kiosk.consumables.values()].map((c) => ({
      deviceId: c.deviceId,
      consumable: c.consumable,
      part: c.part,
      percent: percentOf(c),
      counted: counted.some(
        (one) => one.deviceId === c.deviceId && one.consumable === c.consumable && one.part === c.part,
      ),
      observedAt: c.observedAt,
      item: nameOf(kiosk, c),
    }));
  }

  async #orders(by: Caller, contract: ContractId): Promise<OrderRow[]> {
    const rows: OrderRow[] = [];
    for (let after: string | undefined; ; ) {
      const page = await this.#o.api.orders(by, { contract, state: "open", ...(after === undefined ? {} : { after }) });
      rows.push(...page.orders);
      if (page.next === null) return rows;
      after = page.next;
    }
  }

  /** Those under way, and the last completed of each terminal and kind. */
  async #inspections(by: Caller, contract: ContractId): Promise<InspectionHead[]> {
    const { inspections } = this.#o;
    const found = new Map<string, InspectionHead>();
    for (const state of ["open", "completed"] as const) {
      let after: string | undefined;
      for (let page = 0; page < completedPages; page++) {
        const query = { contract, state, limit: 200, ...(after === undefined ? {} : { after }) };
        const list = await inspections.list(by, query);
        for (const head of list.inspections) {
          const key = state === "open" ? head.id : `${head.kioskId} ${head.kind}`;
          if (!found.has(key)) found.set(key, head);
        }
        if (list.next === null) break;
        after = list.next;
      }
    }
    return [...found.values()];
  }
}

function tagOf(content: object): string {
  return createHash("sha256").update(JSON.stringify(content)).digest("base64url").slice(0, 22);
}
