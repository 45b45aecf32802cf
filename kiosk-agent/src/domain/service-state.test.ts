import { DeviceId, type DeviceReport, type ServiceCapability, serviceCapabilities } from "@kiosk/contract";
import {
  type DeviceClass,
  deviceStates,
  faultCodes,
  isFaultCode,
  type Reading,
  type StatusReading,
} from "@kiosk/firmware-profiles";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import type { SeenDevice } from "./capability-check.ts";
import { judgeService } from "./service-state.ts";

const at = 1_790_000_000_000;
const online = { connected: true, since: null };
const without = { zh: "可改邮寄", en: "By mail" };

function device(
  deviceClass: DeviceClass,
  readings: readonly Reading[] = [],
  changes: Partial<DeviceReport> = {},
): SeenDevice {
  const report: DeviceReport = {
    deviceId: DeviceId.parse("d"),
    deviceClass,
    profileId: "x/x",
    state: "online",
    since: at - 5_000,
    answeredAt: at - 20_000,
    readings: [...readings],
    conditions: [],
    exchange: [],
    droppedBytes: 0,
    ...changes,
  };
  return { report, at };
}

const stamp = { quality: "measured", raw: "", at } as const;
const word = (name: StatusReading["name"], value: string, part = ""): Reading => ({
  kind: "status",
  name,
  part,
  value,
  ...stamp,
});
const toner = (value: number | "unknown" | "not-supported" | "some", part = "black"): Reading => ({
  kind: "level",
  consumable: "toner",
  part,
  value,
  unit: "percent",
  ...stamp,
});
const when = (code: string, part = "") => {
  if (!isFaultCode(code)) throw new Error(code);
  return { conditions: [{ code, part, detail: "", raw: "" }] };
};
const paper = word("paper", "full", "Tray 1");
const colours = ["cyan", "magenta", "yellow"].map((c) => toner(40, c));
const laser = [toner(40), ...colours, paper];

