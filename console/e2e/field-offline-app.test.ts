// The app itself on the phone: how it comes there, how much it is, and how a newer one takes its place without touching what
// waits.
import { createHash } from "node:crypto";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { FieldLog } from "@kiosk/contract";
import type { Browser } from "playwright-core";
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { launchChromium } from "../../fixtures/chromium.ts";
import type { SignedIn } from "../../fixtures/people.ts";
import { TestServer } from "../../fleet-server/test/server-harness.ts";
import { Phone, type PhoneOptions } from "./field-offline-phone.ts";
import { keptPictures, takePictures } from "./field-offline-pictures.ts";

const built = join(import.meta.dirname, "..", "dist");
/** a build of its own, which a newer one replaces in the middle of a test */
const dist = mkdtempSync(join(tmpdir(), "field-dist-"));
const all = "本机内容都已到服务器。";
const budgetBytes = 170 * 1024;
let server: TestServer;
let technician: SignedIn;
let office: SignedIn;
let browser: Browser;
const phones: Phone[] = [];

beforeAll(async () => {
  cpSync(built, dist, { recursive: true });
  server = await TestServer.start({ consoleDir: dist });
  browser = await launchChromium();
  const people = await server.people();
  technician = await people.person("陈工", [{ role: "technician", contract: "changning" }]);
  office = await people.person("调度", [{ role: "dispatcher", contract: "changning" }]);
  await Promise.all([technician.signIn(), office.signIn()]);
});
afterEach(async () => {
  await Promise.all(phones.splice(0).map((phone) => phone.throwAway()));
});
afterAll(async () => {
  await browser.close();
  await server.stop();
  rmSync(dist, { recursive: true, force: true });
});

async function switchOn(options: PhoneOptions = {}): Promise<Phone> {
  const phone = await Phone.among(browser, server.app.httpUrl, options);
  phones.push(phone);
  return phone;
}

const Precache = z.object({
  version: z.string(),
  files: z.array(z.object({ path: z.string(), sha256: z.string() })),
});
const listPattern = /JSON\.parse\(("(?:[^"\\]|\\.)*")\)/;

function precacheOf(folder: string): z.infer<typeof Precache> {
  const worker = readFileSync(join(folder, "field-worker.js"), "utf8");
  return Precache.parse(JSON.parse(JSON.parse(listPattern.exec(worker)?.[1] ?? "")));
}

/** The same app under another title, as a build would lay it down: new names, a new list. */
function buildNewer(): void {
  const { files } = precacheOf(dist);
  const entry = files.find(({ path }) => /^\/assets\/field-.*\.js$/.test(path))?.path ?? "";
  const newer = entry.replace(/field-[^.]*/, "field-newer");
  const script = `${readFileSync(join(dist, entry), "utf8")}\ndocument.documentElement.dataset.build = "newer";`;
  writeFileSync(join(dist, newer), script);
  const html = readFileSync(join(dist, "field.html"), "utf8").replaceAll(entry, newer);
  writeFileSync(join(dist, "field.html"), html);
  const hash = (text: string) => createHash("sha256").update(text).digest("hex");
  const changed = files.map((file) => {
    if (file.path === entry) return { path: newer, sha256: hash(script) };
    return file.path === "/field" ? { path: "/field", sha256: hash(html) } : file;
  });
  const worker = readFileSync(join(dist, "field-worker.js"), "utf8");
  const list = JSON.stringify(JSON.stringify({ version: "newer", files: changed }));
  writeFileSync(
    join(dist, "field-worker.js"),
    worker.replace(listPattern, () => `JSON.parse(${list})`),
  );
}

async function notesOf(kioskId: string): Promise<unknown[]> {
  const { entries } = await office.get(`/kiosks/${kioskId}/field-log?limit=200`, FieldLog);
  return entries.filter(({ type }) => type === "note").map(({ body }) => body);
}

