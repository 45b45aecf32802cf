import type { InspectionRules } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { useTerminalCount } from "../inspection-queries.ts";
import { type RulesValues, ruleKinds } from "../inspection-rules-draft.ts";
import { owedWindows } from "../owed-windows.ts";

interface OwedPreviewProps {
  contract: string;
  /** as they stand, oldest first */
  versions: readonly InspectionRules[];
  /** undefined: what is typed cannot be sent yet */
  values: RulesValues | undefined;
}

/** How many inspections the term would hold with what is typed, beside how many it holds now. */
export function OwedPreview({ contract, versions, values }: OwedPreviewProps) {
  const { t } = useTranslation();
  const terminals = useTerminalCount(contract).data;
  const f = "inspectionSettings.rules.form" as const;
  const kinds = ruleKinds
    .map((kind) => ({
      kind,
      before: owedWindows(versions, kind).length,
      windows: values === undefined ? [] : owedWindows([...versions, values], kind),
    }))
    .filter(({ before, windows }) => before + windows.length > 0);
  return (
    <section className="owed-preview" data-testid="owed-preview" aria-live="polite">
      <h3>{t(`${f}.preview`)}</h3>
      {values === undefined ? (
        <p className="muted">{t(`${f}.previewWrong`)}</p>
      ) : (
        <>
          <ul>
            {kinds.map(({ kind, before, windows }) => (
              <li key={kind} data-testid={`owed-${kind}`}>
                <details>
                  <summary>
                    {t(`inspections.kinds.${kind}`)}
                    {t("common.colon")}
                    {terminals === undefined
                      ? t(`${f}.previewEach`, { each: windows.length })
                      : t(`${f}.previewOf`, { each: windows.length, terminals, all: windows.length * terminals })}
                    {versions.length === 0 ? null : (
                      <span className="muted"> {t(`${f}.previewNow`, { n: before * (terminals ?? 1) })}</span>
                    )}
                  </summary>
                  <p className="muted small">
                    {windows
                      .map(({ from, to }) => t("inspectionSettings.rules.termOf", { from, to }))
                      .join(t("common.semicolon"))}
                  </p>
                </details>
              </li>
            ))}
          </ul>
          <p className="muted small">{t(`${f}.previewHint`)}</p>
        </>
      )}
    </section>
  );
}
