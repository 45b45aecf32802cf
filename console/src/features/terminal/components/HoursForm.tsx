import type { KioskRow } from "@kiosk/contract";
import { Alert, App, Button, Checkbox, Input, Modal } from "antd";
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
      closable={{ "aria-label": t("common.close") }}
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
