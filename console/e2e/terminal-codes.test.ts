// The sheet of terminal codes on a real server: chosen, shown for printing, and read by a scanner as what was signed.
import { kioskTagPattern } from "@kiosk/contract";
import type { Page } from "playwright-core";
import decodeQr from "qr/decode.js";
import { afterAll, beforeAll, expect, test } from "vitest";
import { accessProblems, sidewaysScroll } from "./browser.ts";
import { phone, type RealStage, setRealStage } from "./real-stage.ts";

let stage: RealStage;
beforeAll(async () => {
  stage = await setRealStage("2026-11-23 09:00");
});
afterAll(() => stage.close());

/** What a scanner reads off the card. */
async function scanned(page: Page, kioskId: string): Promise<string> {
  const { data, width, height } = await page.evaluate(async (id) => {
    const svg = document.querySelector(`[data-testid="tag-card-${id}"] svg`);
    if (svg === null) throw new Error("no code");
    const image = new Image();
    // the stylesheet's colours do not go with the drawing
    const text = new XMLSerializer().serializeToString(svg).replace('class="qr-paper"', 'fill="white"');
    image.src = `data:image/svg+xml,${encodeURIComponent(text)}`;
    await image.decode();
    const canvas = document.createElement("canvas");
    canvas.width = 480;
    canvas.height = 480;
    const context = canvas.getContext("2d");
    context?.drawImage(image, 0, 0, 480, 480);
    const pixels = context?.getImageData(0, 0, 480, 480);
    return { data: [...(pixels?.data ?? [])], width: 480, height: 480 };
  }, kioskId);
  return decodeQr({ data: Uint8Array.from(data), width, height });
}

test("codes are chosen, lie on a sheet with what people compare, and are read as what was signed", async () => {
  const office = await stage.person("调度", "dispatcher");
  const page = await stage.open(office, "/settings/tags");
  for (const id of ["cn-025", "cn-026"]) await page.getByTestId(`tag-${id}`).getByRole("checkbox").check();
  expect(await accessProblems(page)).toEqual([]);
  await page.getByTestId("print-tags").click();
  const cards = page.locator("[data-testid^=tag-card-]");
  expect(await cards.count()).toBe(2);
  const texts = await cards.allInnerTexts();
  expect(texts[0]).toMatch(/25号[\s\S]*MAC 末四位 [0-9A-F]{4}[\s\S]*cn-025/);
  const [text, id, last4] = kioskTagPattern.exec(await scanned(page, "cn-025")) ?? [];
  expect(text).toBeDefined();
  expect(id).toBe("cn-025");
  expect(texts[0]).toContain(last4);
  expect(await accessProblems(page)).toEqual([]);
  expect((await page.pdf({ preferCSSPageSize: true })).length).toBeGreaterThan(5000);
  await page.keyboard.press("Escape");
  await page.getByTestId("tag-sheet").waitFor({ state: "detached" });
});

test("on a phone nothing is wider than the screen, and the sheet neither", async () => {
  const office = await stage.person("调度", "dispatcher");
  const page = await stage.open(office, "/settings/tags", { viewport: phone, language: "en" });
  await page.getByTestId("tag-cn-001").getByRole("checkbox").check();
  expect(await sidewaysScroll(page)).toBe(0);
  await page.getByTestId("print-tags").click();
  await page.getByRole("heading", { name: "Terminal codes" }).last().waitFor();
  expect(await sidewaysScroll(page)).toBe(0);
});