describe("the app's files", () => {
  it("are at most 170 KB of scripts, packed", () => {
    const scripts = precacheOf(built).files.filter(({ path }) => path.endsWith(".js"));
    const bytes = scripts.map(({ path }) => gzipSync(readFileSync(join(built, path)), { level: 9 }).length);
    expect(scripts.length).toBeGreaterThan(1);
    expect(bytes.reduce((sum, each) => sum + each, 0)).toBeLessThan(budgetBytes);
  });

  it("are what the list in the worker says of them, and the page asks for none beside it", () => {
    const { files } = precacheOf(built);
    for (const { path, sha256 } of files) {
      const content = readFileSync(join(built, path === "/field" ? "field.html" : path));
      expect([path, createHash("sha256").update(content).digest("hex")]).toEqual([path, sha256]);
    }
    const listed = new Set(files.map(({ path }) => path));
    const asked = readFileSync(join(built, "field.html"), "utf8").matchAll(/(?:src|href)="([^"]+)"/g);
    expect([...asked].map(([, path = ""]) => path).filter((path) => !listed.has(path))).toEqual([]);
  });

  it("go out as a page under /field that is never cached, and a worker that may fetch", async () => {
    const of = async (path: string) => {
      const response = await fetch(`${server.app.httpUrl}${path}`);
      const { status, headers } = response;
      const shown = ["content-type", "cache-control", "content-security-policy"].map((name) => headers.get(name) ?? "");
      return { status, shown, text: await response.text() };
    };
    const page = await of("/field");
    expect(page.text).toBe(readFileSync(join(dist, "field.html"), "utf8"));
    expect([page.shown[1], page.shown[2]]).toEqual(["no-store", expect.stringContaining("style-src 'self';")]);
    expect((await of("/field/any/place?x=1")).text).toBe(page.text);
    expect((await of("/fields")).text).not.toBe(page.text);
    expect((await of("/field.html")).text).not.toBe(page.text);
    const worker = await of("/field-worker.js");
    expect(worker.shown[0]).toContain("javascript");
    expect(worker.shown.slice(1)).toEqual(["no-cache", "default-src 'none'; connect-src 'self'"]);
  });
});

describe("a newer app", () => {
  it("begins with the next start and not under somebody's hands; what waits is still there and goes up", async () => {
    const phone = await switchOn();
    await phone.show();
    await phone.signIn(technician.account);
    await phone.appKept();
    await phone.airplane(true);
    await phone.note("cn-020", "旧版本里写的");
    buildNewer();
    const build = () => phone.page.evaluate(() => document.documentElement.dataset.build ?? "first");
    await phone.show("queue");
    expect(await build()).toBe("first");
    // fetched beside the old one as soon as there is a line; without a session the note stays on the phone
    await phone.loseSession();
    await phone.airplane(false);
    await phone.show("queue");
    await phone.page.getByTestId("banner-update").waitFor();
    expect(await build()).toBe("first");
    await phone.airplane(true);
    await phone.startUntil("html[data-build=newer]");
    await phone.queueSays("1 条记录、0 张照片未到服务器");
    await phone.airplane(false);
    await phone.show("sign-in");
    await phone.signIn(technician.account);
    await phone.show("queue");
    await phone.queueSays(all);
    expect(await notesOf("cn-020")).toMatchObject([{ text: "旧版本里写的" }]);
  });
});

describe("a database of an older app", () => {
  it("is taken over with the items and pictures in it, and they go to the server", async () => {
    const phone = await switchOn();
    const ids = { item: crypto.randomUUID(), photo: crypto.randomUUID(), install: crypto.randomUUID() };
    await phone.page.goto(`${server.app.httpUrl}/sign-in`);
    const { userId, name } = technician.account;
    await phone.page.evaluate(layFirstVersion, { ...ids, userId, name });
    await phone.show("queue");
    await phone.queueSays("1 条记录、1 张照片未到服务器");
    await phone.show("sign-in");
    await phone.signIn(technician.account);
    await phone.show("queue");
    await phone.queueSays(all);
    expect(await notesOf("cn-021")).toMatchObject([{ text: "老版本", photoIds: [ids.photo] }]);
  });
});

describe("two tabs of the app", () => {
  it("show the same, and only one of them sends", async () => {
    const phone = await switchOn();
    await phone.show();
    await phone.signIn(technician.account);
    const sent: string[] = [];
    const other = await phone.newTab("queue");
    for (const page of [phone.page, other]) {
      page.on("request", (request) => {
        if (request.url().endsWith("/field/items")) sent.push(request.postData() ?? "");
      });
    }
    await phone.airplane(true);
    await phone.note("cn-022", "两个页面");
    await other.getByText("1 条记录、0 张照片未到服务器").waitFor();
    await phone.airplane(false);
    await other.getByText(all).waitFor();
    await phone.go("queue");
    await phone.queueSays(all);
    expect(sent.filter((body) => body.includes("两个页面"))).toHaveLength(1);
  });
});

describe("a photo", () => {
  it("is kept upright, at most 1600 pixels long, with a strip at its foot that says when and where", async () => {
    const phone = await switchOn();
    await phone.show();
    await phone.signIn(technician.account);
    await phone.airplane(true);
    const [taken = Buffer.alloc(0)] = await takePictures(phone.page, [2000]);
    await phone.note("cn-024", "横拍竖放", [turned(taken)]);
    const [kept] = (await keptPictures(phone.page)).values();
    const seen = await phone.page.evaluate(look, kept?.bytes.toString("base64") ?? "");
    // 2000 by 1500 lying on its side
    expect([seen.width, seen.height]).toEqual([1200, 1600]);
    expect(seen.foot).toBeLessThan(seen.middle * 0.7);
  });
});

