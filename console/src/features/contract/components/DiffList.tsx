import { useTranslation } from "react-i18next";
import { formatDuration } from "../../../shared/format/duration.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { WithNames } from "../../../shared/ui/WithNames.tsx";
import { useGroupName } from "../group-name.ts";
import { type Terms, useNotify } from "../queries.ts";
import type { Role, TermsChange } from "../terms-diff.ts";
import { usePolicyName, useScopeText } from "./Bindings.tsx";

type Step = Extract<TermsChange, { kind: "escalation" }>["from"];

const minuteMs = 60_000;

/** What changed, a line each, in words that can be read out in a meeting. */
export function DiffList({ changes, policies }: { changes: readonly TermsChange[]; policies: Terms["policies"] }) {
  const { t } = useTranslation();
  const lang = useLang();
  const nameOf = usePolicyName(policies);
  const scopeText = useScopeText();
  const roleWord = (role: Role) => (role === "off" ? t("contract.terms.off") : t(`words.clockRole.${role}`));
  const groupName = useGroupName(useNotify().data);
  const stepWord = (step: Step) => {
    if (step === undefined) return t("common.none");
    const groups = step.groups.map((id) => groupName(id) ?? id).join(t("common.comma"));
    if (step.afterMinutes === 0) return t("contract.diff.stepAtOnce", { groups });
    return t("contract.diff.step", { duration: formatDuration(step.afterMinutes * minuteMs, lang), groups });
  };
  const lineOf = (change: TermsChange): string => {
    switch (change.kind) {
      case "role":
        return t("contract.diff.role", {
          policy: nameOf(change.policy),
          from: roleWord(change.from),
          to: roleWord(change.to),
        });
      case "version":
        return t("contract.diff.version", { policy: nameOf(change.policy), from: change.from, to: change.to });
      case "scope":
        return t("contract.diff.scope", {
          policy: nameOf(change.policy),
          from: scopeText(change.from),
          to: scopeText(change.to),
        });
      case "escalation":
        return t("contract.diff.escalation", {
          n: change.step,
          from: stepWord(change.from),
          to: stepWord(change.to),
        });
    }
  };
  const names = (change: TermsChange) =>
    change.kind === "escalation" ? [...(change.from?.groups ?? []), ...(change.to?.groups ?? [])] : [];
  if (changes.length === 0) return <p className="muted">{t("contract.diff.none")}</p>;
  return (
    <ul className="diff" data-testid="terms-diff">
      {changes.map((change) => {
        const line = lineOf(change);
        return (
          <li key={line}>
            <WithNames text={line} names={names(change)} />
          </li>
        );
      })}
    </ul>
  );
}
