// Protocol by protocol: from what went over the line to fields, without a driver. Framer and decoder alone; what a driver
// adds (repeats, pauses, sleep) is proven by the drivers' own tests over the same captures.
import { customStatusFields, customStatusFramer } from "./codec/custom-status.ts";
import type { Field } from "./codec/field.ts";
import type { Framer } from "./codec/framer.ts";
import { type Gm65Question, gm65Field, gm65Framer, gm65MonitoringRequest } from "./codec/gm65.ts";
import { hidScannerFields } from "./codec/hid-scanner.ts";
import { decodeHostFacts, hostFields } from "./codec/host.ts";
import { foldMtpl, mtplFields, mtplFramer, mtplNothingTold } from "./codec/mtpl.ts";
import { newlandField, newlandFramer } from "./codec/newland.ts";
import { nextPcscCards, type PcscCards, pcscFields, pcscFramer, pcscUnreadable } from "./codec/pcsc.ts";
import { pr2Field, pr2Framer } from "./codec/pr2.ts";
import { decodeSighting, heardFields, sightingFields } from "./codec/presence.ts";
import { type MibVariable, printerFields } from "./codec/printer-mib.ts";
import { type SanwaQuestion, sanwaFields, sanwaFramer, sanwaQuestionOf, sanwaUncounted } from "./codec/sanwa-crp.ts";
import { type SdtQuestion, sdtField, sdtFramer, sdtMonitoringRequest } from "./codec/sdt.ts";
import { ssiFields, ssiFramer } from "./codec/ssi.ts";
import { zebraFields, zebraFramer, zebraUncounted } from "./codec/zebra-p3xx.ts";
import { replayEscpos } from "./escpos-replay.ts";
import { replayHelper } from "./helper-replay.ts";
import { replayHidPower } from "./hid-power-replay.ts";
import { replayIpp } from "./ipp-replay.ts";
import type { FailureName, Profile, Protocol } from "./profile.ts";
import { replayUsbPrinter } from "./usb-printer-replay.ts";

/** Octets on the line. `tx`: what the agent sent. */
export interface LineChunk {
  readonly dir: "tx" | "rx";
  readonly bytes: Uint8Array;
}

export interface Replayed {
  readonly profile: Profile;
  readonly chunks: readonly LineChunk[];
  /** SNMP: what the printer has */
  readonly variables: readonly MibVariable[];
  readonly counters: Readonly<Record<string, number>>;
  /** how the conversation ended, where it did not end well */
  readonly failure: FailureName | undefined;
  /** divides what arrives: every split must come to the same */
  readonly cut: (bytes: Uint8Array) => Uint8Array[];
}

