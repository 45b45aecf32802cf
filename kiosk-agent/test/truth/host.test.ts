import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { ClockQuery } from "../../src/adapters/host-clock.ts";
import { LocalHost } from "../../src/adapters/transport-host.ts";
import { type HostTransport, TransportError } from "../../src/ports.ts";
import { provesTruthRules } from "./truth-rules.ts";

const machine = {
  "proc/meminfo": "MemTotal: 8000000 kB\nMemAvailable: 5000000 kB\n",
  "proc/uptime": "3600.00 1.00\n",
  "proc/loadavg": "0.10 0.10 0.10 1/2 3\n",
  "proc/stat": "cpu0 1 2\n",
  "proc/net/route":
    "Iface Destination Gateway Flags RefCnt Use Metric Mask MTU Window IRTT\neth0 00000000 0101A8C0 0003 0 0 0 00000000 0 0 0\n",
  "proc/bus/input/devices": "B: PROP=2\n",
  "sys/class/net/eth0/carrier": "1\n",
  "sys/class/drm/card0-HDMI-A-1/status": "connected\n",
  "sys/class/thermal/thermal_zone0/type": "cpu\n",
  "sys/class/thermal/thermal_zone0/temp": "50000\n",
  "run/systemd/timesync/synchronized": "",
};

/** A made machine in a folder, between which and the agent something may go wrong. */
class HostBench {
  readonly folder = mkdtempSync(join(tmpdir(), "truth-host-"));
  trouble: "none" | "hangs" | "fails" | "tells nothing" = "none";

  constructor() {
    this.write(machine);
  }

  write(files: Record<string, string>): void {
    for (const [path, text] of Object.entries(files)) {
      mkdirSync(dirname(join(this.folder, path)), { recursive: true });
      writeFileSync(join(this.folder, path), text);
    }
  }

  url(): string {
    return "host://local";
  }

  transport(): HostTransport {
    const { folder } = this;
    const roots = { proc: join(folder, "proc"), sys: join(folder, "sys"), run: join(folder, "run") };
    const clockQuery: ClockQuery = ["true"];
    const inner = new LocalHost({ address: { kind: "host", data: folder }, url: this.url(), roots, clockQuery });
    return {
      kind: "host",
      url: inner.url,
      facts: (signal) => {
        if (this.trouble === "hangs") return new Promise(() => undefined);
        if (this.trouble === "fails") return Promise.reject(new TransportError("refused", "as the test wants it"));
        return this.trouble === "tells nothing" ? Promise.resolve(new Map()) : inner.facts(signal);
      },
      close: () => inner.close(),
    };
  }

  stop(): Promise<void> {
    rmSync(this.folder, { recursive: true });
    return Promise.resolve();
  }
}

const say = (trouble: HostBench["trouble"]) => (bench: HostBench) => {
  bench.trouble = trouble;
};
const heal = say("none");
const noMedium = { notHere: "the machine asks itself: there is no line on which this could happen" } as const;

provesTruthRules({
  protocol: "host",
  profileId: "host/linux-generic",
  timeoutMs: 250,
  open: () => Promise.resolve(new HostBench()),
  cases: {
    "no answer": { states: ["unknown"], codes: ["comm.no-answer"], harm: say("hangs"), heal },
    "wrong answer": { states: ["unknown"], codes: ["comm.garbled"], harm: say("tells nothing"), heal },
    "late answer": noMedium,
    "answer to the previous question": noMedium,
    "half an answer": { notHere: "each fact stands for itself; one that is missing is unknown: drivers/host.test.ts" },
    "noise before": noMedium,
    "noise inside": noMedium,
    "two devices swapped": noMedium,
    "device hung": { states: ["unknown"], codes: ["comm.no-answer"], harm: say("hangs"), heal },
    "unplugged in mid-reply": noMedium,
    "replugged on another port": noMedium,
    "permission denied": { states: ["unknown"], codes: ["comm.garbled"], harm: say("fails"), heal },
    busy: noMedium,
  },
});
