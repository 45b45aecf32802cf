// The test button of a channel: a whole server, a real adapter, a service that answers as told.
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { AuditList, NotifyTestResult } from "@kiosk/contract";
import { afterEach, beforeEach, expect, it } from "vitest";
import type { SignedIn } from "../../fixtures/people.ts";
import { loadNotifyConfig } from "../src/notify-config.ts";
import { deadPort, type FakeWeb, startFakeWeb } from "./fake-web.ts";
import { TestServer } from "./server-harness.ts";

const phone = "13812345678";
let dataDir: string;
let robot: FakeWeb;
let server: TestServer;
let manager: SignedIn;

beforeEach(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "notify-test-"));
  robot = await startFakeWeb();
  const file = join(dataDir, "notify.json");
  const config = {
    timeoutMs: 1000,
    consoleUrl: "https://console.example.cn",
    channels: [
      { id: "robot", kind: "wecom-robot", key: "k", baseUrl: robot.url },
      { id: "dead", kind: "wecom-robot", key: "other", baseUrl: `http://127.0.0.1:${await deadPort()}` },
    ],
    groups: [
      {
        id: "pm",
        zh: "项目组",
        en: "Project",
        people: [{ name: "王工", phone }],
        channels: [{ channel: "robot" }, { channel: "dead" }],
      },
      { id: "other", zh: "旁组", en: "Other", people: [{ name: "李工" }], channels: [{ channel: "dead" }] },
    ],
    routes: [{ contract: "*", groups: ["pm"] }],
  };
  writeFileSync(file, JSON.stringify(config), { mode: 0o600 });
  server = await TestServer.start({ dataDir, notify: loadNotifyConfig(file, {}).config });
  const people = await server.people();
  manager = await people.person("项目经理", [{ role: "project_manager", contract: "changning" }]);
});
afterEach(async () => {
  await server.stop();
  await robot.close();
  rmSync(dataDir, { recursive: true, force: true });
});

const send = (channel: string, groupId = "pm", by = manager) =>
  by.post(`/notify/channels/${channel}/test`, { groupId });
const test = async (channel: string) => NotifyTestResult.parse((await send(channel)).body);

it("sends one message that says it is a test, and tells what came back and how long it took", async () => {
  robot.answer({ body: '{"errcode":0,"errmsg":"ok"}' });
  const result = await test("robot");
  expect(result).toMatchObject({ outcome: "delivered", code: "", zh: "已送达", channelId: "robot", groupId: "pm" });
  expect(result.tookMs).toBeGreaterThanOrEqual(0);
  expect(robot.requests).toHaveLength(1);
  expect(robot.requests[0]?.body).toContain("【测试】通知渠道测试，由项目经理发出，无需处理");
  expect(JSON.stringify(result)).not.toContain(phone);
});

it("tells a refusal with the service's own code and words, telephone numbers masked", async () => {
  robot.answer({ body: `{"errcode":93000,"errmsg":"invalid webhook url, call ${phone}"}` });
  const result = await test("robot");
  expect(result).toMatchObject({ outcome: "refused", code: "wecom.93000" });
  expect(result.zh).toBe("对方拒绝：对方答复 wecom.93000：invalid webhook url, call 138****5678");
});

it("tells apart a service that answers too late, and one that is not there", async () => {
  robot.answer("silence");
  expect(await test("robot")).toMatchObject({
    outcome: "no-answer",
    code: "timeout",
    zh: "没有接通：对方没有及时应答",
  });
  expect(await test("dead")).toMatchObject({ outcome: "no-answer", code: "refused" });
});

it("is not sent again and again: each channel has its limit", async () => {
  robot.answer({ body: '{"errcode":0,"errmsg":"ok"}' });
  for (let i = 0; i < 3; i++) expect((await send("robot")).status).toBe(200);
  expect(await send("robot")).toMatchObject({ status: 429, body: { code: "notify.too-often" } });
  expect(robot.requests).toHaveLength(3);
  expect((await send("dead")).status).toBe(200);
});

it("is for those who may, of channels that the group has, and each is a line of the audit log", async () => {
  robot.answer({ body: '{"errcode":0,"errmsg":"ok"}' });
  const people = await server.people();
  const technician = await people.person("工程师", [{ role: "technician", contract: "changning" }]);
  expect((await send("robot", "pm", technician)).status).toBe(403);
  expect((await send("robot", "other")).status).toBe(404);
  expect((await send("nobody")).status).toBe(404);
  expect((await send("robot", "pm", people.system)).status).toBe(200);
  const { entries } = await people.auditor.get("/audit?action=notify.test&result=ok", AuditList);
  expect(entries).toMatchObject([
    { name: "系统管理员", target: "channel:robot", after: { groupId: "pm", outcome: "delivered" } },
  ]);
});
