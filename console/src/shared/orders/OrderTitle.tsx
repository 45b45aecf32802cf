import type { OrderRow } from "@kiosk/contract";
import { pick } from "../format/lang.ts";
import { useLang } from "../i18n/use-lang.ts";
import { Verbatim } from "../ui/Verbatim.tsx";

/** Rules and terminals write both languages; what a person wrote stays as it was written. */
export function OrderTitle({ order }: { order: Pick<OrderRow, "source" | "titleZh" | "titleEn"> }) {
  const lang = useLang();
  if (order.source !== "rule" && order.source !== "citizen") return <Verbatim>{order.titleZh}</Verbatim>;
  return pick(lang, { zh: order.titleZh, en: order.titleEn });
}
