import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadProfiles } from "../load.ts";
import type { Profile } from "../profile.ts";
import { Reading } from "../reading.ts";
import { decode } from "./decode.ts";
import type { Field } from "./field.ts";
import { pr2Field, pr2Framer } from "./pr2.ts";
import { printerFields } from "./printer-mib.ts";
import { sdtField, sdtFramer } from "./sdt.ts";

const profiles = loadProfiles();
function shipped(id: string): Profile {
  const profile = profiles.get(id);
  if (!profile) throw new Error(`no profile ${id}`);
  return profile;
}
const reader = shipped("id-card-reader/sdt-serial-generic");
const booklet = shipped("booklet-printer/olivetti-pr2plus");
const printer = shipped("a4-printer/generic-printer-mib");

const value = (name: string, ...raw: number[]): Field => ({
  shape: "value",
  name,
  part: "",
  raw: Uint8Array.from(raw),
});
const octets = Array.from({ length: 256 }, (_, octet) => octet);
const isHealthy = (state: string) => state === "online" || state === "deviceBusy";

describe("health is proven by", () => {
  test("SW3 90 of a reader alone, of all 256", () => {
    const healthy = octets.filter((octet) => isHealthy(decode(reader, [value("samStatus", octet)], 0).state));
    expect(healthy).toEqual([0x90]);
  });

  test("status ASCII zero of a booklet printer alone, of all 256", () => {
    const doc = value("document", 0x30);
    const healthy = octets.filter((octet) => isHealthy(decode(booklet, [value("status", octet), doc], 0).state));
    expect(healthy).toEqual([0x30]);
  });

  test("a document status that is understood", () => {
    const status = value("status", 0x30);
    const healthy = octets.filter((octet) => isHealthy(decode(booklet, [status, value("document", octet)], 0).state));
    expect(healthy).toEqual([0x30]);
  });

  test("nothing at all when the device said nothing", () => {
    for (const profile of profiles.values()) {
      expect(decode(profile, [], 0)).toEqual({ state: "unknown", readings: [], conditions: [], stale: false });
    }
  });

  test("no garbage, whatever the framers make of it", () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 400 }), (garbage) => {
        const sdt = [...sdtFramer().push(garbage)].flatMap((frame) => [
          ...(sdtField("samStatus", frame) ? [sdtField("samStatus", frame)] : []),
        ]);
        const known = sdt.filter((field) => field !== undefined);
        if (known.length === 0) expect(decode(reader, known, 0).state).toBe("unknown");
        const pr2 = pr2Framer()
          .push(garbage)
          .flatMap((frame) => pr2Field(frame) ?? []);
        const status = pr2.some((field) => field.shape === "value" && field.name === "status" && field.raw[0] === 0x30);
        if (!status) expect(isHealthy(decode(booklet, pr2, 0).state)).toBe(false);
      }),
      { numRuns: 500 },
    );
  });

  test("no printer variable but its own status", () => {
    const oids = [
      "25.3.2.1.3.1",
      "25.3.5.1.2.1",
      "43.11.1.1.9.1.1",
      "43.18.1.1.7.1.1",
      "43.18.1.1.2.1.1",
      "43.8.2.1.10.1.1",
    ];
    const variable = fc.record({
      oid: fc.constantFrom(...oids.map((oid) => `1.3.6.1.2.1.${oid}`)),
      value: fc.integer(),
      raw: fc.uint8Array({ maxLength: 6 }),
    });
    fc.assert(
      fc.property(fc.array(variable, { maxLength: 12 }), (variables) => {
        const decoded = decode(printer, printerFields(variables), 0);
        expect(isHealthy(decoded.state)).toBe(false);
        for (const reading of decoded.readings) expect(Reading.safeParse(reading).error).toBeUndefined();
      }),
    );
  });
});

