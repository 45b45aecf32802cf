// The bench of every protocol that is spoken to a vendor helper, and the table of what can happen to one.
import type { Protocol } from "@kiosk/firmware-profiles";
import { HelperDevice, type HelperOrder } from "../../../fixtures/sim/devices/helper-device.ts";
import { createTransport } from "../../src/adapters/transport.ts";
import type { Transport } from "../../src/ports.ts";
import { provesTruthRules } from "./truth-rules.ts";
import { usualOutcomes } from "./usual-outcomes.ts";

interface HelperTable {
  readonly protocol: Protocol;
  readonly profileId: string;
  /** what a healthy device tells */
  readonly fields: Readonly<Record<string, unknown>>;
}

class HelperBench {
  readonly helper: HelperDevice;
  readonly #protocol: string;
  #transport: Transport | undefined;

  constructor({ protocol, fields }: HelperTable) {
    this.#protocol = protocol;
    this.helper = new HelperDevice(protocol, fields);
  }

  url(): string {
    return this.helper.url;
  }

  /** Its program runs already: a machine under load may take its time over that, and here that is not the question. */
  async start(): Promise<void> {
    await this.helper.start();
    const transport = createTransport(this.url());
    if (transport.kind !== "stream") throw new Error("a helper is a stream");
    await transport.open(new AbortController().signal);
    await this.helper.met();
    this.#transport = transport;
  }

  transport(): Transport {
    return this.#transport ?? createTransport(this.url());
  }

  say(change: Partial<HelperOrder>): void {
    this.helper.set(change);
  }

  /** The program that answers is made for another machine. */
  speak(protocol: string): void {
    this.helper.greet({ protocol });
  }

  recover(): void {
    this.helper.greet({ protocol: this.#protocol });
    this.helper.fail(undefined);
    this.helper.set({ condition: "ok", delayMs: 0 });
  }

  stop(): Promise<void> {
    return this.helper.stop();
  }
}

/** A device that a helper says something about; how the helper itself can fail is the same for all protocols. */
export function provesHelperTruth(table: HelperTable): void {
  const say = (change: Partial<HelperOrder>) => (bench: HelperBench) => bench.say(change);
  const heal = (bench: HelperBench) => bench.recover();
  const { silent, garbled, disturbed, overcome, absent, refused } = usualOutcomes(heal);

  provesTruthRules({
    protocol: table.protocol,
    profileId: table.profileId,
    // After each failure a new process has to start, within the retries of one question.
    timeoutMs: 800,
    open: async () => {
      const bench = new HelperBench(table);
      await bench.start();
      return bench;
    },
    cases: {
      "no answer": { ...silent, harm: say({ condition: "hangs" }) },
      "wrong answer": { ...garbled, harm: say({ condition: "garbage" }) },
      "late answer": { ...disturbed, harm: say({ delayMs: 1200 }) },
      // Each answer comes when the next question was asked: by its id it is thrown away and not believed.
      "answer to the previous question": { ...garbled, harm: say({ condition: "previous-answer" }) },
      "half an answer": { ...garbled, harm: say({ condition: "half-a-line" }) },
      "noise before": { ...overcome, harm: say({ condition: "noise-before" }) },
      "noise inside": { ...garbled, harm: say({ condition: "noise-inside" }) },
      "two devices swapped": {
        ...garbled,
        codes: ["config.wrong-helper"],
        harm: (bench) => bench.speak("another-machine"),
      },
      "device hung": {
        ...silent,
        harm: (bench) => bench.helper.fail({ code: "noAnswer", text: "no answer from the printer" }),
      },
      "unplugged in mid-reply": { ...silent, harm: say({ condition: "crashes-mid-line" }) },
      // The helper finds its device by itself; in between there is none.
      "replugged on another port": {
        ...absent,
        harm: (bench) => bench.helper.fail({ code: "absent", text: "no printer on the bus" }),
      },
      "permission denied": {
        ...refused,
        harm: (bench) => bench.helper.fail({ code: "refused", text: "no permission for the port" }),
      },
      busy: {
        ...refused,
        harm: (bench) => bench.helper.fail({ code: "busy", text: "held by another program" }),
      },
    },
  });
}
