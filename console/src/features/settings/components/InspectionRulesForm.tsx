import type { InspectionRules } from "@kiosk/contract";
import { Alert, App, Button, Input, Modal, Select } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "../../../shared/api-client/api-error.ts";
import { ConflictDialog } from "../../../shared/conflict/ConflictDialog.tsx";
import { formatDate } from "../../../shared/format/time.ts";
import { Field } from "../../../shared/ui/Field.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { useRulesChange } from "../inspection-queries.ts";
import {
  fieldsOf,
  mostOf,
  type RuleDraft,
  type RuleKind,
  type RulesDraft,
  type RulesFaults,
  type RulesFields,
  type RulesValues,
  ruleKinds,
  rulesDraftOf,
  rulesValuesOf,
  valuesOfFields,
} from "../inspection-rules-draft.ts";
import { OwedPreview } from "./OwedPreview.tsx";
import { RulesFieldWords } from "./RuleWords.tsx";

interface InspectionRulesFormProps {
  contract: string;
  /** as they stand now, oldest first */
  versions: readonly InspectionRules[];
  /** server time */
  at: number;
  onClose: () => void;
}

const units = ["months", "weeks"] as const;
const fieldNames = ["term", ...ruleKinds, "reportWorkingDays", "appliesFrom", "note"] as const;

