import { pauseGrounds } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { ClauseQuote } from "../../../shared/clause/ClauseQuote.tsx";
import { pick } from "../../../shared/format/lang.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { useEventWord } from "../../../shared/orders/event-word.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import type { Terms } from "../queries.ts";
import { RoleChip } from "./Bindings.tsx";

type Policy = Terms["policies"][number];

function Milestone({ milestone }: { milestone: Policy["milestones"][number] }) {
  const { t } = useTranslation();
  const lang = useLang();
  const word = useEventWord();
  const pausable = milestone.pausable.map((ground) => {
    const known = pauseGrounds.find((g) => g === ground);
    return known === undefined ? ground : t(`words.pauseGround.${known}`);
  });
  return (
    <li className="milestone">
      <h4>
        {pick(lang, milestone)}{" "}
        <b className="milestone-limit">{lang === "zh" ? milestone.limitZh : milestone.limitEn}</b>
        {milestone.advisory ? <span className="chip chip-dashed">{t("words.clockRole.advisory")}</span> : null}
      </h4>
      <p className="small">
        {t("contract.policies.runs", {
          start: word(milestone.start),
          stop: milestone.stop.map(word).join(t("common.comma")),
        })}{" "}
        {pausable.length === 0
          ? t("contract.policies.neverPaused")
          : t("contract.policies.pausable", { grounds: pausable.join(t("common.comma")) })}
      </p>
      <ClauseQuote clause={milestone.clause} />
    </li>
  );
}

/** Every policy with its clauses in their own words; those that bind first. */
export function PolicyList({ list }: { list: Terms }) {
  const { t } = useTranslation();
  const lang = useLang();
  const bound = list.versions[0]?.bindings ?? [];
  const roleOf = ({ id, version }: Policy) => bound.find((b) => b.policy === id && b.policyVersion === version)?.role;
  const rank = (policy: Policy) => {
    const role = roleOf(policy);
    return role === "governing" ? 0 : role === undefined ? 2 : 1;
  };
  const policies = [...list.policies].sort((a, b) => rank(a) - rank(b));
  return (
    <div className="policies">
      {policies.map((policy) => {
        const role = roleOf(policy);
        return (
          <details key={`${policy.id}:${policy.version}`} data-testid={`policy-${policy.id}`}>
            <summary>
              <b>{pick(lang, policy)}</b>{" "}
              <span className="muted">
                <code>{policy.id}</code> {t("contract.terms.version", { n: policy.version })}
              </span>{" "}
              {role === undefined ? <span className="chip">{t("contract.terms.off")}</span> : <RoleChip role={role} />}
            </summary>
            <p className="muted small">
              {t("contract.policies.source")} <Verbatim>{policy.source}</Verbatim>
            </p>
            <ul>
              {policy.milestones.map((m) => (
                <Milestone key={m.milestone} milestone={m} />
              ))}
            </ul>
          </details>
        );
      })}
    </div>
  );
}
