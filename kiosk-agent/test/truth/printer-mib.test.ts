import { createSocket, type Socket } from "node:dgram";
import { MibPrinter } from "../../../fixtures/sim/devices/mib-printer.ts";
import type { SnmpManner } from "../../../fixtures/sim/devices/snmp-responder.ts";
import { NetworkBench, sets, swapped } from "./network-bench.ts";
import { provesTruthRules } from "./truth-rules.ts";
import { usualOutcomes } from "./usual-outcomes.ts";

/** One try of the transport; it asks twice. The session waits for both. */
const tryMs = 50;

class HurriedPrinter extends MibPrinter {
  override get url(): string {
    return `${super.url}&timeoutMs=${tryMs}`;
  }
}

/** Something that is no printer answers there, in no language of ours. */
class Babbler {
  readonly #port: number;
  readonly #socket: Socket = createSocket("udp4");

  constructor(port: number) {
    this.#port = port;
    this.#socket.on("message", (_, { port: asker, address }) => {
      this.#socket.send("HTTP/1.0 400 Bad Request\r\n\r\n", asker, address);
    });
  }

  start(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#socket.bind(this.#port, "127.0.0.1", resolve);
    return promise;
  }

  stop(): Promise<void> {
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#socket.close(() => resolve());
    return promise;
  }
}

const say = sets<MibPrinter>();
const manner = (to: SnmpManner) => say({ manner: to });
const { silent, garbled, overcome } = usualOutcomes(manner({ name: "answer" }));

provesTruthRules({
  protocol: "printer-mib",
  profileId: "a4-printer/generic-printer-mib",
  timeoutMs: 100,
  open: () => NetworkBench.plugged(new HurriedPrinter(), (port) => new Babbler(port)),
  cases: {
    "no answer": { ...silent, harm: manner({ name: "drop" }) },
    "wrong answer": { ...garbled, harm: manner({ name: "garbage" }) },
    "late answer": { ...silent, harm: manner({ name: "answer", delayMs: 300 }) },
    // Its request-id gives it away; the transport asks again under the same id, and the answer to that is the right one.
    "answer to the previous question": { ...overcome, harm: manner({ name: "previous-answer" }) },
    "half an answer": { ...garbled, harm: manner({ name: "half" }) },
    "noise before": { notHere: "a datagram has no octets before it; a foreign one is the wrong answer" },
    "noise inside": { ...garbled, harm: manner({ name: "noise-inside" }) },
    "two devices swapped": { ...garbled, ...swapped },
    "device hung": { ...garbled, harm: manner({ name: "answer-then-drop", next: 3 }) },
    "unplugged in mid-reply": {
      ...silent,
      harm: (bench) => bench.device.vanish(),
      heal: (bench) => bench.device.start(),
    },
    "replugged on another port": { notHere: "an address on the network has no ports to plug into" },
    // An SNMP agent does not answer who asks with the wrong community: this cannot be told from silence.
    "permission denied": { notHere: "SNMP v1 and v2c say nothing to the wrong community" },
    busy: { notHere: "SNMP has no word for an agent that is busy; it drops what it cannot take" },
  },
});
