// What a report of one inspection is drawn up from: the inspection, its terminal, what was replaced and which orders came of it.
import { KioskId } from "@kiosk/contract";
import { deviceClassNames } from "@kiosk/firmware-profiles";
import { serverCaller } from "../domain/account/caller.ts";
import type { InspectionFactsOfOne } from "../domain/report/inspection-sections.ts";
import { stateWords } from "../domain/report/words.ts";
import { hourMs } from "../domain/time.ts";
import type { FleetApi } from "../fleet-api.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { FleetStore } from "../ports.ts";
import type { InspectionApi } from "./inspection-api.ts";

export interface InspectionFactsSource {
  find(id: string): Promise<InspectionFactsOfOne | undefined>;
}

/** Pieces entered a little before somebody began or after they were done belong to the visit all the same. */
const aroundMs = 2 * hourMs;
const swapLimit = 200;

export class ReportInspections implements InspectionFactsSource {
  readonly #o: {
    readonly state: FleetState;
    readonly store: FleetStore;
    readonly api: Pick<FleetApi, "order">;
    readonly inspections: Pick<InspectionApi, "read">;
  };

  constructor(options: {
    state: FleetState;
    store: FleetStore;
    api: Pick<FleetApi, "order">;
    inspections: Pick<InspectionApi, "read">;
  }) {
    this.#o = options;
  }

  async find(id: string): Promise<InspectionFactsOfOne | undefined> {
    const { state, store, inspections } = this.#o;
    const answer = await inspections.read(serverCaller, id);
    if (!answer.ok) return undefined;
    const inspection = answer.value;
    const kiosk = state.kiosk(KioskId.parse(inspection.kioskId));
    const from = inspection.startedAt - aroundMs;
    const to = (inspection.completedAt ?? inspection.startedAt) + aroundMs;
    const { kioskId } = inspection;
    const swaps = await store.upkeep.supplies.swaps({ reach: "all", kioskId, from, to, limit: swapLimit });
    const orders = await Promise.all(
      [...new Set(inspection.results.flatMap(({ orderId }) => orderId ?? []))].map((orderId) => this.#order(orderId)),
    );
    const classes = [...(kiosk?.devices.values() ?? [])].map(({ deviceClass }) => deviceClassNames[deviceClass].zh);
    const declared = kiosk?.status.declared.map(({ deviceClass }) => deviceClassNames[deviceClass].zh) ?? [];
    return {
      inspection,
      street: kiosk?.master.street ?? "",
      address: kiosk?.master.address ?? "",
      macs: kiosk?.master.macs ?? [],
      position:
        kiosk === undefined ? "" : `${kiosk.master.lon.toFixed(5)}, ${kiosk.master.lat.toFixed(5)}（WGS-84，点位登记）`,
      devices: [...new Set(declared.length > 0 ? declared : classes)],
      swaps: swaps.toSorted((a, b) => a.at - b.at),
      orders: orders.flatMap((order) => order ?? []),
    };
  }

  async #order(id: string): Promise<InspectionFactsOfOne["orders"][number] | undefined> {
    const answer = await this.#o.api.order(serverCaller, id);
    if (!answer.ok) return undefined;
    const { number, titleZh, state, clocks } = answer.value.order;
    const dues = clocks.flatMap(({ role, dueAt }) => (role === "governing" && dueAt !== null ? [dueAt] : []));
    return { id, number, titleZh, state: stateWords[state], dueAt: dues.length === 0 ? null : Math.max(...dues) };
  }
}
