import type { OrderRow } from "@kiosk/contract";
import { useTranslation } from "react-i18next";

/** Who was to deal with the order first; nothing where the dispatcher decides. */
export function RouteChip({ route }: Pick<OrderRow, "route">) {
  const { t } = useTranslation();
  if (route === null) return null;
  return (
    <span className="chip" title={t("orders.filter.route")}>
      {t(`words.route.${route}`)}
    </span>
  );
}
