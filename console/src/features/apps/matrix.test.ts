import { AppId, ContractId, type ContractShelf, KioskId, type ShelfCell, type ShelfChange } from "@kiosk/contract";
import { expect, test } from "vitest";
import { byVersion, cellKey, comingTo, groupCell, groupsOf, wavesOf } from "./matrix.ts";

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
    ...{ terminals: 6, inPlace: 2, off: 2, takenOff: 1, pending: 1, unreached: 0, failed: 1, limited: 1 },
    ...{ suspended: 1, versions: ["1.0.0"], since: 1 },
  });
});

test("a terminal out of reach is not updating", () => {
  const away = { ...terminal("a-1", "虹桥"), online: false };
  expect(groupCell([away], app, new Map([cell("a-1", { inPlace: null })]))).toMatchObject({ pending: 0, unreached: 1 });
});

test("an app nobody decided about was never taken off", () => {
  expect(groupCell([terminal("a-1", "虹桥")], app, new Map())).toMatchObject({ off: 1, takenOff: 0, since: null });
});

function change(fields: Partial<ShelfChange>): ShelfChange {
  return {
    ...{ id: "c", contractId: ContractId.parse("changning"), action: "version", packageId: app, version: "1.1.0" },
    ...{ scope: { kind: "contract" }, effectiveAt: 5, reason: null, until: null, frequent: null, rollout: null },
    ...{ wave: 0, state: "waiting", stopped: null, by: "王", at: 1, undoneBy: null },
    ...fields,
  };
}

test("what is still to come to a group: its own, its terminals', the contract's, and waves that have not begun", () => {
  const members = [terminal("a-1", "虹桥")];
  const waves = [["新泾"], ["虹桥"], ["北新泾"]];
  const rollout = { waves, pauseMinutes: 1, stopAtFailures: 1 };
  const changes = [
    change({ id: "contract" }),
    change({ id: "done", state: "done" }),
    change({ id: "another app", packageId: AppId.parse("print") }),
    change({ id: "group", scope: { kind: "group", street: "虹桥" } }),
    change({ id: "other group", scope: { kind: "group", street: "新泾" } }),
    change({ id: "kiosk", scope: { kind: "kiosk", kioskId: KioskId.parse("a-1") } }),
    change({ id: "other kiosk", scope: { kind: "kiosk", kioskId: KioskId.parse("a-2") } }),
    change({ id: "next wave", state: "rolling", rollout, wave: 1 }),
    change({ id: "past wave", state: "rolling", rollout, wave: 2 }),
  ];
  const coming = comingTo(changes, app, "虹桥", members);
  expect(coming.map(({ id }) => id)).toEqual(["contract", "group", "kiosk", "next wave"]);
});

test("streets go in waves of a size, the last with what is left", () => {
  expect(wavesOf(["a", "b", "c"], 2)).toEqual([["a", "b"], ["c"]]);
});

test("an error beside a version that stands says nothing against it", () => {
  const cells = new Map([cell("a-1", { error: "not-reachable" })]);
  expect(groupCell([terminal("a-1", "虹桥")], app, cells)).toMatchObject({ inPlace: 1, failed: 0 });
});

test("versions are numbers, not words", () => {
  expect(["1.10.0", "1.9.9", "1.9.10"].sort(byVersion)).toEqual(["1.9.9", "1.9.10", "1.10.0"]);
});
