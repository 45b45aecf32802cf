// The terminal page: filters in the address, list and map in step, neighbours, the second contract.
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { phone, type Stage, setStage } from "./browser.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

const rows = '[data-testid^="kiosk-row-"]';

test("all 46 terminals are in the list and on the map, the 11 unverified ones hollow with a ring", async () => {
  const { page } = await stage.open("/terminals");
  await page.getByTestId("kiosk-point-cn-046").waitFor();
  await expect.poll(() => page.locator(rows).count()).toBe(46);
  expect(await page.locator(".kiosk-point").count()).toBe(46);
  const hollow = page.locator('.kiosk-point[data-confidence="low"]');
  expect(await hollow.count()).toBe(11);
  expect(await hollow.first().locator('path[fill="var(--panel)"]').count()).toBe(1);
  expect(await page.locator(".leaflet-overlay-pane path[stroke-dasharray]").count()).toBe(11);
  expect(await page.locator(rows).getByText("位置待核实").count()).toBe(11);
});

test("filters are in the address and survive a reload", async () => {
  const { page } = await stage.open("/terminals");
  await page.getByTestId("terminal-search").fill("新泾");
  await page.getByTestId("health-offline").click();
  await expect.poll(() => page.locator(rows).count()).toBe(1);
  const address = new URL(page.url());
  expect(address.searchParams.get("q")).toBe("新泾");
  expect(address.searchParams.get("health")).toBe("offline");
  await page.reload();
  await page.getByTestId("kiosk-row-cn-034").waitFor();
  expect(await page.locator(rows).count()).toBe(1);
  expect(await page.getByTestId("terminal-search").inputValue()).toBe("新泾");
  expect(await page.getByTestId("health-offline").getAttribute("aria-pressed")).toBe("true");
});

test("an empty list names the filter that hides all and takes it away at one tap", async () => {
  const { page } = await stage.open("/terminals?q=%E6%B1%9F%E8%8B%8F&health=warning");
  await page.getByText("没有符合条件的终端").waitFor();
  expect(await page.getByText("去掉后有 2 台").count()).toBe(1);
  await page.getByTestId("clear-q").click();
  await expect.poll(() => page.locator(rows).count()).toBe(2);
  expect(page.url()).not.toContain("q=");
});

test("pointing at a row lights its point, pointing at a point lights its row", async () => {
  const { page } = await stage.open("/terminals");
  const point = page.getByTestId("kiosk-point-cn-014");
  const row = page.getByTestId("kiosk-row-cn-014");
  await point.waitFor();
  await row.hover();
  await expect.poll(() => point.getAttribute("class")).toContain("hovered");
  await point.hover();
  await expect.poll(() => row.getAttribute("class")).toContain("hovered");
});

test("choosing on either side chooses on both and is in the address", async () => {
  const { page } = await stage.open("/terminals");
  await page.getByTestId("kiosk-point-cn-035").click();
  const row = page.getByTestId("kiosk-row-cn-035");
  await expect.poll(() => row.getAttribute("class")).toContain("selected");
  expect(new URL(page.url()).searchParams.get("sel")).toBe("cn-035");
  const inWindow = () =>
    row.evaluate((element) => {
      const box = element.getBoundingClientRect();
      return box.top >= 0 && box.bottom <= window.innerHeight + 1;
    });
  await expect.poll(inWindow).toBe(true);
  await page.getByTestId("kiosk-row-cn-002").getByRole("button").click();
  await expect.poll(() => page.getByTestId("kiosk-point-cn-002").getAttribute("class")).toContain("selected");
  expect(await page.getByTestId("kiosk-point-cn-035").getAttribute("class")).not.toContain("selected");
});

test("a terminal whose MAC is next to another's names that other", async () => {
  const { page } = await stage.open("/terminals?sel=cn-025");
  const note = page.getByTestId("kiosk-row-cn-025").getByTestId("neighbour-cn-026");
  // the names come with the map's points, which are another request than the rows
  await note.getByText("上生新所白领公寓").waitFor();
  expect(await note.textContent()).toContain("26 号 上生新所白领公寓 仅差 1");
  await page.goto(`${stage.base}/terminals/cn-025`);
  await page.getByTestId("neighbour-cn-026").getByText("上生新所白领公寓").waitFor();
});

test("only-in-view follows the map and survives a reload", async () => {
  const { page } = await stage.open("/terminals");
  await page.getByTestId("kiosk-point-cn-046").waitFor();
  const map = page.getByTestId("map");
  await page.getByTestId("only-in-view").click();
  await map.hover({ position: { x: 700, y: 300 } });
  for (let i = 0; i < 6; i += 1) await page.mouse.wheel(0, -400);
  await expect.poll(() => page.locator(rows).count()).toBeLessThan(30);
  await expect.poll(() => page.url()).toContain("box=");
  const shown = await page.locator(rows).count();
  await page.reload();
  await page.getByTestId("kiosk-point-cn-046").waitFor({ state: "attached" });
  // The window may be a little larger than the box it was asked to show.
  await expect.poll(async () => Math.abs((await page.locator(rows).count()) - shown)).toBeLessThanOrEqual(3);
  expect(new URL(page.url()).searchParams.get("onlyInView")).toBe("1");
});

