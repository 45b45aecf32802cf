import type { InspectionRule } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import type { RulesFields } from "../inspection-rules-draft.ts";

/** One kind's rule in a line: how often, and what is beside it. */
function RuleWords({ rule }: { rule: InspectionRule | null }) {
  const { t } = useTranslation();
  const r = "inspectionSettings.rules" as const;
  if (rule === null) return <>{t(`${r}.notOwed`)}</>;
  const gap = rule.maxGapDays;
  return (
    <>
      <EveryWords every={rule.every} />
      {t("common.semicolon")}
      {t(`${r}.minDays`)} {rule.minDaysLeft}
      {t("common.semicolon")}
      {t(`${r}.maxGap`)} {gap === null ? t(`${r}.noGap`) : t(`${r}.days`, { n: gap })}
    </>
  );
}

export function EveryWords({ every }: Pick<InspectionRule, "every">) {
  const { t } = useTranslation();
  const r = "inspectionSettings.rules" as const;
  return (
    <>{"weeks" in every ? t(`${r}.everyWeeks`, { n: every.weeks }) : t(`${r}.everyMonths`, { n: every.months })}</>
  );
}

/** One field of a version in words. */
export function RulesFieldWords({ fields, name }: { fields: RulesFields; name: keyof RulesFields }) {
  const { t } = useTranslation();
  const r = "inspectionSettings.rules" as const;
  if (name === "term") return <>{t(`${r}.termOf`, fields.term)}</>;
  if (name === "reportWorkingDays") return <>{t(`${r}.reportIn`, { n: fields.reportWorkingDays })}</>;
  if (name === "appliesFrom") return <>{fields.appliesFrom}</>;
  if (name === "note") return <Verbatim>{fields.note}</Verbatim>;
  return <RuleWords rule={fields[name]} />;
}
