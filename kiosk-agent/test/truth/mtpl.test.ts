import { MtplBooklet } from "../../../fixtures/sim/devices/mtpl-booklet.ts";
import { SdtReader } from "../../../fixtures/sim/devices/sdt-reader.ts";
import { provesTruthRules } from "./truth-rules.ts";

class BookletBench {
  readonly printer = new MtplBooklet();
  #other: SdtReader | undefined;

  url(): string {
    return this.printer.url;
  }

  /** Another device stands where the printer stood. */
  async swap(): Promise<void> {
    await this.printer.vanish();
    this.#other = new SdtReader({ port: Number(new URL(this.printer.url).port) });
    await this.#other.start();
  }

  async swapBack(): Promise<void> {
    await this.#other?.stop();
    this.#other = undefined;
    await this.printer.start();
  }

  async stop(): Promise<void> {
    await this.#other?.stop();
    await this.printer.stop();
  }
}

const say =
  (change: Partial<Pick<MtplBooklet, "condition" | "delivery" | "interruption">>) => (bench: BookletBench) => {
    Object.assign(bench.printer, change);
  };
const heal = say({ condition: "ok", delivery: {}, interruption: "" });
const silent = { states: ["offline"], codes: ["comm.no-answer"], heal } as const;
const garbled = { states: ["unknown"], codes: ["comm.garbled"], heal } as const;
const either = { states: ["offline", "unknown"], codes: ["comm.no-answer", "comm.garbled"], heal } as const;
const overcome = { states: ["online"], codes: [], heal } as const;

provesTruthRules({
  protocol: "mtpl",
  profileId: "booklet-printer/tally-t5040",
  timeoutMs: 80,
  open: async () => {
    const bench = new BookletBench();
    await bench.printer.start();
    return bench;
  },
  cases: {
    "no answer": { ...silent, harm: say({ condition: "silent" }) },
    "wrong answer": { ...garbled, harm: say({ condition: "wrong-answers" }) },
    // A message says what it is about: one that comes while the same question is asked again is as good as its own.
    "late answer": {
      ...either,
      states: ["offline", "unknown", "online"],
      harm: say({ delivery: { delayMs: 200 } }),
    },
    // Status for paper, paper for build, build for status: nobody takes one for the other, and the second try is its own.
    "answer to the previous question": { ...overcome, harm: say({ condition: "one-behind" }) },
    "half an answer": { ...garbled, harm: say({ delivery: { onlyFirstBytes: 4 } }) },
    "noise before": { ...overcome, harm: say({ delivery: { noiseBefore: Uint8Array.of(0, 0x1b, 0x5b, 0x33) } }) },
    "noise inside": { ...garbled, harm: say({ interruption: "\u0000\u0007" }) },
    "two devices swapped": { ...either, harm: (bench) => bench.swap(), heal: (bench) => bench.swapBack() },
    "device hung": { ...silent, harm: say({ condition: "silent" }) },
    "unplugged in mid-reply": { ...silent, harm: say({ delivery: { resetAfterBytes: 3 } }) },
    "replugged on another port": {
      notHere: "a TCP device server has no ports; serial ports: truth/serial-line.test.ts",
    },
    "permission denied": { notHere: "TCP has no permissions; serial ports: truth/serial-line.test.ts" },
    busy: { notHere: "a device server takes several; serial ports: truth/serial-line.test.ts" },
  },
});
