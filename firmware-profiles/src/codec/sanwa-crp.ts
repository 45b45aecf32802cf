// Sanwa CRP thermal-rewrite card machines (CRP-1231LR, CRP-1231BR, CR-S31R), both ways:
// STX | LEN | CMD x x x data | ETX | CHK, LEN counting LEN..ETX without STX, CHK the XOR of LEN..ETX. In a reply the three
// octets are R (where the card is), P (how the last command went), S (what the machine is doing).
// A command is answered by ACK or NAK alone; each ENQ then fetches the reply.
import type { Field } from "./field.ts";
import { type Framer, type Match, StreamFramer } from "./framer.ts";

const stx = 0x02;
const etx = 0x03;
const enq = 0x05;
const ack = 0x06;
const nak = 0x15;
/** CMD, R, P, S without data */
const shortest = 6;

export type SanwaFrame =
  | { readonly kind: "ack" | "nak"; readonly raw: Uint8Array }
  | {
      readonly kind: "reply";
      readonly command: number;
      /** R, P, S */
      readonly position: number;
      readonly result: number;
      readonly job: number;
      readonly data: Uint8Array;
      readonly raw: Uint8Array;
    };
export type SanwaReply = Extract<SanwaFrame, { kind: "reply" }>;

/** What monitoring may ask. Commands that touch a card belong to a citizen's session, see sanwa-card.ts. */
export type SanwaQuestion = "status" | "version" | "battery";

/** S values on which the conversation itself depends; all others mean what the profile says. */
export const sanwaJob = { idle: 0x30, running: 0x33, waitingForCard: 0x34 } as const;
/** P: nothing went wrong. */
export const sanwaResultOk = 0x30;

const commands: Readonly<Record<SanwaQuestion, number>> = { status: 0x20, version: 0xf0, battery: 0xf5 };

/** Frames of the machine's side of the line. */
export function sanwaFramer(): Framer<SanwaFrame> {
  return new StreamFramer(matchSanwa);
}

/** The only commands of monitoring: 20 status, F0 version, F5 battery. */
export function sanwaRequest(question: SanwaQuestion): Uint8Array {
  return sealSanwa([commands[question], 0x30, 0x30, 0x30]);
}

/** A frame around CMD, its three octets and data. */
export function sealSanwa(body: readonly number[]): Uint8Array {
  const counted = [body.length + 2, ...body, etx];
  return Uint8Array.from([stx, ...counted, xor(counted)]);
}

/** Fetches the reply to the last command; sent again while the machine says that it is running. */
export function sanwaEnquiry(): Uint8Array {
  return Uint8Array.of(enq);
}

/** The question that a request of monitoring asks; undefined for ENQ and for everything else. */
export function sanwaQuestionOf(request: Uint8Array): SanwaQuestion | undefined {
  if (request.length !== shortest + 2) return undefined;
  return (["status", "version", "battery"] as const).find((question) => commands[question] === request[2]);
}

/**
 * What a reply tells about that question; undefined: it answers something else. A machine that is at another command,
 * running or waiting for its card, tells so in the place of its status.
 */
export function sanwaFields(question: SanwaQuestion, reply: SanwaReply): readonly Field[] | undefined {
  const { command, position, result, job, data } = reply;
  const isOwn = command === commands[question];
  const isAtAnother = !isOwn && (job === sanwaJob.running || job === sanwaJob.waitingForCard);
  switch (question) {
    case "status":
      if (!isOwn && !isAtAnother) return undefined;
      // Models differ in what R is: a code (LR), or flags above a code (BR). Both readings are told; the profile has one.
      return [
        value("position", position),
        value("positionHigh", position & 0xe0),
        value("positionLow", position & 0x1f),
        value("result", result),
        value("job", job),
      ];
    case "version":
      if (!isOwn) return undefined;
      return job === sanwaJob.idle && data.length > 0
        ? [{ shape: "value", name: "version", part: "", raw: data.slice() }]
        : [];
    case "battery":
      if (!isOwn) return undefined;
      return job === sanwaJob.idle ? [value("battery", result)] : [];
  }
}

/** Stands for the count of cards where nobody ever said that the machine was cleaned: the due-state is unknown. */
export const sanwaUncounted: Field = {
  shape: "value",
  name: "uncounted",
  part: "",
  raw: new Uint8Array(0),
  number: 1,
};

function value(name: string, octet: number): Field {
  return { shape: "value", name, part: "", raw: Uint8Array.of(octet) };
}

function xor(octets: readonly number[] | Uint8Array): number {
  let sum = 0;
  for (const octet of octets) sum ^= octet;
  return sum;
}

function matchSanwa(bytes: Uint8Array, start: number): Match<SanwaFrame> {
  const first = bytes[start];
  if (first === ack || first === nak) {
    const raw = bytes.slice(start, start + 1);
    return { name: "frame", frame: { kind: first === ack ? "ack" : "nak", raw }, length: 1, strays: 0 };
  }
  if (first !== stx) return { name: "none" };
  const length = bytes[start + 1];
  if (length === undefined) return { name: "partial" };
  if (length < shortest) return { name: "none" };
  const end = start + length + 2;
  if (end > bytes.length) return { name: "partial" };
  const raw = bytes.slice(start, end);
  if (raw[length] !== etx || xor(raw.subarray(1)) !== 0) return { name: "none" };
  const [command = 0, position = 0, result = 0, job = 0] = raw.subarray(2);
  const data = raw.slice(shortest, length);
  return {
    name: "frame",
    frame: { kind: "reply", command, position, result, job, data, raw },
    length: raw.length,
    strays: 0,
  };
}
