// What citizens come for, from the tile to the paper, through everything there is.
import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { ContractShelf, OrderDetail, OrderList, Usage, Voices } from "@kiosk/contract";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { packExample, place, release } from "../../../fixtures/example-shelf.ts";
import { allEmpty, partsOf, RealStage, somebody, traces } from "./real-stage.ts";

let stage: RealStage;
beforeAll(async () => {
  stage = await RealStage.open();
});
afterEach(() => stage.clear());
afterAll(() => stage.close());

test("a booklet: from the tile to the octets on the paper, card taken away, rated, and proved clean at the server", async () => {
  const { reader, kiosk } = stage;
  const booklet = kiosk.device("booklet");
  const printedBefore = booklet.printed.length;
  const visit = await stage.visit();
  const proof = await stage.proofOf("finished", async () => {
    await visit.begin("medical-booklet");
    await visit.press("开始，读身份证");
    await visit.heading("请把身份证放在阅读区").waitFor();
    reader.putCard(somebody);
    await visit.inApp("请核对").waitFor();
    booklet.setMedia("inserted");
    await visit.press("确认，开始打印");
    await visit.inApp("记录册打印好了").waitFor();
    await visit.press("办好了");
    await visit.heading("请取走您的证件").waitFor();
    reader.takeCard();
    await visit.button("已取走").tap();
    await visit.heading("请您评价").waitFor();
  });
  const paper = new TextDecoder("gbk").decode(booklet.printed.subarray(printedBefore));
  expect(paper).toContain("姓名：测试甲");
  expect(paper).toContain("证件号码：999999194903070023");
  expect(booklet.blankCharacters).toBe(0);
  expect(proof.clean).toBe(true);
  expect(partsOf(proof)).toEqual(allEmpty);
  const left = await visit.everything();
  expect(traces.filter((trace) => left.includes(trace))).toEqual([]);
});

test("a form: one sheet of A4 at the printer's queue under a title that names nobody, and nothing of it left behind", async () => {
  const { reader, kiosk, terminal } = stage;
  const visit = await stage.visit();
  const proof = await stage.proofOf("finished", async () => {
    await visit.begin("print-documents");
    await visit.press(/授权委托书/);
    await visit.press("读身份证填写");
    reader.putCard(somebody);
    await visit.inApp("请看一下表格").waitFor();
    await visit.press("打印");
    await visit.inApp("打印好了").waitFor();
    reader.takeCard();
    await visit.press("办好了");
    await visit.button("已取走").tap();
    await visit.heading("请您评价").waitFor();
  });
  expect(partsOf(proof)).toEqual(allEmpty);
  const job = kiosk.jobs.queue.jobs.at(-1);
  expect(job).toMatchObject({ state: "completed", format: "application/pdf", copies: 1, sheets: 1 });
  const named = [job?.name, job?.user].join(" ");
  expect(traces.filter((trace) => named.includes(trace))).toEqual([]);
  expect(await sheetsOf(job?.document ?? Buffer.alloc(0))).toEqual({ pages: 1, widthMm: 210, heightMm: 297 });
  expect(await readdir(join(terminal.dataDir, "spool"))).toEqual([]);
});

test("an endorsement: the card is taken in, written and handed back, and the use waits until both cards are taken", async () => {
  const { reader, kiosk } = stage;
  const machine = kiosk.device("endorsement");
  const visit = await stage.visit();
  let image = "";
  const proof = await stage.proofOf("finished", async () => {
    await visit.begin("endorsement");
    await visit.press("开始，读身份证");
    reader.putCard(somebody);
    await visit.press("香港");
    await visit.press("一年内去一次");
    await visit.press("开始写卡");
    await visit.heading("请把证件放入签注口").waitFor();
    machine.insertCard();
    await visit.inApp("签注写好了").waitFor();
    expect(machine.card.position).toBe("mouth");
    await visit.press("办好了");
    await visit.heading("请取走您的证件").waitFor();
    reader.takeCard();
    // One of the two is still there.
    await stage.terminal.until(({ session }) => session?.card === "present");
    await visit.heading("请取走您的证件").waitFor();
    image = machine.takeCard()?.image ?? "";
    await visit.heading("请您评价").waitFor();
  });
  expect(new TextDecoder("gbk").decode(Buffer.from(image, "latin1"))).toContain("香港 个人旅游 一次");
  expect(partsOf(proof)).toEqual(allEmpty);
});

test("a guide is read while the server is out of reach, and the use is told when it is back", async () => {
  const { kiosk, terminal } = stage;
  const visit = await stage.visit();
  const proof = await stage.proofOf("finished", async () => {
    await kiosk.lane.stop();
    await terminal.until(({ network }) => network === "offline");
    await visit.page.getByText("网络中断，需要联网的事项暂时不能办理").waitFor();
    await visit.begin("guides");
    await visit.press(/往来港澳再次签注/);
    await visit.inApp("往来港澳再次签注").waitFor();
    await visit.press("看好了");
    await visit.heading("请您评价").waitFor();
    await kiosk.lane.start();
    await terminal.until(({ network }) => network === "online");
  });
  expect(partsOf(proof)).toEqual(allEmpty);
});

