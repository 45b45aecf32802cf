import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { loadProfiles } from "../load.ts";
import { alertCodeName, alertCodeOf } from "./alert-codes.ts";
import { decode } from "./decode.ts";
import { type MibVariable, printerFields, printerScalars, printerTables } from "./printer-mib.ts";

const profile = loadProfiles().get("a4-printer/generic-printer-mib");
if (!profile) throw new Error("profile is missing");
const prt = "1.3.6.1.2.1.43";

function variable(oid: string, value: number | string): MibVariable {
  const raw = typeof value === "number" ? Uint8Array.of(value & 0xff) : new TextEncoder().encode(value);
  return { oid, value, raw };
}
const column = (entry: string, number: number, ...values: (number | string)[]) =>
  values.map((value, i) => variable(`${prt}.${entry}.${number}.1.${i + 1}`, value));
const told = (...variables: MibVariable[]) => decode(profile, printerFields(variables), 0);

test("what is asked for lies in the host and the printer part of the tree, and is asked once", () => {
  const oids = [...printerScalars(1), ...printerTables.flat()];
  expect(new Set(oids).size).toBe(oids.length);
  for (const oid of oids) expect(oid).toMatch(/^1\.3\.6\.1\.2\.1\.(?:25\.3|43)\./);
});

describe("parts that would be called the same", () => {
  test("are told apart by their number: two black cartridges", () => {
    const { readings } = told(
      ...column("11.1.1", 5, 3, 3),
      ...column("11.1.1", 6, "Black toner", "Black toner"),
      ...column("11.1.1", 7, 19, 19),
      ...column("11.1.1", 9, 60, 0),
    );
    const levels = readings.flatMap((r) => (r.kind === "level" && r.value !== "unknown" ? [[r.part, r.value]] : []));
    expect(levels).toEqual([
      ["black", 60],
      ["black-2", 0],
    ]);
  });

  test("are told apart by their number: two trays, two covers", () => {
    const { readings } = told(
      ...column("8.2.1", 9, 250, 500),
      ...column("8.2.1", 10, 100, 20),
      ...column("8.2.1", 13, "Cassette", "Cassette"),
      ...column("6.1.1", 2, "Door", "Door"),
      ...column("6.1.1", 3, 4, 3),
    );
    const words = readings.flatMap((r) => (r.kind === "status" && r.name !== "toner" ? [`${r.part} ${r.value}`] : []));
    expect(words).toEqual(["Door closed", "Door-2 open", "Cassette-1 full", "Cassette-2 low"]);
  });

  test("have a number where they have no name", () => {
    const { readings } = told(...column("6.1.1", 3, 4), ...column("8.2.1", 10, 7));
    const parts = readings.flatMap((r) => (r.kind === "status" && r.name !== "toner" ? r.part : []));
    expect(parts).toEqual(["cover-1", "tray-1"]);
  });
});

test("a supply is called by its colorant where its description names no colour", () => {
  const { readings } = told(
    ...column("11.1.1", 3, 2),
    ...column("11.1.1", 5, 21),
    ...column("11.1.1", 6, "Cartridge CF411A"),
    ...column("11.1.1", 7, 19),
    ...column("11.1.1", 9, 44),
    ...column("12.1.1", 4, "black", "cyan"),
  );
  expect(readings.find((r) => r.kind === "level" && r.value === 44)).toMatchObject({
    consumable: "toner",
    part: "cyan",
  });
});

describe("an alert", () => {
  const supply = [...column("11.1.1", 5, 3, 4), ...column("11.1.1", 6, "Cyan toner", "Waste box")];
  const alert = (severity: number, group: number, index: number, code: number, text: string) => [
    ...column("18.1.1", 2, severity),
    ...column("18.1.1", 3, 4),
    ...column("18.1.1", 4, group),
    ...column("18.1.1", 5, index),
    ...column("18.1.1", 7, code),
    ...column("18.1.1", 8, text),
  ];

  test("about a supply names its colour and keeps the printer's own words", () => {
    const { conditions } = told(...supply, ...alert(3, 11, 1, 13, "Cyan leer"));
    expect(conditions).toMatchObject([{ code: "toner.out", part: "cyan", detail: "Cyan leer" }]);
  });

  test("tells severity and the level of training that the printer asks for", () => {
    const { readings } = told(...alert(3, 10, 1, 30, "SC 542"));
    const text = readings.find((reading) => reading.kind === "text" && reading.name === "alert");
    expect(text?.value).toBe("SC 542 [severity critical, training trained, group 10, code 30]");
  });

  test.each([
    [1, undefined],
    [2, undefined],
    [3, "duty"],
    [4, "operations"],
    [5, "vendor"],
    [6, "operations"],
    [7, "none"],
    [99, undefined],
  ])("of training level %i sends %s", (training, route) => {
    const rows = alert(3, 10, 1, 30, "SC 542").map((one) =>
      one.oid.startsWith(`${prt}.18.1.1.3.`) ? variable(one.oid, training) : one,
    );
    const [condition] = told(...rows).conditions;
    expect(condition?.code).toBe("device.hardware");
    expect(condition?.route).toBe(route);
  });

  test("sends the same people for the trouble that a level or a bit tells too", () => {
    const lowToner = { oid: "1.3.6.1.2.1.25.3.5.1.2.1", value: "", raw: Uint8Array.of(0x20) };
    const levels = [...supply, ...column("11.1.1", 7, 19, 19), ...column("11.1.1", 9, 4, 100)];
    const { conditions } = told(lowToner, ...levels, ...alert(4, 11, 1, 1104, "Cyan low"));
    expect(conditions).toMatchObject([{ code: "toner.low", part: "cyan", route: "operations" }]);
  });

  test("that stops the printer makes a device state, one that only warns does not", () => {
    expect(told(...alert(3, 8, 1, 808, "Tray empty"))).toMatchObject({
      state: "userError",
      conditions: [{ code: "paper.out" }],
    });
    expect(told(...alert(4, 8, 1, 808, "Tray empty"))).toMatchObject({
      state: "unknown",
      conditions: [{ code: "paper.low" }],
    });
  });

  test("that says sleep in words means sleep, whatever its code", () => {
    expect(told(...alert(4, 5, 1, 1, "Sleep mode on")).stale).toBe(true);
    expect(told(...alert(4, 5, 1, 1, "休眠")).stale).toBe(true);
    expect(told(...alert(4, 5, 1, 1, "Tray 2 open")).stale).toBe(false);
  });
});

