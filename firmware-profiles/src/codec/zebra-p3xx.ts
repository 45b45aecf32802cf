// Zebra/Eltron P3xx and P4xx card printers, both ways. A command is ESC … CR. `%CLN` asks for the counters of the print
// head and is answered with a line of text; whatever is wrong is answered as NACK, a code in digits, EOT
// (Card Printer Programmer's Manual 980081-001 Rev. F, pages 2-89 and B-2).
import type { Field } from "./field.ts";
import { type Framer, type Match, StreamFramer } from "./framer.ts";

const eot = 0x04;
const cr = 0x0d;
const nack = 0x15;
const minus = 0x2d;

export type ZebraFrame =
  | {
      readonly kind: "counters";
      /** passes with the head down since the printer was new; each panel of a ribbon is one */
      readonly impressions: number;
      /** passes after which the printer asks for a cleaning */
      readonly alertPasses: number;
      /** passes that a cleaning with the card makes */
      readonly cleaningPasses: number;
      readonly raw: Uint8Array;
    }
  | { readonly kind: "error"; readonly code: number; readonly raw: Uint8Array };

/** Frames of the printer's side of the line. */
export function zebraFramer(): Framer<ZebraFrame> {
  return new ZebraFramer();
}

/** The only command of monitoring. `.` would clear an error that somebody must see; all others print or move a card. */
export function zebraRequest(): Uint8Array {
  return Uint8Array.from([0x1b, ...letters("%CLN"), cr]);
}

export function zebraFields(frame: ZebraFrame): readonly Field[] {
  if (frame.kind === "error") return [value("error", frame.code, frame.raw)];
  const { impressions, alertPasses, raw } = frame;
  // No manual says what an alert after 0 passes is: then nobody knows when a cleaning is due.
  const alert = alertPasses > 0 ? [value("alertPasses", alertPasses, raw)] : [];
  return [value("impressions", impressions, raw), ...alert];
}

/** Stands for the passes since the cleaning where they or their limit are not known: the due-state is unknown. */
export const zebraUncounted: Field = value("uncounted", 1, new Uint8Array(0));

function value(name: string, number: number, raw: Uint8Array): Field {
  return { shape: "value", name, part: "", raw, number };
}

/** `Cpt imp:00025000 next clean Prn:00005000 nb pass:5`: figures of a fixed width but for the last. */
const pattern: readonly (string | { readonly atLeast: number; readonly atMost: number })[] = [
  "Cpt imp:",
  { atLeast: 8, atMost: 8 },
  " next clean Prn:",
  { atLeast: 8, atMost: 8 },
  " nb pass:",
  { atLeast: 1, atMost: 3 },
];

/** The manual names no end of the text: what follows the last figure ends it, or that nothing follows. */
class ZebraFramer implements Framer<ZebraFrame> {
  readonly #stream = new StreamFramer(matchZebra);
  #ends = 0;

  get droppedBytes(): number {
    return this.#stream.droppedBytes - this.#ends;
  }

  push(chunk: Uint8Array): ZebraFrame[] {
    return this.#stream.push(chunk);
  }

  flush(): ZebraFrame[] {
    const frames = [...this.#stream.push(Uint8Array.of(cr)), ...this.#stream.flush()];
    // The end put in here belongs to no frame and never came over the line.
    this.#ends += 1;
    return frames;
  }

  reset(): void {
    this.#stream.reset();
  }
}

function matchZebra(bytes: Uint8Array, start: number): Match<ZebraFrame> {
  return bytes[start] === nack ? matchError(bytes, start) : matchCounters(bytes, start);
}

function matchError(bytes: Uint8Array, start: number): Match<ZebraFrame> {
  const [sign = 0, digit] = [bytes[start + 1], bytes[start + 2]];
  if (bytes[start + 1] === undefined) return { name: "partial" };
  if (sign !== minus && !isDigit(sign)) return { name: "none" };
  if (digit === undefined) return { name: "partial" };
  if (!isDigit(digit)) return { name: "none" };
  const last = bytes[start + 3];
  if (last === undefined) return { name: "partial" };
  if (last !== eot) return { name: "none" };
  const raw = bytes.slice(start, start + 4);
  const code = sign === minus ? -(digit - 0x30) : (sign - 0x30) * 10 + (digit - 0x30);
  return { name: "frame", frame: { kind: "error", code, raw }, length: raw.length, strays: 0 };
}

function matchCounters(bytes: Uint8Array, start: number): Match<ZebraFrame> {
  const figures: number[] = [];
  let at = start;
  for (const part of pattern) {
    if (typeof part === "string") {
      for (const letter of letters(part)) {
        if (at === bytes.length) return { name: "partial" };
        if (bytes[at] !== letter) return { name: "none" };
        at += 1;
      }
      continue;
    }
    let figure = 0;
    let digits = 0;
    for (; digits < part.atMost; digits += 1) {
      const octet = bytes[at];
      if (octet === undefined) return { name: "partial" };
      if (!isDigit(octet)) break;
      figure = figure * 10 + octet - 0x30;
      at += 1;
    }
    if (digits < part.atLeast) return { name: "none" };
    figures.push(figure);
  }
  const [impressions = 0, alertPasses = 0, cleaningPasses = 0] = figures;
  const raw = bytes.slice(start, at);
  return {
    name: "frame",
    frame: { kind: "counters", impressions, alertPasses, cleaningPasses, raw },
    length: raw.length,
    strays: 0,
  };
}

function letters(text: string): number[] {
  return Array.from(text, (letter) => letter.charCodeAt(0));
}

function isDigit(octet: number): boolean {
  return octet >= 0x30 && octet <= 0x39;
}
