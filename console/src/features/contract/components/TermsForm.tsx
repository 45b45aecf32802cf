// The next version of the terms. Nothing is edited: what is entered here applies to orders reported from then on.
import { bindingRoles, OrderRow, type RequestKind, requestKinds } from "@kiosk/contract";
import { Alert, App, Input, Modal, Select } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { isProblem } from "../../../shared/api-client/api-error.ts";
import { formatDateTime } from "../../../shared/format/time.ts";
import { useServerClock } from "../../../shared/time/ClockProvider.tsx";
import { Field } from "../../../shared/ui/Field.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { useGroupName, usualGroups } from "../group-name.ts";
import { type Terms, useNewTerms, useNotify } from "../queries.ts";
import { diffTerms, type Role } from "../terms-diff.ts";
import { type BindingDraft, contentOf, draftOf, type TermsDraft, type TermsFaults, termsOf } from "../terms-draft.ts";
import { usePolicyName } from "./Bindings.tsx";
import { DiffList } from "./DiffList.tsx";

const roles: readonly Role[] = [...bindingRoles, "off"];
const levels = [1, 2, 3, 4] as const;
const stepFields = ["step1", "step2", "step3"] as const;

interface BindingLineProps {
  line: BindingDraft;
  name: string;
  versions: readonly number[];
  onChange: (part: Partial<BindingDraft>) => void;
}

function BindingLine({ line, name, versions, onChange }: BindingLineProps) {
  const { t } = useTranslation();
  const off = line.role === "off";
  return (
    <tr className={off ? "binding-off" : ""} data-testid={`bind-${line.policy}`}>
      <td className="card-title">
        <div>
          {name} <code className="muted">{line.policy}</code>
        </div>
      </td>
      <td data-label={t("contract.terms.role")}>
        <Select
          className="role-select"
          aria-label={t("contract.form.roleOf", { policy: name })}
          value={line.role}
          onChange={(role: Role) => onChange({ role })}
          options={roles.map((role) => ({
            value: role,
            label: role === "off" ? t("contract.terms.off") : t(`words.clockRole.${role}`),
          }))}
        />
        {versions.length < 2 ? null : (
          <Select
            aria-label={t("contract.form.versionOf", { policy: name })}
            value={line.policyVersion}
            onChange={(policyVersion: number) => onChange({ policyVersion })}
            options={versions.map((n) => ({ value: n, label: t("contract.terms.version", { n }) }))}
          />
        )}
      </td>
      <td data-label={t("contract.terms.scope")}>
        {off ? null : (
          <span className="scope-selects">
            <Select
              mode="multiple"
              aria-label={t("contract.form.kindsOf", { policy: name })}
              placeholder={t("contract.scope.allKinds")}
              value={[...line.kinds]}
              onChange={(kinds: RequestKind[]) => onChange({ kinds })}
              options={requestKinds.map((value) => ({ value, label: t(`words.requestKind.${value}`) }))}
            />
            <Select
              mode="multiple"
              aria-label={t("contract.form.classesOf", { policy: name })}
              placeholder={t("contract.scope.allClasses")}
              value={[...line.classes]}
              onChange={(classes: OrderRow["class"][]) => onChange({ classes })}
              options={OrderRow.shape.class.options.map((value) => ({ value, label: t(`words.orderClass.${value}`) }))}
            />
            <Select
              mode="multiple"
              aria-label={t("contract.form.levelsOf", { policy: name })}
              placeholder={t("contract.scope.allLevels")}
              value={[...line.levels]}
              onChange={(next: number[]) => onChange({ levels: next })}
              options={levels.map((n) => ({ value: n, label: t("orders.detail.level", { n }) }))}
            />
          </span>
        )}
      </td>
    </tr>
  );
}

interface TermsFormProps {
  id: string;
  list: Terms;
  onClose: () => void;
}

