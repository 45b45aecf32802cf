import type { CheckEntry, EvidenceView } from "@kiosk/contract";
import { Button, Input, InputNumber, Modal, Segmented } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { EvidencePicker } from "../../../shared/evidence/EvidencePicker.tsx";
import { pick } from "../../../shared/format/lang.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { Field } from "../../../shared/ui/Field.tsx";
import type { CheckRow } from "../check-rows.ts";

interface CheckFormProps {
  row: CheckRow;
  busy: boolean;
  onClose: () => void;
  onSend: (entry: Partial<CheckEntry> & Pick<CheckEntry, "outcome">) => void;
}

/** An answer with its words, its measure and its pictures; begins with what the row already has. */
export function CheckForm({ row: { item, result }, busy, onClose, onSend }: CheckFormProps) {
  const { t } = useTranslation();
  const lang = useLang();
  const id = useId();
  const [outcome, setOutcome] = useState<CheckEntry["outcome"]>(result?.outcome ?? "fail");
  const [text, setText] = useState(result?.text ?? "");
  const [measured, setMeasured] = useState<number | null>(result?.measured ?? null);
  const [files, setFiles] = useState<readonly EvidenceView[]>([]);
  const { measure } = item;
  const needsPhoto = item.photo === "always" || (item.photo === "on-fail" && outcome === "fail");
  const isWhole =
    (outcome !== "fail" || text.trim() !== "") &&
    (!needsPhoto || outcome === "na" || files.length > 0 || (result?.photos.length ?? 0) > 0) &&
    (measure === null || outcome === "na" || measured !== null);
  return (
    <Modal
      open
      title={pick(lang, item)}
      mask={{ closable: false }}
      closable={{ "aria-label": t("common.close") }}
      onCancel={onClose}
      footer={
        <div className="form-actions">
          <Button onClick={onClose}>{t("common.form.cancel")}</Button>
          <Button
            type="primary"
            disabled={!isWhole}
            loading={busy}
            onClick={() => {
              const photos = files.map(({ digest }) => ({ photoId: crypto.randomUUID(), digest }));
              onSend({ outcome, text, measured: measure === null ? null : measured, photos });
            }}
          >
            {t("common.form.submit")}
          </Button>
        </div>
      }
    >
      <p className="form-intro">{pick(lang, { zh: item.howZh, en: item.howEn })}</p>
      <Segmented<CheckEntry["outcome"]>
        aria-label={t("inspections.answer")}
        value={outcome}
        onChange={setOutcome}
        options={(["pass", "fail", "na"] as const).map((value) => ({
          value,
          label: t(`inspections.outcome.${value}`),
        }))}
      />
      {measure === null ? null : (
        <Field
          id={`${id}-measured`}
          label={`${pick(lang, measure)} ${measure.unit === "" ? "" : `(${measure.unit})`}`}
          required={outcome !== "na"}
          hint={t("inspections.limits", { min: measure.min ?? "–", max: measure.max ?? "–" })}
        >
          <InputNumber id={`${id}-measured`} value={measured} onChange={setMeasured} />
        </Field>
      )}
      <Field id={`${id}-text`} label={t("inspections.remark")} required={outcome === "fail"}>
        <Input.TextArea
          id={`${id}-text`}
          rows={3}
          maxLength={1000}
          value={text}
          onChange={(event) => setText(event.target.value)}
        />
      </Field>
      <EvidencePicker
        files={files}
        required={needsPhoto && outcome !== "na"}
        onAdd={(file) => setFiles((old) => [...old, file])}
        onRemove={(digest) => setFiles((old) => old.filter((file) => file.digest !== digest))}
      />
    </Modal>
  );
}
