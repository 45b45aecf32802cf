import type { KioskRow } from "@kiosk/contract";
import { Alert, App, Button, Checkbox, Modal } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import {
  type DayHours,
  formatMinutes,
  fromDays,
  parseMinutes,
  toDays,
  weekOrder,
} from "../../../shared/format/opening-hours.ts";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { useOpeningHours } from "../queries.ts";
import { weekdayKey } from "../weekday.ts";

interface DayRowProps {
  value: DayHours;
  onChange: (value: DayHours) => void;
}

/** A time field cannot say 24:00; midnight as the end of a day is shown as 00:00 and read back as 24:00. */
const shown = (min: number) => formatMinutes(min % 1440);

function DayRow({ value, onChange }: DayRowProps) {
  const { t } = useTranslation();
  const day = t(weekdayKey(value.day));
  return (
    <div className="hours-row">
      <Checkbox checked={value.open} onChange={(event) => onChange({ ...value, open: event.target.checked })}>
        {day}
      </Checkbox>
      {value.open ? (
        <>
          <input
            type="time"
            aria-label={t("terminal.hoursForm.dayFrom", { day })}
            value={shown(value.fromMin)}
            onChange={(event) => onChange({ ...value, fromMin: parseMinutes(event.target.value) ?? value.fromMin })}
          />
          <span aria-hidden="true">–</span>
          <input
            type="time"
            aria-label={t("terminal.hoursForm.dayTo", { day })}
            value={shown(value.toMin)}
            onChange={(event) => onChange({ ...value, toMin: parseMinutes(event.target.value) || 1440 })}
          />
        </>
      ) : (
        <span className="muted">{t("terminal.facts.closedDay")}</span>
      )}
    </div>
  );
}

export function HoursForm({ kiosk, onClose }: { kiosk: KioskRow; onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const errorText = useErrorText();
  const save = useOpeningHours(kiosk.id);
  const [days, setDays] = useState(() => toDays(kiosk.openingHours));
  const wrong = days.find((d) => d.open && d.toMin <= d.fromMin);

  const send = (hours: ReturnType<typeof fromDays> | null) =>
    save.mutate(hours, {
      onSuccess: () => {
        void message.success(t("terminal.hoursForm.saved"));
        onClose();
      },
    });

  return (
    <Modal
      open
      title={t("terminal.hoursForm.title")}
      onCancel={onClose}
      footer={
        <div className="form-actions">
          {kiosk.openingHours === null ? null : (
            <Button onClick={() => send(null)}>{t("terminal.hoursForm.unset")}</Button>
          )}
          <Button onClick={onClose}>{t("common.form.cancel")}</Button>
          <Button
            type="primary"
            loading={save.isPending}
            disabled={wrong !== undefined}
            onClick={() => send(fromDays(days))}
          >
            {t("common.form.save")}
          </Button>
        </div>
      }
    >
      <div className="hours-presets">
        <Button size="small" onClick={() => setDays(toDays(null))}>
          {t("terminal.hoursForm.office")}
        </Button>
        <Button
          size="small"
          onClick={() => setDays(weekOrder.map((day) => ({ day, open: true, fromMin: 0, toMin: 1440 })))}
        >
          {t("terminal.hoursForm.allWeek")}
        </Button>
      </div>
      {days.map((value) => (
        <DayRow
          key={value.day}
          value={value}
          onChange={(next) => setDays(days.map((d) => (d.day === next.day ? next : d)))}
        />
      ))}
      {wrong === undefined ? null : (
        <p className="field-error">{t("terminal.hoursForm.invalid", { day: t(weekdayKey(wrong.day)) })}</p>
      )}
      {save.error === null ? null : <Alert type="error" showIcon title={errorText(save.error)} />}
    </Modal>
  );
}
