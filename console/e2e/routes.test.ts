// 上门路线 as a dispatcher works with it, on a real server: planned, changed with its cost before the eyes, published, printed.
import { DayPlan, PlanCalendar } from "@kiosk/contract";
import type { Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { SignedIn } from "../../fixtures/people.ts";
import { accessProblems, accessProblemsIn, chineseLeft, sidewaysScroll } from "./browser.ts";
import { phone, type RealStage, setRealStage } from "./real-stage.ts";

const contract = "/contracts/changning";
/** the second day of the window: nothing of it has begun while it is planned */
const date = "2026-09-15";
const team = ["陈工", "林工", "孙工"];
const settings = {
  minutes: { hardware: 30, system: 15, app: 15, guarantee: 20, order: 30, replacement: 10, arrival: 5 },
  ...{ detour: 1.3, speedKmh: 25, onSite: ["hardware", "guarantee"], officeFromMin: 540, officeToMin: 1020 },
  seenVersion: 0,
};
let stage: RealStage;
let office: SignedIn;
let page: Page;

beforeAll(async () => {
  stage = await setRealStage("2026-09-14 07:30");
  office = await stage.person("调度甲", "dispatcher");
  for (const name of team) await stage.person(name, "technician");
  await office.send("PUT", `${contract}/route-settings`, settings);
  page = await stage.open(office, `/routes?day=${date}`);
  page.setDefaultTimeout(20_000);
});
afterAll(() => stage.close());

const latest = () => office.get(`${contract}/route-plans/${date}`, DayPlan);
const dialogOf = (of: Page) => of.getByRole("dialog");
const bar = (of: Page, visitId: string) => of.locator(`[data-visit="${visitId}"]`);
const lane = (of: Page, technicianId: string) => of.locator(`[data-lane="${technicianId}"]`);
const ownOf = (plan: DayPlan, technicianId: string) =>
  plan.visits.filter((visit) => visit.technicianId === technicianId);

async function looksRight(of: Page): Promise<void> {
  expect(await accessProblems(of)).toEqual([]);
  expect(await sidewaysScroll(of)).toBe(0);
}

async function boxOf(of: Locator): Promise<{ x: number; y: number; width: number; height: number }> {
  const box = await of.boundingBox();
  if (box === null) throw new Error("not on the screen");
  return box;
}

/** Pulls a visit by its left end to somewhere in a lane; `share` of its width. */
async function drag(of: Page, visitId: string, technicianId: string, share: number): Promise<void> {
  const from = await boxOf(bar(of, visitId));
  const to = await boxOf(lane(of, technicianId));
  await of.mouse.move(from.x + 12, from.y + from.height / 2);
  await of.mouse.down();
  await of.mouse.move(to.x + to.width * share, to.y + to.height / 2, { steps: 8 });
}

/** The person with the fewest visits and one with the most. */
function ends(plan: DayPlan): { least: string; most: string } {
  const byLoad = plan.technicians
    .map(({ technicianId }) => technicianId)
    .toSorted((a, b) => ownOf(plan, a).length - ownOf(plan, b).length);
  return { least: byLoad[0] ?? "", most: byLoad.at(-1) ?? "" };
}

test("days are planned at once, and the strip says how much is on each", async () => {
  await page.getByTestId("empty-state").getByText("这一天还没有计划").waitFor();
  await page.getByRole("button", { name: "排多日计划" }).click();
  const form = page.getByTestId("plan-window");
  await form.getByLabel("从哪天起").fill("2026-09-14");
  await form.getByLabel("工作日数").fill("2");
  await dialogOf(page).getByRole("button", { name: "开始排" }).click();
  const plan = await expect
    .poll(async () => (await latest()).visits.length)
    .toBeGreaterThan(5)
    .then(latest);
  await bar(page, plan.visits[0]?.id ?? "").waitFor();
  expect(await page.locator(".route-bar").count()).toBe(plan.visits.length);
  const { days } = await office.get(`${contract}/route-calendar?from=2026-09-14&days=2`, PlanCalendar);
  const { visits = 0 } = days.find((one) => one.date === date) ?? {};
  await page.getByRole("button", { name: new RegExp(`9月15日 周二 草案 ${visits} 处`) }).waitFor();
  // what nobody has entered is said
  await page.getByTestId("assumed").getByText("直线距离 × 1.3").waitFor();
  await page.getByTestId("assumed").getByText("未录入开放时间").waitFor();
});

test("what is chosen in one place is chosen in all", async () => {
  const [visit] = (await latest()).visits;
  const id = visit?.id ?? "";
  // stops of one street lie over each other: by keyboard each is reached
  await page.getByTestId(`route-stop-${id}`).focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => bar(page, id).getAttribute("aria-pressed")).toBe("true");
  await page
    .getByTestId("visit-card")
    .getByText(visit?.address ?? "")
    .waitFor();
  expect(new URL(page.url()).searchParams.get("visit")).toContain(date);
  expect(await accessProblemsIn(page, ["dark", "light"])).toEqual([]);
  expect(await sidewaysScroll(page)).toBe(0);
});

