import type { StockView } from "@kiosk/contract";
import { mainDepot } from "@kiosk/contract";
import { useTranslation } from "react-i18next";

type Place = Pick<StockView["places"][number], "id" | "name" | "technicianName">;

/** A place as people call it; a van with whose it is. */
export function usePlaceName(): (place: Place) => string {
  const { t } = useTranslation();
  return ({ id, name, technicianName }) => {
    if (id === mainDepot) return t("supplies.stock.main");
    return technicianName === null ? name : t("supplies.stock.vanOf", { name, technician: technicianName });
  };
}
