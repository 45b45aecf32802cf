import { FaultRuleRow, type FaultRuleSettings, maxSettleSeconds } from "@kiosk/contract";
import { Alert, App, Button, Input, Modal, Select } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "../../../shared/api-client/api-error.ts";
import { ConflictDialog } from "../../../shared/conflict/ConflictDialog.tsx";
import { pick } from "../../../shared/format/lang.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { Field } from "../../../shared/ui/Field.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { useFaultRuleChange, useFaultRulePreview } from "../queries.ts";
import { type RuleDraft, ruleDraftOf, ruleValuesOf } from "../rule-draft.ts";
import { type Reason, type ReasonFaults, ReasonFields, reasonFaults } from "./ReasonFields.tsx";
import { RulePreview } from "./RulePreview.tsx";

interface RuleFormProps {
  contract: string;
  row: FaultRuleRow;
  settings: FaultRuleSettings;
  onClose: () => void;
}

type Version = RuleDraft & Reason;

const severities = FaultRuleRow.shape.severity.options;

export function RuleForm({ contract, row, settings, onClose }: RuleFormProps) {
  const { t } = useTranslation();
  const lang = useLang();
  const { message } = App.useApp();
  const errorText = useErrorText();
  const id = useId();
  const save = useFaultRuleChange(contract);
  const preview = useFaultRulePreview(contract);
  const [opened] = useState(row);
  const [draft, setDraft] = useState(() => ruleDraftOf(row));
  const [reason, setReason] = useState<Reason>({ owner: row.current?.owner ?? "", note: "" });
  const [missing, setMissing] = useState<ReasonFaults>({});
  const [wrong, setWrong] = useState(false);
  const name = pick(lang, opened);
  const { code, product } = opened;

  const change = (next: Partial<RuleDraft>) => {
    setDraft({ ...draft, ...next });
    preview.reset();
  };
  const send = ({ owner, note, ...typed }: Version, seenVersion: number) => {
    const values = ruleValuesOf(typed);
    if (values === undefined) return;
    save.mutate(
      { code, ...values, owner, note, seenVersion },
      {
        onSuccess: () => {
          void message.success(t("settings.saved"));
          onClose();
        },
      },
    );
  };
  const values = ruleValuesOf(draft);
  const submit = () => {
    const lacking = reasonFaults(reason);
    setMissing(lacking);
    setWrong(values === undefined);
    if (values !== undefined && Object.keys(lacking).length === 0)
      send({ ...draft, ...reason }, opened.current?.version ?? 0);
  };

  const opensWord = (opens: RuleDraft["opens"]) => {
    if (opens !== "product") return t(opens === "yes" ? "settings.rules.opensYes" : "settings.rules.opensNo");
    const value = t(product.opensOrder ? "settings.rules.opensYes" : "settings.rules.opensNo");
    return t("settings.rules.asProduct", { value });
  };
  const severityWord = (severity: RuleDraft["severity"]) =>
    severity === "product"
      ? t("settings.rules.asProduct", { value: t(`words.severity.${product.severity}`) })
      : t(`words.severity.${severity}`);
  const settleWord = (settle: string) =>
    settle === "" ? t("settings.rules.defaultWord") : t("settings.rules.seconds", { n: settle });

  const now = settings.rows.find((r) => r.code === code);
  if (isProblem(save.error, "setting.stale") && now !== undefined) {
    const version = (from: FaultRuleRow): Version => ({
      ...ruleDraftOf(from),
      owner: from.current?.owner ?? "",
      note: from.current?.note ?? "",
    });
    return (
      <ConflictDialog<Version>
        what={name}
        by={now.current?.by}
        at={now.current?.at}
        base={version(opened)}
        mine={{ ...draft, ...reason }}
        theirs={version(now)}
        saving={save.isPending}
        fields={[
          { key: "opens", label: t("settings.rules.opens"), show: (v) => opensWord(v.opens) },
          { key: "severity", label: t("settings.rules.severity"), show: (v) => severityWord(v.severity) },
          { key: "settle", label: t("settings.rules.settle"), show: (v) => settleWord(v.settle) },
          { key: "owner", label: t("settings.owner"), show: (v) => <Verbatim>{v.owner}</Verbatim> },
          { key: "note", label: t("settings.note"), show: (v) => <Verbatim>{v.note}</Verbatim> },
        ]}
        onResolve={(value) => {
          if (JSON.stringify(value) === JSON.stringify(version(now))) return onClose();
          return send(value, now.current?.version ?? 0);
        }}
        onCancel={onClose}
      />
    );
  }

  return (
    <Modal
      open
      width={600}
      closable={{ "aria-label": t("common.close") }}
      title={t("settings.rules.form", { name })}
      onCancel={onClose}
      footer={
        <div className="form-actions">
          <Button onClick={onClose}>{t("common.form.cancel")}</Button>
          <Button
            data-testid="preview-rule"
            loading={preview.isPending}
            onClick={() => {
              setWrong(values === undefined);
              if (values !== undefined) preview.mutate({ code, ...values });
            }}
          >
            {t("settings.rules.preview")}
          </Button>
          <Button type="primary" loading={save.isPending} onClick={submit}>
            {t("common.form.save")}
          </Button>
        </div>
      }
    >
      <div data-testid="rule-form">
        <p className="form-intro">
          <code>{code}</code> {pick(lang, { zh: product.whyZh, en: product.whyEn })}
        </p>
        <div className="form-pair">
          <Field id={`${id}-opens`} label={t("settings.rules.opens")}>
            <Select<RuleDraft["opens"]>
              id={`${id}-opens`}
              value={draft.opens}
              options={(["product", "yes", "no"] as const).map((value) => ({ value, label: opensWord(value) }))}
              onChange={(opens) => change({ opens })}
            />
          </Field>
          <Field id={`${id}-severity`} label={t("settings.rules.severity")}>
            <Select<RuleDraft["severity"]>
              id={`${id}-severity`}
              value={draft.severity}
              options={(["product", ...severities] as const).map((value) => ({ value, label: severityWord(value) }))}
              onChange={(severity) => change({ severity })}
            />
          </Field>
        </div>
        <Field
          id={`${id}-settle`}
          label={t("settings.rules.settleField")}
          error={wrong ? t("settings.wrong.seconds", { max: maxSettleSeconds }) : undefined}
          hint={t("settings.rules.settleHint", product.settleSeconds)}
        >
          <Input
            id={`${id}-settle`}
            aria-describedby={`${id}-settle-note`}
            inputMode="numeric"
            maxLength={5}
            status={wrong ? "error" : ""}
            value={draft.settle}
            onChange={(event) => change({ settle: event.target.value })}
          />
        </Field>
        {preview.data === undefined ? null : <RulePreview preview={preview.data} />}
        {preview.error === null ? null : <Alert type="error" showIcon title={errorText(preview.error)} />}
        <ReasonFields value={reason} faults={missing} onChange={setReason} />
        {save.error === null ? null : <Alert type="error" showIcon title={errorText(save.error)} />}
      </div>
    </Modal>
  );
}
