import { SdtReader } from "../../../fixtures/sim/devices/sdt-reader.ts";
import { ZebraPrinter } from "../../../fixtures/sim/devices/zebra-printer.ts";
import { provesTruthRules } from "./truth-rules.ts";

class PrinterBench {
  readonly printer = new ZebraPrinter();
  #other: SdtReader | undefined;

  url(): string {
    return this.printer.url;
  }

  /** A card reader stands where the printer stood. */
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

const say = (change: Partial<Pick<ZebraPrinter, "condition" | "delivery">>) => (bench: PrinterBench) => {
  Object.assign(bench.printer, change);
};
const heal = say({ condition: "ok", delivery: {} });
const silent = { states: ["offline"], codes: ["comm.no-answer"], heal } as const;
const garbled = { states: ["unknown"], codes: ["comm.garbled"], heal } as const;
const tcp = "serial ports: truth/serial-line.test.ts";

provesTruthRules({
  protocol: "zebra-p3xx",
  profileId: "endorsement-machine/zebra-p310",
  timeoutMs: 80,
  open: async () => {
    const bench = new PrinterBench();
    await bench.printer.start();
    return bench;
  },
  cases: {
    "no answer": { ...silent, harm: say({ condition: "silent" }) },
    "wrong answer": { ...garbled, harm: say({ condition: "other-text" }) },
    "late answer": { ...silent, harm: say({ delivery: { delayMs: 400 } }) },
    // There is one question: the answer that comes late is that of a moment ago, and the next question has its own.
    "answer to the previous question": {
      states: ["online"],
      codes: [],
      harm: say({ delivery: { delayMs: 110 } }),
      heal,
    },
    "half an answer": { ...garbled, harm: say({ delivery: { onlyFirstBytes: 20 } }) },
    "noise before": {
      states: ["online"],
      codes: [],
      harm: say({ delivery: { noiseBefore: Uint8Array.of(0, 0xff, 0x15, 0x43, 0x70) } }),
      heal,
    },
    "noise inside": { ...garbled, harm: say({ condition: "noise-inside" }) },
    "two devices swapped": {
      states: ["offline", "unknown"],
      codes: ["comm.no-answer", "comm.garbled"],
      harm: (bench) => bench.swap(),
      heal: (bench) => bench.swapBack(),
    },
    "device hung": { ...silent, harm: say({ condition: "silent" }) },
    "unplugged in mid-reply": { ...silent, harm: say({ delivery: { resetAfterBytes: 10 } }) },
    "replugged on another port": { notHere: `a TCP device server has no ports; ${tcp}` },
    "permission denied": { notHere: `TCP has no permissions; ${tcp}` },
    busy: { notHere: `a device server takes several; ${tcp}` },
  },
});
