// The week of one point's opening hours, typed day by day.
import "./hours.css";
import { Button, Checkbox, Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { type DayHours, formatMinutes, parseMinutes, toDays, weekOrder } from "../format/opening-hours.ts";
import { weekdayKey } from "./weekday.ts";

/** Typed, because the browser's own time field cannot say 24:00 and may show 12 hours. Keeps what is typed until it is a time. */
function MinutesInput({ label, min, onChange }: { label: string; min: number; onChange: (min: number) => void }) {
  const [text, setText] = useState<string>();
  const wrong = text !== undefined && parseMinutes(text) === undefined;
  return (
    <Input
      className="hours-input"
      aria-label={label}
      value={text ?? formatMinutes(min)}
      maxLength={5}
      inputMode="numeric"
      status={wrong ? "error" : ""}
      onChange={(event) => {
        const typed = event.target.value.normalize("NFKC");
        const parsed = parseMinutes(typed);
        setText(typed);
        if (parsed !== undefined) onChange(parsed);
      }}
      onBlur={() => setText(undefined)}
    />
  );
}

function DayRow({ value, onChange }: { value: DayHours; onChange: (value: DayHours) => void }) {
  const { t } = useTranslation();
  const day = t(weekdayKey(value.day));
  return (
    <div className="hours-row">
      <Checkbox checked={value.open} onChange={(event) => onChange({ ...value, open: event.target.checked })}>
        {day}
      </Checkbox>
      {value.open ? (
        <>
          <MinutesInput
            label={t("terminal.hoursForm.dayFrom", { day })}
            min={value.fromMin}
            onChange={(fromMin) => onChange({ ...value, fromMin })}
          />
          <span aria-hidden="true">–</span>
          <MinutesInput
            label={t("terminal.hoursForm.dayTo", { day })}
            min={value.toMin}
            onChange={(toMin) => onChange({ ...value, toMin })}
          />
        </>
      ) : (
        <span className="muted">{t("terminal.facts.closedDay")}</span>
      )}
    </div>
  );
}

/** The first open day that ends before it begins; such a week is not to be sent. */
export function wrongDay(days: readonly DayHours[]): DayHours | undefined {
  return days.find((d) => d.open && d.toMin <= d.fromMin);
}

export function HoursEditor({ days, onChange }: { days: readonly DayHours[]; onChange: (days: DayHours[]) => void }) {
  const { t } = useTranslation();
  const wrong = wrongDay(days);
  return (
    <>
      <div className="hours-presets">
        <Button size="small" onClick={() => onChange(toDays(null))}>
          {t("terminal.hoursForm.office")}
        </Button>
        <Button
          size="small"
          onClick={() => onChange(weekOrder.map((day) => ({ day, open: true, fromMin: 0, toMin: 1440 })))}
        >
          {t("terminal.hoursForm.allWeek")}
        </Button>
      </div>
      {days.map((value) => (
        <DayRow
          key={value.day}
          value={value}
          onChange={(next) => onChange(days.map((d) => (d.day === next.day ? next : d)))}
        />
      ))}
      {wrong === undefined ? null : (
        <p className="field-error">{t("terminal.hoursForm.invalid", { day: t(weekdayKey(wrong.day)) })}</p>
      )}
    </>
  );
}