type Row = readonly [what: string, capability: ServiceCapability, device: SeenDevice | null, missing: string];
const rows: readonly Row[] = [
  ["a reader that is online", "idReader", device("idCardReader"), ""],
  ["a reader that is busy", "idReader", device("idCardReader", [], { state: "deviceBusy" }), ""],
  ["no reader", "idReader", null, "absent"],
  ["another device than a reader", "idReader", device("sscReader"), "absent"],
  ["a reader nobody has heard", "idReader", device("idCardReader", [], { state: "unknown" }), "unknown"],
  ["a reader that is gone", "idReader", device("idCardReader", [], { state: "noDevice" }), "offline"],
  ["a reader that begins", "idReader", device("idCardReader", [], { state: "starting" }), "offline"],
  ["a reader with broken hardware", "idReader", device("idCardReader", [], { state: "hardwareError" }), "fault"],
  ["a reader that may be tampered with", "idReader", device("idCardReader", [], { state: "potentialFraud" }), "fault"],
  ["a reader heard 3 min ago", "idReader", device("idCardReader", [], { answeredAt: at - 180_000 }), ""],
  ["a reader heard longer ago", "idReader", device("idCardReader", [], { answeredAt: at - 180_001 }), "unknown"],
  [
    "a reader with an error",
    "idReader",
    device("idCardReader", [], when("auth.sam-not-authorised")),
    "fault auth.sam-not-authorised",
  ],
  ["a reader with a warning", "idReader", device("idCardReader", [], when("card.read-failures")), ""],
  ["a social security reader", "ssc", device("sscReader", [word("media", "unknown")]), ""],
  ["a laser with all it needs", "a4Print", device("a4Printer", laser), ""],
  ["a laser with all it needs", "colour", device("a4Printer", laser), ""],
  ["a laser that says nothing of toner", "a4Print", device("a4Printer", [paper]), "unknown toner"],
  ["a laser that says nothing of paper", "a4Print", device("a4Printer", [toner(40)]), "unknown paper"],
  ["a laser that cannot tell toner", "a4Print", device("a4Printer", [toner("not-supported"), paper]), ""],
  [
    "a laser with some toner",
    "a4Print",
    device("a4Printer", [toner("some"), word("toner", "unknown", "black"), paper]),
    "",
  ],
  ["a laser with unknown toner", "a4Print", device("a4Printer", [toner("unknown"), paper]), "unknown toner"],
  ["a laser without black", "a4Print", device("a4Printer", [toner(0), ...colours, paper]), "consumable toner"],
  ["a laser without yellow", "a4Print", device("a4Printer", [toner(9), toner(0, "yellow"), paper]), ""],
  [
    "a laser without yellow, which it says",
    "a4Print",
    device("a4Printer", [toner(9), paper], when("toner.out", "yellow")),
    "",
  ],
  [
    "a laser without yellow",
    "colour",
    device("a4Printer", [toner(9), ...colours.slice(0, 2), toner(0, "yellow"), paper]),
    "consumable toner",
  ],
  ["a laser that knows no colours", "colour", device("a4Printer", [toner(9), paper]), "unknown toner"],
  [
    "one tray of two empty",
    "a4Print",
    device("a4Printer", [toner(9), paper, word("paper", "out", "Tray 2")], when("paper.out", "Tray 2")),
    "",
  ],
  [
    "both trays empty",
    "a4Print",
    device("a4Printer", [toner(9), word("paper", "out", "1"), word("paper", "out", "2")]),
    "consumable paper",
  ],
  ["paper out by itself", "a4Print", device("a4Printer", laser, when("paper.out")), "consumable paper"],
  ["a jam", "a4Print", device("a4Printer", laser, when("media.jam")), "fault media.jam"],
  ["an open cover", "a4Print", device("a4Printer", laser, when("cover.open")), "fault cover.open"],
  [
    "no paper, of which the user is to take care",
    "a4Print",
    device("a4Printer", laser, { state: "userError", ...when("paper.out") }),
    "consumable paper",
  ],
  ["an ink jet", "a4Print", device("a4Printer", [word("ink", "full", "black"), paper]), ""],
  ["a booklet printer with ribbon", "ycbBook", device("bookletPrinter", [word("ribbon", "low")]), ""],
  [
    "a booklet printer that counted nothing yet",
    "ycbBook",
    device("bookletPrinter", [word("ribbon", "unknown")]),
    "unknown ribbon",
  ],
  [
    "a booklet printer without ribbon",
    "ycbBook",
    device("bookletPrinter", [word("ribbon", "out")]),
    "consumable ribbon",
  ],
  [
    "one of two boxes of booklets empty",
    "ycbBook",
    device("bookletPrinter", [word("ribbon", "full"), word("paper", "out", "box 1"), word("paper", "full", "box 2")]),
    "",
  ],
  [
    "both boxes of booklets empty",
    "ycbBook",
    device("bookletPrinter", [word("ribbon", "full"), word("paper", "out", "box 1"), word("paper", "out", "box 2")]),
    "consumable booklet",
  ],
  [
    "booklets used up",
    "ycbBook",
    device("bookletPrinter", [word("ribbon", "full")], when("paper.out")),
    "consumable booklet",
  ],
  ["an endorsement machine that needs nothing", "endorse", device("endorsementMachine"), ""],
  ["one that should be cleaned", "endorse", device("endorsementMachine", [word("cleaning", "required")]), ""],
  [
    "one that must be cleaned",
    "endorse",
    device("endorsementMachine", [word("cleaning", "mandatory")]),
    "consumable cleaningKit",
  ],
  [
    "one whose cleaning nobody knows",
    "endorse",
    device("endorsementMachine", [word("cleaning", "unknown")]),
    "unknown cleaningKit",
  ],
  ["one without cards", "endorse", device("endorsementMachine", [], when("cards.empty")), "consumable cards"],
  [
    "one with a second feeder empty",
    "endorse",
    device("endorsementMachine", [word("storage", "empty", "feeder-2")]),
    "",
  ],
  [
    "a receipt printer that cannot tell its paper",
    "receipt",
    device("receiptPrinter", [word("paper", "not-supported")]),
    "",
  ],
  ["a receipt printer without paper", "receipt", device("receiptPrinter", [word("paper", "out")]), "consumable paper"],
  ["a camera", "camera", device("documentCamera", [word("camera", "ok")]), ""],
  ["a camera nobody could look at", "camera", device("documentCamera", [word("camera", "unknown")]), "unknown device"],
  ["a scanner that is off", "scanner", device("codeScanner", [word("barcode", "off")]), "fault"],
];

describe("a capability", () => {
  test.each(rows)("%s: %s", (_what, capability, seen, expected) => {
    const verdict = judgeService({ requires: [capability], optional: [] }, seen === null ? [] : [seen], online);
    expect(verdict.missing.map((m) => `${m.ground} ${m.detail}`.trim()).join()).toBe(expected);
    expect(verdict.state).toBe(expected === "" ? "ok" : "suspended");
  });

  test("is there where one of two devices has it", () => {
    const broken = device("idCardReader", [], { state: "offline" });
    const verdict = judgeService({ requires: ["idReader"], optional: [] }, [broken, device("idCardReader")], online);
    expect(verdict.state).toBe("ok");
  });
});

