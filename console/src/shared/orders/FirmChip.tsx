import { ShopOutlined } from "@ant-design/icons";
import type { OrderRow } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { pick } from "../format/lang.ts";
import { useLang } from "../i18n/use-lang.ts";
import { Verbatim } from "../ui/Verbatim.tsx";
import { useFirms } from "./use-firms.ts";

/** The firm an order is assigned to; nothing where it is the house's own. */
export function FirmChip({ order }: { order: Pick<OrderRow, "contractId" | "vendorId"> }) {
  const { t } = useTranslation();
  const lang = useLang();
  const firms = useFirms(order.contractId, order.vendorId !== null);
  if (order.vendorId === null) return null;
  const firm = firms.find(({ id }) => id === order.vendorId);
  return (
    <span className="chip" title={t("orders.fields.organisation")} data-testid="firm">
      <ShopOutlined aria-hidden="true" /> <Verbatim>{firm === undefined ? order.vendorId : pick(lang, firm)}</Verbatim>
    </span>
  );
}
