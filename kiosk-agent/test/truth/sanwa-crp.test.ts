import { CrpRewriter } from "../../../fixtures/sim/devices/crp-rewriter.ts";
import { Pr2Booklet } from "../../../fixtures/sim/devices/pr2-booklet.ts";
import { provesTruthRules } from "./truth-rules.ts";

class MachineBench {
  readonly machine = new CrpRewriter();
  #other: Pr2Booklet | undefined;

  url(): string {
    return this.machine.url;
  }

  /** A booklet printer stands where the machine stood. */
  async swap(): Promise<void> {
    await this.machine.vanish();
    this.#other = new Pr2Booklet({ port: Number(new URL(this.machine.url).port) });
    await this.#other.start();
  }

  async swapBack(): Promise<void> {
    await this.#other?.stop();
    this.#other = undefined;
    await this.machine.start();
  }

  async stop(): Promise<void> {
    await this.#other?.stop();
    await this.machine.stop();
  }
}

const say = (change: Partial<Pick<CrpRewriter, "condition" | "delivery">>) => (bench: MachineBench) => {
  Object.assign(bench.machine, change);
};
const heal = say({ condition: "ok", delivery: {} });
const silent = { states: ["offline"], codes: ["comm.no-answer"], heal } as const;
const garbled = { states: ["unknown"], codes: ["comm.garbled"], heal } as const;
const overcome = { states: ["online"], codes: [], heal } as const;
const disturbed = { states: ["offline", "unknown"], codes: ["comm.no-answer", "comm.garbled"], heal } as const;
const tcp = "serial ports: truth/serial-line.test.ts";

provesTruthRules({
  protocol: "sanwa-crp",
  profileId: "endorsement-machine/sanwa-crp-1231lr",
  timeoutMs: 80,
  open: async () => {
    const bench = new MachineBench();
    await bench.machine.start();
    return bench;
  },
  cases: {
    "no answer": { ...silent, harm: say({ condition: "mute" }) },
    "wrong answer": { ...garbled, harm: say({ condition: "wrong-checksum" }) },
    "late answer": { ...disturbed, harm: say({ delivery: { delayMs: 400 } }) },
    // Each reply names its command: an older one is dropped, and the machine is asked until the right one comes.
    "answer to the previous question": { ...overcome, harm: say({ condition: "previous-answer" }) },
    "half an answer": { ...garbled, harm: say({ delivery: { onlyFirstBytes: 5 } }) },
    "noise before": { ...overcome, harm: say({ delivery: { noiseBefore: Uint8Array.of(0, 0xff, 0x7f) } }) },
    "noise inside": { ...garbled, harm: say({ condition: "noise-inside" }) },
    "two devices swapped": { ...disturbed, harm: (bench) => bench.swap(), heal: (bench) => bench.swapBack() },
    "device hung": { ...silent, harm: say({ condition: "hung" }) },
    "unplugged in mid-reply": { ...silent, harm: say({ delivery: { resetAfterBytes: 4 } }) },
    "replugged on another port": { notHere: `a TCP device server has no ports; ${tcp}` },
    "permission denied": { notHere: `TCP has no permissions; ${tcp}` },
    busy: { notHere: `a device server takes several; ${tcp}` },
  },
});
