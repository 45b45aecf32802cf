// Uninterruptible power supplies by the HID power device class (usage tables for HID power devices 1.0, pages 0x84 and
// 0x85): which feature reports to ask for, and what they amount to. The maker chooses report ids and places; only the
// device's own report descriptor tells them.
import type { Quirk } from "../profile.ts";
import type { Field, ValueField } from "./field.ts";
import type { HidDescriptor, HidUsage, HidValueField } from "./hid-descriptor.ts";
import { hidLogicalValue, hidPhysicalValue } from "./hid-value.ts";

/** Power Device page (table 1) and Battery System page (table 2). */
const usages = {
  ups: 0x00840004,
  battery: 0x00840012,
  powerConverter: 0x00840016,
  outletSystem: 0x00840018,
  input: 0x0084001a,
  output: 0x0084001c,
  outlet: 0x00840020,
  powerSummary: 0x00840024,
  voltage: 0x00840030,
  percentLoad: 0x00840035,
  configVoltage: 0x00840040,
  internalFailure: 0x00840062,
  overload: 0x00840065,
  overTemperature: 0x00840067,
  shutdownImminent: 0x00840069,
  communicationLost: 0x00840073,
  remainingCapacityLimit: 0x00850029,
  capacityMode: 0x0085002c,
  belowRemainingCapacityLimit: 0x00850042,
  remainingTimeLimitExpired: 0x00850043,
  charging: 0x00850044,
  discharging: 0x00850045,
  needReplacement: 0x0085004b,
  remainingCapacity: 0x00850066,
  fullChargeCapacity: 0x00850067,
  runTimeToEmpty: 0x00850068,
  acPresent: 0x008500d0,
  batteryPresent: 0x008500d1,
} as const satisfies Record<string, HidUsage>;

const { powerSummary, battery, output, powerConverter, input } = usages;

/** One value that we ask for: its usage, and in which collection it is looked for first. */
interface Wanted {
  readonly usage: HidUsage;
  readonly within: readonly HidUsage[];
  /** only there: a voltage says nothing unless it is known of what */
  readonly nowhereElse?: true;
}

/** Status flags stand in PresentStatus of the summary; what older models have stands somewhere else. */
const flag = (usage: HidUsage): Wanted => ({ usage, within: [powerSummary, battery, output] });
const amount = (usage: HidUsage): Wanted => ({ usage, within: [powerSummary, battery] });
const only = (usage: HidUsage, ...within: HidUsage[]): Wanted => ({ usage, within, nowhereElse: true });

const wanted = {
  acPresent: flag(usages.acPresent),
  charging: flag(usages.charging),
  discharging: flag(usages.discharging),
  belowRemainingCapacityLimit: flag(usages.belowRemainingCapacityLimit),
  remainingTimeLimitExpired: flag(usages.remainingTimeLimitExpired),
  shutdownImminent: flag(usages.shutdownImminent),
  batteryPresent: flag(usages.batteryPresent),
  needReplacement: flag(usages.needReplacement),
  overload: flag(usages.overload),
  internalFailure: flag(usages.internalFailure),
  overTemperature: flag(usages.overTemperature),
  communicationLost: flag(usages.communicationLost),
  remainingCapacity: amount(usages.remainingCapacity),
  capacityMode: amount(usages.capacityMode),
  fullChargeCapacity: amount(usages.fullChargeCapacity),
  remainingCapacityLimit: amount(usages.remainingCapacityLimit),
  runTimeToEmpty: amount(usages.runTimeToEmpty),
  percentLoad: { usage: usages.percentLoad, within: [output, powerConverter, powerSummary] },
  inputVoltage: only(usages.voltage, input),
  outputVoltage: only(usages.voltage, output),
  batteryVoltage: only(usages.voltage, battery, powerSummary),
  nominalBatteryVoltage: only(usages.configVoltage, battery, powerSummary),
} as const satisfies Record<string, Wanted>;
type WantedName = keyof typeof wanted;

/** A volt in the centimetre, gram, second and ampere of a descriptor's unit (HID 1.11 section 6.2.2.7). */
const voltUnit = 0x00f0d121;
const voltInDescriptorUnits = 1e7;
/** CapacityMode 2: capacities are percent of the full charge; 0 and 1 are mAh and mWh. */
const percentMode = 2;

export interface PowerQuestion {
  readonly reportId: number;
  /** octets of the report, its id counted */
  readonly length: number;
}

/** What came in answer to each question, by report id: the report with its id first; empty where the device refused. */
export type PowerReports = ReadonlyMap<number, Uint8Array>;

