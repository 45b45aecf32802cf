// What an event carries, as label and value for the log.
import { type OrderDetail, type OrderEventView, orderEventData } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { pick } from "../format/lang.ts";
import { formatDateTime } from "../format/time.ts";
import { useLang } from "../i18n/use-lang.ts";
import { eventWord } from "./event-word.ts";
import { useFirms } from "./use-firms.ts";

export interface EventFact {
  label: string;
  value: string;
  /** written by a person: stays as it is in every language */
  verbatim: boolean;
}

const partFields = ["part", "serial", "removedSerial", "orderNo", "supplier", "doc"] as const;

/** @param contractId whose firms are named */
export function useEventFacts(contractId: string): (event: OrderEventView, detail: OrderDetail) => EventFact[] {
  const { t } = useTranslation();
  const lang = useLang();
  const firms = useFirms(contractId, true);
  const firmName = (id: string) => {
    const firm = firms.find((f) => f.id === id);
    return firm === undefined ? id : pick(lang, firm);
  };
  return ({ type, data }, { events, order, otherClocks }) => {
    const facts: EventFact[] = [];
    const add = (label: string, value: string, verbatim = false) => facts.push({ label, value, verbatim });
    switch (type) {
      case "reported":
      case "classified": {
        const parsed = orderEventData.classified.shape.class.safeParse(data.class);
        if (parsed.success) add(t("orders.fields.class"), t(`words.orderClass.${parsed.data}`));
        break;
      }
      case "diagnosis_confirmed": {
        const parsed = orderEventData.diagnosis_confirmed.shape.method.safeParse(data.method);
        if (parsed.success) add(t("orders.fields.method"), t(`words.method.${parsed.data}`));
        break;
      }
      case "pause":
      case "pause_requested": {
        const parsed = orderEventData.pause.shape.reason.safeParse(data.reason);
        if (parsed.success) add(t("orders.fields.pauseGround"), t(`words.pauseGround.${parsed.data}`));
        break;
      }
      case "cancelled": {
        const parsed = orderEventData.cancelled.shape.reason.safeParse(data.reason);
        if (parsed.success) add(t("orders.fields.cancelReason"), t(`words.cancelReason.${parsed.data}`));
        break;
      }
      case "reopened": {
        const parsed = orderEventData.reopened.shape.reason.safeParse(data.reason);
        if (parsed.success) add(t("orders.fields.reopenReason"), t(`words.reopenReason.${parsed.data}`));
        break;
      }
      case "extension_granted":
      case "extension_requested": {
        const clock = [...order.clocks, ...otherClocks].find((c) => c.milestone === data.milestone);
        if (clock !== undefined) add(t("orders.fields.milestone"), pick(lang, clock));
        if (typeof data.days === "number") add(t("orders.fields.days"), t("orders.fields.dayCount", { n: data.days }));
        break;
      }
      case "corrected": {
        const target = events.find((e) => e.id === data.target);
        if (target !== undefined) {
          add(
            t("orders.fields.target"),
            t("orders.fields.eventAt", { event: eventWord(target.type, t), seq: target.seq }),
          );
        }
        const value = typeof data.newAt === "number" ? formatDateTime(data.newAt) : t("orders.log.voided");
        add(t("orders.fields.newAt"), value);
        break;
      }
      case "assigned":
        add(
          t("orders.fields.organisation"),
          typeof data.organisation === "string" ? firmName(data.organisation) : t("orders.verdict.nobody"),
        );
        break;
      case "date_proposed":
        if (typeof data.at === "number") add(t("orders.fields.proposedAt"), formatDateTime(data.at));
        break;
      case "disputed": {
        const target = events.find((e) => e.id === data.target);
        const clock = [...order.clocks, ...otherClocks].find((c) => `${c.policy}:${c.milestone}` === data.target);
        if (target !== undefined) {
          const words = { event: eventWord(target.type, t), seq: target.seq };
          add(t("orders.fields.disputeTarget"), t("orders.fields.eventAt", words));
        } else if (clock !== undefined) add(t("orders.fields.disputeTarget"), pick(lang, clock));
        break;
      }
      case "dispute_answered": {
        const dispute = events.find((e) => e.id === data.dispute);
        if (dispute !== undefined) {
          const words = { event: eventWord(dispute.type, t), seq: dispute.seq };
          add(t("orders.fields.dispute"), t("orders.fields.eventAt", words));
        }
        add(t("orders.fields.upheld"), t(data.upheld === true ? "orders.verdict.yes" : "orders.verdict.no"));
        break;
      }
      default:
    }
    if (typeof data.expectedAt === "number") add(t("orders.fields.expectedAt"), formatDateTime(data.expectedAt));
    if (Array.isArray(data.parts)) add(t("orders.fields.parts"), data.parts.map(String).join("、"), true);
    for (const field of partFields) {
      const value = data[field];
      if (typeof value === "string") add(t(`orders.fields.${field}`), value, true);
    }
    return facts;
  };
}
