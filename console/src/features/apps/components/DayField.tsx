import { Input } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { formatDate, parseDate } from "../../../shared/format/time.ts";
import { Field } from "../../../shared/ui/Field.tsx";

interface DayFieldProps {
  id: string;
  label: string;
  /** `2026-11-22` */
  value: string;
  onChange: (day: string) => void;
}

/** A day as it is typed; it counts with Enter or when the field is left, and only where it is a day. */
export function DayField({ id, label, value, onChange }: DayFieldProps) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState<string | undefined>();
  const at = typed === undefined ? undefined : parseDate(typed.normalize("NFKC"));
  const send = () => {
    if (at === undefined) return;
    setTyped(undefined);
    onChange(formatDate(at));
  };
  return (
    <Field id={id} label={label} error={typed !== undefined && at === undefined ? t("apps.usage.dayWrong") : undefined}>
      <Input
        id={id}
        className="apps-day"
        value={typed ?? value}
        onChange={(event) => setTyped(event.target.value)}
        onPressEnter={send}
        onBlur={send}
      />
    </Field>
  );
}