describe("a service", () => {
  const optional = [{ capability: "a4Print" as const, without }];

  test("is limited by what it can do without, and says what one gets nevertheless", () => {
    expect(judgeService({ requires: ["idReader"], optional }, [device("idCardReader")], online)).toMatchObject({
      state: "limited",
      missing: [{ capability: "a4Print", ground: "absent" }],
      causes: [{ zh: "本机没有打印机" }],
      without: [without],
    });
  });

  test("is suspended by what it requires, and promises nothing then", () => {
    const verdict = judgeService({ requires: ["idReader", "a4Print"], optional }, [], online);
    expect(verdict).toMatchObject({ state: "suspended", without: [] });
    expect(verdict.missing.map((m) => m.capability)).toEqual(["idReader", "a4Print"]);
  });

  test("that needs the network goes with it, since it went", () => {
    const service = { requires: ["network" as const], optional: [] };
    expect(judgeService(service, [], online).state).toBe("ok");
    const gone = judgeService(service, [], { connected: false, since: at });
    expect(gone.missing).toEqual([{ capability: "network", ground: "offline", detail: "", since: at }]);
  });

  test("says each cause in both languages, without a code or an underscore", () => {
    const grounds = [null, "unknown", "offline", "hardwareError"] as const;
    for (const capability of serviceCapabilities) {
      for (const state of grounds) {
        const seen = rows.find((r) => r[1] === capability)?.[2];
        const devices =
          seen === undefined || seen === null || state === null ? [] : [{ ...seen, report: { ...seen.report, state } }];
        const { causes, missing } = judgeService({ requires: [capability], optional: [] }, devices, {
          connected: false,
          since: null,
        });
        expect(causes).toHaveLength(missing.length);
        for (const { zh, en } of causes) {
          expect(zh).toMatch(/^(本机|暂时)[\p{Script=Han}A4]+(，[\p{Script=Han}]+)?$/u);
          expect(en).toMatch(/^[A-Z][A-Za-z ]+$/);
        }
      }
    }
  });
});

const rank = { ok: 2, limited: 1, suspended: 0 } as const;
const codes = Object.keys(faultCodes).filter(isFaultCode);
const classes = [...new Set(rows.flatMap((r) => (r[2] === null ? [] : [r[2].report.deviceClass])))];
const anyWord = fc.constantFrom<Reading>(
  ...["full", "low", "out", "unknown", "not-supported"].flatMap((v) => [
    word("paper", v, "1"),
    word("paper", v, "2"),
    word("ribbon", v),
    word("toner", v, "black"),
  ]),
  ...(["unknown", "not-supported", "some", 0, 5] as const).flatMap((v) => [toner(v), toner(v, "cyan")]),
  ...["ok", "mandatory", "unknown"].map((v) => word("cleaning", v)),
  ...["ok", "inoperative", "unknown"].map((v) => word("camera", v)),
);
const anyDevice = fc
  .record({
    deviceClass: fc.constantFrom(...classes),
    state: fc.constantFrom(...deviceStates),
    readings: fc.uniqueArray(anyWord, {
      maxLength: 8,
      selector: (r) => `${r.kind}${"name" in r ? r.name : ""}${r.part}`,
    }),
    codes: fc.array(fc.constantFrom(...codes), { maxLength: 2 }),
  })
  .map((d) =>
    device(d.deviceClass, d.readings, {
      state: d.state,
      conditions: d.codes.map((code) => ({ code, part: "", detail: "", raw: "" })),
    }),
  );
const anyService = fc.record({
  requires: fc.uniqueArray(fc.constantFrom(...serviceCapabilities), { maxLength: 4 }),
  optional: fc
    .uniqueArray(fc.constantFrom(...serviceCapabilities), { maxLength: 3 })
    .map((list) => list.map((capability) => ({ capability, without }))),
});

describe("knowing less never makes a service better", () => {
  const never = (make: (seen: SeenDevice, which: number) => SeenDevice) =>
    fc.assert(
      fc.property(
        anyService,
        fc.array(anyDevice, { maxLength: 5 }),
        fc.nat(),
        fc.nat(),
        (service, devices, one, which) => {
          const lessKnown = devices.map((d, i) => (i === one % devices.length ? make(d, which) : d));
          const before = rank[judgeService(service, devices, online).state];
          expect(rank[judgeService(service, lessKnown, online).state]).toBeLessThanOrEqual(before);
        },
      ),
      { numRuns: 2_000 },
    );

  test("a device of which nothing is known any more", () => {
    never((d) => ({ ...d, report: { ...d.report, state: "unknown" } }));
  });
  test("a device that is not heard any more", () => {
    never((d) => ({ ...d, at: at + 3_600_000 }));
  });
  test("a word or a level that cannot be read any more", () => {
    never((d, which) => {
      const readings = d.report.readings.map((r, i) => {
        if (i !== which % d.report.readings.length) return r;
        // A level of "some" beside the word "out" is no machine's: to forget the worse of two that contradict is no test.
        if (r.kind === "status" && r.value === "out") return r;
        return r.kind === "status" || r.kind === "level" ? { ...r, value: "unknown" as const } : r;
      });
      return { ...d, report: { ...d.report, readings } };
    });
  });
});
