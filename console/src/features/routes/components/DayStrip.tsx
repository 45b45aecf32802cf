import { LeftOutlined, RightOutlined } from "@ant-design/icons";
import type { PlanCalendar } from "@kiosk/contract";
import { Button } from "antd";
import { useEffect, useRef } from "react";
import { useTranslation } from "react-i18next";
import { formatDay } from "../../../shared/format/due.ts";
import { parseDate, weekday } from "../../../shared/format/time.ts";
import { weekdayKey } from "../../../shared/hours/weekday.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";

interface DayStripProps {
  calendar: PlanCalendar;
  day: string;
  today: string;
  onDay: (day: string) => void;
  /** so many days on or back */
  onShift: (days: number) => void;
}

/** The weeks ahead, a button a day. */
export function DayStrip({ calendar, day, today, onDay, onShift }: DayStripProps) {
  const { t } = useTranslation();
  const lang = useLang();
  const chosen = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (day !== "") chosen.current?.scrollIntoView({ block: "nearest", inline: "center" });
  }, [day]);
  const s = "routes.strip" as const;
  return (
    <nav className="route-strip" aria-label={t(`${s}.label`)}>
      <Button
        type="text"
        icon={<LeftOutlined aria-hidden="true" />}
        aria-label={t(`${s}.earlier`)}
        onClick={() => onShift(-14)}
      />
      <ol className="route-days">
        {calendar.days.map((one) => {
          const at = parseDate(one.date) ?? calendar.at;
          const date = formatDay(one.date, calendar.at, lang);
          const rest = one.workingDay === false;
          return (
            <li key={one.date}>
              <button
                type="button"
                ref={one.date === day ? chosen : null}
                className={`route-day route-day-${one.state} ${rest ? "route-day-rest" : ""}`}
                aria-current={one.date === day ? "date" : undefined}
                onClick={() => onDay(one.date)}
              >
                <span className="route-day-head">
                  <b>{one.date === today ? t(`${s}.today`) : date}</b> {t(weekdayKey(weekday(at)))}{" "}
                  {rest ? <i className="route-rest">{t(`${s}.rest`)}</i> : null}
                  {one.workingDay === null ? (
                    <i className="route-rest" title={t(`${s}.unknownHint`)}>
                      {t(`${s}.unknown`)}
                    </i>
                  ) : null}
                </span>
                <span className="route-day-state">{t(`routes.state.${one.state}`)}</span>
                <span className="route-day-counts">
                  {one.visits > 0 ? t(`${s}.visits`, { n: one.visits }) : null}{" "}
                  {one.done > 0 ? <span className="tone-ok">{t(`${s}.done`, { n: one.done })}</span> : null}{" "}
                  {one.unserved > 0 ? (
                    <span className="tone-fault">{t(`${s}.unserved`, { n: one.unserved })}</span>
                  ) : null}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
      <Button
        type="text"
        icon={<RightOutlined aria-hidden="true" />}
        aria-label={t(`${s}.later`)}
        onClick={() => onShift(14)}
      />
    </nav>
  );
}