export const replays: Readonly<Record<Protocol, (replayed: Replayed) => Field[]>> = {
  "printer-mib": ({ variables }) => printerFields(variables),
  ipp: replayIpp,
  "usb-printer": ({ profile, chunks, cut }) => {
    const cutUp = ({ dir, bytes }: LineChunk) =>
      (dir === "tx" ? [bytes] : cut(bytes)).map((one) => ({ dir, bytes: one }));
    return replayUsbPrinter(profile, chunks.flatMap(cutUp));
  },
  pr2: (replayed) => heardFrames(replayed, pr2Framer()).flatMap((frame) => pr2Field(frame) ?? []),
  "sanwa-crp": ({ chunks, cut, counters }) => {
    const framer = sanwaFramer();
    const told = new Map<SanwaQuestion, readonly Field[]>();
    let question: SanwaQuestion = "status";
    for (const { dir, bytes } of chunks) {
      if (dir === "tx") question = sanwaQuestionOf(bytes) ?? question;
      const frames = dir === "tx" ? [] : cut(bytes).flatMap((piece) => framer.push(piece));
      for (const frame of frames) {
        const fields = frame.kind === "reply" ? sanwaFields(question, frame) : undefined;
        if (fields) told.set(question, fields); // of several answers, running and then done, the last one counts
      }
    }
    const isCounted = counters.cardsSinceCleaning !== undefined;
    return [...[...told.values()].flat(), ...(isCounted ? [] : [sanwaUncounted])];
  },
  "custom-kiosk": (replayed) => heardFrames(replayed, customStatusFramer()).flatMap(customStatusFields),
  escpos: ({ profile, chunks, cut, failure }) => {
    const pieces = chunks.flatMap((chunk) =>
      chunk.dir === "tx" ? [chunk] : cut(chunk.bytes).map((bytes) => ({ dir: chunk.dir, bytes })),
    );
    return [...replayEscpos(profile, pieces, failure !== undefined)];
  },
  sdt: ({ chunks, cut }) => {
    const framer = sdtFramer();
    let question: SdtQuestion = "samStatus";
    return chunks.flatMap((chunk) => {
      if (chunk.dir === "tx") {
        question = isSamId(chunk.bytes) ? "samId" : "samStatus";
        return [];
      }
      const frames = cut(chunk.bytes).flatMap((piece) => framer.push(piece));
      return frames.flatMap((frame) => sdtField(question, frame) ?? []);
    });
  },
  "zebra-p3xx": (replayed) => {
    const isCounted = replayed.counters.cardsSinceCleaning !== undefined;
    const framer = zebraFramer();
    // The text of the counters has no end of its own: it is whole when nothing more comes.
    const heard = [...heardFrames(replayed, framer), ...framer.flush()];
    return [...heard.slice(-1).flatMap(zebraFields), ...(isCounted ? [] : [zebraUncounted])];
  },
  pcsc: (replayed) => {
    const answers = heardFrames(replayed, pcscFramer());
    const before: PcscCards = { unreadable: replayed.counters.unreadableCards ?? 0 };
    const cards = answers.reduce(nextPcscCards, before);
    return [...answers.flatMap(pcscFields), ...pcscUnreadable(cards, replayed.profile.poll.unreadableCards)];
  },
  "hid-power": replayHidPower,
  host: (replayed) => hostFields(decodeHostFacts(heardOctets(replayed))),
  newland: (replayed) => heardFrames(replayed, newlandFramer()).flatMap((frame) => newlandField(frame) ?? []),
  ssi: (replayed) => heardFrames(replayed, ssiFramer()).flatMap(ssiFields),
  gm65: ({ chunks, cut }) => {
    const framer = gm65Framer();
    const versionRequest = gm65MonitoringRequest("version").toString();
    let question: Gm65Question = "lineSpeed";
    return chunks.flatMap((chunk) => {
      if (chunk.dir === "tx") {
        question = chunk.bytes.toString() === versionRequest ? "version" : "lineSpeed";
        return [];
      }
      const frames = cut(chunk.bytes).flatMap((piece) => framer.push(piece));
      return frames.flatMap((frame) => gm65Field(question, frame) ?? []);
    });
  },
  camera: (replayed) => seenBy("camera", replayed),
  wedge: (replayed) => seenBy("wedge", replayed),
  "hid-scanner": (replayed) => {
    const fields = hidScannerFields(heardOctets(replayed));
    return fields ? [...fields, ...heardFields(undefined)] : [];
  },
  libprx: (replayed) => replayHelper("libprx", replayed),
  libpr2print: (replayed) => replayHelper("libpr2print", replayed),
  "bt-8500m": (replayed) => replayHelper("bt-8500m", replayed),
  mtpl: (replayed) => {
    const frames = heardFrames(replayed, mtplFramer());
    if (replayed.failure !== undefined || frames.length === 0) return [];
    return mtplFields(frames.reduce(foldMtpl, mtplNothingTold), frames.findLast(({ kind }) => kind === "unit")?.value);
  },
  evolis: (replayed) => replayHelper("evolis", replayed),
  "entrust-xps": (replayed) => replayHelper("entrust-xps", replayed),
  "dascom-card": (replayed) => replayHelper("dascom-card", replayed),
};

/** What arrived, whole: for what has no frames. */
function heardOctets({ chunks, cut }: Replayed): Uint8Array {
  return Uint8Array.from(
    chunks.filter(({ dir }) => dir === "rx").flatMap(({ bytes }) => cut(bytes).flatMap((piece) => [...piece])),
  );
}

function seenBy(protocol: "camera" | "wedge", replayed: Replayed): Field[] {
  const seen = decodeSighting(heardOctets(replayed));
  return (seen && sightingFields(protocol, seen)) ?? [];
}

/** What arrived as frames, for protocols whose replies name their request. */
function heardFrames<F>({ chunks, cut }: Replayed, framer: Framer<F>): F[] {
  return chunks
    .filter((chunk) => chunk.dir === "rx")
    .flatMap((chunk) => cut(chunk.bytes).flatMap((piece) => framer.push(piece)));
}

function isSamId(request: Uint8Array): boolean {
  const wanted = sdtMonitoringRequest("samId");
  return request.length === wanted.length && request.every((byte, i) => byte === wanted[i]);
}