describe("the register of alert codes", () => {
  const alert = (severity: number, code: number) => [
    ...column("18.1.1", 2, severity),
    ...column("18.1.1", 4, 5),
    ...column("18.1.1", 7, code),
  ];
  const codes = Array.from({ length: 30_800 }, (_, code) => code).filter((code) => alertCodeName(code) !== undefined);

  test("finds each of its codes by its name", () => {
    expect(codes).toHaveLength(95 + 6 * 36);
    for (const code of codes) expect(alertCodeOf(alertCodeName(code) ?? "")).toBe(code);
    expect(alertCodeName(8)).toBe("jam");
    expect(alertCodeName(30_208)).toBe("staplerJam");
    expect(alertCodeOf("noSuchAlert")).toBeUndefined();
    expect([alertCodeName(0), alertCodeName(30_202), alertCodeName(30_239)]).toEqual([undefined, undefined, undefined]);
  });

  test("leaves none untold: each says in words what it is", () => {
    for (const code of codes) {
      const texts = told(...alert(4, code)).readings.flatMap((r) => (r.kind === "text" && r.name === "alert" ? r : []));
      expect(texts.map(({ value }) => value)).toEqual([expect.stringMatching(/^\S.* \[/)]);
    }
  });

  test("has none that stops the printer and passes for health", () => {
    const running = [variable("1.3.6.1.2.1.25.3.2.1.5.1", 2), variable("1.3.6.1.2.1.25.3.5.1.1.1", 3)];
    for (const code of codes) {
      const { state, conditions } = told(...running, ...alert(3, code));
      expect(state !== "online" || conditions.length > 0, `${code} ${alertCodeName(code)}`).toBe(true);
    }
  });
});

describe("of two printers behind one address", () => {
  const both = [
    variable("1.3.6.1.2.1.25.3.2.1.5.3", 2),
    variable("1.3.6.1.2.1.25.3.2.1.5.5", 5),
    variable("1.3.6.1.2.1.25.3.5.1.1.5", 1),
    variable("1.3.6.1.2.1.25.3.5.1.1.3", 3),
    variable(`${prt}.8.2.1.10.3.1`, 120),
    variable(`${prt}.8.2.1.10.5.1`, 0),
    variable(`${prt}.10.2.1.4.3.1`, 4711),
  ];

  test("the first is ours, with its own status, trays and pages", () => {
    const { state, readings } = told(...both);
    expect(state).toBe("online");
    expect(readings).toContainEqual(expect.objectContaining({ kind: "level", part: "tray-1", value: 120 }));
    expect(readings).toContainEqual(expect.objectContaining({ name: "lifePages", value: 4711 }));
    expect(readings.filter((r) => r.kind === "level" && r.value === 0)).toEqual([]);
  });
});

describe("whatever an agent says", () => {
  const oid = fc.oneof(
    fc.constantFrom(...printerScalars(1), ...printerTables.flat().map((name) => `${name}.1.1`)),
    fc.tuple(fc.constantFrom(...printerTables.flat()), fc.array(fc.nat(300), { maxLength: 3 })).map(([name, rest]) => {
      return [name, ...rest].join(".");
    }),
  );
  const said = fc.record({
    oid,
    value: fc.oneof(fc.integer(), fc.bigInt(), fc.string(), fc.uint8Array({ maxLength: 20 }), fc.constant(null)),
    raw: fc.uint8Array({ maxLength: 20 }),
  });

  test("there is a meaning, and a printer that is down is never healthy", () => {
    fc.assert(
      fc.property(fc.array(said, { maxLength: 30 }), (variables) => {
        const down = [variable("1.3.6.1.2.1.25.3.2.1.5.1", 5), variable("1.3.6.1.2.1.25.3.5.1.1.1", 3)];
        expect(["online", "deviceBusy"]).not.toContain(told(...down, ...variables).state);
      }),
    );
  });
});
