// Every page of the router that everyone.test.ts does not walk through, looked at by axe in two themes.
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { accessProblemsIn, type Stage, setStage } from "./browser.ts";
import { wallSecret } from "./fixture-wall.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

const id = (testId: string) => `[data-testid="${testId}"]`;
const firstTable = ".settings-page .table";

test.each([
  { path: "/reports", as: "district_admin", shows: id("reports") },
  { path: "/alarms", as: "district_admin", shows: id("fault-hub") },
  { path: "/wall-screens", as: "district_admin", shows: id("new-wall") },
  { path: "/contract", as: "project_manager", shows: "main h1" },
  { path: "/audit", as: "audit_admin", shows: id("audit-260") },
  { path: "/settings", as: "project_manager", shows: id("settings") },
  { path: "/settings/contracts", as: "project_manager", shows: id("contracts") },
  { path: "/settings/thresholds", as: "project_manager", shows: firstTable },
  { path: "/settings/fault-rules", as: "project_manager", shows: firstTable },
  { path: "/settings/hours", as: "project_manager", shows: firstTable },
  // the fixture server has no inspections and no phones: what cannot be read says so
  { path: "/settings/inspection-rules", as: "project_manager", shows: id("error-state") },
  { path: "/settings/checklists", as: "project_manager", shows: id("error-state") },
  { path: "/field-office", as: "dispatcher", shows: id("error-state") },
  { path: "/settings/terminals", as: "project_manager", shows: ".settings-import" },
  { path: "/settings/enrolment", as: "project_manager", shows: firstTable },
  { path: "/settings/notify", as: "project_manager", shows: id("settings-notify") },
  { path: "/settings/users", as: "system_admin", shows: id("user-wang.min") },
  { path: "/settings/security", as: "security_admin", shows: id("policy-form") },
  { path: "/settings/organisations", as: "system_admin", shows: id("organisation-centerm") },
  { path: "/portal", as: "vendor", shows: id("vendor-orders") },
  { path: "/portal?tab=parts", as: "vendor", shows: id("vendor-parts") },
  { path: "/portal?tab=score", as: "vendor", shows: ".page h1" },
  { path: "/portal/orders/o-part", as: "vendor", shows: id("vendor-order") },
  { path: "/settings/users", as: "vendor", shows: id("no-access") },
  { path: "/nowhere", as: "dispatcher", shows: "main h1, main .empty-state" },
] as const)("$path for a $as has no serious or critical finding, dark or light", async ({ path, as, shows }) => {
  stage.server.session.signIn(as);
  const { page, failures } = await stage.open(path);
  await page.locator(shows).first().waitFor();
  expect(await accessProblemsIn(page, ["dark", "light"])).toEqual([]);
  expect(failures).toEqual([]);
});

test.each([
  { path: "/sign-in", shows: "credentials" },
  { path: "/setup?token=x", shows: "setup" },
  { path: "/link/some-token-of-a-mail", shows: "link-page" },
])("$path, before any session, has none either, in any theme", async ({ path, shows }) => {
  stage.server.session.signOut();
  stage.server.session.setupOpen = true;
  const { page, failures } = await stage.open(path);
  await page.getByTestId(shows).waitFor();
  expect(await accessProblemsIn(page, ["dark", "contrast-light", "contrast-dark", "light"])).toEqual([]);
  expect(failures).toEqual([]);
});

test("the wall, which has one theme, has none", async () => {
  const { page } = await stage.open(`/wall#${wallSecret}`);
  await page.getByTestId("wall").waitFor();
  expect(await accessProblemsIn(page, ["dark"])).toEqual([]);
});
