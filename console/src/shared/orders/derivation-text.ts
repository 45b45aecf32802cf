// A derivation in sentences, the same on the screen and in what is copied for a dispute.
import type { ClockDerivation, OrderEventView } from "@kiosk/contract";
import type { TFunction } from "i18next";
import type { z } from "zod";
import { dueYear, formatDay, formatDue, formatMoment } from "../format/due.ts";
import { formatDuration } from "../format/duration.ts";
import { type Lang, pick } from "../format/lang.ts";
import { type DerivationLine, foldSteps } from "./derivation-steps.ts";
import { eventWord } from "./event-word.ts";

export type Derivation = z.infer<typeof ClockDerivation>;

export interface DerivationContext {
  events: readonly OrderEventView[];
  now: number;
  t: TFunction;
  lang: Lang;
}

export interface Sentence {
  text: string;
  /** `skip`: a day or stretch that did not count; `move`: something that moved the due */
  tone: "plain" | "skip" | "move" | "result";
  /** names and papers in the text, which stay as they were written */
  names: readonly string[];
}

const text = (value: unknown): string => (typeof value === "string" ? value : "");

function told(tone: Sentence["tone"], words: string, names: readonly string[] = []): Sentence {
  return { tone, text: words, names };
}

function sentence(line: DerivationLine, derivation: Derivation, context: DerivationContext): Sentence {
  const { t, lang, now, events } = context;
  const moment = (at: number) => formatMoment(at, now, lang);
  const event = (id: string) => events.find((e) => e.id === id);
  switch (line.kind) {
    case "start": {
      const by = event(line.eventId);
      const what = eventWord(line.eventType, t);
      const values = { time: moment(line.at), event: what };
      return by === undefined || by.party === "system"
        ? told("plain", t("orders.why.start", values))
        : told("plain", t("orders.why.startBy", { ...values, name: by.actor }), [by.actor]);
    }
    case "limit":
      return told(
        "plain",
        t(`orders.why.limit.${line.chosen}`, { duration: formatDuration(line.seconds * 1000, lang) }),
      );
    case "days": {
      const first = formatDay(line.firstDay, now, lang);
      const last = formatDay(line.lastDay, now, lang);
      return told(
        "plain",
        line.firstN === line.lastN
          ? t("orders.why.day", { n: line.firstN, day: first })
          : t("orders.why.days", { from: line.firstN, to: line.lastN, first, last }),
      );
    }
    case "skipped-day":
      return told("skip", t(`orders.why.skipped.${line.why}`, { day: formatDay(line.day, now, lang) }));
    case "stretch": {
      const values = {
        from: moment(line.from),
        to: moment(line.to),
        duration: formatDuration(line.why === "counted" ? line.ms : line.to - line.from, lang),
      };
      return told(line.why === "counted" ? "plain" : "skip", t(`orders.why.stretch.${line.why}`, values));
    }
    case "windows":
      return told(
        "plain",
        t("orders.why.windows", {
          from: moment(line.from),
          to: moment(line.to),
          n: line.pieces,
          duration: formatDuration(line.ms, lang),
        }),
      );
    case "pause": {
      const approver = line.eventIds.map((id) => event(id)?.approvedBy).find((name) => typeof name === "string");
      const name = approver ?? t("common.unknown");
      const from = moment(line.from);
      if (line.to === null) return told("move", t("orders.why.pauseOpen", { from, name }), [name]);
      return told("move", t("orders.why.pause", { from, to: moment(line.to), name }), [name]);
    }
    case "extension": {
      const by = event(line.eventId);
      const name = by?.approvedBy ?? t("common.unknown");
      const doc = text(by?.data.doc);
      return told("move", t("orders.why.extension", { days: line.days, doc, name }), [doc, name]);
    }
    case "event":
      return told("move", t("orders.why.event", { time: moment(line.at), event: eventWord(line.eventType, t) }));
    case "end": {
      const { state, lateByMs } = derivation.clock;
      const values = { time: moment(line.at), event: eventWord(line.eventType, t) };
      if (state === "cancelled") return told("move", t("orders.why.cancelledEnd", values));
      if (state !== "met_late") return told("move", t("orders.why.metEnd", values));
      return told("move", t("orders.why.lateEnd", { ...values, duration: formatDuration(lateByMs ?? 0, lang) }));
    }
    case "correction": {
      const by = event(line.eventId);
      const target = typeof by?.data.target === "string" ? event(by.data.target) : undefined;
      if (by === undefined || target === undefined) {
        return told("move", t("orders.why.event", { time: moment(line.at), event: eventWord(line.eventType, t) }));
      }
      const name = by.approvedBy ?? t("common.unknown");
      const values = { event: eventWord(target.type, t), from: moment(target.at), name };
      const stands = typeof by.data.newAt === "number";
      return told("move", t(stands ? "orders.why.corrected" : "orders.why.correctedVoid", values), [name]);
    }
    case "due": {
      if (line.at === null) return told("result", t("orders.why.noDue"));
      const due = { dueAt: line.at, dayClock: derivation.clock.dayClock };
      const time = formatDue(due, 0, lang);
      if (line.dueStatus === "final") return told("result", t("orders.why.due", { time }));
      return told("result", t("orders.why.dueProvisional", { time, year: dueYear(due) }));
    }
  }
}

export function derivationSentences(derivation: Derivation, context: DerivationContext): Sentence[] {
  return foldSteps(derivation.steps).map((line) => sentence(line, derivation, context));
}

/** The whole derivation as plain text: order, clause, reading, limit, calendars, then each step. */
export function derivationText(number: string, derivation: Derivation, context: DerivationContext): string {
  const { t, lang } = context;
  const { clock, calendars } = derivation;
  const { clause } = clock;
  const reading = lang === "zh" ? clause.readingZh : clause.readingEn;
  const head = [
    t("orders.why.copyTitle", { number, milestone: pick(lang, clock) }),
    t("orders.why.policyLine", { policy: clock.policy, version: clock.policyVersion }),
    t("orders.why.clauseLine", { ref: clause.ref, text: clause.text }),
    ...(reading === "" ? [] : [`${t("orders.clock.reading")}${reading}`]),
    `${t("orders.why.limitLabel")}${t("common.colon")}${lang === "zh" ? derivation.limitZh : derivation.limitEn}`,
    `${t("orders.why.calendars")}${t("common.colon")}${calendars.length === 0 ? t("orders.why.noCalendar") : calendars.join(", ")}`,
  ];
  const steps = derivationSentences(derivation, context).map((s, i) => `${i + 1}. ${s.text}`);
  return [...head, "", ...steps].join("\n");
}
