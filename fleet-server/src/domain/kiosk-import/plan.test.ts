import { ContractId, type ImportField, KioskId, Mac } from "@kiosk/contract";
import { describe, expect, it } from "vitest";
import type { KioskMaster } from "../kiosk/kiosk.ts";
import { distanceM, toGcj02 } from "./crs.ts";
import { type Crs, readRow } from "./draft-row.ts";
import { type PlannedRow, planImport } from "./plan.ts";

const changning = ContractId.parse("changning");
const dazhou = ContractId.parse("dazhou");

function master(seq: number, over: Partial<KioskMaster> = {}): KioskMaster {
  return {
    id: KioskId.parse(`cn-${String(seq).padStart(3, "0")}`),
    contractId: changning,
    seq,
    name: `点位${seq}`,
    district: "长宁区",
    street: "虹桥街道",
    address: `某路${seq}号`,
    macs: [
      Mac.parse(
        `00-E2-69-00-00-${String(seq * 10)
          .padStart(2, "0")
          .slice(-2)}`,
      ),
    ],
    lon: 121.39 + seq / 1000,
    lat: 31.2,
    confidence: "high",
    coordinateMethod: "",
    note: "",
    openingHours: null,
    dutyPhone: null,
    pinyin: "",
    createdAt: 0,
    ...over,
  };
}

const fleet = [
  master(1),
  master(2),
  master(3),
  master(9, { id: KioskId.parse("dz-009"), contractId: dazhou, lon: 107.5 }),
];
const columns = "ABCDEFGHIJKLMN";

/** Rows as a sheet would have them, from line 2; the column follows from the field's place. */
function plan(rows: readonly Partial<Record<ImportField, string>>[], crs: Crs = "wgs84", kiosks = fleet): PlannedRow[] {
  const drafts = rows.map((row, index) => {
    const line = index + 2;
    const cells = Object.entries(row).map(
      ([field, text], column) => [field, { cell: `${columns[column]}${line}`, text, kind: "value" }] as const,
    );
    return readRow(
      { line, cells: new Map(cells.flatMap(([field, cell]) => (isField(field) ? [[field, cell] as const] : []))) },
      crs,
    );
  });
  return planImport(drafts, {
    contractId: changning,
    kiosks,
    mayEnter: (id) => (id === "changning" ? changning : undefined),
  });
}

const fields: readonly string[] = [
  "id",
  "contract",
  "seq",
  "name",
  "district",
  "street",
  "address",
  "macs",
  "lon",
  "lat",
  "confidence",
  "coordinateMethod",
  "note",
  "openingHours",
  "dutyPhone",
];
function isField(text: string): text is ImportField {
  return fields.includes(text);
}

const fresh = {
  seq: "47",
  name: "新点位",
  address: "新路1号",
  macs: "00:e2:69:aa:bb:01",
  lon: "121.395",
  lat: "31.205",
};
const told = (rows: readonly PlannedRow[]) => rows.map((row) => row.problems.map((p) => `${p.cell} ${p.code}`));

describe("a row", () => {
  it("without a terminal of its number would create one, named as its neighbours are", () => {
    const [row] = plan([fresh]);
    expect(row).toMatchObject({ does: "create", kioskId: "cn-047", problems: [] });
    expect(row?.after).toMatchObject({ macs: ["00-E2-69-AA-BB-01"], confidence: "medium", openingHours: null });
  });

  it("with the number of a terminal changes only what it says", () => {
    const [row] = plan([{ seq: "2", name: "改名后的点位", openingHours: "24小时" }]);
    expect(row?.changes).toEqual([
      { field: "name", before: "点位2", after: "改名后的点位" },
      { field: "openingHours", before: "", after: "24小时" },
    ]);
    expect(row?.after).toMatchObject({ id: "cn-002", address: "某路2号" });
  });

  it("enters a telephone of the point in plain digits, and leaves the one it has where it says none", () => {
    const [row] = plan([{ seq: "2", name: "点位2", dutyPhone: "（０２１）6209 0000转801" }]);
    expect(row?.changes).toEqual([{ field: "dutyPhone", before: "", after: "(021)6209 0000转801" }]);
    const had = fleet.map((one) => ({ ...one, dutyPhone: "12345" }));
    expect(plan([{ seq: "2", name: "点位2", dutyPhone: "" }], "wgs84", had)).toMatchObject([{ does: "same" }]);
    expect(plan([{ seq: "2", name: "新名", dutyPhone: "" }], "wgs84", had)[0]?.after).toMatchObject({
      dutyPhone: "12345",
    });
  });

  it.each(["值班室", "62090000 / 62090001", "12"])("with %s for a telephone names that cell", (dutyPhone) => {
    const [row] = plan([{ seq: "2", name: "点位2", dutyPhone }]);
    expect(row).toMatchObject({ does: "error", problems: [{ cell: "C2", code: "phone.form" }] });
  });

  it("that says what is so already writes nothing", () => {
    expect(plan([{ seq: "2", name: "点位2", lon: "121.392", lat: "31.2" }])).toMatchObject([
      { does: "same", after: null, changes: [] },
    ]);
  });

  it("names the cell of everything that is wrong with it, not only of the first", () => {
    const wrong = {
      seq: "一",
      name: "甲",
      address: "乙",
      macs: "zz 00-E2-69",
      lon: "东经121",
      lat: "31.2",
      openingHours: "上班",
    };
    expect(told(plan([wrong]))).toEqual([
      ["A2 seq.form", "D2 mac.form", "D2 mac.form", "E2 lon.form", "G2 hours.form"],
    ]);
  });

  it("of a new terminal needs number, name, address and place", () => {
    expect(told(plan([{ name: "甲" }]))).toEqual([
      ["null cell.required", "null cell.required", "null cell.required", "null cell.required"],
    ]);
  });

  it("keeps text that looks like a formula or like markup as it is", () => {
    const name = '=HYPERLINK("http://x") <img src=x onerror=alert(1)>';
    expect(plan([{ ...fresh, name }])[0]?.after?.name).toBe(name);
  });
});

