import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { hostFactNames } from "@kiosk/firmware-profiles";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { agentVersion } from "../version.ts";
import { createTransport } from "./transport.ts";
import { LocalHost, withDataFolder } from "./transport-host.ts";

const never = new AbortController().signal;
let folder = "";
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "host-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function write(files: Record<string, string>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), text);
  }
}

/** The machine of the folder; `says` is the shell command that stands for timedatectl. */
async function facts(says = "echo yes", limitMs = 5000) {
  const roots = { proc: join(folder, "proc"), sys: join(folder, "sys"), run: join(folder, "run") };
  const host = new LocalHost({
    address: { kind: "host", data: folder },
    url: "host://local",
    roots,
    clockQuery: ["/bin/sh", "-c", says],
    limitMs,
  });
  return host.facts(never);
}

const routeHead = "Iface\tDestination\tGateway \tFlags\tRefCnt\tUse\tMetric\tMask\t\tMTU\tWindow\tIRTT\n";
const defaultRoute = `${routeHead}eth0\t00000000\t0101A8C0\t0003\t0\t0\t100\t00000000\t0\t0\t0\n`;

test("memory, uptime, load and processors are read from /proc", async () => {
  write({
    "proc/meminfo": "MemTotal:        8000000 kB\nMemFree:  100 kB\nMemAvailable:    5000000 kB\n",
    "proc/uptime": "3600.55 7000.11\n",
    "proc/loadavg": "0.42 0.30 0.25 1/200 4242\n",
    "proc/stat": "cpu  1 2 3\ncpu0 1 2 3\ncpu1 1 2 3\nintr 5\n",
  });
  expect(Object.fromEntries(await facts())).toMatchObject({
    memoryTotalBytes: 8_192_000_000,
    memoryAvailableBytes: 5_120_000_000,
    uptimeSeconds: 3600,
    loadAverage: 0.42,
    processors: 2,
  });
});

describe("temperature", () => {
  test("is that of the processor, the hottest of its sensors, not of a disk", async () => {
    write({
      "sys/class/thermal/thermal_zone0/type": "x86_pkg_temp\n",
      "sys/class/thermal/thermal_zone0/temp": "61000\n",
      "sys/class/hwmon/hwmon0/name": "coretemp\n",
      "sys/class/hwmon/hwmon0/temp1_input": "64500\n",
      "sys/class/hwmon/hwmon1/name": "nvme\n",
      "sys/class/hwmon/hwmon1/temp1_input": "79000\n",
    });
    expect((await facts()).get("temperatureCelsius")).toBe(64.5);
  });

  test("of an unnamed board sensor counts where there is no other", async () => {
    write({ "sys/class/hwmon/hwmon0/name": "board\n", "sys/class/hwmon/hwmon0/temp1_input": "41000\n" });
    expect((await facts()).get("temperatureCelsius")).toBe(41);
  });

  test("a sensor that says what nothing on earth is, or nothing, leaves it unknown", async () => {
    write({ "sys/class/thermal/thermal_zone0/type": "cpu", "sys/class/thermal/thermal_zone0/temp": "-274000" });
    expect((await facts()).has("temperatureCelsius")).toBe(false);
  });

  test("a machine without sensors has none", async () => {
    expect((await facts()).get("temperatureCelsius")).toBe("none");
  });
});

describe("the clock", () => {
  const systemd = () => write({ "run/systemd/system/.keep": "" });

  test.each([
    ["echo yes", 1],
    ["echo no", 0],
    ["exit 1", undefined],
    ["echo maybe", undefined],
  ])("%s under systemd is %s", async (says, wanted) => {
    systemd();
    expect((await facts(says)).get("clockSynchronised")).toBe(wanted);
  });

  test("a program that never ends is given up, and the rest is told", async () => {
    systemd();
    const seen = await facts("exec sleep 60", 200);
    expect([seen.has("clockSynchronised"), seen.has("diskFreeBytes")]).toEqual([false, true]);
  });

  test("timesyncd's mark counts where nobody can be asked", async () => {
    write({ "run/systemd/timesync/synchronized": "" });
    expect((await facts()).get("clockSynchronised")).toBe(1);
  });

  test("without systemd nothing on this machine tells", async () => {
    expect((await facts()).get("clockSynchronised")).toBe("none");
  });
});

