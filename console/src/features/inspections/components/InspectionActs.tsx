import type { InspectionView } from "@kiosk/contract";
import { useQuery } from "@tanstack/react-query";
import { Alert, App, Button, Input, Modal } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { formatDateTime } from "../../../shared/format/time.ts";
import { Field } from "../../../shared/ui/Field.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { checkGroups } from "../check-rows.ts";
import { systemEvidence, useAskEvidence, useComplete, useRecord, useVoid } from "../queries.ts";

/** What can be done with an open inspection: measure anew and agree with what was measured, complete it, void it. */
export function InspectionActs({ view }: { view: InspectionView }) {
  const { t } = useTranslation();
  const [form, setForm] = useState<"complete" | "void">();
  return (
    <>
      {view.kind === "system" ? <EvidenceActs view={view} /> : null}
      <Button onClick={() => setForm("void")}>{t("inspections.void")}</Button>
      <Button type="primary" disabled={view.counts.open > 0} onClick={() => setForm("complete")}>
        {t(view.counts.open > 0 ? "inspections.stillOpen" : "inspections.complete", { n: view.counts.open })}
      </Button>
      {form === "complete" ? <CompleteForm view={view} onClose={() => setForm(undefined)} /> : null}
      {form === "void" ? <VoidForm view={view} onClose={() => setForm(undefined)} /> : null}
    </>
  );
}

function EvidenceActs({ view }: { view: InspectionView }) {
  const { t } = useTranslation();
  const { message, modal } = App.useApp();
  const errorText = useErrorText();
  const evidence = useQuery(systemEvidence(view.kioskId, true)).data;
  const ask = useAskEvidence(view.kioskId);
  const record = useRecord(view.id);
  const waiting =
    evidence !== undefined && evidence.requestedAt !== null && evidence.requestedAt > (evidence.receivedAt ?? 0);
  // what the terminal measured as well and nobody has answered yet; unknown is for a person to judge
  const measured = checkGroups(view)
    .flatMap(({ rows }) => rows)
    .filter((row) => row.result === undefined && row.evidence?.outcome === "pass");
  const confirm = () =>
    void modal.confirm({
      title: t("inspections.confirmAll", { n: measured.length }),
      content: t("inspections.confirmAllHint"),
      okText: t("inspections.confirmYes"),
      onOk: () =>
        record
          .mutateAsync({
            entries: measured.map(({ checklistId, deviceId, item }) => ({
              checklistId,
              itemId: item.id,
              deviceId,
              outcome: "pass",
            })),
          })
          .catch((error: unknown) => void message.error(error instanceof Error ? error.message : String(error))),
    });
  return (
    <>
      <span className="muted small">
        {evidence?.measuredAt == null
          ? t(evidence?.notAsked === "offline" ? "inspections.offline" : "inspections.notMeasured")
          : t("inspections.measuredAt", { at: formatDateTime(evidence.measuredAt) })}
      </span>
      <Button
        loading={ask.isPending || waiting}
        onClick={() => ask.mutate(undefined, { onError: (error) => void message.error(errorText(error)) })}
      >
        {t("inspections.measureNow")}
      </Button>
      <Button disabled={measured.length === 0} loading={record.isPending} onClick={confirm}>
        {t("inspections.confirmMeasured", { n: measured.length })}
      </Button>
    </>
  );
}

function CompleteForm({ view, onClose }: { view: InspectionView; onClose: () => void }) {
  const { t } = useTranslation();
  const id = useId();
  const errorText = useErrorText();
  const complete = useComplete(view.id);
  const [conclusion, setConclusion] = useState("");
  const [advice, setAdvice] = useState("");
  return (
    <Modal
      open
      title={t("inspections.complete")}
      mask={{ closable: false }}
      closable={{ "aria-label": t("common.close") }}
      okText={t("common.form.submit")}
      cancelText={t("common.form.cancel")}
      confirmLoading={complete.isPending}
      onOk={() => complete.mutate({ conclusion, advice }, { onSuccess: onClose })}
      onCancel={onClose}
    >
      {complete.error === null ? null : <Alert className="form-alert" type="error" title={errorText(complete.error)} />}
      <Field id={`${id}-conclusion`} label={t("inspections.conclusion")}>
        <Input.TextArea
          id={`${id}-conclusion`}
          rows={3}
          maxLength={2000}
          value={conclusion}
          onChange={(e) => setConclusion(e.target.value)}
        />
      </Field>
      <Field id={`${id}-advice`} label={t("inspections.advice")}>
        <Input.TextArea
          id={`${id}-advice`}
          rows={3}
          maxLength={2000}
          value={advice}
          onChange={(e) => setAdvice(e.target.value)}
        />
      </Field>
    </Modal>
  );
}

function VoidForm({ view, onClose }: { view: InspectionView; onClose: () => void }) {
  const { t } = useTranslation();
  const id = useId();
  const errorText = useErrorText();
  const voiding = useVoid(view.id);
  const [why, setWhy] = useState("");
  return (
    <Modal
      open
      title={t("inspections.void")}
      mask={{ closable: false }}
      closable={{ "aria-label": t("common.close") }}
      okText={t("common.form.submit")}
      cancelText={t("common.form.cancel")}
      okButtonProps={{ danger: true, disabled: why.trim() === "" }}
      confirmLoading={voiding.isPending}
      onOk={() => voiding.mutate(why, { onSuccess: onClose })}
      onCancel={onClose}
    >
      {voiding.error === null ? null : <Alert className="form-alert" type="error" title={errorText(voiding.error)} />}
      <Field id={`${id}-why`} label={t("inspections.voidedWhy")} required>
        <Input.TextArea
          id={`${id}-why`}
          rows={3}
          maxLength={500}
          value={why}
          onChange={(event) => setWhy(event.target.value)}
        />
      </Field>
    </Modal>
  );
}