test("signing in by phone: a wrong code is told, the right one signs in, and the number is nowhere afterwards", async () => {
  const { terminal } = stage;
  const byPhone = await packExample("medical-booklet", terminal.key, {
    version: "1.1.0",
    permissions: ["identity.phone", "print.booklet", "print.receipt"],
    requires: ["ycbBook"],
  });
  await release(terminal.people, byPhone);
  await place(terminal.people, terminal.contract, byPhone.index.manifest, { action: "version" });
  await terminal.until(({ tiles }) => tiles.some(({ manifest }) => manifest.version === "1.1.0"));
  const visit = await stage.visit();
  const proof = await stage.proofOf("left", async () => {
    await visit.begin("medical-booklet");
    await visit.press("开始，读身份证");
    await visit.type("13900000000");
    await visit.button("发送验证码").tap();
    await visit.page.getByText("已发送到 139****0000").waitFor();
    const code = stage.simulatedCode();
    await visit.type(code === "000000" ? "111111" : "000000");
    await visit.button("确定").tap();
    await visit.page.getByRole("alert").getByText("验证码不正确").waitFor();
    await visit.type(code);
    await visit.button("确定").tap();
    await visit.inApp("请核对").waitFor();
    expect(await visit.page.locator(".held-number").textContent()).toBe("139****0000");
    await visit.button("结束办理").tap();
    await visit.page.getByRole("dialog").getByRole("button", { name: "结束办理" }).tap();
    await visit.heading("请您评价").waitFor();
  });
  expect(partsOf(proof)).toEqual(allEmpty);
  expect(await visit.everything()).not.toMatch(/139(\*{4}|0000)0000/);
});

test("one star opens 问题反映: an order of the hotline's kind with the number taken out, under the receipt on the glass", async () => {
  const { office } = stage.terminal.people;
  const visit = await stage.visit();
  await stage.proofOf("finished", async () => {
    await visit.begin("print-documents");
    await visit.press(/自查清单/);
    await visit.press("打印");
    await visit.press("办好了");
    await visit.button("已取走").tap();
    await visit.button("非常不满意").tap();
    await visit.button("提交评价").tap();
    await visit.button("打印不出来").tap();
    await visit.type(["数字", ..."13812345678"]);
    await visit.button("提交").tap();
    await visit.heading("已收到您的反映").waitFor();
  });
  const code = (await visit.page.locator(".receipt-code").textContent())?.trim() ?? "";
  await visit.page.getByText("文字中的 1 处号码已自动去掉").waitFor();
  const told = () => office.get(`/contracts/${stage.terminal.contract}/voices`, Voices);
  await expect.poll(async () => (await told()).reports.map(({ receipt }) => receipt)).toEqual([code]);
  const { ratings, reports } = await told();
  expect(ratings).toMatchObject([{ stars: 1, appId: "print-documents", kioskId: "cn-014" }]);
  expect(reports).toMatchObject([{ kind: "no-print", masked: 1, appId: "print-documents" }]);
  expect(JSON.stringify(reports)).not.toContain("13812345678");
  const detail = await office.get(`/work-orders/${reports[0]?.orderId}`, OrderDetail);
  expect(JSON.stringify(detail)).toContain(code);
  expect(JSON.stringify(detail)).not.toContain("13812345678");
  expect((await office.get("/work-orders", OrderList)).orders).toMatchObject([
    { source: "citizen", kioskId: "cn-014" },
  ]);
});

test("what was used stands in the figures of the day, without anybody's name", async () => {
  const { people, contract } = stage.terminal;
  const day = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
  const usage = await people.office.get(`/contracts/${contract}/usage?from=${day}&to=${day}`, Usage);
  const rows = usage.rows.toSorted((a, b) => String(a.appId).localeCompare(String(b.appId)));
  expect(rows).toMatchObject([
    { appId: "endorsement", uses: 1, done: 1, jobs: 1, failedJobs: 0 },
    { appId: "guides", uses: 1, done: 1, jobs: 0 },
    { appId: "medical-booklet", uses: 2, done: 1, jobs: 1, failedJobs: 0 },
    { appId: "print-documents", uses: 2, done: 2, jobs: 2, failedJobs: 0, meanStars: 1 },
  ]);
  const shelf = await people.office.get(`/contracts/${contract}/shelf`, ContractShelf);
  const known = JSON.stringify([usage, shelf, await stage.shell()]);
  expect(traces.filter((trace) => known.includes(trace))).toEqual([]);
});

const run = promisify(execFile);

/** As poppler reads it, where it is on the machine; else by its own words. */
async function sheetsOf(pdf: Buffer): Promise<{ pages: number; widthMm: number; heightMm: number }> {
  const mm = (points: string | undefined) => Math.round((Number(points) * 25.4) / 72);
  if (!existsSync("/usr/bin/pdfinfo")) {
    const text = pdf.toString("latin1");
    const box = /\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/.exec(text);
    return { pages: text.match(/\/Type\s*\/Page\b/g)?.length ?? 0, widthMm: mm(box?.[1]), heightMm: mm(box?.[2]) };
  }
  const folder = await mkdtemp(join(tmpdir(), "kiosk-sheet-"));
  try {
    await writeFile(join(folder, "sheet.pdf"), pdf);
    const { stdout } = await run("/usr/bin/pdfinfo", [join(folder, "sheet.pdf")]);
    const size = /Page size:\s+([\d.]+) x ([\d.]+)/.exec(stdout);
    return { pages: Number(/Pages:\s+(\d+)/.exec(stdout)?.[1]), widthMm: mm(size?.[1]), heightMm: mm(size?.[2]) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