export function InspectionRulesForm({ contract, versions, at, onClose }: InspectionRulesFormProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const errorText = useErrorText();
  const id = useId();
  const save = useRulesChange(contract);
  const now = versions.at(-1) ?? null;
  const today = formatDate(at);
  const [opened] = useState(now);
  const [draft, setDraft] = useState<RulesDraft>(() => rulesDraftOf(opened, today));
  const [tried, setTried] = useState(false);
  const first = opened === null;
  const earliest = opened === null ? null : opened.appliesFrom > today ? opened.appliesFrom : today;
  const answer = rulesValuesOf(draft, earliest);
  // what is owed can be told before anybody has said why
  const counted = rulesValuesOf({ ...draft, note: opened?.note ?? contract }, earliest);
  const faults: RulesFaults = answer.ok || !tried ? new Set() : answer.faults;
  const r = "inspectionSettings.rules" as const;
  const set = (part: Partial<RulesDraft>) => setDraft((old) => ({ ...old, ...part }));
  const setRule = (kind: RuleKind, part: Partial<RuleDraft>) =>
    setDraft((old) => ({ ...old, rules: { ...old.rules, [kind]: { ...old.rules[kind], ...part } } }));

  const send = (values: RulesValues, seenVersion: number) =>
    save.mutate(
      { ...values, seenVersion },
      {
        onSuccess: () => {
          void message.success(t("settings.saved"));
          onClose();
        },
      },
    );
  const submit = () => {
    setTried(true);
    if (answer.ok) send(answer.values, opened?.version ?? 0);
  };

  if (isProblem(save.error, "setting.stale") && now !== null && answer.ok) {
    const label = (key: (typeof fieldNames)[number]) =>
      key === "appliesFrom" || key === "note" ? t(`${r}.${key}`) : t(`${r}.field.${key}`);
    return (
      <ConflictDialog<RulesFields>
        what={t(`${r}.form.title`)}
        by={now.by}
        at={now.at}
        base={fieldsOf(opened ?? now)}
        mine={fieldsOf(answer.values)}
        theirs={fieldsOf(now)}
        saving={save.isPending}
        fields={fieldNames.map((key) => ({
          key,
          label: label(key),
          show: (version) => <RulesFieldWords fields={version} name={key} />,
        }))}
        onResolve={(fields) => {
          if (JSON.stringify(fields) === JSON.stringify(fieldsOf(now))) return onClose();
          return send(valuesOfFields(fields), now.version);
        }}
        onCancel={onClose}
      />
    );
  }

  const text = (name: string, label: string, value: string, onText: (text: string) => void, more: Extra = {}) => {
    const { hint, error, required = false } = more;
    return (
      <Field
        id={`${id}-${name}`}
        label={label}
        required={required}
        error={faults.has(name) ? error : undefined}
        {...(hint === undefined ? {} : { hint })}
      >
        <Input
          id={`${id}-${name}`}
          aria-describedby={`${id}-${name}-note`}
          status={faults.has(name) ? "error" : ""}
          value={value}
          maxLength={10}
          onChange={(event) => onText(event.target.value)}
        />
      </Field>
    );
  };
  const number = (min: number, max: number) => t(`${r}.wrong.number`, { min, max });
  return (
    <Modal
      open
      width={760}
      title={t(`${r}.form.title`)}
      mask={{ closable: false }}
      closable={{ "aria-label": t("common.close") }}
      onCancel={onClose}
      footer={
        <div className="form-actions">
          <Button onClick={onClose}>{t("common.form.cancel")}</Button>
          <Button type="primary" loading={save.isPending} onClick={submit}>
            {t("common.form.save")}
          </Button>
        </div>
      }
    >
      <div data-testid="rules-form">
        <div className="form-pair">
          {text("term.from", t(`${r}.form.termFrom`), draft.from, (from) => set({ from }), {
            required: true,
            hint: t(`${r}.form.dayHint`),
            error: t(`${r}.wrong.day`),
          })}
          {text("term.to", t(`${r}.form.termTo`), draft.to, (to) => set({ to }), {
            required: true,
            hint: t(`${r}.form.dayHint`),
            error: t(`${r}.wrong.termTo`),
          })}
        </div>
        {ruleKinds.map((kind) => {
          const rule = draft.rules[kind];
          return (
            <fieldset key={kind} className="rule-kind">
              <legend>{t(`inspections.kinds.${kind}`)}</legend>
              <div className="rule-fields">
                {text(`${kind}.every`, t(`${r}.form.every`), rule.every, (every) => setRule(kind, { every }), {
                  hint: t(`${r}.form.everyHint`),
                  error: number(1, mostOf[rule.unit]),
                })}
                <Field id={`${id}-${kind}.unit`} label={t(`${r}.form.unit`)}>
                  <Select<RuleDraft["unit"]>
                    id={`${id}-${kind}.unit`}
                    value={rule.unit}
                    options={units.map((value) => ({ value, label: t(`${r}.form.units.${value}`) }))}
                    onChange={(unit) => setRule(kind, { unit })}
                  />
                </Field>
                {text(
                  `${kind}.minDaysLeft`,
                  t(`${r}.form.minDays`),
                  rule.minDaysLeft,
                  (minDaysLeft) => setRule(kind, { minDaysLeft }),
                  { hint: t(`${r}.form.minDaysHint`), error: number(0, 60) },
                )}
                {text(
                  `${kind}.maxGapDays`,
                  t(`${r}.form.maxGap`),
                  rule.maxGapDays,
                  (maxGapDays) => setRule(kind, { maxGapDays }),
                  { hint: t(`${r}.form.maxGapHint`), error: number(1, 400) },
                )}
              </div>
            </fieldset>
          );
        })}
        <div className="form-pair">
          {text(
            "reportWorkingDays",
            t(`${r}.form.report`),
            draft.reportWorkingDays,
            (reportWorkingDays) => set({ reportWorkingDays }),
            { required: true, hint: t(`${r}.form.reportHint`), error: number(1, 60) },
          )}
          {text("appliesFrom", t(`${r}.form.appliesFrom`), draft.appliesFrom, (appliesFrom) => set({ appliesFrom }), {
            required: true,
            hint: t(`${r}.form.appliesFromHint`),
            error: first ? t(`${r}.wrong.appliesFrom`) : t(`${r}.wrong.appliesFromEarliest`, { day: earliest }),
          })}
        </div>
        <OwedPreview contract={contract} versions={versions} values={counted.ok ? counted.values : undefined} />
        <Field
          id={`${id}-note`}
          label={t(`${r}.form.note`)}
          required
          hint={t(`${r}.form.noteHint`)}
          error={faults.has("note") ? t("common.form.required") : undefined}
        >
          <Input.TextArea
            id={`${id}-note`}
            aria-describedby={`${id}-note-note`}
            lang="zh-CN"
            rows={2}
            maxLength={500}
            value={draft.note}
            onChange={(event) => set({ note: event.target.value })}
          />
        </Field>
        {save.error === null ? null : <Alert type="error" showIcon title={errorText(save.error)} />}
      </div>
    </Modal>
  );
}

interface Extra {
  hint?: string;
  error?: string;
  required?: boolean;
}
