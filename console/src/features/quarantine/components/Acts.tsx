// What can be done with one message: once more through the steps, or put aside with a reason.
import { DeleteOutlined, RedoOutlined } from "@ant-design/icons";
import type { QuarantineDetail } from "@kiosk/contract";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { Alert, Button, Input } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "../../../shared/api-client/keys.ts";
import { useCan } from "../../../shared/session/MeProvider.tsx";
import { Field } from "../../../shared/ui/Field.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { discard, replay } from "../queries.ts";
import { isResolved, useOutcomeText } from "../use-outcome-text.ts";
import { Resolution } from "./MessageTable.tsx";

export function Acts({ message }: { message: QuarantineDetail }) {
  const { t } = useTranslation();
  const id = useId();
  const may = useCan("quarantine.resolve");
  const client = useQueryClient();
  const errorText = useErrorText();
  const outcomeText = useOutcomeText();
  const [reason, setReason] = useState<string>();
  const settled = () => client.invalidateQueries({ queryKey: keys.quarantines });
  const replaying = useMutation({ mutationFn: () => replay(message.id), onSettled: settled });
  const discarding = useMutation({
    mutationFn: (why: string) => discard(message.id, why),
    onSettled: settled,
  });
  const error = replaying.error ?? discarding.error;
  const result = replaying.data;
  return (
    <section className="message-acts" data-testid="message-acts">
      {message.resolution === null ? null : <Resolution row={message} />}
      {result === undefined ? null : (
        <Alert
          showIcon
          type={isResolved(result) ? "success" : "warning"}
          title={outcomeText(result)}
          data-testid="replay-result"
        />
      )}
      {error === null ? null : <Alert showIcon type="error" title={errorText(error)} />}
      {message.resolution === null ? (
        <>
          <p className="form-intro">{t("quarantine.replay.hint")}</p>
          <div className="message-buttons">
            <Button
              type="primary"
              icon={<RedoOutlined aria-hidden="true" />}
              data-testid="replay"
              disabled={!may || message.truncated}
              title={may ? (message.truncated ? t("quarantine.replay.cut") : "") : t("quarantine.denied")}
              loading={replaying.isPending}
              onClick={() => replaying.mutate()}
            >
              {t("quarantine.replay.act")}
            </Button>
            {reason === undefined ? (
              <Button
                icon={<DeleteOutlined aria-hidden="true" />}
                data-testid="discard-open"
                disabled={!may}
                title={may ? "" : t("quarantine.denied")}
                onClick={() => setReason("")}
              >
                {t("quarantine.discard.act")}
              </Button>
            ) : null}
          </div>
          {reason === undefined ? null : (
            <>
              <Field id={id} label={t("quarantine.discard.reason")} required hint={t("quarantine.discard.hint")}>
                <Input.TextArea
                  id={id}
                  aria-describedby={`${id}-note`}
                  data-testid="discard-reason"
                  rows={2}
                  maxLength={500}
                  value={reason}
                  onChange={(event) => setReason(event.target.value)}
                />
              </Field>
              <div className="form-actions">
                <Button onClick={() => setReason(undefined)}>{t("common.form.cancel")}</Button>
                <Button
                  danger
                  data-testid="discard"
                  disabled={reason.trim() === ""}
                  loading={discarding.isPending}
                  onClick={() => discarding.mutate(reason)}
                >
                  {t("quarantine.discard.act")}
                </Button>
              </div>
            </>
          )}
        </>
      ) : null}
    </section>
  );
}