test("only-in-view names its part of the map in the address at once, so that a colleague's list is the same", async () => {
  const { page } = await stage.open("/terminals");
  await page.getByTestId("kiosk-point-cn-046").waitFor();
  expect(page.url()).not.toContain("box=");
  await page.getByTestId("only-in-view").click();
  await expect.poll(() => page.url()).toMatch(/box=.*onlyInView=1|onlyInView=1.*box=/);
});

test("on a phone that has seen no map there is nothing to be inside of, and that is said", async () => {
  const { page } = await stage.open("/terminals", { viewport: phone });
  await page.getByTestId("kiosk-row-cn-002").waitFor();
  expect(await page.getByTestId("only-in-view").isDisabled()).toBe(true);
  await page.getByTestId("list-map-tabs").getByText("地图").click();
  await page.getByTestId("kiosk-point-cn-029").waitFor();
  await page.getByTestId("list-map-tabs").getByText("列表").click();
  await expect.poll(() => page.getByTestId("only-in-view").isDisabled()).toBe(false);
});

test("a part of the map with nothing in it names itself as what hides all", async () => {
  const { page } = await stage.open("/terminals?onlyInView=1&box=100.0000,30.0000,100.1000,30.1000");
  await page.getByText("没有符合条件的终端").waitFor();
  await page.getByTestId("clear-view").click();
  await expect.poll(() => page.locator(rows).count()).toBe(46);
});

test("a row that the keyboard reaches lights its point", async () => {
  const { page } = await stage.open("/terminals");
  const point = page.getByTestId("kiosk-point-cn-014");
  await point.waitFor();
  await page.getByTestId("kiosk-row-cn-014").getByRole("button").focus();
  await expect.poll(() => point.getAttribute("class")).toContain("hovered");
});

test("the base is our own and labelled as schematic; elsewhere there is a graticule", async () => {
  const { page, strangers } = await stage.open("/terminals");
  const base = page.getByTestId("map-base");
  await base.waitFor();
  await expect.poll(() => base.getAttribute("data-base")).toBe("schematic");
  expect(await base.textContent()).toContain("示意图");
  await page.getByTestId("contract-switch").click();
  await page.getByText("达州天府通办自助终端").last().click();
  await expect.poll(() => page.locator(rows).count()).toBe(4);
  await expect.poll(() => base.getAttribute("data-base")).toBe("graticule");
  expect(page.url()).toContain("contract=dazhou");
  expect(strangers).toEqual([]);
});

test("on a phone list and map are tabs, and a point opens a card that leads to the terminal", async () => {
  const { page } = await stage.open("/terminals", { viewport: phone });
  await page.getByTestId("kiosk-row-cn-002").waitFor();
  expect(await page.getByTestId("map").count()).toBe(0);
  await page.getByTestId("list-map-tabs").getByText("地图").click();
  await page.getByTestId("kiosk-point-cn-029").click();
  expect(await page.locator(rows).count()).toBe(0);
  await page.getByTestId("map-card").getByText("查看终端").click();
  await page.getByTestId("terminal-head").waitFor();
  expect(page.url()).toContain("/terminals/cn-029");
});

const tiles = { tiles: { url: "/tiles/{z}/{x}/{y}.png", attribution: "天地图" } };

test("configured tiles are the base, from where the configuration says and from nowhere else", async () => {
  stage.server.mapConfig = tiles;
  const { page, strangers, failures } = await stage.open("/terminals");
  await page.locator(".leaflet-tile-loaded").first().waitFor({ state: "attached" });
  expect(await page.getByTestId("map-base").getAttribute("data-base")).toBe("tiles");
  expect(await page.getByTestId("map-base").textContent()).toContain("天地图");
  expect(await page.locator(".map-label").count()).toBe(0);
  expect([...strangers, ...failures]).toEqual([]);
});

test("tiles that cannot be loaded give way to the schematic, and the page says so", async () => {
  stage.server.mapConfig = tiles;
  stage.server.tilesOk = false;
  const { page } = await stage.open("/terminals");
  await page.getByText("底图瓦片加载失败，已改用示意底图").waitFor();
  expect(await page.getByTestId("map-base").getAttribute("data-base")).toBe("schematic");
  expect(await page.locator(".map-label").count()).toBeGreaterThan(10);
});

test("a map whose code cannot be fetched leaves the list working", async () => {
  const { page } = await stage.open("/terminals", {
    before: (early) => early.route(/\/KioskMap-[^/]*\.js$/, (route) => route.abort()),
  });
  await page.getByText("地图加载失败，列表仍可使用").waitFor();
  await page.getByTestId("kiosk-row-cn-002").getByRole("button").click();
  await page.getByTestId("kiosk-row-cn-002").getByText("详情", { exact: true }).click();
  await page.getByTestId("terminal-head").waitFor();
});
