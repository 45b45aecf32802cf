import { spawn } from "node:child_process";
import { expect, test } from "vitest";
import { privateBytes, renderersBelow } from "./processes.ts";

test("a renderer is known by its command line, however deep it stands below the browser", async () => {
  const script = `sh -c 'exec -a "chromium --type=renderer" sleep 30' & echo ready; wait`;
  const child = spawn("bash", ["-c", script.replace("sh -c", "bash -c")], {
    stdio: ["ignore", "pipe", "ignore"],
    detached: true,
  });
  await new Promise((resolve) => child.stdout.once("data", resolve));
  const pid = child.pid ?? 0;
  const end = Date.now() + 5_000;
  while (renderersBelow(pid).length === 0 && Date.now() < end) await new Promise((resolve) => setTimeout(resolve, 10));
  expect(renderersBelow(pid)).toHaveLength(1);
  process.kill(-pid, "SIGKILL");
});

test("private octets grow with what a process holds; of one that is gone nothing is told", () => {
  const own = privateBytes(process.pid);
  expect(own).toBeGreaterThan(5_000_000);
  expect(privateBytes(2 ** 22 + 1)).toBeNull();
});
