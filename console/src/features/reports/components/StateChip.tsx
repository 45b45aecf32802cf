import type { ReportState } from "@kiosk/contract";
import { useTranslation } from "react-i18next";

const tones = {
  draft: "chip chip-warn",
  reviewed: "chip",
  filed: "chip chip-ok",
  acknowledged: "chip chip-ok",
} as const satisfies Record<ReportState, string>;

/** null: nobody has drafted it yet. */
export function StateChip({ state }: { state: ReportState | null }) {
  const { t } = useTranslation();
  if (state === null) return <span className="chip chip-dashed">{t("reports.notDrafted")}</span>;
  return <span className={tones[state]}>{t(`reports.states.${state}`)}</span>;
}