export function TermsForm({ id, list, onClose }: TermsFormProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const formId = useId();
  const clock = useServerClock();
  const errorText = useErrorText();
  const save = useNewTerms(id);
  const notify = useNotify();
  const nameOf = usePolicyName(list.policies);
  // What was looked at when the form was opened; a newer version that comes meanwhile must refuse it.
  const [base] = useState(list);
  const [draft, setDraft] = useState<TermsDraft>(() => draftOf(list));
  const [faults, setFaults] = useState<TermsFaults>({});
  const change = (part: Partial<TermsDraft>) => setDraft((old) => ({ ...old, ...part }));
  const seenVersion = base.versions[0]?.version ?? 0;
  const changes = diffTerms(base.versions[0], contentOf(draft));
  const groupName = useGroupName(notify.data);
  const groups = [...new Set([...(notify.data?.groups ?? []).map((g) => g.id), ...usualGroups])].map((id) => ({
    value: id,
    label: id,
  }));
  const groupLabel = (id: string) => groupName(id) ?? <Verbatim>{id}</Verbatim>;
  const said = (field: keyof TermsFaults) => {
    const fault = faults[field];
    return fault === undefined ? undefined : t(`contract.form.fault.${fault}`);
  };

  const submit = () => {
    const result = termsOf(draft, seenVersion);
    setFaults(result.ok ? {} : result.faults);
    if (!result.ok) return;
    save.mutate(result.terms, {
      onSuccess: ({ versions }) => {
        void message.success(t("contract.form.saved", { n: versions[0]?.version ?? 0 }));
        onClose();
      },
    });
  };

  return (
    <Modal
      open
      closable={{ "aria-label": t("common.close") }}
      mask={{ closable: false }}
      width={1100}
      title={t("contract.form.title", { n: seenVersion + 1 })}
      okText={t("contract.form.save")}
      okButtonProps={{ disabled: changes.length === 0 }}
      cancelText={t("common.form.cancel")}
      confirmLoading={save.isPending}
      onOk={submit}
      onCancel={onClose}
    >
      <div data-testid="terms-form">
        {save.error === null ? null : (
          <Alert
            className="form-alert"
            type={isProblem(save.error, "terms.stale") ? "warning" : "error"}
            showIcon
            data-testid="terms-refused"
            title={errorText(save.error)}
          />
        )}
        <p className="form-intro">{t("contract.form.intro")}</p>
        <table className="table cards">
          <thead>
            <tr>
              <th scope="col">{t("contract.terms.policy")}</th>
              <th scope="col">{t("contract.terms.role")}</th>
              <th scope="col">{t("contract.terms.scope")}</th>
            </tr>
          </thead>
          <tbody>
            {draft.bindings.map((line) => (
              <BindingLine
                key={line.key}
                line={line}
                name={nameOf(line.policy)}
                versions={list.policies.filter((p) => p.id === line.policy).map((p) => p.version)}
                onChange={(part) =>
                  change({ bindings: draft.bindings.map((b) => (b.key === line.key ? { ...b, ...part } : b)) })
                }
              />
            ))}
          </tbody>
        </table>
        <h3 className="drawer-head">{t("contract.escalation.title")}</h3>
        {stepFields.map((field, index) => {
          const step = draft.steps[index];
          if (step === undefined) return null;
          const set = (part: Partial<typeof step>) =>
            change({ steps: draft.steps.map((s, i) => (i === index ? { ...s, ...part } : s)) });
          return (
            <Field
              key={field}
              id={`${formId}-${field}`}
              label={t("contract.form.step", { n: index + 1 })}
              error={said(field)}
            >
              <span className="step-line">
                <Input
                  id={`${formId}-${field}`}
                  className="step-minutes"
                  value={step.afterMinutes}
                  inputMode="numeric"
                  maxLength={6}
                  suffix={t("contract.form.minutes")}
                  onChange={(event) => set({ afterMinutes: event.target.value })}
                />
                <Select
                  mode="tags"
                  className="step-groups"
                  aria-label={t("contract.form.groupsOf", { n: index + 1 })}
                  placeholder={t("contract.form.groups")}
                  value={[...step.groups]}
                  options={groups}
                  labelRender={({ value }) => groupLabel(String(value))}
                  optionRender={({ value }) => groupLabel(String(value))}
                  onChange={(next: string[]) => set({ groups: next })}
                />
              </span>
            </Field>
          );
        })}
        <h3 className="drawer-head">{t("contract.diff.title", { n: seenVersion })}</h3>
        <DiffList changes={changes} policies={list.policies} />
        <div className="form-pair terms-signing">
          <Field id={`${formId}-note`} label={t("contract.form.note")} required error={said("note")}>
            <Input.TextArea
              id={`${formId}-note`}
              value={draft.note}
              maxLength={500}
              rows={2}
              placeholder={t("contract.form.notePlaceholder")}
              status={faults.note === undefined ? "" : "error"}
              onChange={(event) => change({ note: event.target.value })}
            />
          </Field>
          <div>
            <Field
              id={`${formId}-approver`}
              label={t("contract.form.approvedBy")}
              required
              hint={t("contract.form.approvedByHint")}
              error={said("approvedBy")}
            >
              <Input
                id={`${formId}-approver`}
                value={draft.approvedBy}
                maxLength={64}
                status={faults.approvedBy === undefined ? "" : "error"}
                onChange={(event) => change({ approvedBy: event.target.value })}
              />
            </Field>
            <Field
              id={`${formId}-from`}
              label={t("contract.form.appliesFrom")}
              hint={t("contract.form.appliesFromHint")}
              error={said("appliesFrom")}
            >
              <Input
                id={`${formId}-from`}
                value={draft.appliesFrom}
                maxLength={20}
                placeholder={formatDateTime(clock.now())}
                onChange={(event) => change({ appliesFrom: event.target.value })}
              />
            </Field>
          </div>
        </div>
      </div>
    </Modal>
  );
}