test("a visit that is dragged shows what it costs; cancelled it stays, committed it is the draft", async () => {
  const before = await latest();
  const { least, most } = ends(before);
  const visit = ownOf(before, most).at(0);
  const id = visit?.id ?? "";
  await drag(page, id, least, 0.98);
  await page.keyboard.press("Escape");
  await page.mouse.up();
  expect(await dialogOf(page).count()).toBe(0);
  await drag(page, id, least, 0.98);
  await page.mouse.up();
  await page.getByTestId("route-cost").getByText("路程").waitFor();
  await looksRight(page);
  await dialogOf(page)
    .getByRole("button", { name: /取\s?消/ })
    .click();
  expect((await latest()).revision).toBe(before.revision);
  await drag(page, id, least, 0.98);
  await page.mouse.up();
  await page.getByTestId("route-cost").waitFor();
  await dialogOf(page).getByRole("button", { name: "确定移动" }).click();
  await expect.poll(async () => (await latest()).revision).toBe(before.revision + 1);
  const moved = (await latest()).visits.find((one) => one.id === id);
  expect(moved).toMatchObject({ technicianId: least, pinned: true, position: ownOf(before, least).length });
  await lane(page, least).locator(`[data-visit="${id}"]`).waitFor();
});

test("the keyboard alone moves a visit, too", async () => {
  const before = await latest();
  const { least, most } = ends(before);
  const id = ownOf(before, most).at(-1)?.id ?? "";
  await bar(page, id).focus();
  await page.keyboard.press("m");
  await page.getByTestId("move-visit").getByText("位置没有变化").waitFor();
  await page.getByTestId("move-visit").getByLabel("交给").focus();
  const letter = String.fromCodePoint(65 + before.technicians.findIndex((one) => one.technicianId === least));
  const step = least < most || letter === "A" ? "ArrowUp" : "ArrowDown";
  for (let n = 0; n < team.length; n++) {
    const shown = await page.getByTestId("move-visit").locator(".ant-select").first().textContent();
    if (shown?.startsWith(letter) === true) break;
    await page.keyboard.press("Enter");
    await page.keyboard.press(step);
    await page.keyboard.press("Enter");
  }
  await page.getByTestId("route-cost").waitFor();
  await page.getByRole("button", { name: "确定移动" }).focus();
  await page.keyboard.press("Enter");
  await expect.poll(async () => (await latest()).visits.find((one) => one.id === id)?.technicianId).toBe(least);
});

test("whoever publishes a day that somebody else has just changed sees the other's version first", async () => {
  const other = await stage.open(await stage.person("调度乙", "dispatcher"), `/routes?day=${date}`);
  await other.getByTestId("publish-open").click();
  await other.getByText("首次发布").waitFor();
  const before = await latest();
  const { least, most } = ends(before);
  const visit = ownOf(before, most).at(0);
  const move = { visitId: visit?.id, technicianId: least, position: 99, seenRevision: before.revision, commit: true };
  expect(await office.post(`${contract}/route-plans/${date}/move`, move)).toMatchObject({ status: 200 });
  const publish = dialogOf(other).getByRole("button", { name: /发\s?布/ });
  await publish.click();
  await other.getByTestId("publish-stale").getByText("调度甲 刚刚修改了这一天").waitFor();
  await other.getByTestId("plan-changes").first().getByText("换人").waitFor();
  expect((await latest()).state).toBe("draft");
  await looksRight(other);
  await publish.click();
  await expect.poll(async () => (await latest()).state).toBe("published");
  await other.getByText(/第 1 版，调度乙/).waitFor();
  await other.close();
});

test("an urgent order is put in, once it is seen who is moved and what it costs", async () => {
  const { order } = await stage.desk.order({ kioskId: "cn-014", class: "hardware_repair", title: "出纸口卡纸" });
  await page.reload();
  await page.getByRole("button", { name: "插入急单" }).click();
  const form = page.getByTestId("urgent-order");
  await form.getByLabel("工单").fill(order.number);
  await page.keyboard.press("Enter");
  await form.getByText(/可插入：/).waitFor();
  await form.getByTestId("route-cost").waitFor();
  await looksRight(page);
  await dialogOf(page).getByRole("button", { name: "确定插入" }).click();
  const has = (plan: DayPlan) =>
    plan.visits.some(({ tasks }) => tasks.some((task) => task.type === "order" && task.orderId === order.id));
  await expect.poll(async () => has(await latest())).toBe(true);
  expect((await latest()).state).toBe("draft");
  // the phones have what was published until it is published again
  await page
    .getByRole("group", { name: "版本" })
    .or(page.getByRole("radiogroup", { name: "版本" }))
    .getByText("已发布")
    .click();
  await page.getByText("正在看已发布的计划").waitFor();
  expect(await page.getByTestId("publish-open").count()).toBe(0);
  await page.goBack();
});

