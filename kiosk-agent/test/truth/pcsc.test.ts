// The card reader's driver and transport over what the PC/SC service can be seen to say; the service itself, killed,
// frozen and with a reader that hangs, is in ../pcsc-service.test.ts.
import type { PcscLooker, Seen } from "../../src/adapters/pcsc-process.ts";
import { PcscServiceTransport, pcscAddress } from "../../src/adapters/transport-pcsc.ts";
import { TransportError } from "../../src/ports.ts";
import { type Bench, provesTruthRules } from "./truth-rules.ts";
import { usualOutcomes } from "./usual-outcomes.ts";

const url = "pcsc://ACS%20ACR39U%20ICC%20Reader%2000%2000";
const name = "ACS ACR39U ICC Reader 00 00";
const readers = (...all: readonly (readonly [string, number])[]): Seen => ({
  name: "readers",
  readers: all.map(([reader, state]) => ({ name: reader, state })),
});
const refusal = (code: string): Seen => ({ name: "refused", code, detail: code });

class ServiceBench implements Bench, PcscLooker {
  seen = readers([name, 0x12]);
  delayMs = 0;

  url(): string {
    return url;
  }

  transport() {
    return new PcscServiceTransport(pcscAddress(new URL(url)), url, this);
  }

  /** As the real one: what is given up rejects, and says nothing later. */
  look(signal: AbortSignal): Promise<Seen> {
    const { seen, delayMs } = this;
    const { promise, resolve, reject } = Promise.withResolvers<Seen>();
    const timer = setTimeout(() => resolve(seen), delayMs);
    signal.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        reject(new TransportError("timeout", "given up"));
      },
      { once: true },
    );
    return promise;
  }

  stop(): Promise<void> {
    return Promise.resolve();
  }
}

const say = (change: Partial<Pick<ServiceBench, "seen" | "delayMs">>) => (bench: ServiceBench) => {
  Object.assign(bench, change);
};
const heal = say({ seen: readers([name, 0x12]), delayMs: 0 });
const stopped = { states: ["unknown"], codes: ["service.stopped"], heal } as const;
const { silent, garbled, overcome, refused, absent } = usualOutcomes(heal);

provesTruthRules({
  protocol: "pcsc",
  profileId: "ssc-reader/ccid-generic",
  timeoutMs: 60,
  open: async () => new ServiceBench(),
  cases: {
    "no answer": { ...stopped, harm: say({ delayMs: 600_000 }) },
    "wrong answer": { ...garbled, harm: say({ seen: refusal("no code of PC/SC") }) },
    "late answer": { ...stopped, harm: say({ delayMs: 90 }) },
    "answer to the previous question": {
      notHere: "each look is a process and a context of its own, killed when its time is over",
    },
    // The service dies between the question and its end.
    "half an answer": { ...stopped, harm: say({ seen: refusal("CommError") }) },
    "noise before": { notHere: "a call of a library on a local socket, not a line" },
    "noise inside": { notHere: "a call of a library on a local socket, not a line" },
    "two devices swapped": { ...absent, harm: say({ seen: readers(["Feitian SCR301 00 00", 0x12]) }) },
    // UNAVAILABLE: the service gave up on the reader.
    "device hung": { ...silent, harm: say({ seen: readers([name, 0x0a]) }) },
    "unplugged in mid-reply": { ...absent, harm: say({ seen: readers() }) },
    "replugged on another port": {
      ...overcome,
      harm: say({ seen: readers(["ACS ACR39U ICC Reader 03 00", 0x12]) }),
    },
    "permission denied": { ...refused, harm: say({ seen: refusal("SecurityViolation") }) },
    // The program that serves citizens holds the card: healthy.
    busy: { states: ["deviceBusy"], codes: [], harm: say({ seen: readers([name, 0x100a2]) }), heal },
  },
});
