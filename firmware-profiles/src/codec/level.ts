// One amount of one consumable: reading, status word and, where it runs short, condition. The thresholds are the
// profile's; nothing here knows a device.
import type { Consumable, Profile } from "../profile.ts";
import type { LevelReading } from "../reading.ts";
import type { ConsumableKind, Quality, StatusWord, Unit } from "../vocabulary.ts";
import type { Findings } from "./findings.ts";
import { toHex } from "./hex.ts";

export interface Amount {
  readonly kind: ConsumableKind;
  readonly part: string;
  readonly value: LevelReading["value"];
  readonly unit: Unit;
  readonly capacity?: number;
  readonly quality: Quality;
  readonly raw: Uint8Array;
  /** the device itself calls this much, in `unit`, low: it counts where it is more than the profile's limit */
  readonly lowAt?: number;
  /** limits that the device told, in `unit` */
  readonly limits?: { readonly low: number; readonly out: number };
}

const statusOf: Partial<Record<ConsumableKind, StatusWord>> = {
  toner: "toner",
  ink: "ink",
  ribbon: "ribbon",
  paper: "paper",
};

/** The profile's entry for that consumable: of its very part, else the one for every part. */
export function findConsumable(profile: Profile, kind: ConsumableKind, part: string): Consumable | undefined {
  const entries = profile.consumables.filter((entry) => entry.kind === kind);
  return entries.find((entry) => entry.part === part) ?? entries.find((entry) => entry.part === "*");
}

/** Records an amount with everything that follows from it. */
export function recordLevel(profile: Profile, amount: Amount, findings: Findings): void {
  const { kind, part, value, unit, capacity, quality } = amount;
  const raw = toHex(amount.raw);
  const at = findings.at;
  const full = capacity === undefined ? {} : { capacity };
  findings.readings.push({ kind: "level", consumable: kind, part, value, unit, ...full, quality, raw, at });

  const consumable = findConsumable(profile, kind, part);
  const shortage = consumable ? shortageOf(consumable, amount) : "unknown";
  const word = statusOf[kind];
  if (word) {
    const known = value === "not-supported" ? "not-supported" : shortage;
    const trust = known === "unknown" ? "unknown" : quality;
    findings.readings.push({ kind: "status", name: word, part, value: known, quality: trust, raw, at });
  }
  if (shortage !== "low" && shortage !== "out") return;
  const code = consumable?.faults?.[shortage];
  // read by people of both languages: figures, no unit words where the whole explains them
  const left =
    unit === "percent" ? `${value}%` : capacity === undefined ? `${value} ${unit}` : `${value} / ${capacity}`;
  if (code) findings.claim({ code, part, detail: `${consumable?.names.zh ?? kind} ${left}`, raw });
}

function shortageOf(consumable: Consumable, amount: Amount): "unknown" | "full" | "low" | "out" {
  const { value, capacity, limits, lowAt = -1 } = amount;
  if (typeof value !== "number") return "unknown";
  if (limits) return value <= limits.out ? "out" : value <= limits.low ? "low" : "full";
  const whole = amount.unit === "percent" ? 100 : capacity;
  const thresholds = consumable.thresholds;
  if (whole === undefined || !thresholds || !("lowPercent" in thresholds)) return "unknown";
  const percent = (value / whole) * 100;
  return percent <= thresholds.outPercent ? "out" : percent <= thresholds.lowPercent || value <= lowAt ? "low" : "full";
}
