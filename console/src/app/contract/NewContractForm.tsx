import { useNavigate, useSearch } from "@tanstack/react-router";
import { Alert, App, Input, Modal } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { sortIssues } from "../../shared/api-client/sort-issues.ts";
import { useContractScope } from "../../shared/scope/use-contract-scope.ts";
import { useCan, useMe } from "../../shared/session/MeProvider.tsx";
import { can } from "../../shared/session/reach.ts";
import { Field } from "../../shared/ui/Field.tsx";
import { useErrorText } from "../../shared/ui/use-error-text.ts";
import {
  type ContractDraft,
  type ContractFaults,
  type ContractField,
  contractFields,
  contractOf,
} from "./new-contract.ts";
import { useNewContract } from "./queries.ts";

const empty: ContractDraft = { id: "", zh: "", en: "", startsAt: "", endsAt: "" };

function NewContractForm({ onClose }: { onClose: () => void }) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const formId = useId();
  const navigate = useNavigate();
  const errorText = useErrorText();
  const scope = useContractScope();
  const create = useNewContract();
  const me = useMe();
  const [draft, setDraft] = useState(empty);
  const [faults, setFaults] = useState<ContractFaults>({});
  const refusal = sortIssues(create.error, contractFields);

  const submit = () => {
    const result = contractOf(
      draft,
      scope.list.map((c) => c.id),
    );
    setFaults(result.ok ? {} : result.faults);
    if (!result.ok) {
      const { faults: wrong } = result;
      const first = contractFields.find((name) => wrong[name] !== undefined);
      document.getElementById(`${formId}-${first}`)?.focus();
      return;
    }
    create.mutate(result.contract, {
      onSuccess: (contract) => {
        void message.success(t("common.contractForm.created"));
        // Who made it goes on to its terminals, if they are theirs to enter.
        if (can(me, "kiosk.manage")) {
          void navigate({ to: "/terminals", search: { contract: contract.id }, replace: true });
        } else onClose();
      },
    });
  };

  const field = (name: ContractField, more: { placeholder?: string; hint?: string; maxLength: number }) => {
    const id = `${formId}-${name}`;
    const fault = faults[name];
    const error = fault === undefined ? refusal.at[name] : t(`common.contractForm.wrong.${fault}`);
    const { hint, ...input } = more;
    return (
      <Field
        id={id}
        label={t(`common.contractForm.${name}`)}
        required={name === "id" || name === "zh" || name === "en"}
        error={error}
        {...(hint === undefined ? {} : { hint })}
      >
        <Input
          {...input}
          id={id}
          value={draft[name]}
          status={error === undefined ? "" : "error"}
          aria-invalid={error !== undefined}
          aria-describedby={`${id}-note`}
          onChange={(event) => {
            setDraft({ ...draft, [name]: event.target.value });
            setFaults({ ...faults, [name]: undefined });
          }}
        />
      </Field>
    );
  };

  return (
    <Modal
      open
      closable={{ "aria-label": t("common.close") }}
      mask={{ closable: false }}
      title={t("common.contractForm.open")}
      okText={t("common.contractForm.submit")}
      cancelText={t("common.form.cancel")}
      confirmLoading={create.isPending}
      onOk={submit}
      onCancel={onClose}
    >
      {create.error === null ? null : (
        <Alert
          className="form-alert"
          type="error"
          showIcon
          data-testid="contract-refused"
          title={errorText(create.error, refusal.rest)}
        />
      )}
      <p className="form-intro" data-testid="new-contract">
        {t("common.contractForm.policyHint")}
      </p>
      {field("id", { placeholder: "changning", hint: t("common.contractForm.idHint"), maxLength: 40 })}
      {field("zh", { maxLength: 120 })}
      {field("en", { maxLength: 120 })}
      <div className="form-pair">
        {field("startsAt", { placeholder: "2026-09-01", hint: t("common.contractForm.dateHint"), maxLength: 10 })}
        {field("endsAt", { placeholder: "2027-05-31", hint: t("common.contractForm.dateHint"), maxLength: 10 })}
      </div>
    </Modal>
  );
}

/** Any page may ask for the form through the address bar. */
export function ContractFormHost() {
  const { newContract } = useSearch({ from: "__root__" });
  const navigate = useNavigate();
  const mayCreate = useCan("contract.create");
  if (newContract === undefined || !mayCreate) return null;
  return (
    <NewContractForm
      onClose={() => void navigate({ to: ".", search: (old) => ({ ...old, newContract: undefined }), replace: true })}
    />
  );
}
