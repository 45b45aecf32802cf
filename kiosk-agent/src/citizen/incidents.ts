// What the pages and their host go through: their heartbeat, crashes and safe mode, told to the fleet server and counted, so that
// a page that fails a hundred times a minute is one event a minute.
import type { ShellIncident, shellIncidents } from "@kiosk/contract";
import { addCrash, noCrashes, recentCrashes, settleCrashes } from "../domain/crash-window.ts";
import { maskNumbers } from "../domain/masked-text.ts";
import type { Clock, Millis } from "../ports.ts";
import type { Telling } from "./telling.ts";

export interface IncidentsOptions {
  readonly telling: Telling;
  readonly clock: Clock;
  readonly onChange: () => void;
}

type Incident = (typeof shellIncidents)[number];
interface Gathered {
  readonly sinceMono: Millis;
  count: number;
  detail: string;
}

const gatherMs = 60_000;

export class Incidents {
  readonly #options: IncidentsOptions;
  readonly #gathered = new Map<Incident, Gathered>();
  #crashes = noCrashes;
  #aliveMono: Millis | undefined;
  /** the host has told of this crash; that the pages are silent is no second one */
  #toldGone = false;

  constructor(options: IncidentsOptions) {
    this.#options = options;
  }

  get safe(): boolean {
    return this.#crashes.safe;
  }
  get crashes(): number {
    return recentCrashes(this.#crashes, this.#options.clock.monotonic());
  }
  /** since the pages last said that they painted; null: never */
  get silentMs(): Millis | null {
    return this.#aliveMono === undefined ? null : this.#options.clock.monotonic() - this.#aliveMono;
  }

  alive(): void {
    this.#aliveMono = this.#options.clock.monotonic();
    this.#toldGone = false;
  }

  /** Told at once the first time, then summed up for a minute. Answers whether it took the pages with it. */
  take({ incident, detail }: ShellIncident): boolean {
    const crashed = incident === "renderer-gone" || incident === "unresponsive";
    if (crashed) {
      this.#toldGone = true;
      this.#crash();
    }
    const gathered = this.#gathered.get(incident);
    // An address that was refused may hold anything that an app put there.
    const kept = maskNumbers(detail).text.slice(0, 200);
    if (gathered === undefined) {
      this.#gathered.set(incident, { sinceMono: this.#options.clock.monotonic(), count: 0, detail: kept });
      this.#tell(incident, kept, 1);
    } else {
      gathered.count++;
      gathered.detail = kept;
    }
    return crashed;
  }

  /** A use ended because its pages fell silent. */
  fellSilent(): void {
    if (this.#toldGone) return;
    this.#toldGone = true;
    this.#crash();
    this.#tell("unresponsive", "the pages fell silent in a session", 1);
  }

  /** Staff looked at it: the pages are trusted again. */
  forgive(): void {
    const wasSafe = this.safe;
    this.#crashes = noCrashes;
    if (wasSafe) this.#left("staff");
  }

  /** Time passed. */
  tick(): void {
    const now = this.#options.clock.monotonic();
    const wasSafe = this.safe;
    this.#crashes = settleCrashes(this.#crashes, now);
    if (wasSafe && !this.safe) this.#left("30 min without a crash");
    for (const [incident, { sinceMono, count, detail }] of this.#gathered) {
      if (now - sinceMono < gatherMs) continue;
      this.#gathered.delete(incident);
      if (count > 0) this.#tell(incident, detail, count);
    }
  }

  #crash(): void {
    const wasSafe = this.safe;
    this.#crashes = addCrash(this.#crashes, this.#options.clock.monotonic());
    this.#options.onChange();
    if (!wasSafe && this.safe) this.#tell("safe-mode", `${this.crashes} crashes in 10 min`, 1);
  }

  #left(why: string): void {
    this.#options.onChange();
    this.#tell("recovered", `safe mode left: ${why}`, 1);
  }

  #tell(incident: Incident, detail: string, count: number): void {
    this.#options.telling.note({ type: "shell", incident, detail, count });
  }
}
