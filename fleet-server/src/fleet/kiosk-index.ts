// Every terminal with what lists, maps and sums need of it, worked out once for each state of the terminal: a fleet of ten
// thousand changes a few hundred times a second, and nobody may wait for the rest to be counted again.
import type { ContractId, KioskRow } from "@kiosk/contract";
import type { Kiosk } from "../domain/kiosk/kiosk.ts";
import { indexMacs, type MacIndex, type SearchForms, searchFormsOf } from "../domain/kiosk/search.ts";
import { kioskRow } from "../domain/kiosk/view.ts";
import type { ContractSettings } from "../domain/threshold/contract-settings.ts";
import { type KioskFigures, kioskFigures, sameFigures } from "./kiosk-figures.ts";

/** One terminal as it now is; brought up to date in place by the index alone. */
export interface IndexedKiosk {
  readonly kiosk: Kiosk;
  readonly forms: SearchForms;
  readonly figures: KioskFigures;
  readonly settings: ContractSettings;
}

type Entry = { -readonly [K in keyof IndexedKiosk]: IndexedKiosk[K] };

interface FleetOfKiosks {
  readonly kiosks: Iterable<Kiosk>;
  settings(id: ContractId): ContractSettings;
}

export class KioskIndex {
  readonly #fleet: FleetOfKiosks;
  /** in the order of the fleet, to which new ones are only added */
  readonly #entries: Entry[] = [];
  /** as they were when the terminals were last looked at */
  readonly #settings = new Map<ContractId, ContractSettings>();
  #sorted: readonly IndexedKiosk[] | undefined;
  #contracts: ReadonlyMap<ContractId, readonly IndexedKiosk[]> | undefined;
  #macs: MacIndex | undefined;
  #rows = new WeakMap<Kiosk, { readonly settings: ContractSettings; readonly row: KioskRow }>();
  #version = 0;

  constructor(fleet: FleetOfKiosks) {
    this.#fleet = fleet;
  }

  /** By contract and number. */
  get all(): readonly IndexedKiosk[] {
    this.#refresh();
    this.#sorted ??= [...this.#entries].sort((a, b) => byPlace(a.kiosk.master, b.kiosk.master));
    return this.#sorted;
  }

  /** Those of a contract, or of all contracts somebody may see; by contract and number. */
  within(reach: "all" | ReadonlySet<ContractId>, contract: ContractId | undefined): readonly IndexedKiosk[] {
    const { all } = this;
    if (contract === undefined && reach === "all") return all;
    this.#contracts ??= Map.groupBy(all, ({ kiosk }) => kiosk.master.contractId);
    const own = this.#contracts;
    const wanted = contract === undefined ? [...own.keys()] : [contract];
    return wanted.flatMap((id) => (reach === "all" || reach.has(id) ? (own.get(id) ?? []) : []));
  }

  get macs(): MacIndex {
    this.#refresh();
    return this.#knownMacs();
  }

  /** Another number whenever a figure or the master data of any terminal is another one. */
  get version(): number {
    this.#refresh();
    return this.#version;
  }

  /** The row of a terminal of {@link all}. */
  row({ kiosk, settings }: Pick<IndexedKiosk, "kiosk" | "settings">): KioskRow {
    const known = this.#rows.get(kiosk);
    if (known?.settings === settings) return known.row;
    const row = kioskRow(kiosk, this.#knownMacs(), settings);
    this.#rows.set(kiosk, { settings, row });
    return row;
  }

  #knownMacs(): MacIndex {
    this.#macs ??= indexMacs(this.#entries.map(({ kiosk }) => kiosk.master));
    return this.#macs;
  }

  /** Ten thousand comparisons of two references are a fraction of a millisecond; only what differs is looked at. */
  #refresh(): void {
    let settled = true;
    for (const [id, settings] of this.#settings) settled &&= this.#fleet.settings(id) === settings;
    if (!settled) this.#settings.clear();
    let n = 0;
    for (const kiosk of this.#fleet.kiosks) {
      const entry = this.#entries[n];
      n += 1;
      if (entry === undefined) {
        const settings = this.#settingsOf(kiosk);
        this.#entries.push({ kiosk, settings, ...lookedAt(kiosk, settings) });
        this.#mastersChanged();
      } else if (entry.kiosk !== kiosk || !settled) this.#replace(entry, kiosk, this.#settingsOf(kiosk));
    }
  }

  #settingsOf({ master }: Kiosk): ContractSettings {
    const known = this.#settings.get(master.contractId);
    if (known !== undefined) return known;
    const settings = this.#fleet.settings(master.contractId);
    this.#settings.set(master.contractId, settings);
    return settings;
  }

  #replace(entry: Entry, kiosk: Kiosk, settings: ContractSettings): void {
    const before = entry.kiosk.master;
    const figures = kioskFigures(kiosk, settings);
    if (!sameFigures(entry.figures, figures)) this.#version += 1;
    entry.kiosk = kiosk;
    entry.settings = settings;
    entry.figures = figures;
    if (before === kiosk.master) return;
    entry.forms = searchFormsOf(kiosk.master);
    this.#mastersChanged();
  }

  /** A MAC may have become somebody's neighbour: every row says its neighbours. */
  #mastersChanged(): void {
    this.#version += 1;
    this.#sorted = undefined;
    this.#contracts = undefined;
    this.#macs = undefined;
    this.#rows = new WeakMap();
  }
}

function lookedAt(kiosk: Kiosk, settings: ContractSettings) {
  return { forms: searchFormsOf(kiosk.master), figures: kioskFigures(kiosk, settings) };
}

/** Where a terminal stands in lists. */
interface Place {
  readonly contractId: string;
  readonly seq: number;
  readonly id: string;
}

export function byPlace(a: Place, b: Place): number {
  if (a.contractId !== b.contractId) return a.contractId < b.contractId ? -1 : 1;
  return a.seq - b.seq || (a.id < b.id ? -1 : Number(a.id > b.id));
}
