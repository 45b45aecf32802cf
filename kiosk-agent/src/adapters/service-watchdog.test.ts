import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { expect, onTestFinished, test } from "vitest";
import { FakeClock } from "../../../fixtures/sim/fake-clock.ts";
import { feedWatchdog, notifyServiceManager, watchdogMs } from "./service-watchdog.ts";

test("a sign is given only where the manager waits for one of this process", () => {
  const asked = { NOTIFY_SOCKET: "/run/notify", WATCHDOG_USEC: "90000000" };
  expect(watchdogMs(asked, 7)).toBe(90_000);
  expect(watchdogMs({ ...asked, WATCHDOG_PID: "7" }, 7)).toBe(90_000);
  expect(watchdogMs({ ...asked, WATCHDOG_PID: "8" }, 7)).toBeUndefined();
  expect(watchdogMs({ NOTIFY_SOCKET: "/run/notify" }, 7)).toBeUndefined();
  expect(watchdogMs({ WATCHDOG_USEC: "90000000" }, 7)).toBeUndefined();
});

test("it is fed while all is well, starves while it is not, and is fed again", async () => {
  const clock = new FakeClock();
  const stop = new AbortController();
  const warned: string[] = [];
  let signs = 0;
  let well = true;
  const feeding = feedWatchdog({
    withinMs: 90_000,
    isWell: () => well,
    notify: async () => {
      signs += 1;
      if (signs === 1) throw new Error("not there");
    },
    clock,
    log: { info() {}, warn: (event) => void warned.push(event) },
    signal: stop.signal,
  });
  await clock.advance(90_000);
  expect(signs).toBe(4);
  well = false;
  await clock.advance(90_000);
  expect(signs).toBe(4);
  well = true;
  await clock.advance(30_000);
  expect([signs, warned]).toEqual([5, ["watchdog.no-sign", "watchdog.not-fed"]]);
  stop.abort();
  await feeding;
});

test("the sign is what systemd-notify is to say", async () => {
  const folder = mkdtempSync(join(tmpdir(), "notify-"));
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }));
  const program = join(folder, "systemd-notify");
  writeFileSync(program, `#!/bin/sh\necho "$NOTIFY_SOCKET $*" > "${join(folder, "said")}"\n`);
  chmodSync(program, 0o755);
  await notifyServiceManager({ PATH: `${folder}${delimiter}${process.env.PATH}`, NOTIFY_SOCKET: "/run/n" });
  expect(readFileSync(join(folder, "said"), "utf8")).toBe("/run/n WATCHDOG=1\n");
  await expect(notifyServiceManager({ PATH: join(folder, "nothing") })).rejects.toThrow();
});
