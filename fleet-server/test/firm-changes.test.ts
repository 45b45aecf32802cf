// A firm's names and contracts, changed: what two administrators do at once, and what an open order forbids.
import { AuditList, ContractFirmList, OrderDetail, OrganisationList } from "@kiosk/contract";
import { afterAll, beforeAll, expect, it } from "vitest";
import { act, assign, contract, givenOrder, setVendorStage, type VendorStage } from "./vendor-stage.ts";

let stage: VendorStage;
beforeAll(async () => {
  stage = await setVendorStage();
});
afterAll(() => stage.server.stop());

const lujie = { zh: "演示·路捷设备维修", en: "lujie", contracts: [contract] };
const change = (id: string, wanted: typeof lujie, seen: typeof lujie) =>
  stage.people.system.send("PUT", `/organisations/${id}`, { ...wanted, seen });
const firmsOf = async () => {
  const { firms } = await stage.manager.get(`/contracts/${contract}/organisations`, ContractFirmList);
  return firms.map((firm) => firm.id);
};

it("takes new names and contracts, with before and after in the audit log, and refuses who saw an older state", async () => {
  const wanted = { zh: "路捷科技", en: "Lujie Tech", contracts: [contract, "dazhou"] };
  const { status, body } = await change("lujie", wanted, lujie);
  expect(status).toBe(200);
  const { organisations } = OrganisationList.parse(body);
  expect(organisations.find(({ id }) => id === "lujie")).toEqual({
    ...wanted,
    id: "lujie",
    contracts: expect.arrayContaining(wanted.contracts),
  });
  expect(await change("lujie", lujie, lujie)).toMatchObject({ status: 409, body: { code: "setting.stale" } });
  expect((await change("nobody", lujie, lujie)).status).toBe(404);
  expect((await change("lujie", { ...wanted, contracts: ["nowhere"] }, wanted)).status).toBe(404);
  const { entries } = await stage.people.auditor.get("/audit?target=lujie&action=organisation.manage", AuditList);
  expect(entries[0]).toMatchObject({ result: "ok", before: lujie, after: wanted });
  expect((await change("lujie", lujie, wanted)).status).toBe(200);
});

it("leaves no contract in which it has open orders, and is told their numbers", async () => {
  const id = await givenOrder(stage, "lujie");
  const { number } = (await stage.dispatcher.get(`/work-orders/${id}`, OrderDetail)).order;
  const leaving = { ...lujie, contracts: [] };
  const refused = await change("lujie", leaving, lujie);
  expect(refused).toMatchObject({ status: 409, body: { code: "organisation.in-use" } });
  expect(JSON.stringify(refused.body)).toContain(number);
  expect(await firmsOf()).toContain("lujie");
  const ended = await act(stage.manager, id, "cancelled", { data: { reason: "withdrawn" }, text: "自行恢复" });
  expect(ended).toMatchObject({ status: 200 });
  const next = await givenOrder(stage, null, { kioskId: "cn-002" });
  expect((await change("lujie", leaving, lujie)).status).toBe(200);
  expect(await firmsOf()).toEqual(["hengxin"]);
  await expect(assign(stage.dispatcher, next, "lujie")).rejects.toThrow("order.vendor-refused");
});
