import type { OrderState } from "@kiosk/contract";
import { useTranslation } from "react-i18next";

const classes: Record<OrderState, string> = {
  reported: "chip chip-warn",
  acknowledged: "chip",
  diagnosed: "chip",
  confirmed: "chip",
  reopened: "chip chip-warn",
  fixed: "chip",
  tested: "chip",
  awaiting_acceptance: "chip",
  done: "chip chip-ok",
  cancelled: "chip chip-dashed",
};

export function OrderStateChip({ state }: { state: OrderState }) {
  const { t } = useTranslation();
  return <span className={classes[state]}>{t(`words.orderState.${state}`)}</span>;
}
