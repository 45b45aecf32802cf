// Whether one capability of a service is there now, by what the devices said. What nobody can say counts as missing: a citizen
// who was promised a booklet has walked here for it.
import { type DeviceReport, deviceOfCapability, type MissingCapability, type ServiceCapability } from "@kiosk/contract";
import { type Condition, type FaultCode, faultCodeInfo, type Reading } from "@kiosk/firmware-profiles";

/** A report and the instant by which its age counts: now, or when a device that is lent since was last heard. ms, kiosk clock */
export interface SeenDevice {
  readonly report: DeviceReport;
  readonly at: number;
}

export interface SeenNetwork {
  readonly connected: boolean;
  /** since when it is so, ms, kiosk clock; null: not known */
  readonly since: number | null;
}

/** An answer older than this says nothing of now: three times the longest back-off. */
const freshMs = 3 * 60_000;

/** What is missing of a capability; undefined: it is there. */
export function findMissing(
  capability: ServiceCapability,
  devices: readonly SeenDevice[],
  network: SeenNetwork,
): MissingCapability | undefined {
  const deviceClass = deviceOfCapability[capability];
  if (deviceClass === null) {
    return network.connected ? undefined : { capability, ground: "offline", detail: "", since: network.since };
  }
  const fit = devices.filter((d) => d.report.deviceClass === deviceClass);
  const verdicts = fit.map((device) => judge(capability, device));
  if (verdicts.includes(undefined)) return undefined;
  const first = verdicts.find((v) => v !== undefined);
  return { capability, ...(first ?? { ground: "absent", detail: "", since: null }) };
}

type Missing = Omit<MissingCapability, "capability">;

function judge(capability: ServiceCapability, { report, at }: SeenDevice): Missing | undefined {
  return (
    judgeState(capability, report, at) ?? judgeConditions(capability, report) ?? judgeWords(capability, report.readings)
  );
}

/** `userError` (no paper, cover open) is left to the conditions, which name it. */
function judgeState(
  capability: ServiceCapability,
  { state, since, answeredAt, conditions }: DeviceReport,
  at: number,
): Missing | undefined {
  switch (state) {
    case "unknown":
      return { ground: "unknown", detail: "", since };
    case "offline":
    case "powerOff":
    case "noDevice":
    case "starting":
      return { ground: "offline", detail: "", since };
    case "hardwareError":
    case "potentialFraud":
      return { ground: "fault", detail: conditions.find(isSevere)?.code ?? "", since };
    case "userError": {
      const severe = conditions.find(stops);
      return severe === undefined
        ? { ground: "fault", detail: "", since }
        : { ...missingBy(severe, capability), since };
    }
    case "online":
    case "deviceBusy":
      if (answeredAt === undefined || at - answeredAt > freshMs) return unknown;
      return undefined;
  }
}

function judgeConditions(capability: ServiceCapability, report: DeviceReport): Missing | undefined {
  const stopping = report.conditions.find((c) => stops(c) && concerns(c, capability, report.readings));
  return stopping === undefined ? undefined : missingBy(stopping, capability);
}

const colours: readonly string[] = ["cyan", "magenta", "yellow"];
const inks: readonly FaultCode[] = ["toner.out", "ink.out"];
const trays: readonly FaultCode[] = ["paper.out", "tray.missing"];

function concerns({ code, part }: Condition, capability: ServiceCapability, readings: readonly Reading[]): boolean {
  // Black is printed without yellow; a printer that refuses even that says so by its state.
  if (capability === "a4Print" && inks.includes(code)) return !colours.includes(part);
  // An empty tray beside a full one
  if (part !== "" && trays.includes(code)) return supplyOf(readings, isPaper, "any") !== "good";
  return true;
}

function isSevere({ code }: Condition): boolean {
  const { severity } = faultCodeInfo(code);
  return severity === "error" || severity === "critical";
}

/** An open cover is a warning to the technician and the end of printing to the citizen. */
function stops(condition: Condition): boolean {
  return isSevere(condition) || condition.code === "cover.open" || condition.code === "interlock.open";
}

const usedUpBy: Readonly<Partial<Record<FaultCode, string>>> = {
  "paper.out": "paper",
  "tray.missing": "paper",
  "toner.out": "toner",
  "ink.out": "ink",
  "ribbon.out": "ribbon",
  "ribbon.missing": "ribbon",
  "supply.missing": "supply",
  "waste.full": "wasteToner",
  "cards.empty": "cards",
  "cleaning.mandatory": "cleaningKit",
};

function missingBy({ code }: Condition, capability: ServiceCapability): Missing {
  const usedUp = usedUpBy[code];
  // What lies in the trays of a booklet printer are booklets.
  const consumable = capability === "ycbBook" && usedUp === "paper" ? "booklet" : usedUp;
  if (consumable === undefined) return { ground: "fault", detail: code, since: null };
  return { ground: "consumable", detail: consumable, since: null };
}

