import { execFile } from "node:child_process";
import { join } from "node:path";
import { promisify } from "node:util";
import { expect, test } from "vitest";

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