describe("the place of a row", () => {
  it("that has longitude and latitude swapped is an error", () => {
    expect(told(plan([{ ...fresh, lon: "31.2", lat: "121.4" }]))).toEqual([["E2 place.swapped"]]);
  });
  it("in another city is an error, a few kilometres off a warning", () => {
    const away = plan([
      { ...fresh, lon: "120.15", lat: "30.28" },
      { ...fresh, seq: "48", macs: "", lon: "121.48" },
    ]);
    expect(away.map((row) => [row.does, ...row.problems.map((p) => p.level)])).toEqual([
      ["error", "error"],
      ["create", "warning"],
    ]);
    expect(away[0]?.problems[0]?.zh).toMatch(/^坐标距本合同区域 1\d\d 公里$/);
  });
  it("from a Chinese map is kept in WGS-84", () => {
    const real = { lon: 121.395, lat: 31.205 };
    const shown = toGcj02(real);
    const [row] = plan([{ ...fresh, lon: String(shown.lon), lat: String(shown.lat) }], "gcj02");
    expect(distanceM(row?.after ?? { lon: 0, lat: 0 }, real)).toBeLessThan(1);
  });
});

describe("rows against each other and against the fleet", () => {
  it("a MAC twice in the file is an error of both rows, each naming the other's cell", () => {
    const rows = plan([fresh, { ...fresh, seq: "48" }]);
    expect(told(rows)).toEqual([["D2 mac.twice"], ["D3 mac.twice"]]);
    expect(rows[0]?.problems[0]?.zh).toContain("D3");
  });
  it("a MAC of a terminal that is not in the file is taken; of another contract's it is not said whose", () => {
    const own = plan([{ ...fresh, macs: "00-E2-69-00-00-10" }]);
    expect(own[0]?.problems).toMatchObject([{ code: "mac.taken", zh: "MAC 已登记于 1号 点位1" }]);
    const foreign = plan([{ ...fresh, macs: "00-E2-69-00-00-90" }]);
    expect(foreign[0]?.problems).toMatchObject([{ code: "mac.taken", zh: "MAC 已登记于 其他合同的终端" }]);
  });
  it("two terminals may exchange their MACs", () => {
    const swap = [
      { seq: "1", macs: "00-E2-69-00-00-20" },
      { seq: "2", macs: "00-E2-69-00-00-10" },
    ];
    expect(plan(swap).map((row) => row.does)).toEqual(["change", "change"]);
  });
  it("where one of the two rows fails, the other's MAC is still taken", () => {
    const swap = [
      { seq: "1", macs: "00-E2-69-00-00-20" },
      { seq: "2", macs: "00-E2-69-00-00-10", lon: "x" },
    ];
    expect(plan(swap).map((row) => row.problems.map((p) => p.code))).toEqual([
      ["mac.taken"],
      expect.arrayContaining(["lon.form"]),
    ]);
  });
  it("a neighbouring MAC is a warning and no error", () => {
    const [row] = plan([{ ...fresh, macs: "00-E2-69-00-00-11" }]);
    expect(row).toMatchObject({ does: "create", problems: [{ code: "mac.neighbour", level: "warning" }] });
  });
  it("an id of another contract is taken, and its contract unknown", () => {
    expect(told(plan([{ ...fresh, id: "dz-009" }]))).toEqual([["G2 id.taken"]]);
    expect(told(plan([{ ...fresh, contract: "dazhou" }]))).toEqual([["G2 contract.unknown"]]);
  });
  it("a number that another terminal has is taken", () => {
    expect(told(plan([{ id: "cn-001", seq: "2" }]))).toEqual([["B2 seq.taken"]]);
  });
  it("the same terminal in two rows is an error of both", () => {
    expect(
      told(
        plan([
          { seq: "1", name: "甲" },
          { seq: "1", name: "乙" },
        ]),
      ),
    ).toEqual([["A2 id.twice"], ["A3 id.twice"]]);
  });
});

it("five thousand rows against ten thousand terminals are planned in seconds", () => {
  const kiosks = Array.from({ length: 10_000 }, (_, i) => master(i + 1, { macs: [] }));
  const rows = Array.from({ length: 5000 }, (_, i) => ({ seq: String(i + 1), name: `新${i}` }));
  const begun = performance.now();
  expect(plan(rows, "wgs84", kiosks).filter((row) => row.does === "change")).toHaveLength(5000);
  expect(performance.now() - begun).toBeLessThan(5000);
});
