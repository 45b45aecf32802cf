import type { FaultRulePreview } from "@kiosk/contract";
import { Alert } from "antd";
import { useTranslation } from "react-i18next";

/** What of the last days would have been otherwise, in sentences. */
export function RulePreview({ preview }: { preview: FaultRulePreview }) {
  const { t } = useTranslation();
  const { days, faults, orders, wouldNotRaise, wouldNotOpen, wouldOpen, severityBefore, severityAfter } = preview;
  const told = [
    wouldNotRaise === 0 ? null : t("settings.rules.wouldNotRaise", { n: wouldNotRaise }),
    wouldNotOpen === 0 ? null : t("settings.rules.wouldNotOpen", { n: wouldNotOpen }),
    wouldOpen === 0 ? null : t("settings.rules.wouldOpen", { n: wouldOpen }),
    severityBefore === severityAfter
      ? null
      : t("settings.rules.severityMoves", {
          before: t(`words.severity.${severityBefore}`),
          after: t(`words.severity.${severityAfter}`),
        }),
  ].filter((line) => line !== null);
  return (
    <Alert
      type="info"
      data-testid="rule-preview"
      title={t(faults === 0 ? "settings.rules.previewNone" : "settings.rules.previewTitle", { days })}
      description={
        <ul className="settings-lines">
          {faults === 0 ? null : <li>{t("settings.rules.faults", { n: faults, orders })}</li>}
          {told.map((line) => (
            <li key={line}>{line}</li>
          ))}
          {faults > 0 && told.length === 0 ? <li>{t("settings.rules.noChange")}</li> : null}
          {preview.complete ? null : <li>{t("settings.rules.incomplete")}</li>}
        </ul>
      }
    />
  );
}
