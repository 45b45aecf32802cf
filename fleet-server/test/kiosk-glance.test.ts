// One terminal over HTTP at a whole server: what works there follows what it tells, and its messages are kept word for word.
import { type CapabilityState, Problem, ReportList, TimelinePage } from "@kiosk/contract";
import { afterAll, beforeAll, expect, it } from "vitest";
import { booklet, condition, deviceReport, hub, kioskId, reader } from "./sample.ts";
import { eventually, TestServer, type TestTerminal } from "./server-harness.ts";

let server: TestServer;
let terminal: TestTerminal;
beforeAll(async () => {
  server = await TestServer.start();
  terminal = await server.terminal();
});
afterAll(() => server.stop());

const bookletReport = (over: object = {}) =>
  deviceReport({
    deviceId: booklet,
    deviceClass: "bookletPrinter",
    profileId: "booklet-printer/olivetti-pr2plus",
    ...over,
  });

async function becomes(capability: string, state: CapabilityState) {
  const detail = await eventually(
    () => server.detail(),
    ({ capabilities }) => capabilities.find((c) => c.capability === capability)?.state === state,
  );
  return detail.capabilities.find((c) => c.capability === capability);
}

it("is unknown while its devices have told nothing, and what it was built without is said", async () => {
  expect(await becomes("idCard", "unknown")).toMatchObject({ causes: [{ kind: "unseen", deviceId: reader }] });
  expect(await becomes("endorsement", "not-fitted")).toMatchObject({ deviceIds: [] });
  const { declared } = await server.detail();
  expect(declared.map(({ deviceId, attachedTo, seen }) => [deviceId, attachedTo, seen])).toEqual([
    [reader, hub, false],
    [booklet, hub, false],
  ]);
  expect(declared[0]?.profileZh).not.toBeNull();
});

it("works when they are well, and says the cause at once when one is not", async () => {
  await terminal.report([deviceReport(), bookletReport()]);
  await becomes("idCard", "available");
  await terminal.report([bookletReport({ state: "userError", conditions: [condition("ribbon.out")] })]);
  expect(await becomes("booklet", "unavailable")).toMatchObject({ causes: [{ kind: "fault", code: "ribbon.out" }] });
  expect((await becomes("idCard", "available"))?.causes).toEqual([]);
});

it("keeps its messages word for word and gives them out in pages", async () => {
  const first = await server.get(`/kiosks/${kioskId}/reports?limit=1`, ReportList);
  expect(first.reports.map((r) => r.seq)).toEqual([2]);
  expect(first.reports[0]?.body).toContain('"ribbon.out"');
  const second = await server.get(`/kiosks/${kioskId}/reports?limit=1&before=${first.next}`, ReportList);
  expect(second).toMatchObject({ reports: [{ seq: 1, leaf: "report" }], next: null });
});

it("tells its history in pages", async () => {
  const page = await server.get(`/kiosks/${kioskId}/timeline?limit=1`, TimelinePage);
  expect(page.entries).toHaveLength(1);
  expect(page.next).not.toBeNull();
});

it("is unknown again as soon as it is gone", async () => {
  terminal.client.end(true);
  expect(await becomes("idCard", "unknown")).toMatchObject({ causes: [{ kind: "presence", presence: "offline" }] });
});

it("shows its messages to nobody of another contract", async () => {
  const people = await server.people();
  const stranger = await people.person("外人", [{ role: "project_manager", contract: "dazhou" }]);
  for (const path of ["reports", "timeline"]) {
    const answer = await stranger.fetch(`/kiosks/${kioskId}/${path}`);
    expect([path, answer.status, Problem.parse(await answer.json()).code]).toEqual([path, 404, "resource.not-found"]);
  }
});