/** Is there a UPS in it at all? */
export function describesPower(descriptor: HidDescriptor): boolean {
  return descriptor.fields.some((field) => field.path[0] === usages.ups || field.path.includes(powerSummary));
}

/** The feature reports to ask for, the status first. Nothing is ever written to a UPS. */
export function powerQuestions(descriptor: HidDescriptor): PowerQuestion[] {
  const ids = wantedNames.flatMap((name) => {
    const found = find(descriptor, wanted[name]);
    return found?.kind === "feature" ? [found.reportId] : [];
  });
  return [...new Set(ids)].map((reportId) => ({ reportId, length: (descriptor.octets("feature", reportId) ?? 0) + 1 }));
}

/** Whether this is the answer to that question: its id, and as long as the descriptor says. */
export function answersPowerQuestion({ reportId, length }: PowerQuestion, report: Uint8Array): boolean {
  // Devices without report ids: some hosts put a zero where the id would stand.
  if (reportId === 0) return report.length === length || report.length === length - 1;
  return report[0] === reportId && report.length === length;
}

/** What the reports amount to. A value that the device declares nowhere is a field that says so. */
export function powerFields(descriptor: HidDescriptor, reports: PowerReports, quirks: readonly Quirk[]): Field[] {
  if (reports.size === 0) return [];
  return new PowerReading(descriptor, reports, quirks).fields();
}

const wantedNames: readonly WantedName[] = Object.keys(wanted).filter((name): name is WantedName =>
  Object.hasOwn(wanted, name),
);

function find({ fields }: HidDescriptor, { usage, within, nowhereElse }: Wanted): HidValueField | undefined {
  const outlets: readonly HidUsage[] = [usages.outlet, usages.outletSystem];
  // A feature report can be asked for; an input report comes when the device likes.
  const all = fields
    .filter((field) => field.usage === usage && field.kind !== "output")
    .toSorted((a, b) => Number(b.kind === "feature") - Number(a.kind === "feature"));
  for (const place of within) {
    const found = all.find((field) => field.path.includes(place));
    if (found) return found;
  }
  return nowhereElse ? undefined : all.find((field) => !outlets.some((outlet) => field.path.includes(outlet)));
}

/** A value: known, declared but not to be had, or not declared at all. */
type Told =
  | { readonly name: "known"; readonly value: number; readonly field: HidValueField; readonly raw: Uint8Array }
  | { readonly name: "unreadable"; readonly raw: Uint8Array }
  | { readonly name: "absent" };

const nothing = new Uint8Array(0);

class PowerReading {
  readonly #descriptor: HidDescriptor;
  readonly #reports: PowerReports;
  readonly #quirks: readonly Quirk[];

  constructor(descriptor: HidDescriptor, reports: PowerReports, quirks: readonly Quirk[]) {
    this.#descriptor = descriptor;
    this.#reports = reports;
    this.#quirks = quirks;
  }

