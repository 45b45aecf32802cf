// A code scanner behind a device server, and what may go wrong with it in any of its tongues.
import { type ScannerTongue, SerialScanner } from "../../../fixtures/sim/devices/serial-scanner.ts";
import type { Bench, NoCase, TruthCase, TruthRule } from "./truth-rules.ts";

const others: Readonly<Record<ScannerTongue, ScannerTongue>> = { newland: "ssi", ssi: "gm65", gm65: "newland" };

export class ScannerBench implements Bench {
  readonly scanner: SerialScanner;
  #other: SerialScanner | undefined;

  private constructor(tongue: ScannerTongue) {
    // It leaves its programming mode sooner than the documented five seconds: the tests do not wait for that.
    this.scanner = new SerialScanner({ tongue, idleMs: 200 });
  }

  static async plugged(tongue: ScannerTongue): Promise<ScannerBench> {
    const bench = new ScannerBench(tongue);
    await bench.scanner.start();
    return bench;
  }

  url(): string {
    return this.scanner.url;
  }

  /** A scanner that speaks another protocol stands where this one stood. */
  async swap(): Promise<void> {
    await this.scanner.vanish();
    const port = Number(new URL(this.scanner.url).port);
    this.#other = new SerialScanner({ tongue: others[this.scanner.tongue], port });
    await this.#other.start();
  }

  async swapBack(): Promise<void> {
    await this.#other?.stop();
    this.#other = undefined;
    await this.scanner.start();
  }

  /** What it has not yet said is lost. */
  async powerCycle(): Promise<void> {
    await this.scanner.vanish();
    await this.scanner.start();
  }

  async stop(): Promise<void> {
    await this.#other?.stop();
    await this.scanner.stop();
  }
}

const say = (change: Partial<Pick<SerialScanner, "condition" | "delivery" | "codeWithinAnswers">>) => {
  return (bench: ScannerBench) => {
    Object.assign(bench.scanner, change);
  };
};
const heal = (bench: ScannerBench) => {
  Object.assign(bench.scanner, { condition: "ok", delivery: {}, codeWithinAnswers: undefined });
};
const silent = { states: ["offline"], codes: ["comm.no-answer"], heal } as const;
const garbled = { states: ["unknown"], codes: ["comm.garbled"], heal } as const;
const either = { states: ["offline", "unknown"], codes: ["comm.no-answer", "comm.garbled"], heal } as const;
const overcome = { states: ["online"], codes: [], heal } as const;

export const scannerCases: Readonly<Record<TruthRule, TruthCase<ScannerBench> | NoCase>> = {
  "no answer": { ...silent, harm: say({ condition: "silent" }) },
  "wrong answer": { ...garbled, harm: say({ condition: "wrong-checksum" }) },
  "late answer": {
    ...either,
    harm: say({ delivery: { delayMs: 300 } }),
    heal: async (bench) => {
      heal(bench);
      await bench.powerCycle();
    },
  },
  // Where the one question is repeated, the answer to it that came late is as true as the one that came in time.
  "answer to the previous question": {
    ...either,
    states: ["online", ...either.states],
    harm: say({ condition: "one-behind" }),
  },
  "half an answer": { ...garbled, harm: say({ delivery: { onlyFirstBytes: 3 } }) },
  "noise before": { ...overcome, harm: say({ delivery: { noiseBefore: Uint8Array.of(0, 0xff, 0x31, 0x32) } }) },
  // a code that a citizen shows while an answer is on its way
  "noise inside": { ...garbled, harm: say({ codeWithinAnswers: "EXAMPLE-CODE-0001" }) },
  "two devices swapped": {
    states: ["offline", "unknown"],
    codes: ["comm.no-answer", "comm.garbled", "config.wrong-device"],
    harm: (bench) => bench.swap(),
    heal: (bench) => bench.swapBack(),
  },
  "device hung": { ...silent, harm: say({ condition: "silent" }) },
  "unplugged in mid-reply": { ...silent, harm: say({ delivery: { resetAfterBytes: 2 } }) },
  "replugged on another port": {
    notHere: "a TCP device server has no ports; serial ports: truth/serial-line.test.ts",
  },
  "permission denied": { notHere: "TCP has no permissions; serial ports: truth/serial-line.test.ts" },
  busy: { notHere: "a device server takes several; serial ports: truth/serial-line.test.ts" },
};
