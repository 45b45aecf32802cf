import { Pr2Booklet } from "../../../fixtures/sim/devices/pr2-booklet.ts";
import { SdtReader } from "../../../fixtures/sim/devices/sdt-reader.ts";
import { provesTruthRules } from "./truth-rules.ts";

class ReaderBench {
  readonly reader = new SdtReader();
  #other: Pr2Booklet | undefined;

  url(): string {
    return this.reader.url;
  }

  /** Another device stands where the reader stood. */
  async swap(): Promise<void> {
    await this.reader.vanish();
    this.#other = new Pr2Booklet({ port: Number(new URL(this.reader.url).port) });
    await this.#other.start();
  }

  async swapBack(): Promise<void> {
    await this.#other?.stop();
    this.#other = undefined;
    await this.reader.start();
  }

  async stop(): Promise<void> {
    await this.#other?.stop();
    await this.reader.stop();
  }
}

const say = (change: Partial<Pick<SdtReader, "condition" | "delivery">>) => (bench: ReaderBench) => {
  Object.assign(bench.reader, change);
};
const heal = say({ condition: "ok", delivery: {} });
const silent = { states: ["offline"], codes: ["comm.no-answer"], heal } as const;
const garbled = { states: ["unknown"], codes: ["comm.garbled"], heal } as const;
const overcome = { states: ["online"], codes: [], heal } as const;

provesTruthRules({
  protocol: "sdt",
  profileId: "id-card-reader/sdt-serial-generic",
  timeoutMs: 80,
  open: async () => {
    const bench = new ReaderBench();
    await bench.reader.start();
    return bench;
  },
  cases: {
    "no answer": { ...silent, harm: say({ condition: "silent" }) },
    "wrong answer": { ...garbled, harm: say({ condition: "wrong-checksum" }) },
    "late answer": {
      states: ["offline", "unknown"],
      codes: ["comm.no-answer", "comm.garbled"],
      harm: say({ delivery: { delayMs: 400 } }),
      heal,
    },
    // The next question comes after the answer to this one arrived: it must be thrown away and not believed.
    "answer to the previous question": {
      states: ["offline", "unknown"],
      codes: ["comm.no-answer", "comm.garbled"],
      harm: say({ delivery: { delayMs: 110 } }),
      heal,
    },
    "half an answer": { ...garbled, harm: say({ delivery: { onlyFirstBytes: 5 } }) },
    "noise before": { ...overcome, harm: say({ delivery: { noiseBefore: Uint8Array.of(0, 0xff, 0xaa, 0xaa) } }) },
    "noise inside": { ...overcome, harm: say({ condition: "stray-zero" }) },
    "two devices swapped": {
      states: ["offline", "unknown"],
      codes: ["comm.no-answer", "comm.garbled"],
      harm: (bench) => bench.swap(),
      heal: (bench) => bench.swapBack(),
    },
    "device hung": { ...silent, harm: say({ condition: "silent" }) },
    "unplugged in mid-reply": { ...silent, harm: say({ delivery: { resetAfterBytes: 4 } }) },
    "replugged on another port": {
      notHere: "a TCP device server has no ports; serial ports: truth/serial-line.test.ts",
    },
    "permission denied": { notHere: "TCP has no permissions; serial ports: truth/serial-line.test.ts" },
    busy: { notHere: "a device server takes several; serial ports: truth/serial-line.test.ts" },
  },
});
