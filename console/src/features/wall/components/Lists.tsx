import type { Wall } from "@kiosk/contract";
import { useTranslation } from "react-i18next";
import { formatDuration } from "../../../shared/format/duration.ts";
import { pick } from "../../../shared/format/lang.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { useNow } from "../../../shared/time/ClockProvider.tsx";
import { EventTime } from "./Charts.tsx";
import { WallPanel } from "./WallPanel.tsx";

const soonMs = 86_400_000;

function Left({ dueAt }: { dueAt: number }) {
  const { t } = useTranslation();
  const lang = useLang();
  const now = useNow();
  const left = dueAt - now;
  if (left < 0) return <b className="wall-bad">{t("wall.late", { duration: formatDuration(-left, lang) })}</b>;
  return <b className={left < soonMs ? "wall-warn" : ""}>{t("wall.left", { duration: formatDuration(left, lang) })}</b>;
}

export function DueList({ orders }: { orders: Wall["orders"] }) {
  const { t } = useTranslation();
  const lang = useLang();
  return (
    <WallPanel id="due" title={t("wall.due")} at={orders.at}>
      {orders.due.length === 0 ? <p className="wall-none">{t("wall.dueNone")}</p> : null}
      <ul className="wall-list">
        {orders.due.map((order) => (
          <li key={order.number}>
            <span className="wall-main">{lang === "zh" ? order.titleZh : order.titleEn}</span>
            <Left dueAt={order.dueAt} />
            <span className="wall-place" lang="zh-CN">
              {t("common.seqPrefix", { seq: order.kioskSeq })} {order.kioskName}
            </span>
            <span className="wall-faint">{t(`words.orderState.${order.state}`)}</span>
          </li>
        ))}
      </ul>
    </WallPanel>
  );
}

export function EventList({ events }: { events: Wall["events"] }) {
  const { t } = useTranslation();
  const lang = useLang();
  return (
    <WallPanel id="events" title={t("wall.events")} at={events.at}>
      {events.list.length === 0 ? <p className="wall-none">{t("wall.eventsNone")}</p> : null}
      <ul className="wall-list wall-events-list">
        {events.list.map((event) => (
          <li key={`${event.at}-${event.kioskSeq}-${event.zh}`}>
            <EventTime at={event.at} />
            <span className="wall-seq">{t("common.seqPrefix", { seq: event.kioskSeq })}</span>
            <span className="wall-main">{pick(lang, event)}</span>
          </li>
        ))}
      </ul>
    </WallPanel>
  );
}

export function LowList({ consumables }: { consumables: Wall["consumables"] }) {
  const { t } = useTranslation();
  return (
    <WallPanel id="lowest" title={t("wall.lowest")} at={consumables.at}>
      {consumables.lowest.length === 0 ? <p className="wall-none">{t("wall.lowestNone")}</p> : null}
      <ul className="wall-list">
        {consumables.lowest.map((one) => (
          <li key={`${one.kioskSeq}-${one.consumable}-${one.part}`}>
            <span className="wall-main">{t(`words.consumable.${one.consumable}`)}</span>
            <b className={one.percent <= 0 ? "wall-bad" : "wall-warn"}>{`${Math.round(one.percent)}%`}</b>
            <span className="wall-place" lang="zh-CN">
              {t("common.seqPrefix", { seq: one.kioskSeq })} {one.kioskName}
            </span>
            <span className="wall-faint">{t(`words.quality.${one.quality}`)}</span>
          </li>
        ))}
      </ul>
    </WallPanel>
  );
}
