// The catalogue of items: what a contract keeps in its table, and what the models it has take by their profiles.
import type { ContractId, StockItem } from "@kiosk/contract";
import type { ConsumableKind } from "@kiosk/firmware-profiles";
import type { loadProfiles } from "@kiosk/firmware-profiles/load";
import type { Kiosk } from "../domain/kiosk/kiosk.ts";
import type { StoredItem } from "../domain/part/place.ts";
import { itemFor, type ProfileSupply } from "../domain/supply/item.ts";
import type { FleetState } from "../ingest/fleet-state.ts";
import type { StockHistory } from "../supply-ports.ts";

export interface SupplySubject {
  readonly deviceId: string;
  readonly consumable: ConsumableKind;
  readonly part: string;
}

export class SupplyCatalogue {
  readonly #state: FleetState;
  readonly #history: StockHistory;
  readonly #product: readonly ProfileSupply[];

  constructor(parts: { state: FleetState; history: StockHistory; profiles: ReturnType<typeof loadProfiles> }) {
    this.#state = parts.state;
    this.#history = parts.history;
    this.#product = [...parts.profiles].flatMap(([profileId, { consumables }]) =>
      consumables.map(({ kind, part, names }) => ({ profileId, consumable: kind, part, name: names.zh })),
    );
  }

  /** Names what is put in there, by the contract's table as it is now. */
  async namer(contractId: ContractId): Promise<(kiosk: Kiosk, subject: SupplySubject) => string> {
    const items = await this.#history.items(contractId);
    return (kiosk, subject) => this.name(items, kiosk, subject);
  }

  name(items: readonly StoredItem[], kiosk: Kiosk, { deviceId, consumable, part }: SupplySubject): string {
    const device = [...kiosk.devices.values()].find((one) => one.deviceId === deviceId);
    const place = { profileId: device?.profileId ?? "", consumable, part };
    return itemFor(place, items, this.#product) ?? (part === "" ? consumable : `${consumable} ${part}`);
  }

  /** The contract's own items and those its devices take by their profiles; by name. */
  async items(contractId: ContractId): Promise<StockItem[]> {
    const own = await this.#history.items(contractId);
    const catalogue = new Map<string, StockItem>(
      own.map(({ item, unit, fits }) => [item, { item, unit, fits: [...fits], source: "contract" }]),
    );
    for (const kiosk of this.#state.kiosks) {
      if (kiosk.master.contractId !== contractId) continue;
      for (const subject of this.#takes(kiosk)) {
        const item = this.name(own, kiosk, subject);
        const fit = { profileId: subject.profileId, consumable: subject.consumable, part: subject.part };
        const known = catalogue.get(item);
        if (known === undefined) catalogue.set(item, { item, unit: "件", fits: [fit], source: "product" });
        else if (known.source === "product" && !known.fits.some((one) => sameFit(one, fit))) known.fits.push(fit);
      }
    }
    return [...catalogue.values()].sort((a, b) => (a.item < b.item ? -1 : 1));
  }

  /** What a terminal has told of, and what it counts and tells no level of. */
  #takes(kiosk: Kiosk): (SupplySubject & { readonly profileId: string })[] {
    const profileOf = (deviceId: string) =>
      [...kiosk.devices.values()].find((device) => device.deviceId === deviceId)?.profileId ?? "";
    const told = [...kiosk.consumables.values()].map(({ deviceId, consumable, part }) => ({
      ...{ deviceId, consumable, part },
      profileId: profileOf(deviceId),
    }));
    const silent = [...kiosk.devices.values()].flatMap(({ deviceId, profileId }) =>
      this.#product
        .filter((one) => one.profileId === profileId && one.part !== "*" && one.consumable === "cleaningKit")
        .map(({ consumable, part }) => ({ deviceId, consumable, part, profileId })),
    );
    return [...told, ...silent];
  }
}

function sameFit(a: StockItem["fits"][number], b: StockItem["fits"][number]): boolean {
  return a.profileId === b.profileId && a.consumable === b.consumable && a.part === b.part;
}