  fields(): Field[] {
    return [
      this.#mains(),
      this.#batteryLow(),
      this.#flow(),
      ...(
        [
          "batteryPresent",
          "needReplacement",
          "overload",
          "internalFailure",
          "overTemperature",
          "communicationLost",
        ] as const
      ).map((name) => field(name, this.#flag(name))),
      field("charge", this.#charge()),
      ...this.#counts(),
    ];
  }

  #told(name: WantedName, ignoreRange = false): Told {
    const found = find(this.#descriptor, wanted[name]);
    if (found === undefined) return { name: "absent" };
    const report = found.kind === "feature" ? this.#reports.get(found.reportId) : undefined;
    if (report === undefined || report.length === 0) return { name: "unreadable", raw: nothing };
    const octets = this.#descriptor.octets("feature", found.reportId) ?? 0;
    // Devices without report ids: some hosts put a zero where the id would stand.
    const hasId = found.reportId !== 0 || report.length > octets;
    const logical = hidLogicalValue(found, hasId ? report.subarray(1) : report);
    const isInRange = logical !== undefined && logical >= found.logicalMin && logical <= found.logicalMax;
    // Section 5.10: what lies outside of the declared limits is no value.
    if (logical === undefined || !(isInRange || ignoreRange)) return { name: "unreadable", raw: report };
    return { name: "known", value: hidPhysicalValue(found, logical), field: found, raw: report };
  }

  #flag(name: WantedName): Told {
    const told = this.#told(name);
    return told.name === "known" ? { ...told, value: told.value === 0 ? 0 : 1 } : told;
  }

  /** 1: the mains is there. A UPS without ACPresent tells it by what its battery does. */
  #mains(): ValueField {
    const told = this.#flag("acPresent");
    if (told.name !== "absent") return field("mains", told);
    const discharging = this.#flag("discharging");
    return field(
      "mains",
      discharging.name === "known" ? { ...discharging, value: 1 - discharging.value } : discharging,
    );
  }

  /** 1: little is left and nothing comes in. Recharging after an outage a battery is low too, and that is no fault. */
  #batteryLow(): ValueField {
    const mains = this.#mains();
    const imminent = this.#flag("shutdownImminent");
    if (imminent.name === "known" && imminent.value === 1) return field("batteryLow", imminent);
    const flags = [this.#flag("belowRemainingCapacityLimit"), this.#flag("remainingTimeLimitExpired")];
    const holds = [...flags, this.#belowLimit()].find((sign) => sign.name === "known" && sign.value === 1);
    const onBattery = mains.number === 0;
    if (holds?.name === "known") return field("batteryLow", { ...holds, value: onBattery ? 1 : 0 });
    const unreadable = [imminent, ...flags].find((sign) => sign.name === "unreadable");
    if (unreadable && onBattery) return field("batteryLow", unreadable);
    return field("batteryLow", [imminent, ...flags].find((sign) => sign.name === "known") ?? { name: "absent" });
  }

  #belowLimit(): Told {
    const left = this.#told("remainingCapacity");
    const limit = this.#told("remainingCapacityLimit");
    if (left.name !== "known" || limit.name !== "known") return { name: "absent" };
    return { ...left, value: left.value <= limit.value ? 1 : 0 };
  }

  /** 0 neither, 1 charging, 2 discharging, 3 what no battery does */
  #flow(): ValueField {
    const charging = this.#flag("charging");
    const discharging = this.#flag("discharging");
    if (discharging.name === "absent") return field("flow", charging);
    if (discharging.name === "unreadable" || charging.name === "unreadable") {
      return field("flow", discharging.name === "unreadable" ? discharging : charging);
    }
    const inward = charging.name === "known" ? charging.value : 0;
    return field("flow", { ...discharging, value: inward + 2 * discharging.value });
  }

  /** Percent of the full charge. */
  #charge(): Told {
    const left = this.#told("remainingCapacity");
    if (left.name !== "known") return left;
    const percent = this.#chargePercent(left.value, left.field);
    if (percent === undefined || percent < 0 || percent > 100) return { name: "unreadable", raw: left.raw };
    return { ...left, value: Math.round(percent) };
  }

  #chargePercent(left: number, declared: HidValueField): number | undefined {
    const mode = this.#told("capacityMode");
    const full = this.#told("fullChargeCapacity");
    if (this.#has("capacity-in-percent") || (mode.name === "known" && mode.value === percentMode)) return left;
    if (mode.name === "absent" && declared.unit === 0 && declared.logicalMax <= 100) return left;
    return full.name === "known" && full.value > 0 ? (left / full.value) * 100 : undefined;
  }

  /** Amounts nothing hangs on: one that cannot be read is left out and does not make the UPS unknown. */
  #counts(): ValueField[] {
    const counts: [string, string, Told][] = [
      ["runtimeLeft", "", this.#told("runTimeToEmpty")],
      ["load", "", this.#told("percentLoad")],
      ["voltage", "input", this.#volts("inputVoltage")],
      ["voltage", "output", this.#volts("outputVoltage")],
      [
        "voltage",
        "battery",
        this.#has("battery-voltage-unreliable") ? { name: "absent" } : this.#volts("batteryVoltage"),
      ],
      ["voltage", "battery nominal", this.#volts("nominalBatteryVoltage")],
    ];
    return counts.flatMap(([name, part, told]) => (told.name === "known" ? [field(name, told, part)] : []));
  }

  #volts(name: WantedName): Told {
    const told = this.#told(name, this.#has("voltage-range-wrong"));
    if (told.name !== "known") return told;
    const value = told.field.unit === voltUnit ? told.value / voltInDescriptorUnits : told.value;
    return { ...told, value: Math.round(value * 100) / 100 };
  }

  #has(name: Quirk["quirk"]): boolean {
    return this.#quirks.some(({ quirk }) => quirk === name);
  }
}

function field(name: string, told: Told, part = ""): ValueField {
  const common = { shape: "value", name, part } as const;
  if (told.name === "known") return { ...common, raw: told.raw, number: told.value };
  return { ...common, raw: told.name === "absent" ? nothing : told.raw, lacks: told.name };
}
