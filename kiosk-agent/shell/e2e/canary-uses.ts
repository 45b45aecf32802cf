// Every way in which somebody uses the terminal, and every way in which a use fails.
import { vi } from "vitest";
import { packExample, place } from "../../../fixtures/example-shelf.ts";
import { phones, scannedCode } from "./canary-people.ts";
import type { CanaryStage } from "./canary-stage.ts";
import type { Visit } from "./real-stage.ts";

const alert = (visit: Visit) => visit.page.getByRole("alert").first().waitFor();

/** From the app's button to being signed in by a card that is then taken away. */
async function readCard(stage: CanaryStage, visit: Visit, words: string, then: string): Promise<void> {
  const reader = stage.terminal.kiosk.device("id-reader");
  await visit.press(words);
  await visit.heading("请把身份证放在阅读区").waitFor();
  reader.putCard(stage.nextPerson());
  await visit.inApp(then).waitFor();
  await takeCard(stage);
}

/** And the terminal has seen it: a card that lay there to the end would be taken for one that was left. */
async function takeCard({ terminal }: CanaryStage): Promise<void> {
  terminal.kiosk.device("id-reader").takeCard();
  await terminal.until(({ session }) => session?.card === "notPresent");
}

async function until(holds: () => boolean): Promise<void> {
  await vi.waitUntil(holds, { timeout: 20_000, interval: 20 });
}

async function leave(visit: Visit): Promise<void> {
  await visit.button("结束办理").tap();
  await visit.page.getByRole("dialog").getByRole("button", { name: "结束办理" }).tap();
}

async function skipRating(visit: Visit): Promise<void> {
  await visit.button("不评价").tap();
  await visit.home();
}

async function report(visit: Visit, digits: string): Promise<void> {
  await visit.button("其他问题").tap();
  await visit.type(["数字", ...digits]);
  await visit.button("提交").tap();
  await visit.heading("已收到您的反映").waitFor();
  await visit.page.locator(".button-main").tap();
  await visit.home();
}

/** Booklet and receipt; who it is held to be seen whole; rated badly, and why, with a telephone number. */
export async function booklet(stage: CanaryStage, visit: Visit): Promise<string> {
  await visit.begin("medical-booklet");
  await readCard(stage, visit, "开始，读身份证", "请核对");
  const held = visit.page.locator(".held");
  await held.dispatchEvent("pointerdown");
  await visit.page.locator(".held-number", { hasText: /^\d{17}/ }).waitFor();
  const shown = (await held.textContent()) ?? "";
  await visit.page.mouse.up();
  await visit.page.evaluate(() => dispatchEvent(new PointerEvent("pointerup")));
  stage.terminal.kiosk.device("booklet").setMedia("inserted");
  await visit.press("确认，开始打印");
  await visit.inApp("记录册打印好了").waitFor();
  await visit.press("打印凭条");
  await visit.app.getByRole("button", { name: "打印凭条" }).waitFor({ state: "detached" });
  await visit.press("办好了");
  await visit.button("已取走").tap();
  await visit.heading("请您评价").waitFor();
  await visit.button("非常不满意").tap();
  await visit.button("提交评价").tap();
  await report(visit, phones[1]);
  return shown;
}

/** A form with name, number and address: refused by the printer, then without paper, then on it. */
export async function form(stage: CanaryStage, visit: Visit): Promise<void> {
  const { jobs } = stage.terminal.kiosk;
  const printer = stage.terminal.kiosk.device("a4-printer");
  await visit.begin("print-documents");
  await visit.press(/授权委托书/);
  await readCard(stage, visit, "读身份证填写", "请看一下表格");
  jobs.accepting = false;
  await visit.press("打印");
  await alert(visit);
  jobs.accepting = true;
  printer.setPaper(0);
  await visit.button("再试一次").tap();
  await until(() => jobs.queue.jobs.some(({ state }) => state === "stopped"));
  printer.setPaper(200);
  await visit.inApp("打印好了").waitFor();
  await visit.press("办好了");
  await visit.button("已取走").tap();
  await skipRating(visit);
}

export async function endorsement(stage: CanaryStage, visit: Visit): Promise<void> {
  await visit.begin("endorsement");
  await readCard(stage, visit, "开始，读身份证", "您要去哪里");
  await visit.press("澳门");
  await visit.press("一年内去两次");
  await visit.press("开始写卡");
  await visit.heading("请把证件放入签注口").waitFor();
  const machine = stage.terminal.kiosk.device("endorsement");
  machine.insertCard();
  await visit.inApp("签注写好了").waitFor();
  await visit.press("办好了");
  await visit.heading("请取走您的证件").waitFor();
  machine.takeCard();
  await skipRating(visit);
}