describe("the network", () => {
  const six = `${"0".repeat(32)} 00 ${"0".repeat(32)} 00 fe800000000000000000000000000001 00000400 0 0`;

  test.each([
    ["a route over a plugged cable", { "proc/net/route": defaultRoute, "sys/class/net/eth0/carrier": "1\n" }, 1, 1],
    ["a route over a pulled cable", { "proc/net/route": defaultRoute, "sys/class/net/eth0/carrier": "0\n" }, 1, 0],
    ["a route over something without a carrier", { "proc/net/route": defaultRoute }, 1, "none"],
    ["no route", { "proc/net/route": routeHead }, 0, undefined],
    ["an unreachable route", { "proc/net/route": defaultRoute.replace("0003", "0203") }, 0, undefined],
    [
      "a route of IPv6 alone",
      { "proc/net/ipv6_route": `${six} 00000003     eth1\n`, "sys/class/net/eth1/carrier": "1" },
      1,
      1,
    ],
    ["the unreachable one the kernel keeps", { "proc/net/ipv6_route": `${six} 00200200       lo\n` }, 0, undefined],
  ])("%s", async (_, files, route, link) => {
    write(files);
    const seen = await facts();
    expect([seen.get("defaultRoute"), seen.get("linkUp")]).toEqual([route, link]);
  });
});

describe("screen and touch", () => {
  const touch = 'N: Name="eGalax"\nB: PROP=2\nB: EV=b\nB: KEY=400 0 0 0 0 0\nB: ABS=2608000 3\n';
  const old = 'N: Name="resistive"\nB: PROP=0\nB: EV=b\nB: KEY=400 0 0 0 0 0\nB: ABS=3\n';
  const pad = 'N: Name="touchpad"\nB: PROP=5\nB: EV=b\nB: KEY=e520 10000 0 0 0 0\nB: ABS=2608000 3\n';
  const mouse = 'N: Name="mouse"\nB: PROP=0\nB: EV=17\nB: KEY=70000 0 0 0 0\nB: REL=3\n';

  test.each([
    ["one connected", { "card0-HDMI-A-1": "connected", "card0-DP-1": "disconnected" }, 1],
    ["none connected", { "card0-HDMI-A-1": "disconnected" }, 0],
    ["a connector that does not know", { "card0-VGA-1": "unknown" }, undefined],
    ["only a way back into memory", { "card0-Writeback-1": "unknown" }, "none"],
  ])("screens: %s", async (_, connectors, wanted) => {
    const files = Object.entries(connectors).map(([name, state]) => [`sys/class/drm/${name}/status`, `${state}\n`]);
    write(Object.fromEntries(files));
    expect((await facts()).get("screens")).toBe(wanted);
  });

  test.each([
    ["a touch screen beside a mouse", `${touch}\n${mouse}`, 1],
    ["an old one that does not say that it is direct", old, 1],
    ["a touch pad and a mouse", `${pad}\n${mouse}`, 0],
  ])("touch: %s", async (_, devices, wanted) => {
    write({ "proc/bus/input/devices": devices });
    expect((await facts()).get("touchscreens")).toBe(wanted);
  });

  test("a machine that lists no input devices says nothing of touch", async () => {
    expect((await facts()).has("touchscreens")).toBe(false);
  });
});

test("versions: the agent's own, and the shell's where it has written one", async () => {
  const before = await facts();
  write({ "shell-version": "2.3.4\n" });
  const after = await facts();
  expect([before.get("shellVersion"), after.get("shellVersion"), after.get("agentVersion")]).toEqual([
    undefined,
    "2.3.4",
    agentVersion,
  ]);
});

test("a data folder that is not yet made lies on the disk of the one above it", async () => {
  const host = createTransport(`host://local?data=${encodeURIComponent(join(folder, "not/yet/made"))}`);
  if (host.kind !== "host") throw new Error("not a host");
  expect((await host.facts(never)).get("diskTotalBytes")).toBeGreaterThan(0);
});

test("this very machine tells what every Linux has, and nothing that has no name", async () => {
  const host = createTransport("host://local");
  if (host.kind !== "host") throw new Error("not a host");
  const seen = await host.facts(never);
  const names: readonly string[] = hostFactNames;
  expect([...seen.keys()].filter((name) => !names.includes(name))).toEqual([]);
  for (const name of ["diskFreeBytes", "diskTotalBytes", "memoryTotalBytes", "uptimeSeconds", "processors"] as const) {
    expect(seen.get(name)).toBeGreaterThan(0);
  }
  await host.close();
});

describe("the URL", () => {
  test.each([
    ["host://elsewhere", "only this machine can be asked"],
    ["host://local/disk", "only this machine can be asked"],
    ["host://local?data=var", 'data="var" is not an absolute path'],
    ["host://local?disk=/", 'unknown parameter "disk"'],
  ])("%s is refused", (url, said) => {
    expect(() => createTransport(url)).toThrow(said);
  });

  test("the agent's own data folder is watched unless another is named", () => {
    const own = withDataFolder("host://local", "/var/lib/a b");
    expect(new URL(own).searchParams.get("data")).toBe("/var/lib/a b");
    expect(() => createTransport(own)).not.toThrow();
    expect(withDataFolder("host://local?data=/srv", "/var/lib/a")).toBe("host://local?data=/srv");
    expect(withDataFolder("serial:///dev/ttyUSB0", "/var/lib/a")).toBe("serial:///dev/ttyUSB0");
  });
});
