import { createSocket, type Socket } from "node:dgram";
import { MibPrinter } from "../../../fixtures/sim/devices/mib-printer.ts";
import type { SnmpManner } from "../../../fixtures/sim/devices/snmp-responder.ts";
import { provesTruthRules } from "./truth-rules.ts";

/** One try of the transport; it asks twice. The session waits for both. */
const tryMs = 50;

class PrinterBench {
  readonly printer = new MibPrinter();
  #other: Socket | undefined;
  #others = "";

  url(): string {
    return `${this.printer.url}&timeoutMs=${tryMs}${this.#others}`;
  }

  /** Something that is no printer answers there, in no language of ours. */
  async swap(): Promise<void> {
    await this.printer.vanish();
    const other = createSocket("udp4");
    other.on("message", (_, from) => other.send("HTTP/1.0 400 Bad Request\r\n\r\n", from.port, from.address));
    const { promise, resolve } = Promise.withResolvers<void>();
    other.bind(Number(new URL(this.printer.url).port), "127.0.0.1", resolve);
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

const manner = (to: SnmpManner) => (bench: PrinterBench) => {
  bench.printer.manner = to;
};
const heal = manner({ name: "answer" });
const silent = { states: ["offline"], codes: ["comm.no-answer"], heal } as const;
const garbled = { states: ["unknown"], codes: ["comm.garbled"], heal } as const;

provesTruthRules({
  protocol: "printer-mib",
  profileId: "a4-printer/generic-printer-mib",
  timeoutMs: 100,
  open: async () => {
    const bench = new PrinterBench();
    await bench.printer.start();
    return bench;
  },
  cases: {
    "no answer": { ...silent, harm: manner({ name: "drop" }) },
    "wrong answer": { ...garbled, harm: manner({ name: "garbage" }) },
    "late answer": { ...silent, harm: manner({ name: "answer", delayMs: 300 }) },
    // Its request-id gives it away; the transport asks again under the same id, and the answer to that is the right one.
    "answer to the previous question": {
      states: ["online"],
      codes: [],
      harm: manner({ name: "previous-answer" }),
      heal,
    },
    "half an answer": { ...garbled, harm: manner({ name: "half" }) },
    "noise before": { notHere: "a datagram has no octets before it; a foreign one is the wrong answer" },
    "noise inside": { ...garbled, harm: manner({ name: "noise-inside" }) },
    "two devices swapped": { ...garbled, harm: (bench) => bench.swap(), heal: (bench) => bench.swapBack() },
    "device hung": { ...garbled, harm: manner({ name: "answer-then-drop", next: 3 }) },
    "unplugged in mid-reply": {
      ...silent,
      harm: (bench) => bench.printer.vanish(),
      heal: (bench) => bench.printer.start(),
    },
    "replugged on another port": { notHere: "an address on the network has no ports to plug into" },
    // An SNMP agent does not answer who asks with the wrong community: this cannot be told from silence.
    "permission denied": { notHere: "SNMP v1 and v2c say nothing to the wrong community" },
    busy: { notHere: "SNMP has no word for an agent that is busy; it drops what it cannot take" },
  },
});
