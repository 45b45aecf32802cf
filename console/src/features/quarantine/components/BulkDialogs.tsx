import { errorCodes, type QuarantineRow } from "@kiosk/contract";
import { Input } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { BulkPreview } from "../../../shared/bulk/BulkPreview.tsx";
import { pick } from "../../../shared/format/lang.ts";
import { formatDateTime } from "../../../shared/format/time.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { Field } from "../../../shared/ui/Field.tsx";
import { bulkOne } from "../queries.ts";
import { isResolved, useOutcomeText } from "../use-outcome-text.ts";

export const messageId = (row: QuarantineRow) => row.id;

interface BulkDialogProps {
  act: "replay" | "discard";
  items: readonly QuarantineRow[];
  onClose: (done: readonly QuarantineRow[]) => void;
}

export function BulkDialog({ act, items, onClose }: BulkDialogProps) {
  const { t } = useTranslation();
  const lang = useLang();
  const id = useId();
  const [reason, setReason] = useState("");
  const outcomeText = useOutcomeText();
  return (
    <BulkPreview<QuarantineRow, string>
      title={t(`quarantine.${act}.act`)}
      danger={act === "discard"}
      items={items}
      idOf={messageId}
      nameOf={(row) => (
        <>
          <code>{row.kioskId}</code> {formatDateTime(row.receivedAt)} {pick(lang, errorCodes[row.reason])}
        </>
      )}
      check={async (row) => {
        if (row.resolution !== null)
          return { ok: false, reason: t("quarantine.replay.resolved-before", { name: row.resolvedBy ?? "" }) };
        const isCut = act === "replay" && row.reason === "wire.too-large";
        return isCut ? { ok: false, reason: t("quarantine.replay.cut") } : { ok: true, plan: row.id };
      }}
      run={async (row) => {
        const { results } = await bulkOne(
          act === "replay" ? { act, ids: [row.id] } : { act, ids: [row.id], reason: reason.trim() },
        );
        const [result] = results;
        if (result !== undefined && !isResolved(result)) throw new Error(outcomeText(result));
      }}
      ready={act === "replay" || reason.trim() !== ""}
      form={
        <>
          <p className="form-intro">{t(`quarantine.${act}.hint`)}</p>
          {act === "replay" ? null : (
            <Field id={id} label={t("quarantine.discard.reason")} required>
              <Input.TextArea
                id={id}
                data-testid="discard-reason"
                rows={2}
                maxLength={500}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
            </Field>
          )}
        </>
      }
      onClose={onClose}
    />
  );
}
