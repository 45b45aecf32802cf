import "./inspection-marks.css";
import type { InspectionWindowView } from "@kiosk/contract";
import { Link } from "@tanstack/react-router";
import { Tooltip } from "antd";
import { useTranslation } from "react-i18next";
import { formatDate } from "../format/time.ts";

/** One thing a terminal owes: its state by shape, colour and words. */
export function WindowMark({ window: w }: { window: InspectionWindowView }) {
  const { t } = useTranslation();
  const when =
    w.doneAt !== null
      ? t("inspections.doneOn", { date: formatDate(w.doneAt) })
      : w.plannedAt !== null
        ? t("inspections.plannedOn", { date: formatDate(w.plannedAt) })
        : "";
  const words = [`${w.from} – ${w.to}`, t(`inspections.window.${w.state}`), when, w.stub ? t("inspections.stub") : ""]
    .filter((word) => word !== "")
    .join(" · ");
  const isPlanned = w.state === "open" && w.plannedAt !== null;
  const mark = (
    <span className={`window-mark window-${w.state} ${isPlanned ? "window-planned" : ""}`} aria-hidden="true" />
  );
  return (
    <Tooltip title={words}>
      {w.inspectionId === null ? (
        <span role="img" aria-label={words}>
          {mark}
        </span>
      ) : (
        <Link to="/inspections/$id" params={{ id: w.inspectionId }} aria-label={words}>
          {mark}
        </Link>
      )}
    </Tooltip>
  );
}
