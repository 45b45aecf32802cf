import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadProfiles } from "../load.ts";
import { decode } from "./decode.ts";
import type { IppMessage } from "./ipp.ts";
import { ippFields } from "./ipp-fields.ts";
import { mibNumber } from "./ipp-words.ts";

const profiles = loadProfiles();
function profile(id: string) {
  const found = profiles.get(`a4-printer/${id}`);
  if (!found) throw new Error(`no profile ${id}`);
  return found;
}
const generic = profile("generic-ipp-everywhere");

type Given = string | number | boolean | Uint8Array;
const keyword = 0x44;
function encoded(given: Given, tag?: number) {
  if (typeof given === "number") {
    return { tag: tag ?? 0x23, raw: Uint8Array.from([24, 16, 8, 0].map((shift) => (given >> shift) & 0xff)) };
  }
  if (typeof given === "boolean") return { tag: 0x22, raw: Uint8Array.of(given ? 1 : 0) };
  return { tag: tag ?? keyword, raw: typeof given === "string" ? new TextEncoder().encode(given) : given };
}
function message(attributes: Record<string, readonly Given[]>, code = 0): IppMessage {
  const list = Object.entries(attributes).map(([name, values]) => ({
    group: 4,
    name,
    values: values.map((given) => encoded(given)),
  }));
  return { code, requestId: 1, attributes: list, isWhole: true };
}
const told = (attributes: Record<string, readonly Given[]>, of = generic) =>
  decode(of, ippFields(message({ "printer-state": [3], ...attributes })), 0);
const levels = (attributes: Record<string, readonly Given[]>) =>
  told(attributes).readings.flatMap((r) =>
    r.kind === "level" && r.value !== "unknown" ? [`${r.part} ${r.value}`] : [],
  );

describe("printer-state", () => {
  test.each([
    [3, "online"],
    [4, "deviceBusy"],
    [5, "offline"],
    [6, "unknown"],
    [-1, "unknown"],
  ])("%i is %s", (state, word) => {
    expect(told({ "printer-state": [state] }).state).toBe(word);
  });

  test("that is no number is unknown, and so is none at all", () => {
    expect(told({ "printer-state": ["idle"] }).state).toBe("unknown");
    const silent = decode(generic, ippFields(message({ "printer-make-and-model": ["X"] })), 0);
    expect(silent.state).toBe("unknown");
  });

  test("stands as the printer's group has it, not as another one", () => {
    const [attribute] = message({ "printer-state": [3] }).attributes;
    if (!attribute) throw new Error("no attribute");
    const elsewhere = { ...message({}), attributes: [{ ...attribute, group: 5 }] };
    expect(ippFields(elsewhere)).toEqual([]);
  });
});

describe("printer-state-reasons", () => {
  test.each([
    ["media-empty-error", "userError", ["paper.out"]],
    ["media-empty", "userError", ["paper.out"]],
    ["media-empty-warning", "online", ["paper.low"]],
    ["media-empty-report", "online", ["paper.low"]],
    ["toner-low-report", "online", ["toner.low"]],
    ["none", "online", []],
    ["com.example.oops-error", "unknown", []],
    ["com.example.oops", "unknown", []],
    ["com.example.oops-warning", "online", []],
    ["constructor", "unknown", []],
    ["-error", "unknown", []],
  ])("%s while idle is %s %j", (reason, state, codes) => {
    const seen = told({ "printer-state-reasons": [reason] });
    expect([seen.state, seen.conditions.map(({ code }) => code)]).toEqual([state, codes]);
  });

  test("named twice and in two severities are one condition", () => {
    const { conditions } = told({
      "printer-state-reasons": ["media-empty-error", "media-needed-error", "media-empty-error", "media-empty-warning"],
    });
    expect(conditions.map(({ code }) => code)).toEqual(["paper.out"]);
    expect(conditions[0]?.detail).toBe("media-empty-error");
  });

  test("that nobody knows are shown as they came", () => {
    const { readings } = told({ "printer-state-reasons": ["com.example.oops-error"] });
    const notes = readings.flatMap((r) => (r.kind === "text" && r.name === "note" ? [[r.value, r.quality]] : []));
    expect(notes).toEqual([["printer-state-reasons: com.example.oops-error", "unknown"]]);
  });
});

