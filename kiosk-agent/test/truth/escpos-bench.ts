// A receipt printer at a serial device server, or behind the USB printer class, and the truth rules that hold at both.
import type { FaultCode } from "@kiosk/firmware-profiles";
import {
  type EscposCondition,
  type EscposMechanics,
  type EscposModel,
  EscposPrinter,
} from "../../../fixtures/sim/devices/escpos-printer.ts";
import { SdtReader } from "../../../fixtures/sim/devices/sdt-reader.ts";
import type { Delivery } from "../../../fixtures/sim/devices/tcp-peer.ts";
import type { Bench, TruthCase, TruthRule } from "./truth-rules.ts";

export class EscposBench implements Bench {
  readonly printer: EscposPrinter;
  #other: SdtReader | undefined;

  constructor(model: EscposModel) {
    this.printer = new EscposPrinter({ model });
  }

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

interface Ailments {
  readonly condition?: EscposCondition;
  readonly delivery?: Delivery;
  readonly mechanics?: Partial<EscposMechanics>;
}

export const ail =
  ({ condition = "ok", delivery = {}, mechanics = {} }: Ailments) =>
  ({ printer }: EscposBench) => {
    printer.condition = condition;
    printer.delivery = delivery;
    printer.change(mechanics);
  };
export const heal = ail({ mechanics: { coverOpen: false } });

const doubtful: readonly FaultCode[] = ["comm.no-answer", "comm.garbled"];
type EscposCases<B extends EscposBench> = Readonly<
  Record<Exclude<TruthRule, "replugged on another port" | "permission denied" | "busy">, TruthCase<B>>
>;

/** What holds whatever the printer's octets go through. @param waitMs the bench's `timeoutMs` */
export function escposCases<B extends EscposBench>(waitMs: number): EscposCases<B> {
  const silent = { states: ["offline"], codes: ["comm.no-answer"], heal } as const;
  const doubt = { states: ["offline", "unknown"], codes: doubtful, heal } as const;
  return {
    "no answer": { ...silent, harm: ail({ condition: "silent" }) },
    "wrong answer": { ...doubt, harm: ail({ condition: "wrong-answers" }) },
    "late answer": { ...doubt, harm: ail({ delivery: { delayMs: waitMs * 5 } }) },
    // Whatever it makes of the answers, it must not come to health while the cover is open.
    "answer to the previous question": {
      states: ["userError", "unknown", "offline"],
      codes: ["cover.open", "device.offline", ...doubtful],
      harm: ail({ condition: "one-behind", mechanics: { coverOpen: true } }),
      heal,
    },
    // Of a one-octet answer there is no half; of nothing at all there is.
    "half an answer": { ...silent, harm: ail({ delivery: { onlyFirstBytes: 0 } }) },
    "noise before": {
      states: ["online", "unknown"],
      codes: ["comm.garbled"],
      harm: ail({ delivery: { noiseBefore: Uint8Array.of(0xff, 0x80) } }),
      heal,
    },
    "noise inside": {
      states: ["online", "unknown"],
      codes: ["comm.garbled"],
      harm: ail({ delivery: { noiseBefore: Uint8Array.of(0x16) } }),
      heal,
    },
    "two devices swapped": {
      ...doubt,
      harm: (bench) => bench.swap(),
      heal: (bench) => bench.swapBack(),
    },
    "device hung": { ...silent, harm: ail({ condition: "silent" }) },
    "unplugged in mid-reply": { ...silent, harm: ail({ delivery: { resetAfterBytes: 0 } }) },
  };
}
