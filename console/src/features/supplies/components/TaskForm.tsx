// A replacement that a person wants, whatever the forecast says.
import type { SupplyForecast } from "@kiosk/contract";
import { Input } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { formatDateTime, parseDateTime } from "../../../shared/format/time.ts";
import { useNow } from "../../../shared/time/ClockProvider.tsx";
import { Field } from "../../../shared/ui/Field.tsx";
import { useNewTask } from "../queries.ts";
import { StockDialog } from "./StockDialog.tsx";

const dayMs = 86_400_000;

export function TaskForm({ row, onClose }: { row: SupplyForecast; onClose: () => void }) {
  const { t } = useTranslation();
  const formId = useId();
  const now = useNow();
  const save = useNewTask(row.kioskId);
  const [id] = useState(() => crypto.randomUUID());
  const [due, setDue] = useState(() => formatDateTime(now + dayMs));
  const [tried, setTried] = useState(false);
  const c = "supplies.task" as const;
  const dueAt = parseDateTime(due);
  const wrong = dueAt === undefined ? t(`${c}.wrong`) : dueAt <= now ? t(`${c}.past`) : undefined;
  const submit = () => {
    setTried(true);
    if (dueAt === undefined || wrong !== undefined) return;
    const { deviceId, consumable, part } = row;
    save.mutate({ id, deviceId, consumable, part, dueAt }, { onSuccess: onClose });
  };
  return (
    <StockDialog
      testId="task-form"
      title={t(`${c}.title`, { item: row.item })}
      error={save.error}
      saving={save.isPending}
      onSave={submit}
      onClose={onClose}
    >
      <p className="muted">{t(`${c}.effect`, { kiosk: row.kioskName })}</p>
      <Field
        id={`${formId}-due`}
        label={t("supplies.tasks.due")}
        required
        hint={t(`${c}.dueHint`)}
        error={tried ? wrong : undefined}
      >
        <Input
          id={`${formId}-due`}
          aria-describedby={`${formId}-due-note`}
          value={due}
          maxLength={16}
          status={tried && wrong !== undefined ? "error" : ""}
          onChange={(event) => setDue(event.target.value)}
        />
      </Field>
    </StockDialog>
  );
}
