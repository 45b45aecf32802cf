import type { ReplacementTask } from "@kiosk/contract";
import { Input } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Field } from "../../../shared/ui/Field.tsx";
import { useWithdrawal } from "../queries.ts";
import { StockDialog } from "./StockDialog.tsx";

export function WithdrawForm({ task, onClose }: { task: ReplacementTask; onClose: () => void }) {
  const { t } = useTranslation();
  const formId = useId();
  const save = useWithdrawal(task);
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const wrong = tried && reason.trim() === "" ? t("common.form.required") : undefined;
  const submit = () => {
    setTried(true);
    if (reason.trim() !== "") save.mutate({ reason }, { onSuccess: onClose });
  };
  const c = "supplies.task" as const;
  return (
    <StockDialog
      testId="withdraw-form"
      title={t(`${c}.withdrawTitle`, { item: task.item })}
      error={save.error}
      saving={save.isPending}
      onSave={submit}
      onClose={onClose}
    >
      <p className="muted">{t(`${c}.withdrawEffect`, { kiosk: task.kioskName })}</p>
      <Field id={`${formId}-reason`} label={t("supplies.stock.reason")} required error={wrong}>
        <Input.TextArea
          id={`${formId}-reason`}
          aria-describedby={`${formId}-reason-note`}
          rows={2}
          maxLength={500}
          value={reason}
          status={wrong === undefined ? "" : "error"}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
    </StockDialog>
  );
}