describe("a browser inside 微信", () => {
  it("works, and is told of as one that forgets", async () => {
    const phone = await switchOn({ userAgent: "Mozilla/5.0 (Linux; Android 14) Chrome/126 MicroMessenger/8.0.50" });
    await phone.show();
    await phone.signIn(technician.account);
    await phone.page.getByTestId("banner-wechat").waitFor();
    await phone.note("cn-023", "微信里写的");
    await phone.go("queue");
    await phone.queueSays(all);
  });
});

/** Says by EXIF that the picture has to be turned by a quarter (orientation 6), as phones do. */
function turned(jpeg: Buffer): Buffer {
  const tiff = Buffer.from("4d4d002a00000008" + "0001" + "01120003000000010006" + "0000" + "00000000", "hex");
  const exif = Buffer.concat([Buffer.from("Exif\0\0", "latin1"), tiff]);
  const head = Buffer.from([0xff, 0xe1, 0, exif.length + 2]);
  return Buffer.concat([jpeg.subarray(0, 2), head, exif, jpeg.subarray(2)]);
}

/** Runs in the page: size of a JPEG, and how bright it is in the middle and at its foot (0 to 255). */
async function look(base64: string): Promise<{ width: number; height: number; middle: number; foot: number }> {
  const bytes = Uint8Array.from(atob(base64), (c) => c.charCodeAt(0));
  const bitmap = await createImageBitmap(new Blob([bytes]));
  const { width, height } = bitmap;
  const canvas = document.createElement("canvas");
  canvas.width = width;
  canvas.height = height;
  const pen = canvas.getContext("2d");
  if (pen === null) throw new Error("no canvas");
  pen.drawImage(bitmap, 0, 0);
  const bright = (top: number) => {
    const { data } = pen.getImageData(0, top, width, 8);
    return data.reduce((sum, value, i) => (i % 4 === 3 ? sum : sum + value), 0) / (data.length * 0.75);
  };
  return { width, height, middle: bright(height / 2), foot: bright(height - 8) };
}

interface FirstVersion {
  readonly item: string;
  readonly photo: string;
  readonly install: string;
  readonly userId: string;
  readonly name: string;
}

/** Runs in the page: version 1 of the database, where a picture lay in its photo's row. */
async function layFirstVersion({ item, photo, install, userId, name }: FirstVersion): Promise<void> {
  const canvas = document.createElement("canvas");
  canvas.width = 64;
  canvas.height = 64;
  canvas.getContext("2d")?.fillRect(0, 0, 32, 32);
  const made = await new Promise<Blob | null>((done) => canvas.toBlob(done, "image/jpeg"));
  const picture = new Uint8Array((await made?.arrayBuffer()) ?? new ArrayBuffer(0));
  const digest = new Uint8Array(await crypto.subtle.digest("SHA-256", picture));
  const sha256 = Array.from(digest, (byte) => byte.toString(16).padStart(2, "0")).join("");
  const opened = indexedDB.open("kiosk-field", 1);
  opened.addEventListener("upgradeneeded", () => {
    const items = opened.result.createObjectStore("items", { keyPath: "seq", autoIncrement: true });
    items.createIndex("id", "id", { unique: true });
    opened.result.createObjectStore("photos", { keyPath: "photoId" });
    opened.result.createObjectStore("meta", { keyPath: "key" });
  });
  await new Promise((done) => opened.addEventListener("success", done));
  const change = opened.result.transaction(["items", "photos", "meta"], "readwrite");
  const by = { userId, name };
  const place = { kioskId: "cn-021", visitId: null, at: Date.now() };
  const file = { photoId: photo, bytes: picture.length, sha256, mediaType: "image/jpeg", what: "other" };
  const record = { by, correctedAt: null, bundleAt: null, installId: install, stand: { name: "waiting" } };
  const note = { ...place, type: "note", id: item, text: "老版本", photoIds: [photo] };
  const word = { ...place, type: "photo", id: crypto.randomUUID(), ...file };
  change.objectStore("items").add({ ...record, id: word.id, item: word });
  change.objectStore("items").add({ ...record, id: item, item: note });
  const kept = { ...file, by, kioskId: "cn-021", visitId: null, madeAt: place.at, stand: { name: "waiting" } };
  change.objectStore("photos").add({ ...kept, picture });
  change.objectStore("meta").add({ key: "install", installId: install });
  change.objectStore("meta").add({ key: "person", person: by });
  await new Promise((done) => change.addEventListener("complete", done));
  opened.result.close();
}
