// A day of citizens on one page that is never loaded again: the host's own reload at 04:00 is left out, so that what is held
// here is the pages' doing. Time of the pages is moved over 24 hours. The agent is at the border of HTTP here; what a day of uses
// leaves in a real one is held by soak-agent.test.ts.
import type { CDPSession } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { masked, ok, type SessionStage, setSessionStage } from "./session-stage.ts";

const uses = 200;
const settledAfter = 50;
const dayMs = 24 * 3_600_000;
/** between one use and the next: the idle clock brings the calm page each time */
const pauseMs = dayMs / uses;
const megabyte = 1_000_000;
const bounds = { heapBytes: 3 * megabyte, nodes: 300, listeners: 60, documents: 1 };

const HeapUsage = z.object({ usedSize: z.number() });
const Counters = z.object({ documents: z.number(), nodes: z.number(), jsEventListeners: z.number() });

let stage: SessionStage;
beforeAll(async () => {
  stage = await setSessionStage();
});
afterAll(() => stage.close());

async function measure(session: CDPSession) {
  // What is freed by one collection may be what held the next.
  for (let round = 0; round < 3; round += 1) await session.send("HeapProfiler.collectGarbage");
  const { usedSize } = HeapUsage.parse(await session.send("Runtime.getHeapUsage"));
  const { documents, nodes, jsEventListeners } = Counters.parse(await session.send("Memory.getDOMCounters"));
  return { heapBytes: usedSize, nodes, listeners: jsEventListeners, documents };
}

/** Runs in the page: touches one after the other as soon as they stand there; a finger's pace is tried elsewhere. */
async function touchInTurn(selectors: readonly string[]): Promise<void> {
  for (const selector of selectors) {
    const target = await new Promise<HTMLElement>((found) => {
      const look = () => {
        const element = document.querySelector<HTMLElement>(selector);
        if (element === null) return;
        watcher.disconnect();
        found(element);
      };
      const watcher = new MutationObserver(look);
      watcher.observe(document, { subtree: true, childList: true, attributes: true });
      look();
    });
    target.dispatchEvent(new PointerEvent("pointerdown", { bubbles: true }));
    target.click();
  }
}

const opening = [".attract", ".tile", ".page-actions .button-main"];
const leaving = [".held", ".session-head .button", ".button-danger", '[data-screen="rating"] .page-actions .button'];

test(`${uses} uses within 24 hours leave the pages as large as ${settledAfter} did`, async () => {
  stage.answers.set("identity.read-card", () => {
    stage.session({ identified: "card" });
    return ok(masked);
  });
  const use = await stage.begin({ clock: true });
  const { page } = use;
  const session = await page.context().newCDPSession(page);
  const began = await page.evaluate(() => Date.now());
  let settled: Awaited<ReturnType<typeof measure>> | undefined;
  for (let done = 1; done <= uses; done += 1) {
    await use.app
      .locator("button.main")
      .first()
      .evaluate((button) => button.dispatchEvent(new MouseEvent("click", { bubbles: true })));
    await page.evaluate(touchInTurn, leaving);
    await page.locator('[data-screen="home"]').waitFor();
    if (done === settledAfter) settled = await measure(session);
    await page.clock.fastForward(pauseMs);
    if (done === uses) break;
    await page.evaluate(touchInTurn, opening);
  }
  await page.locator(".attract").waitFor();
  expect(await page.evaluate(() => Date.now())).toBeGreaterThan(began + dayMs);
  const after = await measure(session);
  if (settled === undefined) throw new Error("nothing was measured");
  expect(settled.heapBytes).toBeGreaterThan(megabyte);
  expect(after.heapBytes - settled.heapBytes).toBeLessThan(bounds.heapBytes);
  expect(after.nodes - settled.nodes).toBeLessThan(bounds.nodes);
  expect(after.listeners - settled.listeners).toBeLessThan(bounds.listeners);
  expect(after.documents - settled.documents).toBeLessThan(bounds.documents);
}, 300_000);
