// One server with two firms in one contract, their people and the office's, and an order of each.
import { EvidenceView, OrderDetail } from "@kiosk/contract";
import type { People, SignedIn } from "../../fixtures/people.ts";
import { pngPicture } from "../../fixtures/sim/demo-papers/png-picture.ts";
import { TestServer } from "./server-harness.ts";

export const contract = "changning";
export interface VendorStage {
  readonly server: TestServer;
  readonly people: People;
  readonly dispatcher: SignedIn;
  readonly manager: SignedIn;
  readonly client: SignedIn;
  /** of the firm 路捷 */
  readonly lujie: SignedIn;
  /** of the firm 恒信, in the same contract */
  readonly hengxin: SignedIn;
  /** of 恒信 in another contract */
  readonly elsewhere: SignedIn;
}

export async function setVendorStage(overrides: Parameters<typeof TestServer.start>[0] = {}): Promise<VendorStage> {
  const server = await TestServer.start(overrides);
  const people = await server.people();
  for (const [id, zh, contracts] of [
    ["lujie", "演示·路捷设备维修", [contract]],
    ["hengxin", "演示·恒信技术服务", [contract, "dazhou"]],
  ] as const) {
    const made = await people.system.post("/organisations", { id, zh, en: id, contracts });
    if (made.status !== 201) throw new Error(JSON.stringify(made));
  }
  return {
    server,
    people,
    dispatcher: await people.person("调度", [{ role: "dispatcher", contract }]),
    manager: await people.person("项目经理", [{ role: "project_manager", contract }]),
    client: await people.person("甲方", [{ role: "district_admin", contract }]),
    lujie: await people.person("路捷·钱工", [{ role: "vendor", contract, organisation: "lujie" }]),
    hengxin: await people.person("恒信·何工", [{ role: "vendor", contract, organisation: "hengxin" }]),
    elsewhere: await people.person("恒信·达州", [{ role: "vendor", contract: "dazhou", organisation: "hengxin" }]),
  };
}

/** Opened by the dispatcher and given to the firm. */
export async function givenOrder(
  { dispatcher }: VendorStage,
  organisation: string | null,
  more: Record<string, unknown> = {},
): Promise<string> {
  const opened = await dispatcher.post("/work-orders", {
    kioskId: "cn-001",
    deviceId: null,
    class: "part_replacement",
    title: "触摸屏失灵",
    description: "点位来电",
    ...more,
  });
  const { order } = OrderDetail.parse(opened.body);
  if (organisation !== null) await assign(dispatcher, order.id, organisation);
  return order.id;
}

export async function assign(by: SignedIn, id: string, organisation: string | null): Promise<OrderDetail> {
  const answer = await by.post(`/work-orders/${id}/actions`, { type: "assigned", data: { organisation } });
  if (answer.status !== 200) throw new Error(JSON.stringify(answer));
  return OrderDetail.parse(answer.body);
}

export function act(by: SignedIn, id: string, type: string, more: Record<string, unknown> = {}) {
  return by.post(`/work-orders/${id}/actions`, { type, ...more });
}

/** Sends a picture of one colour. @returns its digest */
export async function sendPicture(by: SignedIn, name: string, colour: number): Promise<string> {
  const response = await by.fetch("/evidence", {
    method: "POST",
    headers: { "content-type": "image/png", "x-file-name": encodeURIComponent(name) },
    body: Buffer.from(pngPicture(8, 8, [{ x: 0, y: 0, width: 8, height: 8, colour }])),
  });
  return EvidenceView.parse(await response.json()).digest;
}
