import { createServer, type Server } from "node:http";
import { type IppManner, IppPrinter } from "../../../fixtures/sim/devices/ipp-printer.ts";
import { provesTruthRules } from "./truth-rules.ts";

class PrinterBench {
  readonly printer = new IppPrinter();
  #other: Server | undefined;

  url(): string {
    return this.printer.url;
  }

  /** Where the printer was there is now another machine's web server. */
  async swap(): Promise<void> {
    await this.printer.vanish();
    const other = createServer((_, response) => {
      response.writeHead(200, { "content-type": "text/html" }).end("<!doctype html>");
    });
    const { promise, resolve } = Promise.withResolvers<void>();
    other.listen(Number(new URL(this.printer.url).port), "127.0.0.1", resolve);
    await promise;
    this.#other = other;
  }

  async swapBack(): Promise<void> {
    await this.#stopOther();
    await this.printer.start();
  }

  async stop(): Promise<void> {
    await this.#stopOther();
    await this.printer.stop();
  }

  async #stopOther(): Promise<void> {
    const other = this.#other;
    this.#other = undefined;
    if (other === undefined) return;
    const { promise, resolve } = Promise.withResolvers<void>();
    other.close(() => resolve());
    await promise;
  }
}

const manner = (to: IppManner) => (bench: PrinterBench) => {
  bench.printer.manner = to;
};
const heal = manner({ name: "answer" });
const silent = { states: ["offline"], codes: ["comm.no-answer"], heal } as const;
const garbled = { states: ["unknown"], codes: ["comm.garbled"], heal } as const;

provesTruthRules({
  protocol: "ipp",
  profileId: "a4-printer/generic-ipp-everywhere",
  timeoutMs: 80,
  open: async () => {
    const bench = new PrinterBench();
    await bench.printer.start();
    return bench;
  },
  cases: {
    "no answer": { ...silent, harm: manner({ name: "drop" }) },
    "wrong answer": { ...garbled, harm: manner({ name: "garbage" }) },
    "late answer": { ...silent, harm: manner({ name: "answer", delayMs: 300 }) },
    "answer to the previous question": { ...garbled, harm: manner({ name: "previous-answer" }) },
    "half an answer": { ...garbled, harm: manner({ name: "half" }) },
    "noise before": { ...garbled, harm: manner({ name: "noise-before" }) },
    "noise inside": { ...garbled, harm: manner({ name: "noise-inside" }) },
    "two devices swapped": { ...garbled, harm: (bench) => bench.swap(), heal: (bench) => bench.swapBack() },
    // It takes the question, begins to answer and comes to no end within the time.
    "device hung": { ...silent, harm: manner({ name: "slowly", pieces: 20, gapMs: 40 }) },
    "unplugged in mid-reply": { ...silent, harm: manner({ name: "reset" }) },
    "replugged on another port": {
      states: ["noDevice"],
      codes: ["device.not-present"],
      harm: (bench) => bench.printer.vanish(),
      heal: (bench) => bench.printer.start(),
    },
    "permission denied": {
      states: ["unknown"],
      codes: ["comm.refused"],
      harm: manner({ name: "http", status: 401 }),
      heal,
    },
    busy: {
      states: ["deviceBusy"],
      codes: [],
      harm: ({ printer }) => {
        printer.busy = true;
      },
      heal: ({ printer }) => {
        printer.busy = false;
      },
    },
  },
});
