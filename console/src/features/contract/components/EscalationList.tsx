import type { Escalation } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import type { z } from "zod";
import { formatDuration } from "../../../shared/format/duration.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";

const minuteMs = 60_000;

export function EscalationList({ steps }: { steps: readonly z.infer<typeof Escalation>[] }) {
  const { t } = useTranslation();
  const lang = useLang();
  if (steps.length === 0) return <p className="panel-pad muted">{t("contract.escalation.none")}</p>;
  return (
    <ol className="side-list">
      {steps.map((step) => (
        <li key={step.step}>
          <span>
            {t("contract.escalation.step", {
              n: step.step,
              duration: formatDuration(step.afterMinutes * minuteMs, lang),
            })}
          </span>
          <b>
            <Verbatim>{step.groups.join("、")}</Verbatim>
          </b>
        </li>
      ))}
    </ol>
  );
}
