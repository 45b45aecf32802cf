import { type Checklist, ContractId, DeviceId } from "@kiosk/contract";
import { describe, expect, it } from "vitest";
import { inForce, outdated, targetsOf } from "./checklists.ts";
import type { StoredChecklist } from "./records.ts";

const own = ContractId.parse("changning");
const other = ContractId.parse("dazhou");

function list(
  id: string,
  version: number,
  scope: StoredChecklist["scope"] = "",
  body: Partial<Checklist> = {},
): StoredChecklist {
  const item = {
    id: "a",
    zh: "项",
    en: "Item",
    howZh: "",
    howEn: "",
    measure: null,
    photo: "never",
    evidence: null,
  } as const;
  const head = { id, version, kind: "hardware", deviceClass: null, eachDevice: false, zh: id, en: id } as const;
  const rest = { items: [{ ...item, failOpens: "software" as const, covers: [] }], note: "", by: "", at: 0 };
  return {
    scope,
    id,
    version,
    recordedAt: 0,
    body: { ...head, ...rest, contractId: scope === "" ? null : scope, ...body },
  };
}
const names = (lists: readonly StoredChecklist[]) => lists.map((l) => `${l.scope}/${l.id}@${l.version}`);

describe("the lists in force", () => {
  const versions = [list("site", 1), list("site", 3), list("site", 2, own), list("only", 1, other), list("ups", 1)];
  it("are a contract's own last versions before the product's", () => {
    expect(names(inForce(versions, own))).toEqual(["changning/site@2", "/ups@1"]);
  });
  it("are the product's last where no contract is named", () => {
    expect(names(inForce(versions, undefined))).toEqual(["/site@3", "/ups@1"]);
  });
});

describe("what is asked at a terminal", () => {
  const declared = (deviceId: string, deviceClass: "ups" | "a4Printer") => ({
    ...{ deviceId: DeviceId.parse(deviceId), deviceClass, profileId: "p", transport: "" },
  });
  const lists = [list("site", 1), list("ups", 1, "", { deviceClass: "ups" }), list("all", 1, "", { eachDevice: true })];
  const asked = (devices: ReturnType<typeof declared>[]) =>
    targetsOf(lists, "hardware", devices).targets.map(({ checklistId, deviceId }) => `${checklistId} ${deviceId}`);
  it("is each list of a class once for each device of it", () => {
    const devices = [declared("ups-1", "ups"), declared("ups-2", "ups"), declared("printer", "a4Printer")];
    expect(asked(devices)).toEqual([
      ...["site null", "ups ups-1", "ups ups-2", "all ups-1", "all ups-2", "all printer"],
    ]);
  });
  it("leaves out classes it has not declared", () => {
    expect(targetsOf(lists, "hardware", [declared("printer", "a4Printer")]).checklists.map(({ id }) => id)).toEqual([
      "site",
      "all",
    ]);
  });
  it("is every list once, without a device, where it never said what it has", () => {
    expect(asked([])).toEqual(["site null", "ups null", "all null"]);
  });
});

it("a list of which the contract has another version now is outdated, one that stands is not", () => {
  const refs = [
    { scope: "" as const, id: "site", version: 3 },
    { scope: "" as const, id: "ups", version: 1 },
  ];
  const now = inForce([list("site", 3), list("site", 4, own), list("ups", 1)], own);
  expect(outdated(refs, now)).toEqual([{ checklistId: "site", version: 4 }]);
});
