// The fields of a USB printer's capture, without a driver: a set-up packet is answered by one control transfer, a PJL
// question by a frame of the data stream.
import type { Field } from "../codec/field.ts";
import { answersPjl, pjlFields, pjlFramer, pjlQuestionOf } from "../codec/pjl.ts";
import { usbPrinterFields, usbPrinterQuestionOf } from "../codec/usb-printer.ts";
import { usbPrinterPlan } from "../codec/usb-printer-plan.ts";
import { pieces, type Replayed } from "./replayed.ts";

interface Turn {
  readonly request: Uint8Array;
  readonly pieces: Uint8Array[];
}

export function replayUsbPrinter(replayed: Replayed): Field[] {
  const turns: Turn[] = [];
  for (const { dir, bytes } of pieces(replayed)) {
    if (dir === "tx") turns.push({ request: bytes, pieces: [] });
    else turns.at(-1)?.pieces.push(bytes);
  }
  const plan = usbPrinterPlan(replayed.profile);
  const framer = pjlFramer();
  const told = new Map<string, Field[]>();
  const asked = new Map<string, number>();
  for (const turn of turns) {
    const request = usbPrinterQuestionOf(turn.request);
    const octets = Uint8Array.from(turn.pieces.flatMap((piece) => [...piece]));
    if (request !== undefined) {
      if (octets.length > 0) told.set(request, usbPrinterFields(request, octets));
      continue;
    }
    framer.reset();
    const question = pjlQuestionOf(turn.request);
    const frames = turn.pieces.flatMap((piece) => framer.push(piece));
    const answer = frames.find((frame) => question !== undefined && answersPjl(question, frame));
    if (answer === undefined || question === undefined) continue;
    const before = asked.get(question) ?? 0;
    asked.set(question, before + 1);
    // The first answer about the status may be one to the poll before.
    const counts = question === "status" ? before === 1 : before === 0;
    if (counts) told.set(question, pjlFields(answer, plan.isKnown));
  }
  return [...told.values()].flat();
}
