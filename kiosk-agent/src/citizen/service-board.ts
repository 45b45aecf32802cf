// What each service on the shelf can do now, kept current as devices, shelf and network change, and told when it changes.
import type { AppId, MissingCapability, ServicesEvent } from "@kiosk/contract";
import type { SeenDevice, SeenNetwork } from "../domain/capability-check.ts";
import { judgeService, type ServiceVerdict } from "../domain/service-state.ts";
import { steadyDevices } from "../domain/steady-devices.ts";
import type { Clock, Millis } from "../ports.ts";
import type { CitizenUplink, PlacedApp, Shelf } from "./ports.ts";
import type { Telling } from "./telling.ts";

export interface ServiceBoardOptions {
  readonly shelf: Shelf;
  readonly uplink: CitizenUplink;
  readonly telling: Telling;
  readonly clock: Clock;
}

/** How long after a use a device that still says busy is taken for one on its way back. */
const returningMs = 30_000;
const settleMs = 1_000;
/** The bound of the wire (ServicesEvent). */
const maxTold = 100;

export class ServiceBoard {
  readonly #options: ServiceBoardOptions;
  #devices: readonly SeenDevice[] = [];
  #verdicts: ReadonlyMap<AppId, ServiceVerdict> = new Map();
  #since: ReadonlyMap<string, number | null> = new Map();
  #network: SeenNetwork = { connected: false, since: null };
  #looked = false;
  #lentUntilMono = Number.NEGATIVE_INFINITY;
  /** empty: nothing yet in this run, not even that there is nothing */
  #told = "";
  #pending: { readonly key: string; readonly mono: Millis } | undefined;

  constructor(options: ServiceBoardOptions) {
    this.#options = options;
  }

  get network(): "online" | "offline" {
    return this.#network.connected ? "online" : "offline";
  }
  /** Every configured device has answered, or was found not to. */
  get everyDeviceKnown(): boolean {
    const reports = this.#options.uplink.devices();
    return reports.length > 0 && reports.every((r) => r.answeredAt !== undefined || r.state !== "unknown");
  }

  find(appId: AppId): ServiceVerdict | undefined {
    return this.#verdicts.get(appId);
  }

  /** Looks at everything anew. @param inUse a session is under way, and may have devices on loan */
  look(inUse: boolean): void {
    const { shelf, uplink, clock } = this.#options;
    const now = clock.now();
    const mono = clock.monotonic();
    if (inUse) this.#lentUntilMono = mono + returningMs;
    const connected = uplink.isConnected();
    if (connected !== this.#network.connected || !this.#looked) {
      this.#network = { connected, since: this.#looked ? now : null };
    }
    this.#devices = steadyDevices(this.#devices, uplink.devices(), mono < this.#lentUntilMono, now);
    const verdicts = new Map<AppId, ServiceVerdict>();
    const since = new Map<string, number | null>();
    for (const { manifest } of placedApps(shelf)) {
      const verdict = judgeService(manifest, this.#devices, this.#network);
      const missing = verdict.missing.map((m) => this.#dated(m, now));
      for (const m of missing) since.set(keyOf(m), m.since);
      verdicts.set(manifest.id, { ...verdict, missing });
    }
    this.#verdicts = verdicts;
    this.#since = since;
    this.#looked = true;
  }

  /** Tells the whole list once it has stood for a second differently from what was told. */
  tell(): void {
    const { clock, telling, shelf } = this.#options;
    if (shelf.snapshot().shelf === null) return;
    const services = this.#list();
    const key = JSON.stringify(services.map((s) => ({ ...s, missing: s.missing.map(keyOf) })));
    if (key === this.#told) {
      this.#pending = undefined;
      return;
    }
    if (this.#pending?.key !== key) this.#pending = { key, mono: clock.monotonic() };
    if (clock.monotonic() - this.#pending.mono < settleMs) return;
    this.#pending = undefined;
    this.#told = key;
    telling.note({ type: "services", services });
  }

  #list(): ServicesEvent["services"] {
    const list = placedApps(this.#options.shelf).flatMap(({ manifest }) => {
      const verdict = this.#verdicts.get(manifest.id);
      if (verdict === undefined) return [];
      return [{ appId: manifest.id, version: manifest.version, state: verdict.state, missing: [...verdict.missing] }];
    });
    return list.toSorted((a, b) => (a.appId < b.appId ? -1 : 1)).slice(0, maxTold);
  }

  /** What was missing for the same reason before is missing since then; at the first look nobody knows since when. */
  #dated(missing: MissingCapability, now: number): MissingCapability {
    const before = this.#since.get(keyOf(missing));
    return { ...missing, since: missing.since ?? (before !== undefined ? before : this.#looked ? now : null) };
  }
}

function keyOf({ capability, ground, detail }: MissingCapability): string {
  return `${capability} ${ground} ${detail}`;
}

/** What is in place and stands on the shelf as `on`. */
function placedApps(shelf: Shelf): readonly PlacedApp[] {
  const { shelf: received, apps } = shelf.snapshot();
  const places = received?.said.places ?? [];
  return places.flatMap(({ appId, state }) => (state === "on" ? (apps.get(appId) ?? []) : []));
}
