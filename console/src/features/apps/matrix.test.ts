import { AppId, type ContractShelf, KioskId, type ShelfCell } from "@kiosk/contract";
import { expect, test } from "vitest";
import { byVersion, cellKey, groupCell, groupsOf } from "./matrix.ts";

const app = AppId.parse("guide");

function terminal(id: string, street: string): ContractShelf["terminals"][number] {
  return {
    ...{ kioskId: KioskId.parse(id), seq: 1, name: id, street, online: true, wantedRevision: 1, appliedRevision: 1 },
    ...{ appliedAt: 1, theme: { wanted: null, inPlace: null, version: null } },
  };
}

function cell(id: string, change: Partial<ShelfCell>): [string, ShelfCell] {
  const wanted = {
    ...{ state: "on" as const, version: "1.0.0", effectiveAt: 1, reason: null, until: null, frequent: null },
    changeId: "c",
  };
  const kioskId = KioskId.parse(id);
  return [
    cellKey(id, app),
    { kioskId, appId: app, wanted, inPlace: "1.0.0", error: null, service: "ok", missing: [], ...change },
  ];
}

test("terminals stand in groups by their street, in the order they came", () => {
  const groups = groupsOf([terminal("a-1", "虹桥"), terminal("a-2", "新泾"), terminal("a-3", "虹桥")]);
  expect(groups.map(({ street, terminals }) => [street, terminals.length])).toEqual([
    ["虹桥", 2],
    ["新泾", 1],
  ]);
});

test("each terminal of a group is counted once: in place, on its way, failed or off", () => {
  const members = ["a-1", "a-2", "a-3", "a-4", "a-5", "a-6"].map((id) => terminal(id, "虹桥"));
  const off = { ...cell("a-5", {})[1].wanted };
  const cells = new Map([
    cell("a-1", { service: "suspended" }),
    cell("a-2", { inPlace: "0.9.0" }),
    cell("a-3", { inPlace: null, error: "signature" }),
    cell("a-4", { service: "limited" }),
    cell("a-5", {
      wanted: {
        ...off,
        state: "off",
        version: "1.0.0",
        effectiveAt: 1,
        reason: null,
        until: null,
        frequent: null,
        changeId: "c",
      },
    }),
  ]);
  expect(groupCell(members, app, cells)).toEqual({
    ...{ terminals: 6, inPlace: 2, off: 2, pending: 1, failed: 1, limited: 1, suspended: 1 },
    versions: ["1.0.0"],
  });
});

test("an error beside a version that stands says nothing against it", () => {
  const cells = new Map([cell("a-1", { error: "not-reachable" })]);
  expect(groupCell([terminal("a-1", "虹桥")], app, cells)).toMatchObject({ inPlace: 1, failed: 0 });
});

test("versions are numbers, not words", () => {
  expect(["1.10.0", "1.9.9", "1.9.10"].sort(byVersion)).toEqual(["1.9.9", "1.9.10", "1.10.0"]);
});