/** A code to a phone, a wrong one first; then something is scanned. Ends by the citizen's own will. */
export async function phoneAndCode(stage: CanaryStage, visit: Visit): Promise<void> {
  const { terminal, sent } = stage;
  const asked = visit.page.waitForRequest((request) => "x-session-token" in request.headers());
  await visit.begin("print-documents");
  await visit.press(/授权委托书/);
  await visit.press("读身份证填写");
  await visit.button("手机验证码").tap();
  await visit.type(phones[0]);
  await visit.button("发送验证码").tap();
  await visit.heading("请输入短信验证码").waitFor();
  const code = sent.at(-1)?.code ?? "";
  await visit.type(code.replaceAll(/\d/g, (digit) => String((Number(digit) + 1) % 10)));
  await visit.button("确定").tap();
  await alert(visit);
  await visit.type(["清空", ...code]);
  await visit.button("确定").tap();
  await visit.inApp("请看一下表格").waitFor();
  const request = await asked;
  // No example app scans: the call is made as the page would make it.
  const address = request.url().replace(/[^/]*$/, "calls");
  const scanner = terminal.kiosk.device("code-scanner");
  const shown = setInterval(() => scanner.scan(scannedCode), 100);
  const answer = await visit.page.evaluate(
    async ({ address, token }) => {
      const headers = { "content-type": "application/json", "x-session-token": token };
      const response = await fetch(address, { method: "POST", headers, body: JSON.stringify({ call: "scan.code" }) });
      return await response.text();
    },
    { address, token: request.headers()["x-session-token"] ?? "" },
  );
  clearInterval(shown);
  if (!answer.includes(scannedCode)) throw new Error(`nothing was scanned: ${answer}`);
  await leave(visit);
  await skipRating(visit);
}

/** A card that cannot be read, in two ways, and then can. Ends by the citizen's own will. */
export async function badCard(stage: CanaryStage, visit: Visit): Promise<void> {
  const reader = stage.terminal.kiosk.device("id-reader");
  await visit.begin("medical-booklet");
  await visit.press("开始，读身份证");
  await visit.heading("请把身份证放在阅读区").waitFor();
  reader.manner = { readFailure: 0x41 };
  const person = stage.nextPerson();
  reader.putCard(person);
  await alert(visit);
  reader.manner = { readFailure: undefined };
  // its last character is wrong
  reader.putCard({ ...person, idNumber: person.idNumber.replace(/.$/, (last) => (last === "7" ? "8" : "7")) });
  await visit.button("再试一次").tap();
  await alert(visit);
  reader.putCard(person);
  await visit.button("再试一次").tap();
  await visit.inApp("请核对").waitFor();
  await takeCard(stage);
  await leave(visit);
  await skipRating(visit);
}

/** A report without a use, with an identity number typed in. */
export async function reportWithNumber(stage: CanaryStage, visit: Visit): Promise<void> {
  await visit.button(/问题反映/).tap();
  await report(visit, stage.nextPerson().idNumber.slice(0, 17));
}

/** The service is taken off the shelf while somebody is signed in to it. */
export async function withdrawn(stage: CanaryStage, visit: Visit): Promise<void> {
  const { people, contract, key } = stage.terminal;
  await visit.begin("endorsement");
  await readCard(stage, visit, "开始，读身份证", "您要去哪里");
  const { manifest } = (await packExample("endorsement", key)).index;
  const reason = { zh: "今天起调整", en: "Changed from today" };
  await place(people, contract, manifest, { action: "off", version: null, reason });
  await visit.heading("这项服务刚刚暂停").waitFor();
  await visit.button("知道了").tap();
  await visit.home();
}

/** Signed in with the form drawn when the pages die; those that come next are let in when all is wiped. */
export async function crash(stage: CanaryStage, visit: Visit): Promise<void> {
  await visit.begin("medical-booklet");
  await readCard(stage, visit, "开始，读身份证", "请核对");
  await stage.crash(visit.page);
  await visit.page.close();
  const next = await stage.visit();
  await next.page.close();
}

/** The plug is pulled while a form is being printed. Resolves when it is off; the next start is the caller's. */
export async function powerCut(stage: CanaryStage, visit: Visit): Promise<void> {
  const { kiosk } = stage.terminal;
  await visit.begin("print-documents");
  await visit.press(/授权委托书/);
  await visit.press("读身份证填写");
  await visit.button("刷身份证").tap();
  await visit.heading("请把身份证放在阅读区").waitFor();
  kiosk.device("id-reader").putCard(stage.nextPerson());
  await visit.inApp("请看一下表格").waitFor();
  kiosk.device("a4-printer").setPaper(0);
  await visit.press("打印");
  await visit.heading("正在打印").waitFor();
  await kiosk.powerCut();
  kiosk.device("id-reader").takeCard();
  kiosk.device("a4-printer").setPaper(200);
}
