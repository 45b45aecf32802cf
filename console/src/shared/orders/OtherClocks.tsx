import type { OrderDetail } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { pick } from "../format/lang.ts";
import { useLang } from "../i18n/use-lang.ts";
import { Verbatim } from "../ui/Verbatim.tsx";
import { DueLine, WhyLink } from "./ClockBars.tsx";
import { ClockState } from "./ClockState.tsx";

/** Clauses that do not bind, and other readings of those that do: out of the way, and complete. */
export function OtherClocks({ detail }: { detail: OrderDetail }) {
  const { t } = useTranslation();
  const lang = useLang();
  const { otherClocks } = detail;
  if (otherClocks.length === 0) return null;
  const breached = otherClocks.filter((c) => c.breached).length;
  return (
    <details className="other-clocks" data-testid="other-clocks">
      <summary>
        {t("orders.other.title", { n: otherClocks.length })}
        {breached === 0 ? null : (
          <span className="chip chip-dashed">{t("orders.other.breached", { n: breached })}</span>
        )}
      </summary>
      <p className="muted small">{t("orders.other.hint")}</p>
      <table className="table cards">
        <thead>
          <tr>
            <th scope="col">{t("orders.other.clause")}</th>
            <th scope="col">{t("orders.other.reading")}</th>
            <th scope="col">{t("orders.other.due")}</th>
            <th scope="col">{t("orders.other.state")}</th>
            <th scope="col">{t("orders.other.why")}</th>
          </tr>
        </thead>
        <tbody>
          {otherClocks.map((clock) => (
            <tr key={`${clock.policy}:${clock.milestone}`}>
              <td data-label={t("orders.other.clause")}>
                <div>
                  <b>{pick(lang, clock)}</b> <code>{clock.policy}</code>
                  <div className="small muted">
                    {clock.clause.ref} <Verbatim>{clock.clause.text}</Verbatim>
                  </div>
                </div>
              </td>
              <td data-label={t("orders.other.reading")}>
                <div>
                  <span className="chip chip-dashed">{t(`words.clockRole.${clock.role}`)}</span>
                  <div className="small">{lang === "zh" ? clock.clause.readingZh : clock.clause.readingEn}</div>
                </div>
              </td>
              <td data-label={t("orders.other.due")}>
                <DueLine clock={clock} />
              </td>
              <td className="nowrap" data-label={t("orders.other.state")}>
                <ClockState clock={clock} held={detail.order.paused !== null} />
              </td>
              <td className="nowrap" data-label={t("orders.other.why")}>
                <WhyLink clock={clock} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </details>
  );
}
