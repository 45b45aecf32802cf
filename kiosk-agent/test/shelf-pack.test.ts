// `npm run shelf:pack` as its owner runs it.
import { execFile } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { gunzipSync } from "node:zlib";
import { base64Octets, openIndex, PackageFile, pemOctets, readPublicKey, sha256Hex } from "@kiosk/contract";
import { afterAll, beforeAll, expect, test } from "vitest";
import { compileCache } from "./compile-cache.ts";

const program = fileURLToPath(new URL("../src/shelf/pack-main.ts", import.meta.url));
const environment = { ...process.env, ...compileCache() };
const folder = mkdtempSync(join(tmpdir(), "pack-"));
const keys = join(folder, "keys");
afterAll(() => rmSync(folder, { recursive: true, force: true }));

function run(...args: string[]): Promise<{ code: number; out: string; err: string }> {
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...args], { env: environment }, (error, out, err) => {
      resolve({ code: error === null ? 0 : Number(error.code), out, err });
    });
  });
}

const manifest = {
  v: 1,
  kind: "app",
  id: "guide",
  version: "1.0.0",
  name: { zh: "办事指南", en: "Guides" },
  summary: { zh: "材料与流程", en: "What to bring" },
  keywords: [],
  category: "guide",
  icon: "guide",
  start: { kind: "bundle", page: "index.html" },
  requires: [],
  optional: [],
  permissions: [],
  owner: { organisation: "示例中心", contact: "021-00000000" },
};

function app(name: string, changes: object, files: Record<string, string>): string {
  const place = join(folder, name);
  mkdirSync(join(place, "img"), { recursive: true });
  writeFileSync(join(place, "manifest.json"), JSON.stringify({ ...manifest, ...changes }));
  for (const [path, text] of Object.entries(files)) writeFileSync(join(place, path), text);
  return place;
}

beforeAll(async () => {
  expect((await run("--new-key", keys)).code).toBe(0);
});

const pack = (place: string) => run(place, "--key", join(keys, "private.pem"), "--out", join(folder, "out.kpkg"));

test("a folder becomes a file whose index the public key opens and whose files have their digests", async () => {
  const done = await pack(app("good", {}, { "index.html": "<p>one</p>", "img/a.svg": "<svg/>" }));
  expect(done).toMatchObject({ code: 0, err: "" });
  const text = gunzipSync(readFileSync(join(folder, "out.kpkg"))).toString();
  const { signed, files } = PackageFile.parse(JSON.parse(text));
  const spki = pemOctets(readFileSync(join(keys, "public.pem"), "utf8"), "PUBLIC KEY");
  const { keyId, key } = await readPublicKey(spki ?? new Uint8Array());
  const opened = await openIndex(signed, new Map([[keyId, key]]));
  expect(opened).toMatchObject({ ok: true, index: { files: [{ path: "img/a.svg" }, { path: "index.html" }] } });
  for (const [digest, octets] of Object.entries(files)) expect(await sha256Hex(base64Octets(octets))).toBe(digest);
  expect(Object.keys(files)).toHaveLength(2);
});

test("a key is made for its owner's eyes and never over another", async () => {
  expect(statSync(join(keys, "private.pem")).mode & 0o777).toBe(0o600);
  const again = await run("--new-key", keys);
  expect(again.code).toBe(1);
  expect(again.err).toContain("private.pem: 已存在，不会覆盖 / exists and is not overwritten");
});

test.each([
  [
    "no-start",
    {},
    { "other.html": "" },
    "start.page: 包中没有起始页 index.html / index.html is not a file of this package",
  ],
  ["bad-field", { category: "other" }, { "index.html": "" }, "manifest.json: category: "],
  ["bad-path", {}, { "index.html": "", "Hello World.js": "" }, "Hello World.js: 文件名只允许小写字母"],
  ["hidden", {}, { "index.html": "", ".env": "secret" }, ".env: 文件名只允许小写字母"],
])("%s: refused, naming file and field in both languages, exit code 1", async (name, changes, files, message) => {
  const done = await pack(app(name, changes, files));
  expect(done.code).toBe(1);
  expect(done.err).toContain(message);
  expect(done.err).toContain(" / ");
});

test("no folder, no key, a key that is none, no arguments: one sentence each and exit code 1", async () => {
  const place = app("keyless", {}, { "index.html": "" });
  const out = join(folder, "x.kpkg");
  const answers = await Promise.all([
    pack(join(folder, "nowhere")),
    run(place, "--key", join(folder, "nokey.pem"), "--out", out),
    run(place, "--key", join(keys, "public.pem"), "--out", out),
    run(),
  ]);
  expect(answers.map(({ code }) => code)).toEqual([1, 1, 1, 1]);
  expect(answers[0]?.err).toContain("manifest.json: 没有该文件或文件夹");
  expect(answers[1]?.err).toContain("nokey.pem: 没有该文件或文件夹");
  expect(answers[2]?.err).toContain("public.pem: 不是 PEM 私钥");
  expect(answers[3]?.err).toContain("npm run shelf:pack");
});