const unknown: Missing = { ground: "unknown", detail: "", since: null };

type Supply = "good" | "out" | "unknown";

function judgeWords(capability: ServiceCapability, readings: readonly Reading[]): Missing | undefined {
  for (const [detail, supply] of suppliesOf(capability, readings)) {
    if (supply === "unknown") return { ground: "unknown", detail, since: null };
    if (supply === "out") {
      return detail === "device"
        ? { ground: "fault", detail: "", since: null }
        : { ground: "consumable", detail, since: null };
    }
  }
  return undefined;
}

/** What each needs, named by its consumable. A printer that tells nothing at all of its toner leaves it unknown. */
function suppliesOf(
  capability: ServiceCapability,
  readings: readonly Reading[],
): readonly (readonly [string, Supply])[] {
  switch (capability) {
    case "a4Print":
      return [
        ["toner", supplyOf(readings, isBlack, "every")],
        ["paper", supplyOf(readings, isPaper, "any")],
      ];
    case "colour":
      return [
        ["toner", supplyOf(readings, isBlack, "every")],
        ...colours.map((c) => ["toner", supplyOf(readings, (r) => isInk(r) && r.part === c, "every")] as const),
        ["paper", supplyOf(readings, isPaper, "any")],
      ];
    case "ycbBook":
      return [
        ["ribbon", supplyOf(readings, isNamed("ribbon"), "every")],
        // Where the citizen puts the booklet in by hand, the machine stores none and says nothing of it.
        ["booklet", whereSaid(readings, isBooklet, "any")],
      ];
    case "endorse":
      return [
        // A machine without a cleaning counter, or that takes the citizen's own card, says nothing of cleaning or cards.
        ["cleaningKit", whereSaid(readings, isNamed("cleaning"), "every")],
        ["cards", whereSaid(readings, (r) => isNamed("cards")(r) || isNamed("storage")(r), "every")],
        ["ribbon", whereSaid(readings, isNamed("ribbon"), "every")],
      ];
    case "receipt":
      return [["paper", supplyOf(readings, isPaper, "any")]];
    case "camera":
      return [["device", whereSaid(readings, isNamed("camera"), "every")]];
    case "scanner":
      return [["device", whereSaid(readings, isNamed("barcode"), "every")]];
    case "idReader":
    case "ssc":
    case "network":
      return [];
  }
}

type Which = (reading: Reading) => boolean;

function isNamed(name: string): Which {
  return (r) => (r.kind === "status" ? r.name === name : r.kind === "level" && r.consumable === name);
}
const isPaper = isNamed("paper");
const isToner = isNamed("toner");
const isInkWord = isNamed("ink");
const isInk: Which = (r) => isToner(r) || isInkWord(r);
const isBlack: Which = (r) => isInk(r) && !colours.includes(r.part);
const isBooklet: Which = (r) => isNamed("booklet")(r) || isPaper(r);

function whereSaid(readings: readonly Reading[], which: Which, parts: "any" | "every"): Supply {
  return readings.some(which) ? supplyOf(readings, which, parts) : "good";
}

/** `any`: one good part is enough (a tray); `every`: each must be good (a colour). */
function supplyOf(readings: readonly Reading[], which: Which, parts: "any" | "every"): Supply {
  const fit = readings.filter(which);
  const names = [...new Set(fit.map((r) => r.part))];
  const supplies = names.map((name) => supplyOfPart(fit.filter((r) => r.part === name)));
  if (supplies.length === 0) return "unknown";
  if (parts === "any" && supplies.includes("good")) return "good";
  if (supplies.includes("out") && (parts === "every" || !supplies.includes("unknown"))) return "out";
  return supplies.includes("unknown") ? "unknown" : "good";
}

/** The worst that is said of one part. */
function supplyOfPart(said: readonly Reading[]): Supply {
  const words = said.map(supplyOfReading);
  if (words.includes("out")) return "out";
  if (!words.includes("unknown")) return "good";
  // RFC 3805 -3: at least one unit remains, though no band of full, low or out can be told of it
  const levels = said.filter((r) => r.kind === "level");
  return levels.length > 0 && levels.every((r) => r.value === "some") ? "good" : "unknown";
}

const usedUpWords: readonly string[] = ["out", "mandatory", "inoperative", "off", "jammed"];

function supplyOfReading(reading: Reading): Supply {
  if (reading.kind !== "status" && reading.kind !== "level") return "good";
  const { value, quality } = reading;
  if (value === "not-supported") return "good";
  if (value === "unknown" || (quality === "unknown" && value !== "some")) return "unknown";
  if (typeof value === "number") return value > 0 ? "good" : "out";
  // An empty feeder beside another that is not told: `cards.empty` says when no card is left.
  return usedUpWords.includes(value) ? "out" : "good";
}
