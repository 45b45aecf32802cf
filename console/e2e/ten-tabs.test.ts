// Ten tabs of one browser over HTTP/1.1, which opens six connections to a server: all are live by one of them.
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Stage, setStage } from "./browser.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.close());

const slow = { timeout: 60_000 };
const stateOf = (page: Page) => page.getByTestId("live-indicator").getAttribute("data-state", slow);

test("ten tabs share one feed; when the tab that has it is closed, another takes over, and all hear of each change", async () => {
  const { server } = stage;
  const tabs: Page[] = [];
  for (let n = 0; n < 10; n++) tabs.push((await stage.open("/work-orders")).page);
  for (const tab of tabs) await expect.poll(() => stateOf(tab), slow).toBe("live");
  expect(server.readers).toBe(1);

  // the first to come has it
  await tabs[0]?.close();
  await expect.poll(() => server.readers, slow).toBe(1);
  const left = tabs.slice(1);
  for (const tab of left) await expect.poll(() => stateOf(tab), slow).toBe("live");

  const asked = left.map((tab) => tab.waitForRequest((request) => request.url().includes("/api/v1/work-orders"), slow));
  server.send({
    ...{ type: "changed", at: Date.now(), kiosks: [], orders: [], quarantine: false, alarms: false },
    terms: true,
    upkeep: false,
  });
  await Promise.all(asked);
  expect(server.readers).toBe(1);
}, 180_000);
