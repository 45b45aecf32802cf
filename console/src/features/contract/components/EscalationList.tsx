import type { Escalation } from "@kiosk/contract";
import { Fragment } from "react";
import { useTranslation } from "react-i18next";
import type { z } from "zod";
import { formatDuration } from "../../../shared/format/duration.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { useGroupName } from "../group-name.ts";
import { useNotify } from "../queries.ts";

const minuteMs = 60_000;

export function EscalationList({ steps }: { steps: readonly z.infer<typeof Escalation>[] }) {
  const { t } = useTranslation();
  const lang = useLang();
  const notify = useNotify();
  const nameOf = useGroupName(notify.data);
  if (steps.length === 0) return <p className="panel-pad muted">{t("contract.escalation.none")}</p>;
  return (
    <>
      <ol className="side-list" data-testid="escalation">
        {steps.map((step) => (
          <li key={step.step}>
            <span>
              {step.afterMinutes === 0
                ? t("contract.escalation.stepAtOnce", { n: step.step })
                : t("contract.escalation.step", {
                    n: step.step,
                    duration: formatDuration(step.afterMinutes * minuteMs, lang),
                  })}
            </span>
            <b>
              {step.groups.map((id, index) => (
                <Fragment key={id}>
                  {index === 0 ? null : t("common.comma")}
                  {nameOf(id) ?? <Verbatim>{id}</Verbatim>}
                </Fragment>
              ))}
            </b>
          </li>
        ))}
      </ol>
      {notify.data?.configured === false ? (
        <p className="panel-pad muted small">{t("contract.escalation.notConfigured")}</p>
      ) : null}
    </>
  );
}
