// Markup in every text that a person or a terminal can send is text on every page: nothing of it runs, nothing becomes an
// element or an attribute, and a file made of it runs nothing either.
import { readFile } from "node:fs/promises";
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type Stage, setStage } from "./browser.ts";
import { wallSecret } from "./fixture-wall.ts";

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
  "reason",
  "topic",
  "phone",
  "agent",
  "createdBy",
  "resolvedBy",
  "resolvedWhy",
  "owner",
  "subject",
]);
/** closed words among them, by what they stand beside */
const closed = (record: object, key: string) =>
  key === "reason" && ("topic" in record || "waiting" in record || "n" in record);

function poisoned(value: unknown): void {
  if (typeof value !== "object" || value === null) return;
  for (const [key, item] of Object.entries(value)) {
    if (typeof item === "string" && worded.has(key) && !closed(value, key)) Reflect.set(value, key, evil(key));
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
  ["/reports?view=ledgers", "[data-testid=statement-changning]"],
])("%s shows it as text", async (path, ready) => {
  const { page, failures } = await stage.open(path);
  await page.locator(ready).first().waitFor();
  expect(await look(page)).toEqual(harmless);
  expect(failures).toEqual([]);
});

/** Also what the fixture makes up for each answer. */
function poisonAnswers(): void {
  stage.server.rewrite = (body) => {
    const copy = structuredClone(body);
    poisoned(copy);
    return copy;
  };
}

const wangMin = "00000000-0000-4000-8000-000000000204";

test.each([
  { as: "district_admin", path: "/alarms", ready: "fault-hub" },
  { as: "project_manager", path: "/quarantine", ready: "quarantine-row-q1" },
  { as: "project_manager", path: "/quarantine/q1", ready: "quarantine-detail" },
  { as: "district_admin", path: "/wall-screens", ready: "wall-token-w-1" },
  { as: "district_admin", path: `/wall#${wallSecret}`, ready: "wall" },
  { as: "project_manager", path: "/settings/hours", ready: "hours" },
  { as: "project_manager", path: "/settings/thresholds", ready: "thresholds" },
  { as: "project_manager", path: "/settings/notify", ready: "settings-notify" },
  { as: "system_admin", path: "/settings/users", ready: "user-wang.min" },
  { as: "security_admin", path: `/settings/users?user=${wangMin}`, ready: "edit-grants" },
  { as: "system_admin", path: "/settings/organisations", ready: "organisation-centerm" },
  { as: "audit_admin", path: "/audit", ready: "audit-260" },
  { as: "vendor", path: "/portal", ready: "vendor-orders" },
  { as: "vendor", path: "/portal?tab=parts", ready: "vendor-parts" },
  { as: "vendor", path: "/portal/orders/o-part", ready: "vendor-order" },
] as const)(
  "$path, whose every answer has it in every text, shows it as text to a $as",
  async ({ as, path, ready }) => {
    stage.server.session.signIn(as, { name: evil("user") });
    stage.server.api.watch.tokens.issue({ contractId: "changning", name: "左屏", lifetimeMs: 86_400_000 }, Date.now());
    poisonAnswers();
    const { page, failures } = await stage.open(path);
    await page.getByTestId(ready).first().waitFor();
    await expect.poll(() => look(page)).toEqual(harmless);
    expect(failures).toEqual([]);
  },
);

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
