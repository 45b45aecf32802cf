// What may go wrong with a receipt printer's octets, be it at a serial device server or behind the USB printer class.
import type { FaultCode } from "@kiosk/firmware-profiles";
import {
  type EscposCondition,
  type EscposMechanics,
  type EscposModel,
  EscposPrinter,
} from "../../../fixtures/sim/devices/escpos-printer.ts";
import { SdtReader } from "../../../fixtures/sim/devices/sdt-reader.ts";
import type { Delivery } from "../../../fixtures/sim/devices/tcp-peer.ts";
import { NetworkBench } from "./network-bench.ts";
import type { Bench, TruthCase, TruthRule } from "./truth-rules.ts";
import { usualOutcomes } from "./usual-outcomes.ts";

export interface EscposBench extends Bench {
  readonly device: EscposPrinter;
}

export function pluggedEscpos(model: EscposModel): Promise<NetworkBench<EscposPrinter>> {
  return NetworkBench.plugged(new EscposPrinter({ model }), (port) => new SdtReader({ port }));
}

interface Ailments {
  readonly condition?: EscposCondition;
  readonly delivery?: Delivery;
  readonly mechanics?: Partial<EscposMechanics>;
}

export const ail =
  ({ condition = "ok", delivery = {}, mechanics = {} }: Ailments) =>
  ({ device }: EscposBench) => {
    device.condition = condition;
    device.delivery = delivery;
    device.change(mechanics);
  };
export const heal = ail({ mechanics: { coverOpen: false } });

const doubtful: readonly FaultCode[] = ["comm.no-answer", "comm.garbled"];
type OfTheMedium = "two devices swapped" | "replugged on another port" | "permission denied" | "busy";

/** What holds whatever the printer's octets go through. @param waitMs the bench's `timeoutMs` */
export function escposCases(waitMs: number): Readonly<Record<Exclude<TruthRule, OfTheMedium>, TruthCase<EscposBench>>> {
  const { silent, disturbed } = usualOutcomes(heal);
  return {
    "no answer": { ...silent, harm: ail({ condition: "silent" }) },
    "wrong answer": { ...disturbed, harm: ail({ condition: "wrong-answers" }) },
    "late answer": { ...disturbed, harm: ail({ delivery: { delayMs: waitMs * 5 } }) },
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
    "device hung": { ...silent, harm: ail({ condition: "silent" }) },
    "unplugged in mid-reply": { ...silent, harm: ail({ delivery: { resetAfterBytes: 0 } }) },
  };
}
