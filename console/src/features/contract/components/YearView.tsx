import { useTranslation } from "react-i18next";
import { type DayKind, monthsOf, workingDays } from "../calendar-year.ts";

const shown = ["off", "make-up", "rest", "work"] as const satisfies readonly DayKind[];
const weekdays = [1, 2, 3, 4, 5, 6, 0] as const;

interface YearViewProps {
  year: number;
  calendar: { from: string; to: string; off: readonly string[]; work: readonly string[] };
}

/** Twelve months; a day off and a made-up day carry a letter beside their colour. */
export function YearView({ year, calendar }: YearViewProps) {
  const { t } = useTranslation();
  const months = monthsOf(year, calendar);
  return (
    <div className="year" data-testid={`year-${year}`}>
      <ul className="year-legend">
        {shown.map((kind) => (
          <li key={kind}>
            <span className={`day day-${kind}`}>{t(`words.dayMark.${kind}`)}</span> {t(`words.dayKind.${kind}`)}
          </li>
        ))}
        <li>
          <b>{t("contract.calendars.workingDays", { n: workingDays(months) })}</b>
        </li>
      </ul>
      <div className="months">
        {months.map(({ month, blanks, days }) => (
          <section key={month} className="month" aria-label={t("contract.calendars.month", { year, month })}>
            <h4>{t("contract.calendars.monthShort", { month })}</h4>
            <div className="month-days">
              {weekdays.map((day) => (
                <span key={day} className="day-head" aria-hidden="true">
                  {t(`words.weekdayShort.d${day}`)}
                </span>
              ))}
              {days.map(({ date, kind }, index) => (
                <span
                  key={date}
                  className={`day day-${kind}`}
                  style={index === 0 ? { gridColumnStart: blanks + 1 } : undefined}
                  title={`${date} ${t(`words.dayKind.${kind}`)}`}
                >
                  {Number(date.slice(8))}
                  {kind === "off" || kind === "make-up" ? <i>{t(`words.dayMark.${kind}`)}</i> : null}
                </span>
              ))}
            </div>
          </section>
        ))}
      </div>
    </div>
  );
}
