// Each role finds its own pages and no button that the server would refuse.
import type { Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type Stage, setStage } from "./browser.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

const railOf = (page: Page) =>
  page
    .locator(".rail-link")
    .evaluateAll((links) => links.map((link) => new URL(link.getAttribute("href") ?? "", "http://x").pathname));

test.each([
  {
    role: "district_viewer",
    sees: ["/overview", "/terminals", "/work-orders", "/contract"],
    not: ["/portal", "/quarantine", "/settings/users", "/audit"],
  },
  {
    role: "technician",
    sees: ["/overview", "/terminals", "/work-orders", "/contract"],
    not: ["/portal", "/quarantine", "/settings/users", "/audit"],
  },
  {
    role: "project_manager",
    sees: ["/overview", "/terminals", "/work-orders", "/contract", "/quarantine"],
    not: ["/portal", "/audit"],
  },
  {
    role: "vendor",
    sees: ["/portal"],
    not: ["/overview", "/terminals", "/work-orders", "/contract", "/quarantine", "/audit"],
  },
  {
    role: "audit_admin",
    sees: ["/audit"],
    not: ["/overview", "/terminals", "/work-orders", "/contract", "/quarantine", "/portal"],
  },
] as const)("the rail of a $role shows their pages and no others", async ({ role, sees, not }) => {
  stage.server.session.signIn(role);
  const { page } = await stage.open("/account");
  await page.getByTestId("account").waitFor();
  const shown = await railOf(page);
  expect(shown).toEqual(expect.arrayContaining([...sees]));
  expect(shown.filter((path) => not.some((other) => other === path))).toEqual([]);
});

test("a page without a right to it says so and leads home, whatever was in the address", async () => {
  stage.server.session.signIn("dispatcher", { contracts: ["changning"] });
  const { page, failures } = await stage.open("/overview");
  await page.getByTestId("user-menu").waitFor();
  stage.server.session.signIn("audit_admin");
  await page.goto(`${stage.base}/work-orders/o-hub`);
  await page.getByTestId("no-access").waitFor();
  expect(await page.getByTestId("order-detail").count()).toBe(0);
  expect(await page.getByTestId("alarm-bell").count()).toBe(0);
  expect(failures).toEqual([]);
});

describe("who only reads", () => {
  test.each([
    ["/work-orders", "board", "button", "新建工单"],
    ["/terminals", "kiosk-row-cn-002", "button", "新建终端"],
    ["/contract/changning", "terms", "testid", "new-terms"],
    ["/contract/changning?tab=calendars", "calendars", "testid", "import-calendar"],
    ["/contract/changning?tab=parts", "parts-ledger", "testid", "receive-part"],
  ] as const)("finds no way to change anything on %s", async (path, shows, kind, what) => {
    const found = (page: Page) =>
      kind === "button" ? page.getByRole("button", { name: what }) : page.getByTestId(what);
    const worker = await stage.open(path);
    await worker.page.getByTestId(shows).waitFor();
    expect(await found(worker.page).count()).toBe(1);
    stage.server.session.signIn("district_viewer");
    const reader = await stage.open(path);
    await reader.page.getByTestId(shows).waitFor();
    expect(await found(reader.page).count()).toBe(0);
  });

  test("a form that the address asks for does not open for them", async () => {
    stage.server.session.signIn("district_viewer");
    const { page } = await stage.open("/contract/changning?form=terms");
    await page.getByTestId("terms").waitFor();
    expect(await page.getByTestId("terms-form").count()).toBe(0);
    await page.goto(`${stage.base}/work-orders?create=1`);
    await page.getByTestId("board").waitFor();
    expect(await page.getByRole("dialog").count()).toBe(0);
  });
});

test("rights that were taken away are gone from the page when the next request is refused", async () => {
  const { page } = await stage.open("/account");
  await page.getByTestId("account").waitFor();
  expect(await railOf(page)).toContain("/quarantine");
  stage.server.session.signIn("district_viewer");
  await page.evaluate(() => window.dispatchEvent(new Event("focus")));
  stage.server.send({ type: "resync", at: Date.now() });
  await expect.poll(() => railOf(page)).not.toContain("/quarantine");
});
