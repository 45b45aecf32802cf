// What is changed on the shelf while citizens stand before it, and what becomes of a package that was tampered with or cut off.
import { once } from "node:events";
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer, type Server } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ContractShelf } from "@kiosk/contract";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import {
  type PackedPackage,
  packExample,
  packFolder,
  packTheme,
  place,
  release,
} from "../../../fixtures/example-shelf.ts";
import { builtApps, type ExampleAppId } from "../apps/index.ts";
import { allEmpty, partsOf, RealStage, somebody, traces } from "./real-stage.ts";

/** In the files of one version, and what somebody on the way makes of it. */
const [written, changed] = ["/* as it was signed */", "/* as it was turned */"];
const relays: Server[] = [];
let stage: RealStage;
beforeAll(async () => {
  stage = await RealStage.open({ relay });
});
afterEach(() => stage.clear());
afterAll(async () => {
  await stage.close();
  for (const one of relays) one.close();
});

const versionOf = (id: string) => stage.terminal.state.tiles.find((tile) => tile.manifest.id === id)?.manifest.version;
const cellOf = async (appId: string) => {
  const { people, contract, kioskId } = stage.terminal;
  const { cells } = await people.office.get(`/contracts/${contract}/shelf`, ContractShelf);
  return cells.find((cell) => cell.kioskId === kioskId && cell.appId === appId);
};
const put = (one: PackedPackage, change: Parameters<typeof place>[3] = {}) =>
  place(stage.terminal.people, stage.terminal.contract, one.index.manifest, change);

test("a service taken off the shelf while in use: the reason is read, the use ends clean, and it comes back", async () => {
  const { terminal, reader } = stage;
  const one = await packExample("medical-booklet", terminal.key);
  const reason = { zh: "本批记录册正在更换，请到虹桥街道办理", en: "Booklets are being replaced" };
  const visit = await stage.visit();
  const proof = await stage.proofOf("withdrawn", async () => {
    await visit.begin("medical-booklet");
    await visit.press("开始，读身份证");
    reader.putCard(somebody);
    await visit.inApp("请核对").waitFor();
    await put(one, { action: "off", version: null, reason });
    await visit.heading("这项服务刚刚暂停").waitFor();
    await visit.page.locator(".notice", { hasText: reason.zh }).waitFor();
    await expect.poll(() => visit.caption()).toBe(reason.zh);
    reader.takeCard();
    await visit.button("知道了").tap();
    await visit.home();
  });
  expect(partsOf(proof)).toEqual(allEmpty);
  const left = await visit.everything();
  expect(traces.filter((trace) => left.includes(trace))).toEqual([]);
  expect(await visit.tile("medical-booklet").innerText()).toContain(reason.zh);
  await visit.tile("medical-booklet").tap();
  await visit.page.getByText("现在不能在本机办理").waitFor();
  expect(await visit.button("开始办理").isDisabled()).toBe(true);
  await put(one, { frequent: 1 });
  await expect.poll(() => visit.button("开始办理").isDisabled()).toBe(false);
});

test("a style that is put on from the server dresses the page that stands there, without loading it anew", async () => {
  const { terminal } = stage;
  const bashan = await packTheme("bashan", terminal.key);
  const visit = await stage.visit();
  const primary = () =>
    visit.page.evaluate(() => getComputedStyle(document.documentElement).getPropertyValue("--c-primary").trim());
  expect(await primary()).not.toBe("#8f2f27");
  await visit.page.evaluate("globalThis.sameDocument = true");
  await release(terminal.people, bashan);
  await put(bashan);
  await expect.poll(primary).toBe("#8f2f27");
  await visit.page.getByRole("heading", { name: "达州政务服务" }).waitFor();
  expect(await visit.page.evaluate("globalThis.sameDocument")).toBe(true);
});

test("the duty phone that the office enters stands under 求助, on the page that is open, and goes when it is taken back", async () => {
  const { people, kioskId } = stage.terminal;
  const enter = async (dutyPhone: string | null) =>
    expect((await people.office.send("PUT", `/kiosks/${kioskId}/duty-phone`, { dutyPhone })).status).toBe(200);
  const visit = await stage.visit();
  await visit.page.locator(".tool-help").tap();
  await visit.page.getByText("没有登记值班电话").waitFor();
  await enter("021-62090000转801");
  await visit.page.locator(".help-number", { hasText: "021-62090000转801" }).waitFor();
  await enter(null);
  await visit.page.getByText("没有登记值班电话").waitFor();
});

