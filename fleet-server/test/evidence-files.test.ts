import { spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, watch, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import { afterAll, expect, test } from "vitest";
import { evidencePath, openEvidenceFiles } from "../src/store/evidence-files.ts";

const root = mkdtempSync(join(tmpdir(), "kiosk-evidence-"));
const abc = new TextEncoder().encode("abc");
/** GB/T 32905-2016, annex A.1: the SM3 of "abc" */
const abcDigest = "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0";
let count = 0;

afterAll(() => rmSync(root, { recursive: true }));

function newFolder(): string {
  count += 1;
  return join(root, String(count));
}

/** Whole files that are there: folder and name. Drafts are not counted. */
function stored(folder: string): string[] {
  return readdirSync(folder)
    .filter((name) => name !== "incoming")
    .flatMap((name) => readdirSync(join(folder, name)).map((file) => `${name}/${file}`));
}

function drafts(folder: string): string[] {
  return readdirSync(join(folder, "incoming"));
}

test("a file is stored under its SM3 and comes back as it was", async () => {
  const folder = newFolder();
  expect(await openEvidenceFiles(folder).put(abc)).toBe(abcDigest);
  expect(stored(folder)).toEqual([`66/${abcDigest}`]);
  expect(drafts(folder)).toEqual([]);
  const bytes = await openEvidenceFiles(folder).get(abcDigest);
  expect(bytes && new TextDecoder().decode(bytes)).toBe("abc");
});

test("the same bytes are one file, also when two requests bring them at once", async () => {
  const folder = newFolder();
  const files = openEvidenceFiles(folder);
  await Promise.all([files.put(abc), files.put(abc), files.put(abc)]);
  await files.put(abc);
  expect(stored(folder)).toEqual([`66/${abcDigest}`]);
  expect(drafts(folder)).toEqual([]);
});

test("a file that is not there is undefined, and so is what is no digest", async () => {
  const folder = newFolder();
  const files = openEvidenceFiles(folder);
  writeFileSync(join(root, "secret"), "");
  for (const name of [abcDigest, "../secret", "", `66/${abcDigest}`, abcDigest.toUpperCase()]) {
    expect(await files.get(name)).toBeUndefined();
  }
});

test("an altered file is not given out, and is put right when it comes in again", async () => {
  const folder = newFolder();
  const files = openEvidenceFiles(folder);
  await files.put(abc);
  writeFileSync(evidencePath(folder, abcDigest), "abd");
  expect(await files.get(abcDigest)).toBeUndefined();
  await files.put(abc);
  expect(readFileSync(evidencePath(folder, abcDigest), "utf8")).toBe("abc");
});

test("what an interrupted write left is gone after the next start", () => {
  const folder = newFolder();
  openEvidenceFiles(folder);
  writeFileSync(join(folder, "incoming", "half"), "half a photo");
  openEvidenceFiles(folder);
  expect(drafts(folder)).toEqual([]);
});

test("a second server that starts in the middle of a write does not spoil it", async () => {
  const folder = newFolder();
  const files = openEvidenceFiles(folder);
  const large = new Uint8Array(8 * 1024 * 1024).fill(7);
  const putting = files.put(large);
  const watcher = watch(join(folder, "incoming"));
  await once(watcher, "change");
  watcher.close();
  openEvidenceFiles(folder);
  const bytes = await files.get(await putting);
  expect(bytes && Buffer.compare(bytes, large)).toBe(0);
});

test("a folder that cannot be made is refused with the system's code", () => {
  expect(() => openEvidenceFiles(join(root, "nowhere", "evidence"))).toThrow(
    expect.objectContaining({ name: "StoreError", code: "ENOENT" }),
  );
});

test("a place that cannot be written is refused with the system's code and leaves no draft", async () => {
  const folder = newFolder();
  const files = openEvidenceFiles(folder);
  writeFileSync(join(folder, "66"), "");
  await expect(files.put(abc)).rejects.toMatchObject({ name: "StoreError", code: "EEXIST" });
  rmSync(join(folder, "66"));
  mkdirSync(evidencePath(folder, abcDigest), { recursive: true });
  await expect(files.put(abc)).rejects.toMatchObject({ name: "StoreError", code: "EISDIR" });
  expect(drafts(folder)).toEqual([]);
});

const script = join(import.meta.dirname, "evidence-child.ts");

test.skipIf(process.platform === "win32")(
  "a disk that takes only part of a file refuses it with the system's code, and nothing of it stays",
  async () => {
    const folder = newFolder();
    // files of this process end after 64 blocks, as on a full disk
    const limited = `ulimit -f 64; exec "$0" "$@"`;
    const child = spawn("sh", ["-c", limited, process.execPath, script, folder, String(1024 * 1024), "2"], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const lines: string[] = [];
    for await (const line of createInterface({ input: child.stdout })) lines.push(line);
    expect(lines).toEqual(["open", "EFBIG", "EFBIG"]);
    expect(drafts(folder)).toEqual([]);
    expect(stored(folder).filter((name) => name.length > 3)).toEqual([]);
  },
);

test("a kill in the middle of a write loses nothing that was acknowledged and leaves no half file", async () => {
  const folder = newFolder();
  openEvidenceFiles(folder);
  const child = spawn(process.execPath, [script, folder, String(16 * 1024 * 1024), "1000"], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const ended = once(child, "exit");
  const acknowledged: string[] = [];
  const incoming = join(folder, "incoming");
  const watcher = watch(incoming, (kind, name) => {
    // `rename` is also how a new name shows
    const begun = kind === "rename" && name !== null && existsSync(join(incoming, name));
    if (begun && acknowledged.length >= 3) child.kill("SIGKILL");
  });
  for await (const line of createInterface({ input: child.stdout })) {
    if (line !== "open") acknowledged.push(line);
  }
  watcher.close();
  expect((await ended)[1]).toBe("SIGKILL");
  // killed while a draft was being written: that is what the kill is about
  expect(drafts(folder)).toHaveLength(1);
  const files = openEvidenceFiles(folder);
  const whole = stored(folder).map((name) => name.slice(3));
  expect(whole).toEqual(expect.arrayContaining(acknowledged));
  expect(acknowledged.length).toBeGreaterThanOrEqual(3);
  for (const digest of whole) expect((await files.get(digest))?.length).toBe(16 * 1024 * 1024);
  expect(drafts(folder)).toEqual([]);
});
