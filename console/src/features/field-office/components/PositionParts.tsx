import type { PositionProposal } from "@kiosk/contract";
import { useTranslation } from "react-i18next";

const p = "fieldOffice.positions" as const;

/** How well a position was measured. */
export function Quality({ proposal }: { proposal: PositionProposal }) {
  const { t } = useTranslation();
  return (
    <>
      {t(`${p}.fixes`, { n: proposal.fixes })}
      {t("common.semicolon")}
      {t(`${p}.accuracy`, { n: Math.round(proposal.accuracyM) })}
    </>
  );
}
