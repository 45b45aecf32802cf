// What a firm is shown of an order: the order itself, no telephone or identity number that somebody typed into it, and nothing
// of a firm that had it before.
import type { OrderDetail, OrderEventView, OrganisationId } from "@kiosk/contract";
import { maskPhone } from "../notice/mask-phone.ts";

// 居民身份证号 (GB 11643): 17 digits and a check character, not part of a longer run
const identity = /(?<![0-9A-Za-z])(\d{6})(?:19|20)\d{9}([0-9Xx])(?![0-9A-Za-z])/g;

/** `310105**********X`, `138****5678`. */
export function maskPersonal(text: string): string {
  return maskPhone(text.replace(identity, "$1**********$2"));
}

interface FirmEvent {
  readonly seq: number;
  readonly type: string;
  readonly party: string;
  readonly data: { readonly organisation?: unknown };
}

/** Where in the log the firm's own time with the order begins: the last time it was given to it and not to another. */
function ownFrom(events: readonly FirmEvent[], own: OrganisationId): number {
  const given = events.filter((e) => e.type === "assigned");
  const others = given.findLastIndex((e) => e.data.organisation !== own);
  return given[others + 1]?.seq ?? Number.POSITIVE_INFINITY;
}

/** Events of a firm that had the order before. */
export function foreignEvents<E extends FirmEvent>(events: readonly E[], own: OrganisationId): ReadonlySet<E> {
  const from = ownFrom(events, own);
  return new Set(events.filter((e) => e.party === "vendor" && e.seq < from));
}

function maskedData(event: OrderEventView, own: OrganisationId): OrderEventView["data"] {
  if (event.type === "assigned" && event.data.organisation !== own) return { organisation: null };
  return Object.fromEntries(
    Object.entries(event.data).map(([key, value]) => [key, typeof value === "string" ? maskPersonal(value) : value]),
  );
}

/** @param own the firm that reads */
export function vendorDetail(detail: OrderDetail, own: OrganisationId): OrderDetail {
  const foreign = foreignEvents(detail.events, own);
  const hidden = new Set([...foreign].map(({ id }) => id));
  const events = detail.events.map((event): OrderEventView => {
    if (foreign.has(event)) return { ...event, actor: "", text: "", data: {}, evidence: [] };
    const words = { text: maskPersonal(event.text), actor: maskPersonal(event.actor) };
    return { ...event, ...words, data: maskedData(event, own) };
  });
  const shown = new Set(events.flatMap(({ evidence }) => evidence));
  const boughtByOthers = new Set([...foreign].flatMap((e) => (e.type === "part_ordered" ? [e.data.part] : [])));
  return {
    ...detail,
    order: {
      ...detail.order,
      titleZh: maskPersonal(detail.order.titleZh),
      titleEn: maskPersonal(detail.order.titleEn),
    },
    events,
    evidence: detail.evidence.filter(({ digest }) => shown.has(digest)),
    parts: detail.parts.map((line) =>
      boughtByOthers.has(line.part) ? { ...line, supplier: null, orderNo: null } : line,
    ),
    disputes: detail.disputes
      .filter(({ id }) => !hidden.has(id))
      .map((dispute) => ({
        ...dispute,
        text: maskPersonal(dispute.text),
        answer: dispute.answer && { ...dispute.answer, text: maskPersonal(dispute.answer.text) },
      })),
    allowed: detail.allowed.filter(({ parties }) => parties.includes("vendor")),
    // whom the office alarms, and other orders, which may be another firm's
    planned: [],
    links: [],
  };
}
