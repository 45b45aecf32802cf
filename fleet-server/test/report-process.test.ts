import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

import { ReportFiles } from "../src/fleet/report-files.ts";
import { ThreadRenderer } from "../src/reports/renderer.ts";
import { NotedLog } from "./noted-log.ts";

const run = promisify(execFile);

async function digestsIn(zone: string): Promise<string[]> {
  const child = join(import.meta.dirname, "report-child.ts");
  const { stdout } = await run(process.execPath, [child], { env: { ...process.env, TZ: zone } });
  return stdout.split(" ");
}

test("two processes in two time zones make the same bytes of the same document", async () => {
  const here = await digestsIn("Asia/Shanghai");
  expect(new Set(here).size).toBe(3);
  expect(await digestsIn("America/New_York")).toEqual(here);
});

test("a server without the fonts makes Word files, and says what a PDF would need", async () => {
  const log = new NotedLog();
  const files = new ReportFiles({
    files: { put: async () => "", get: async () => undefined },
    renderer: new ThreadRenderer(),
    fontFolder: "/nowhere",
    log,
  });
  const empty = { title: "月报", number: "", cover: [], blocks: [], basis: "", at: 0 };
  expect(await files.ofDocument(empty, "pdf", "月报")).toEqual({
    ok: false,
    code: "report.fonts",
    detail: "/nowhere: fonts-noto-cjk",
  });
  expect(log.events).toEqual(["report.not-rendered"]);
  expect(await files.ofDocument(empty, "docx", "月报")).toMatchObject({ ok: true, value: { name: "月报.docx" } });
});