test("somebody is ill at noon: what was theirs afterwards goes to others, or is explained", async () => {
  const before = await latest();
  const { most } = ends(before);
  const name = before.technicians.find((one) => one.technicianId === most)?.name ?? "";
  await page.getByTestId("plan-open").click();
  const form = page.getByTestId("plan-day");
  await form.getByRole("radiogroup", { name }).getByText("从此刻起不在").click();
  await form.getByLabel(`${name}从几点起不在`).fill("12");
  await form.getByText("请按 12:00 的格式填写").waitFor();
  await form.getByLabel(`${name}从几点起不在`).fill("12:00");
  await dialogOf(page).getByRole("button", { name: "开始排" }).click();
  await page.getByText("12:00 起不在").waitFor();
  const after = await latest();
  const noon = Date.parse(`${date}T12:00:00+08:00`);
  expect(ownOf(after, most).filter(({ leaveAt }) => leaveAt > noon)).toEqual([]);
  const left = after.unserved[0];
  if (left !== undefined) await page.getByTestId("unserved").getByText(left.zh).first().waitFor();
});

test("each technician's sheet is printed by itself, with all of their visits", async () => {
  const plan = await latest();
  const { most } = ends(plan);
  const own = ownOf(plan, most);
  await page.emulateMedia({ media: "print" });
  const sheet = page.locator(`[data-technician="${most}"]`);
  expect(await sheet.locator("tbody tr").count()).toBeGreaterThanOrEqual(own.length);
  for (const { kioskName, address } of own) {
    await sheet.getByText(kioskName).first().waitFor();
    await sheet.getByText(address).first().waitFor();
  }
  expect(await page.locator("#root").isVisible()).toBe(false);
  const busy = plan.technicians.filter(({ technicianId }) => ownOf(plan, technicianId).length > 0);
  expect(await page.locator(".route-sheet").count()).toBe(busy.length);
  await page.emulateMedia({ media: "screen" });
});

test("an address for a calendar is shown once, works, and is revoked", async () => {
  await page.getByRole("button", { name: "路线设置" }).click();
  const drawer = page.getByTestId("route-settings");
  await drawer.getByTestId("technicians").getByText("陈工").waitFor();
  await drawer.getByText("日历订阅").click();
  await drawer.getByLabel("给谁").click();
  await page.getByTitle("陈工", { exact: true }).click();
  await drawer.getByRole("button", { name: "生成订阅地址" }).click();
  const address = (await drawer.getByTestId("feed-address").textContent()) ?? "";
  const answer = await fetch(address);
  expect([answer.status, (await answer.text()).slice(0, 15)]).toEqual([200, "BEGIN:VCALENDAR"]);
  await looksRight(page);
  await drawer.getByText("路程与工时").click();
  await drawer.getByText("日历订阅").click();
  expect(await drawer.getByTestId("feed-address").count()).toBe(0);
  await drawer.getByRole("button", { name: "停用 陈工 的订阅" }).click();
  await page
    .locator(".ant-popconfirm")
    .getByRole("button", { name: /停\s?用/ })
    .click();
  await drawer.getByText(/停用$/).last().waitFor();
  await expect.poll(async () => (await fetch(address)).status).toBe(404);
});

test("a road matrix with errors names its lines and is not taken", async () => {
  const drawer = page.getByTestId("route-settings");
  await drawer.getByText("路网").click();
  const csv = "from,to,metres,seconds\ncn-001,nowhere,1,2\ncn-001,cn-002,900,200\n";
  await drawer
    .getByTestId("matrix-file")
    .setInputFiles({ name: "ways.csv", mimeType: "text/csv", buffer: Buffer.from(csv) });
  await drawer.getByTestId("matrix-checked").getByText("没有此地点：nowhere").waitFor();
  await drawer.getByText("第 2 行").waitFor();
  expect(await drawer.getByRole("button", { name: /导\s?入/ }).isDisabled()).toBe(true);
});

test("on a phone the list comes first; who may not plan only reads; English is whole", async () => {
  const viewer = await stage.person("吴老师", "district_viewer");
  const reader = await stage.open(viewer, `/routes?day=${date}`, { viewport: phone });
  await reader.locator(".route-table").waitFor();
  expect(await reader.locator(".route-timeline").count()).toBe(0);
  for (const name of ["重新排", "插入急单", "排多日计划"]) {
    expect(await reader.getByRole("button", { name }).count()).toBe(0);
  }
  expect(await reader.getByRole("button", { name: /^移动/ }).count()).toBe(0);
  await looksRight(reader);
  await reader.getByText("时间轴", { exact: true }).click();
  await reader.locator(".route-bar").first().waitFor();
  expect(await sidewaysScroll(reader)).toBe(0);
  const english = await stage.open(office, `/routes?day=${date}&view=table`, { language: "en" });
  await english.getByRole("heading", { name: "Routes" }).waitFor();
  const plan = await latest();
  const names = [
    ...plan.technicians.flatMap((one) => [one.name, one.startName]),
    ...plan.visits.map(({ kioskName }) => kioskName),
    ...["调度甲", "调度乙", "出纸口卡纸"],
  ];
  await english.locator(".route-table").waitFor();
  await english.getByTestId("route-map").waitFor();
  const left = (await chineseLeft(english, names)).filter((text) => !names.some((name) => text.includes(name)));
  expect(left).toEqual([]);
  expect(await sidewaysScroll(english)).toBe(0);
});
