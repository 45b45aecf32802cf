import type { OrderDetail } from "@kiosk/contract";
import { Drawer } from "antd";
import { useTranslation } from "react-i18next";
import { isProblem } from "../api-client/api-error.ts";
import { ClauseQuote } from "../clause/ClauseQuote.tsx";
import { pick } from "../format/lang.ts";
import { useLang } from "../i18n/use-lang.ts";
import { useServerClock } from "../time/ClockProvider.tsx";
import { CopyButton } from "../ui/CopyButton.tsx";
import { EmptyState } from "../ui/EmptyState.tsx";
import { Lines } from "../ui/PageSkeleton.tsx";
import { QueryView } from "../ui/QueryView.tsx";
import { WithNames } from "../ui/WithNames.tsx";
import { ClockState } from "./ClockState.tsx";
import { type Derivation, derivationSentences, derivationText } from "./derivation-text.ts";
import { eventWord } from "./event-word.ts";
import { ignoredReason } from "./ignored-reasons.ts";
import { useDerivation } from "./use-derivation.ts";

function Told({ derivation, detail }: { derivation: Derivation; detail: OrderDetail }) {
  const { t } = useTranslation();
  const lang = useLang();
  const context = { events: detail.events, now: useServerClock().now(), t, lang };
  const { clock, calendars } = derivation;
  const ignored = detail.ignored;
  return (
    <div data-testid="derivation">
      <p className="why-head">
        <ClockState clock={clock} held={detail.order.paused !== null} />
        <span className="chip">{t(`words.clockRole.${clock.role}`)}</span>
        <span className="muted">
          {t("orders.why.policyLine", { policy: clock.policy, version: clock.policyVersion })}
        </span>
        <span className="page-head-gap" />
        <CopyButton text={derivationText(detail.order.number, derivation, context)} />
      </p>
      <ClauseQuote clause={clock.clause} />
      <dl className="why-facts">
        <dt>{t("orders.why.limitLabel")}</dt>
        <dd>{lang === "zh" ? derivation.limitZh : derivation.limitEn}</dd>
        <dt>{t("orders.why.calendars")}</dt>
        <dd>{calendars.length === 0 ? t("orders.why.noCalendar") : calendars.join(", ")}</dd>
      </dl>
      <ol className="why-steps">
        {derivationSentences(derivation, context).map((s) => (
          <li key={s.text} className={`why-${s.tone}`}>
            <WithNames text={s.text} names={s.names} />
          </li>
        ))}
      </ol>
      {ignored.length === 0 ? null : (
        <>
          <h3 className="drawer-head">{t("orders.why.ignored")}</h3>
          <p className="muted small">{t("orders.why.ignoredHint")}</p>
          <ul className="why-ignored">
            {ignored.map(({ eventId, type, reason }) => {
              const known = ignoredReason(reason);
              return (
                <li key={eventId}>
                  {eventWord(type, t)}
                  {t("common.colon")}
                  {known === undefined ? reason : t(`words.ignored.${known}`)}
                </li>
              );
            })}
          </ul>
        </>
      )}
    </div>
  );
}

interface DerivationDrawerProps {
  detail: OrderDetail;
  /** `policy:milestone` of the address bar */
  why: string;
  onClose: () => void;
}

export function DerivationDrawer({ detail, why, onClose }: DerivationDrawerProps) {
  const { t } = useTranslation();
  const lang = useLang();
  const [policy = "", milestone = ""] = why.split(":");
  const query = useDerivation(detail.order.id, policy, milestone);
  const clock = [...detail.order.clocks, ...detail.otherClocks].find(
    (c) => c.policy === policy && c.milestone === milestone,
  );
  return (
    <Drawer
      open
      size={680}
      closable={{ "aria-label": t("common.close") }}
      title={t("orders.why.title", { milestone: clock === undefined ? milestone : pick(lang, clock) })}
      onClose={onClose}
    >
      <QueryView
        query={query}
        skeleton={<Lines rows={10} />}
        onError={(error) =>
          isProblem(error, "resource.not-found") ? <EmptyState title={t("orders.why.missing")} /> : undefined
        }
      >
        {(derivation) => <Told derivation={derivation} detail={detail} />}
      </QueryView>
    </Drawer>
  );
}