const tamperings: readonly (readonly [string, "1.8.0" | "1.9.0", "not-reachable" | "digest"])[] = [
  // The server looks at what it hands out and finds it first.
  ["on the server's disk", "1.8.0", "not-reachable"],
  ["on the way to the terminal", "1.9.0", "digest"],
];
test.each(tamperings)(
  "a package changed %s is refused: the old version goes on, and the shelf at the server says so",
  async (_, version, error) => {
    const next = await anotherVersion("guides", version, 1, version === "1.9.0" ? written : "/* plain */");
    await release(stage.terminal.people, next);
    if (version === "1.8.0") tamper(next, "more-0.css");
    await put(next, { action: "version" });
    await expect.poll(async () => (await cellOf("guides"))?.error).toBe(error);
    expect(await cellOf("guides")).toMatchObject({ wanted: { version }, inPlace: "1.0.0" });
    expect(versionOf("guides")).toBe("1.0.0");
    const visit = await stage.visit();
    await visit.begin("guides");
    await visit.inApp("您想了解哪一项").waitFor();
    await visit.press("看好了");
    await visit.heading("请您评价").waitFor();
  },
);

test("a power cut in the middle of an update leaves the old version whole; with power the new one comes, whole", async () => {
  const { terminal, kiosk } = stage;
  const files = join(terminal.dataDir, "shelf", "files");
  const before = readdirSync(files).length;
  const next = await anotherVersion("print-documents", "2.0.0", 60);
  await release(terminal.people, next);
  await put(next, { action: "version" });
  // Some of the new files are there, and not all.
  await expect.poll(() => readdirSync(files).length, { interval: 1 }).toBeGreaterThan(before + 1);
  await kiosk.powerCut();
  const fetched = readdirSync(files).length - before;
  expect(fetched).toBeLessThan(60);
  await kiosk.powerOn();
  expect(["1.0.0", "2.0.0"]).toContain(versionOf("print-documents"));
  const visit = await stage.visit();
  await visit.begin("print-documents");
  await visit.inApp("要打印哪一份表格").waitFor();
  await visit.press("不打印了");
  await visit.heading("请您评价").waitFor();
  await terminal.until(() => versionOf("print-documents") === "2.0.0");
  await expect.poll(async () => (await cellOf("print-documents"))?.inPlace).toBe("2.0.0");
});

/** The built app with so many more files in it. */
async function anotherVersion(
  id: ExampleAppId,
  version: string,
  moreFiles: number,
  words = "",
): Promise<PackedPackage> {
  const folder = mkdtempSync(join(tmpdir(), "another-version-"));
  try {
    cpSync(join(builtApps, id), folder, { recursive: true });
    for (let n = 0; n < moreFiles; n += 1) {
      writeFileSync(join(folder, `more-${n}.css`), `/* ${id} ${version} ${n} */${words}\n`.repeat(4000));
    }
    return await packFolder(folder, stage.terminal.key, { version });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Hands octets on between agent and server, but for one word. */
async function relay(port: number): Promise<number> {
  const server = createServer((near) => {
    const far = connect(port, "127.0.0.1");
    near.pipe(far);
    far.on("data", (octets) => {
      const text = octets.toString("latin1").replaceAll(written, changed);
      near.write(Buffer.from(text, "latin1"));
    });
    far.on("close", () => near.destroy());
    near.on("close", () => far.destroy());
    near.on("error", () => undefined); // told by `close`, which follows
    far.on("error", () => undefined);
  });
  relays.push(server.listen(0, "127.0.0.1"));
  await once(server, "listening");
  const address = server.address();
  return typeof address === "object" && address !== null ? address.port : 0;
}

/** One bit of one file, where the server keeps it. */
function tamper({ index }: PackedPackage, path: string): void {
  const sha256 = index.files.find((file) => file.path === path)?.sha256 ?? "";
  const file = join(stage.terminal.server.dataDir, "packages", sha256.slice(0, 2), sha256);
  const octets = readFileSync(file);
  octets.writeUInt8(octets.readUInt8(100) ^ 1, 100);
  writeFileSync(file, octets);
}
