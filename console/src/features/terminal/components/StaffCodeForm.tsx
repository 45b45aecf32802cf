import { IssuedStaffCode, NewStaffCode } from "@kiosk/contract";
import { useMutation } from "@tanstack/react-query";
import { Alert, Button, Input, InputNumber, Modal } from "antd";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import type { z } from "zod";
import type { ApiError } from "../../../shared/api-client/api-error.ts";
import { request } from "../../../shared/api-client/request.ts";
import { formatDateTime } from "../../../shared/format/time.ts";
import { Field } from "../../../shared/ui/Field.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";

/** A code that opens the staff exit of this terminal for a while. Held by this dialog alone: closed, it is gone. */
export function StaffCodeForm({ kioskId, onClose }: { kioskId: string; onClose: () => void }) {
  const { t } = useTranslation();
  const id = useId();
  const errorText = useErrorText();
  const [issuedTo, setIssuedTo] = useState("");
  const [minutes, setMinutes] = useState(60);
  const issue = useMutation<IssuedStaffCode, ApiError, z.infer<typeof NewStaffCode>>({
    mutationFn: (body) =>
      request(IssuedStaffCode, `/kiosks/${encodeURIComponent(kioskId)}/staff-codes`, { method: "POST", body }),
  });
  const parsed = NewStaffCode.safeParse({ issuedTo, minutes });
  const made = issue.data;
  const c = "apps.shell" as const;
  const submit = (event?: FormEvent) => {
    event?.preventDefault();
    if (parsed.success) issue.mutate(parsed.data);
  };
  return (
    <Modal
      open
      title={t(`${c}.staffCode`)}
      mask={{ closable: made === undefined }}
      closable={{ "aria-label": t("common.close") }}
      onCancel={onClose}
      footer={
        made === undefined ? (
          <div className="form-actions">
            <Button onClick={onClose}>{t("common.form.cancel")}</Button>
            <Button type="primary" disabled={!parsed.success} loading={issue.isPending} onClick={() => submit()}>
              {t(`${c}.staffIssue`)}
            </Button>
          </div>
        ) : (
          <Button type="primary" onClick={onClose}>
            {t("common.close")}
          </Button>
        )
      }
    >
      {made === undefined ? (
        <form onSubmit={submit} noValidate data-testid="staff-code">
          <Field id={`${id}-for`} label={t(`${c}.staffFor`)} required>
            <Input
              id={`${id}-for`}
              maxLength={64}
              value={issuedTo}
              onChange={(event) => setIssuedTo(event.target.value)}
            />
          </Field>
          <Field id={`${id}-minutes`} label={t(`${c}.staffMinutes`)} required>
            <InputNumber
              id={`${id}-minutes`}
              min={5}
              max={720}
              value={minutes}
              onChange={(value) => setMinutes(value ?? 60)}
            />
          </Field>
          <button type="submit" hidden />
        </form>
      ) : (
        <div data-testid="issued-staff-code">
          <code className="copy-text shell-code">{made.code}</code>
          <p className="muted">{t(`${c}.staffOnce`, { until: formatDateTime(made.until) })}</p>
        </div>
      )}
      {issue.error === null ? null : <Alert type="error" showIcon title={errorText(issue.error)} />}
    </Modal>
  );
}
