// Collects what the rules find in one poll. Lives for one call of decode().
import { type Meaning, statusClaims } from "../meaning.ts";
import type { Condition, Reading } from "../reading.ts";
import { type DeviceState, type Quality, type Route, statusWords } from "../vocabulary.ts";
import { type Claim, explain } from "./conditions.ts";
import { toHex } from "./hex.ts";
import { worstState } from "./state.ts";

/** The contract carries no more of one device; a device that says more than this is talking nonsense. */
const maxReadings = 120;
const maxConditions = 60;

type TextName = Extract<Reading, { kind: "text" }>["name"];

export interface Decoded {
  readonly state: DeviceState;
  readonly readings: readonly Reading[];
  readonly conditions: readonly Condition[];
  /** the device sleeps: it answers with what was so before, and complains of nothing */
  readonly stale: boolean;
}

/** What the device adds to a value. */
export interface Told {
  /** its own words */
  readonly detail?: string;
  /** whom it would send */
  readonly route?: Route;
  /** how the value came to be; default measured */
  readonly trust?: Quality;
}

export class Findings {
  readonly at: number;
  readonly readings: Reading[] = [];
  readonly #claims: Claim[] = [];
  readonly #states: DeviceState[] = [];
  #stale = false;

  constructor(at: number) {
    this.at = at;
  }

  /** A value with a known meaning. */
  apply(meaning: Meaning, part: string, raw: Uint8Array, { detail, route, trust = "measured" }: Told = {}): void {
    const where = meaning.part ?? part;
    const hex = toHex(raw);
    if (meaning.stale) this.#stale = true;
    if (meaning.state) this.#states.push(meaning.state);
    for (const { name, value } of statusClaims(meaning)) {
      const quality = value === "unknown" ? "unknown" : trust;
      this.readings.push({ kind: "status", name, part: where, value, quality, raw: hex, at: this.at });
    }
    if (meaning.fault) {
      const words = (detail || meaning.says).slice(0, 256);
      const condition: Condition = { code: meaning.fault, part: where, detail: words, raw: hex };
      const routed = route === undefined ? condition : { ...condition, route };
      this.#claims.push({ condition: routed, unlessExplained: meaning.unlessExplained ?? false });
    }
    if (!meaning.state && !meaning.status && !meaning.fault) this.note(where, meaning.says, raw);
  }

  /** A value that no table has: never healthy, kept raw and shown. */
  unknown(field: string, part: string, raw: Uint8Array, otherwise?: Meaning): void {
    this.note(part, `${field}: unknown value ${toHex(raw, 32) || "(empty)"}`, raw, "unknown");
    if (otherwise) this.apply(otherwise, part, raw);
    else this.#states.push("unknown");
  }

  claim(condition: Condition): void {
    this.#claims.push({ condition: { ...condition, detail: condition.detail.slice(0, 256) }, unlessExplained: false });
  }

  note(part: string, value: string, raw: Uint8Array, quality: Quality = "measured"): void {
    this.text("note", part, value, raw, quality);
  }

  text(name: TextName, part: string, value: string, raw: Uint8Array, quality: Quality = "measured"): void {
    this.readings.push({ kind: "text", name, part, value, quality, raw: toHex(raw), at: this.at });
  }

  result(): Decoded {
    const conditions = explain(this.#claims).slice(0, maxConditions);
    const readings = oneEach(this.readings).map((reading) => {
      const agreed = agree(reading, conditions);
      return this.#stale ? age(agreed) : agreed;
    });
    return {
      state: worstState(this.#states),
      readings: readings.slice(0, maxReadings),
      conditions,
      stale: this.#stale,
    };
  }
}

/** One reading about one thing: of several status words the worst, of several notes all in one. */
function oneEach(readings: readonly Reading[]): Reading[] {
  const kept = new Map<string, Reading>();
  for (const reading of readings) {
    const subject = reading.kind === "level" ? reading.consumable : reading.name;
    const key = `${reading.kind} ${subject} ${reading.part}`;
    const before = kept.get(key);
    kept.set(key, before ? joined(before, reading) : reading);
  }
  return [...kept.values()];
}

function joined(before: Reading, after: Reading): Reading {
  if (before.kind === "text" && after.kind === "text" && before.value !== after.value) {
    const quality = before.quality === "unknown" ? before.quality : after.quality;
    return { ...before, value: `${before.value}; ${after.value}`.slice(0, 512), quality };
  }
  if (before.kind === "status" && after.kind === "status") return rank(after) > rank(before) ? after : before;
  return before;
}

// The words of each list stand from best to worst behind `unknown` and `not-supported`. What is not known is worse than
// the best word and better than a known trouble.
function rank({ name, value }: Extract<Reading, { kind: "status" }>): number {
  const words: readonly string[] = statusWords[name];
  return value === "unknown" ? 2.5 : words.indexOf(value);
}

/** Values from before the device fell asleep: amounts have not changed since, but covers and trays may have. */
function age(reading: Reading): Reading {
  if (reading.kind === "status") return { ...reading, quality: "unknown" };
  return reading.quality === "measured" ? { ...reading, quality: "inferred" } : reading;
}

const supplyWords: readonly string[] = ["toner", "ink", "ribbon", "paper"];

/** A supply must not be `full` beside the device's own complaint that this very part is low or out. */
function agree(reading: Reading, conditions: readonly Condition[]): Reading {
  const holds = (code: string) => conditions.some((c) => c.code === code && c.part === reading.part);
  if (reading.kind === "level" && reading.consumable === "wasteToner" && reading.value === "unknown") {
    if (holds("waste.full")) return { ...reading, value: 0, quality: "inferred" };
    return holds("waste.near-full") ? { ...reading, value: "some", quality: "inferred" } : reading;
  }
  if (reading.kind !== "status" || !supplyWords.includes(reading.name)) return reading;
  const worse = (["out", "low"] as const).find((value) => holds(`${reading.name}.${value}`));
  if (!worse || reading.value === worse || reading.value === "out") return reading;
  return { ...reading, value: worse, quality: "inferred" };
}
