import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { bundleHost } from "./bundle.ts";

const shell = new URL("../", import.meta.url);
const read = (file: string): unknown => JSON.parse(readFileSync(new URL(file, shell), "utf8"));

const config = z
  .object({
    appId: z.string(),
    electronVersion: z.string(),
    asar: z.boolean(),
    directories: z.object({ app: z.string() }),
    files: z.array(z.string()),
    electronFuses: z.record(z.string(), z.boolean()),
    linux: z.object({
      maintainer: z.string(),
      target: z.array(z.object({ target: z.string(), arch: z.array(z.string()) })),
    }),
    deb: z.object({ depends: z.array(z.string()), afterInstall: z.string(), afterRemove: z.string() }),
  })
  .parse(read("electron-builder.json"));
const workspace = z
  .object({ dependencies: z.record(z.string(), z.string()), scripts: z.record(z.string(), z.string()) })
  .parse(read("package.json"));

const folder = mkdtempSync(join(tmpdir(), "kiosk-host-"));
beforeAll(() => bundleHost(folder));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test("a deb for x64 and one for arm64", () => {
  expect(config.linux.target).toEqual([{ target: "deb", arch: ["x64", "arm64"] }]);
  expect(config.linux.maintainer).toMatch(/^.+ <.+@.+>$/);
});

test("the Electron that is packaged is the one whose types were checked", () => {
  expect(config.electronVersion).toBe(workspace.dependencies.electron);
});

test("every fuse is set, each to the shut side", () => {
  expect(config.electronFuses).toEqual({
    runAsNode: false,
    enableCookieEncryption: true,
    enableNodeOptionsEnvironmentVariable: false,
    enableNodeCliInspectArguments: false,
    enableEmbeddedAsarIntegrityValidation: true,
    onlyLoadAppFromAsar: true,
    loadBrowserProcessSpecificV8Snapshot: false,
    grantFileProtocolExtraPrivileges: false,
  });
  expect(config.asar).toBe(true);
});

test("every file that it names is there once the host is bundled", () => {
  for (const file of config.files) expect(existsSync(join(folder, file.replace("/**", ""))), file).toBe(true);
  for (const file of [config.deb.afterInstall, config.deb.afterRemove]) {
    expect(existsSync(new URL(file, shell)), file).toBe(true);
  }
  expect(readdirSync(join(folder, "recovering")).sort()).toEqual([
    "recovering.css",
    "recovering.html",
    "recovering.js",
  ]);
});

test("the script that packs bundles into the folder that is packed", () => {
  expect(config.directories.app).toBe("host/dist");
  expect(workspace.scripts["build:deb"]).toMatch(
    /^node host\/bundle\.ts && .*electron-builder@\d+\.\d+\.\d+ .*--config electron-builder\.json/,
  );
});

test("the bundled host needs Electron and Node alone, and the preload Electron alone", () => {
  const needs = (file: string) =>
    [...readFileSync(join(folder, file), "utf8").matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name);
  expect(needs("main.cjs").filter((name) => name !== "electron" && name?.startsWith("node:") !== true)).toEqual([]);
  expect(needs("preload.cjs")).toEqual(["electron"]);
});

test("the preload is one CommonJS file, which a sandboxed one has to be", () => {
  const text = readFileSync(join(folder, "preload.cjs"), "utf8");
  expect(text).not.toMatch(/^\s*(import|export)\b/m);
  expect(text).toContain('exposeInMainWorld("kioskHost"');
});
