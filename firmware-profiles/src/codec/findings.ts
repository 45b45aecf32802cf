// Collects what the rules find in one poll. Lives for one call of decode().
import { type Meaning, statusClaims } from "../meaning.ts";
import type { Condition, Reading } from "../reading.ts";
import type { DeviceState, Quality } from "../vocabulary.ts";
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

  /** A value with a known meaning. `detail`: the device's own words, where it has any. */
  apply(meaning: Meaning, part: string, raw: Uint8Array, detail?: string): void {
    const where = meaning.part ?? part;
    const hex = toHex(raw);
    if (meaning.stale) this.#stale = true;
    if (meaning.state) this.#states.push(meaning.state);
    for (const { name, value } of statusClaims(meaning)) {
      const quality = value === "unknown" ? "unknown" : "measured";
      this.readings.push({ kind: "status", name, part: where, value, quality, raw: hex, at: this.at });
    }
    if (meaning.fault) {
      const condition = { code: meaning.fault, part: where, detail: (detail || meaning.says).slice(0, 256), raw: hex };
      this.#claims.push({ condition, unlessExplained: meaning.unlessExplained ?? false });
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
    const readings = this.readings.slice(0, maxReadings).map((reading): Reading => {
      const agreed = agree(reading, conditions);
      // Values from before the device fell asleep were measured, but not now.
      return this.#stale && agreed.quality === "measured" ? { ...agreed, quality: "inferred" } : agreed;
    });
    return { state: worstState(this.#states), readings, conditions };
  }
}

const supplyWords: readonly string[] = ["toner", "ink", "ribbon", "paper"];

/** A supply word must not say `full` beside the device's own complaint that this very part is low or out. */
function agree(reading: Reading, conditions: readonly Condition[]): Reading {
  if (reading.kind !== "status" || !supplyWords.includes(reading.name)) return reading;
  const worse = (["out", "low"] as const).find((value) =>
    conditions.some((c) => c.code === `${reading.name}.${value}` && c.part === reading.part),
  );
  if (!worse || reading.value === worse || reading.value === "out") return reading;
  return { ...reading, value: worse, quality: "inferred" };
}
