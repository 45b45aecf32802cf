// The page under its real policy: no style and no script that is not of this origin or does not carry the answer's nonce.
import { afterAll, beforeAll, expect, test } from "vitest";
import { type Stage, setStage } from "./browser.ts";

let stage: Stage;
beforeAll(async () => {
  stage = await setStage();
});
afterAll(() => stage.close());

test("antd's styles apply, those of a dialog too, and nothing is reported", async () => {
  const { page, failures } = await stage.open("/work-orders");
  // the first page of a browser compiles everything
  await page.locator(".ant-btn").first().waitFor({ timeout: 45_000 });
  const radius = await page
    .locator(".ant-btn")
    .first()
    .evaluate((button) => getComputedStyle(button).borderTopLeftRadius);
  expect(radius).not.toBe("0px");
  await page.keyboard.press("Control+k");
  await page.getByRole("dialog").first().waitFor();
  const nonces = await page.evaluate(() => [...document.querySelectorAll("style")].map((style) => style.nonce));
  expect(nonces.length).toBeGreaterThan(5);
  expect(new Set(nonces).size).toBe(1);
  expect(nonces[0]).toMatch(/^[A-Za-z0-9+/]{22}==$/);
  expect(failures).toEqual([]);
});

test("what comes as HTML text neither runs nor styles, and is reported", async () => {
  const { page, failures } = await stage.open("/work-orders");
  await page.locator(".ant-btn").first().waitFor();
  await page.evaluate(() => {
    const place = document.createElement("div");
    place.innerHTML =
      '<p id="styled" style="color: rgb(1, 2, 3)">x</p><style>#styled { opacity: 0.5 }</style><img src="x" onerror="globalThis.ran = true">';
    document.body.append(place);
  });
  const script =
    "const s = document.createElement('script'); s.textContent = 'globalThis.ran = true'; document.body.append(s);";
  await page.evaluate(script);
  const styled = page.locator("#styled");
  expect(await styled.evaluate((p) => [getComputedStyle(p).color, getComputedStyle(p).opacity])).not.toEqual(
    expect.arrayContaining(["rgb(1, 2, 3)"]),
  );
  expect(await styled.evaluate((p) => getComputedStyle(p).opacity)).toBe("1");
  await expect.poll(() => failures.length).toBeGreaterThanOrEqual(4);
  expect(await page.evaluate(() => "ran" in globalThis)).toBe(false);
});

test("each answer has a nonce of its own", async () => {
  const policies = await Promise.all(
    [1, 2].map(async () => (await fetch(`${stage.base}/overview`)).headers.get("content-security-policy")),
  );
  expect(policies[0]).toMatch(/style-src 'self' 'nonce-[A-Za-z0-9+/]{22}=='/);
  expect(policies[0]).not.toBe(policies[1]);
});