describe("supplies", () => {
  test("of printer-supply count, and the marker lists beside them do not", () => {
    const supply = "class=supplyThatIsConsumed;type=toner;unit=percent;maxcapacity=100;level=40;colorantname=cyan;";
    expect(levels({ "printer-supply": [supply], "marker-names": ["Cyan"], "marker-levels": [90] })).toEqual([
      "cyan 40",
    ]);
  });

  test("of the marker lists count where printer-supply tells nothing", () => {
    const markers = { "marker-names": ["Cyan"], "marker-types": ["toner"], "marker-levels": [90] };
    expect(levels({ ...markers, "printer-supply": [""] })).toEqual(["cyan 90"]);
    expect(levels({ ...markers, "marker-levels": ["90"] })).toEqual([]);
  });

  test("are pointed at by their own index, where each has one", () => {
    const supply = (index: number, colour: string) =>
      `index=${index};class=supplyThatIsConsumed;type=toner;unit=percent;maxcapacity=100;level=50;colorantname=${colour};`;
    const alert = "code=markerTonerEmpty;severity=warning;training=trained;group=markerSupplies;groupindex=7";
    const own = told({ "printer-supply": [supply(3, "cyan"), supply(7, "yellow")], "printer-alert": [alert] });
    expect(own.conditions).toMatchObject([{ code: "toner.out", part: "yellow", route: "operations" }]);
    const twice = told({ "printer-supply": [supply(7, "cyan"), supply(7, "yellow")], "printer-alert": [alert] });
    expect(twice.conditions).toMatchObject([{ code: "toner.out", part: "" }]);
  });

  test("may be called in words of a language, and in another character set than promised", () => {
    const withLanguage = {
      tag: 0x36,
      raw: Uint8Array.from([0, 5, ...Buffer.from("zh-cn"), 0, 4, 0xba, 0xda, 0xc9, 0xab]),
    };
    const list = [
      { group: 4, name: "marker-names", values: [withLanguage] },
      { group: 4, name: "marker-types", values: [encoded("toner-cartridge")] },
      { group: 4, name: "marker-levels", values: [encoded(61, 0x21)] },
    ];
    const { readings } = decode(generic, ippFields({ code: 0, requestId: 1, attributes: list, isWhole: true }), 0);
    expect(readings).toContainEqual(expect.objectContaining({ kind: "level", part: "black", value: 61 }));
  });
});

describe("alerts", () => {
  test("that are a history tell by the last of them alone, on a printer of that quirk", () => {
    const past = { "printer-alert-description": ["Sleep Mode", "Ready"] };
    expect(told(past).stale).toBe(true);
    expect(told(past, profile("hp-laserjet-ipp")).stale).toBe(false);
    const now = { "printer-alert-description": ["Ready", "Sleep Mode"] };
    expect(told(now, profile("hp-laserjet-ipp"))).toMatchObject({ stale: true, state: "unknown" });
  });

  test("that are blank are none", () => {
    const { readings } = told({ "printer-alert": [""], "printer-alert-description": [""] });
    expect(readings.filter((r) => r.kind === "text" && r.name === "alert")).toEqual([]);
  });
});

describe("the words of IPP", () => {
  test.each([
    ["alertCode", "inputMediaSupplyEmpty", 808],
    ["alertCode", "staplerJam", 30_208],
    ["alertCode", "808", 808],
    ["alertCode", "noSuchAlert", undefined],
    ["severity", "critical", 3],
    ["severity", "Warning", 4],
    ["training", "fieldService", 5],
    ["training", "noInterventionRequired", 7],
    ["training", "noIntervention", 7],
    ["supplyType", "toner-cartridge", 21],
    ["supplyType", "tonerCartridge", 21],
    ["supplyType", "wasteToner", 4],
    ["supplyType", "chocolate", undefined],
    ["unit", "percent", 19],
    ["group", "markerSupplies", 11],
    ["supplyClass", "receptacleThatIsFilled", 4],
    ["severity", "", undefined],
  ] as const)("%s %s is %s in Printer-MIB", (words, text, number) => {
    expect(mibNumber(words, text)).toBe(number);
  });
});

test("a refusal is all that it tells, and nothing of what the printer holds", () => {
  const seen = decode(generic, ippFields(message({ "printer-state": [3] }, 0x0507)), 0);
  expect(seen).toMatchObject({ state: "deviceBusy", conditions: [], readings: [] });
  expect(decode(generic, ippFields(message({}, 0x04ff)), 0)).toMatchObject({ state: "unknown" });
});

test("alerts and supplies mean over IPP what they mean over SNMP", () => {
  const tables = (id: string) =>
    profile(id).decode.filter(({ kind }) => kind === "alerts" || kind === "supplies" || kind === "inputs");
  expect(tables("generic-ipp-everywhere")).toEqual(tables("generic-printer-mib"));
  expect(generic.consumables).toEqual(profile("generic-printer-mib").consumables);
});

test("nothing that a printer may say breaks the meaning, or is healthy where the state is not", () => {
  const text = fc.oneof(fc.string({ maxLength: 40 }), fc.constantFrom("class=;;=", "level=-3;type=toner", "code=jam"));
  fc.assert(
    fc.property(
      fc.dictionary(
        fc.constantFrom("printer-supply", "printer-alert", "marker-names", "printer-input-tray"),
        fc.array(text),
      ),
      (attributes) => {
        expect(["online", "deviceBusy"]).not.toContain(told({ ...attributes, "printer-state": [5] }).state);
      },
    ),
  );
});