describe("a value that no table has", () => {
  test("is kept raw, shown, and makes the device unknown", () => {
    const { state, readings } = decode(reader, [value("samStatus", 0x55)], 7);
    expect(state).toBe("unknown");
    const note = { kind: "text", name: "note", part: "", value: "samStatus: unknown value 55" };
    expect(readings).toEqual([{ ...note, quality: "unknown", raw: "55", at: 7 }]);
  });

  test("does not hide what another value plainly says", () => {
    const { state, conditions } = decode(reader, [value("samStatus", 0x55), value("samStatus", 0x60)], 0);
    expect(state).toBe("hardwareError");
    expect(conditions.map(({ code }) => code)).toEqual(["device.self-test-failed"]);
  });
});

describe("a counted ribbon", () => {
  const counted = (number: number): Field => ({
    shape: "value",
    name: "charactersPrinted",
    part: "",
    raw: new Uint8Array(0),
    number,
  });
  const ribbon = (number: number) => {
    const { readings, conditions } = decode(booklet, [counted(number)], 0);
    const level = readings.find((reading) => reading.kind === "level");
    const word = readings.find((reading) => reading.kind === "status" && reading.name === "ribbon");
    return { level: level?.value, quality: level?.quality, word: word?.value, codes: conditions.map((c) => c.code) };
  };

  test.each([
    [0, 5_000_000, "full", []],
    [4_499_999, 500_001, "full", []],
    [4_500_000, 500_000, "low", ["ribbon.low"]],
    [4_999_999, 1, "low", ["ribbon.low"]],
    [5_000_000, 0, "out", ["ribbon.out"]],
    [6_000_000, 0, "out", ["ribbon.out"]],
  ])("with %i characters printed has %i left and is %s", (printed, level, word, codes) => {
    expect(ribbon(printed)).toEqual({ level, quality: "counted", word, codes });
  });

  test("is unknown, not full, where it was never reset", () => {
    const { readings } = decode(booklet, [value("status", 0x30)], 0);
    expect(readings.filter((reading) => reading.kind === "level")).toMatchObject([
      { consumable: "ribbon", value: "unknown", quality: "unknown" },
    ]);
  });
});

describe("toner", () => {
  const row = (level: number): Field => ({
    shape: "row",
    name: "prtMarkerSupplies",
    index: "1",
    columns: Object.fromEntries(
      Object.entries({ class: 3, type: 3, unit: 19, max: 100, level }).map(([name, number]) => [
        name,
        { raw: Uint8Array.of(number & 0xff), number },
      ]),
    ),
  });
  test("has exactly one word at each percent, and the fault that belongs to it", () => {
    const expected = { full: [], low: ["toner.low"], out: ["toner.out"] };
    for (let percent = 0; percent <= 100; percent += 1) {
      const { readings, conditions } = decode(printer, [row(percent)], 0);
      const words = readings.flatMap((r) =>
        r.kind === "status" && r.name === "toner" && r.part === "" ? r.value : [],
      );
      const word = percent <= 1 ? "out" : percent <= 5 ? "low" : "full";
      expect(words).toEqual([word]);
      expect(conditions.map(({ code }) => code)).toEqual(expected[word]);
    }
  });
});

test("a failure without a meaning of its own is told as garbled", () => {
  const { state, conditions } = decode(reader, [], 0, { name: "wrongEmulation", detail: "heard OK" });
  expect(state).toBe("unknown");
  expect(conditions).toEqual([{ code: "comm.garbled", part: "", detail: "heard OK", raw: "" }]);
});

test("no more is told of one device than a report can carry", () => {
  const alerts = Array.from({ length: 400 }, (_, i): Field => {
    const cell = (number: number) => ({ raw: Uint8Array.of(number & 0xff), number });
    const columns = { severity: cell(3), group: cell(10), code: cell(1002), description: { raw: new Uint8Array(900) } };
    return { shape: "row", name: "prtAlert", index: String(i), columns };
  });
  const { readings, conditions } = decode(printer, alerts, 0);
  expect(readings.length).toBeLessThanOrEqual(128);
  expect(conditions.length).toBeLessThanOrEqual(64);
});
