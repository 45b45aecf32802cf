// The part clause says two things that cannot both be: sixty days including the purchase, and sixty days from the arrival.
// Whichever binds, the other is never hidden.
import type { OrderClock, OrderDetail } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { ClauseQuote } from "../clause/ClauseQuote.tsx";
import { formatMoment } from "../format/due.ts";
import { pick } from "../format/lang.ts";
import { useLang } from "../i18n/use-lang.ts";
import { useNow } from "../time/ClockProvider.tsx";
import { DueLine, WhyLink } from "./ClockBars.tsx";
import { ClockState } from "./ClockState.tsx";

const fromArrival = "fix_part";
const wholeProcess = "procurement_watch";

function Reading({ clock, detail }: { clock: OrderClock; detail: OrderDetail }) {
  const { t } = useTranslation();
  const lang = useLang();
  const now = useNow();
  const key = clock.milestone === fromArrival ? "arrival" : "whole";
  return (
    <section className={`reading bar-${clock.role}`} data-testid={`reading-${clock.milestone}`}>
      <h4>
        {t(`orders.partReadings.${key}`)}{" "}
        <span className={clock.role === "governing" ? "chip chip-governing" : "chip chip-dashed"}>
          {t(`words.clockRole.${clock.role}`)}
        </span>
      </h4>
      <p>
        <ClockState clock={clock} held={detail.order.paused !== null} />
      </p>
      <p>
        {clock.startAt === null
          ? t(`orders.partReadings.waits.${key}`)
          : t("orders.clock.start", { time: formatMoment(clock.startAt, now, lang) })}
      </p>
      <p>
        <DueLine clock={clock} />
      </p>
      <ClauseQuote clause={clock.clause} />
      <WhyLink clock={clock} />
      <span className="visually-hidden">{pick(lang, clock)}</span>
    </section>
  );
}

export function PartReadings({ detail }: { detail: OrderDetail }) {
  const { t } = useTranslation();
  const all = [...detail.order.clocks, ...detail.otherClocks];
  const first = all.find((c) => c.milestone === fromArrival);
  const second = all.find((c) => c.milestone === wholeProcess && c.policy === first?.policy);
  if (first === undefined || second === undefined) return null;
  return (
    <div className="part-readings" data-testid="part-readings">
      <h3>{t("orders.partReadings.title")}</h3>
      <p className="readings-why">{t("orders.partReadings.contradiction")}</p>
      <div className="readings">
        <Reading clock={first} detail={detail} />
        <Reading clock={second} detail={detail} />
      </div>
    </div>
  );
}
