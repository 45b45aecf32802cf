import type { VendorScore } from "@kiosk/contract";
import { useTranslation } from "react-i18next";

const facts = ["responsesLate", "responsesNone", "faultsMissed"] as const;

/** Tenths as an office writes points: `0.5`. */
const points = (tenths: number): string => (tenths / 10).toFixed(1);

/** Points lost, where the contract is assessed by points. */
export function Deductions({ deductions }: Pick<VendorScore, "deductions">) {
  const { t } = useTranslation();
  if (deductions === null) return <p className="muted small">{t("portal.score.noDeductions")}</p>;
  return (
    <>
      <h3>{t("portal.score.deductions")}</h3>
      <ul className="side-list" data-testid="deductions">
        {deductions.rows.map(({ fact, clause, times, tenths }) => {
          const known = facts.find((name) => name === fact);
          return (
            <li key={fact}>
              <span>
                {known === undefined ? fact : t(`portal.score.fact.${known}`)}{" "}
                <span className="muted small">{t("orders.clock.clause", { clause })}</span>
              </span>
              <span>
                {t("portal.score.times", { n: times })} <b>{t("portal.score.points", { n: points(tenths) })}</b>
              </span>
            </li>
          );
        })}
        <li>
          <span>
            <b>{t("portal.score.total")}</b> <span className="muted small">{t("portal.score.capped")}</span>
          </span>
          <b>{t("portal.score.points", { n: points(deductions.totalTenths) })}</b>
        </li>
      </ul>
    </>
  );
}
