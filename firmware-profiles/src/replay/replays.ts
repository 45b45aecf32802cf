// Protocol by protocol: from what went over the line to fields, without a driver. Framer and decoder alone; what a driver
// adds (repeats, pauses, sleep) is proven by the drivers' own tests over the same captures.
import { customStatusFields, customStatusFramer } from "../codec/custom-status.ts";
import type { Field } from "../codec/field.ts";
import { type Gm65Frame, type Gm65Question, gm65Field, gm65Framer, gm65MonitoringRequest } from "../codec/gm65.ts";
import { hidScannerFields } from "../codec/hid-scanner.ts";
import { decodeHostFacts, hostFields } from "../codec/host.ts";
import { foldMtpl, mtplFields, mtplFramer, mtplNothingTold } from "../codec/mtpl.ts";
import { newlandField, newlandFramer } from "../codec/newland.ts";
import { nextPcscCards, type PcscCards, pcscFields, pcscFramer, pcscUnreadable } from "../codec/pcsc.ts";
import { pr2Field, pr2Framer } from "../codec/pr2.ts";
import { decodeSighting, heardFields, sightingFields } from "../codec/presence.ts";
import { printerFields } from "../codec/printer-mib.ts";
import { type SanwaQuestion, sanwaFields, sanwaFramer, sanwaQuestionOf, sanwaUncounted } from "../codec/sanwa-crp.ts";
import { type SdtFrame, type SdtQuestion, sdtField, sdtFramer, sdtMonitoringRequest } from "../codec/sdt.ts";
import { ssiFields, ssiFramer } from "../codec/ssi.ts";
import { zebraFields, zebraFramer, zebraUncounted } from "../codec/zebra-p3xx.ts";
import type { Protocol } from "../protocol.ts";
import { replayEscpos } from "./escpos.ts";
import { replayHelper } from "./helper.ts";
import { replayHidPower } from "./hid-power.ts";
import { replayIpp } from "./ipp.ts";
import { answerFrames, heardFrames, heardOctets, type Replayed } from "./replayed.ts";
import { replayUsbPrinter } from "./usb-printer.ts";

export const replays: Readonly<Record<Protocol, (replayed: Replayed) => Field[]>> = {
  "printer-mib": ({ variables }) => printerFields(variables),
  ipp: replayIpp,
  "usb-printer": replayUsbPrinter,
  pr2: (replayed) => heardFrames(replayed, pr2Framer()).flatMap((frame) => pr2Field(frame) ?? []),
  "sanwa-crp": (replayed) => {
    const told = new Map<SanwaQuestion, readonly Field[]>();
    for (const { question, frame } of answerFrames(replayed, sanwaFramer(), "status", sanwaQuestionOf)) {
      const fields = frame.kind === "reply" ? sanwaFields(question, frame) : undefined;
      if (fields) told.set(question, fields); // of several answers, running and then done, the last one counts
    }
    const isCounted = replayed.counters.cardsSinceCleaning !== undefined;
    return [...[...told.values()].flat(), ...(isCounted ? [] : [sanwaUncounted])];
  },
  "custom-kiosk": (replayed) => heardFrames(replayed, customStatusFramer()).flatMap(customStatusFields),
  escpos: replayEscpos,
  sdt: (replayed) => {
    const samId = sdtMonitoringRequest("samId").toString();
    const questionOf = (request: Uint8Array) => (request.toString() === samId ? "samId" : "samStatus");
    const answers = answerFrames<SdtFrame, SdtQuestion>(replayed, sdtFramer(), "samStatus", questionOf);
    return answers.flatMap(({ question, frame }) => sdtField(question, frame) ?? []);
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
  gm65: (replayed) => {
    const version = gm65MonitoringRequest("version").toString();
    const questionOf = (request: Uint8Array) => (request.toString() === version ? "version" : "lineSpeed");
    const answers = answerFrames<Gm65Frame, Gm65Question>(replayed, gm65Framer(), "lineSpeed", questionOf);
    return answers.flatMap(({ question, frame }) => gm65Field(question, frame) ?? []);
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

function seenBy(protocol: "camera" | "wedge", replayed: Replayed): Field[] {
  const seen = decodeSighting(heardOctets(replayed));
  return (seen && sightingFields(protocol, seen)) ?? [];
}
