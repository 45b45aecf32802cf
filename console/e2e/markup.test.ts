// Markup in every text that a person or a terminal can send is text on every page: nothing of it runs, nothing becomes an
// element or an attribute, and a file made of it runs nothing either.
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type Stage, setStage } from "./browser.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

/** Breaks out of an element, of an attribute in either quote, of a script, and is a formula besides. */
const evil = (mark: string) =>
  `=${mark}"'><img src=x onerror="window.ran='${mark}'"><script>window.ran='${mark}'</script><svg/onload=window.ran=1>`;

/** Every string of a record that is words and no id, time or closed word. */
const worded = new Set([
  "name",
  "kioskName",
  "titleZh",
  "titleEn",
  "text",
  "detail",
  "note",
  "coordinateMethod",
  "address",
  "street",
  "district",
  "actor",
  "by",
  "approvedBy",
  "raw",
  "part",
  "worstZh",
  "worstEn",
  "zh",
  "en",
  "preview",
  "comment",
]);

function poisoned(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    if (typeof item === "string" && worded.has(key)) Reflect.set(value, key, evil(key));
    else poisoned(item);
  }
}

beforeEach(() => {
  const { api } = stage.server;
  poisoned(api.kiosks);
  poisoned(api.orders);
  poisoned(api.alarms);
  poisoned(api.evidence);
  poisoned(api.contracts);
  for (const ledger of api.ledgers.values()) poisoned(ledger);
  for (const terms of api.terms.values()) poisoned(terms);
  poisoned(api.calendars);
  for (const calendar of api.calendars.calendars) calendar.source = evil("source");
  api.session.signIn(["district_admin", "project_manager", "dispatcher", "technician"], { name: evil("user") });
});

interface Found {
  ran: unknown;
  elements: number;
  handlers: string[];
  shown: boolean;
}

function look(page: Page): Promise<Found> {
  return page.evaluate(() => ({
    ran: Reflect.get(window, "ran"),
    elements: document.querySelectorAll("img[src='x'], body script:not([src]), [onload], [onerror]").length,
    handlers: [...document.querySelectorAll("*")]
      .flatMap((element) => [...element.attributes])
      .filter(({ name }) => name.startsWith("on"))
      .map(({ name, value }) => `${name}=${value}`),
    shown: document.body.innerText.includes("<img src=x onerror="),
  }));
}

const harmless = { ran: undefined, elements: 0, handlers: [], shown: true };

test.each([
  ["/overview", ".due-board > li"],
  ["/terminals?sel=cn-002", "[data-testid=kiosk-row-cn-002]"],
  ["/terminals/cn-002", "[data-testid=terminal-head]"],
  ["/work-orders", "[data-testid=board]"],
  ["/work-orders?state=all&view=table", ".order-table tbody tr"],
  ["/work-orders/o-part", "[data-testid=order-detail]"],
  ["/contract/changning?tab=parts", "[data-testid=parts-ledger] tbody tr"],
  ["/contract/changning?tab=calendars", "[data-testid=calendars] tbody tr"],
  ["/reports", "[data-testid=statement-changning]"],
])("%s shows it as text", async (path, ready) => {
  const { page, failures } = await stage.open(path);
  await page.locator(ready).first().waitFor();
  expect(await look(page)).toEqual(harmless);
  expect(failures).toEqual([]);
});

test("the search shows it as text, also what was opened before", async () => {
  const { page } = await stage.open("/overview");
  await page.getByTestId("search-open").click();
  await page.getByTestId("palette-input").fill("14");
  await page.getByTestId("palette-kiosk-cn-014").click();
  await page.getByTestId("terminal-head").waitFor();
  await page.keyboard.press("Control+k");
  await page.getByTestId("palette-recent-kiosk-cn-014").waitFor();
  expect(await look(page)).toEqual(harmless);
});

test("a file of it has no cell that begins as a formula", async () => {
  const { page } = await stage.open("/work-orders");
  await page.getByTestId("export").click();
  await page.getByTestId("export-format").getByText("CSV").click();
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByTestId("export-run").click()]);
  expect(file.suggestedFilename()).not.toMatch(/[<>"/\\|?*]/);
  const text = await readFile(await file.path(), "utf8");
  expect(text).toContain(`"'=titleZh""'>`);
  expect(text).not.toMatch(/(^|,)"?=/m);
});
