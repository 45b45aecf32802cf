import type { SetupDone } from "@kiosk/contract";
import { Button, Input } from "antd";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Field } from "../../../shared/ui/Field.tsx";
import { useSetup } from "../queries.ts";
import { emptySetup, type Office, offices, type SetupFaults, setupOf } from "../setup-draft.ts";
import { Refusal } from "./Refusal.tsx";

interface SetupFormProps {
  token: string;
  onDone: (done: SetupDone) => void;
}

export function SetupForm({ token, onDone }: SetupFormProps) {
  const { t } = useTranslation();
  const id = useId();
  const setup = useSetup();
  const [draft, setDraft] = useState(emptySetup);
  const [faults, setFaults] = useState<SetupFaults>({});

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const result = setupOf(draft, token);
    setFaults(result.ok ? {} : result.faults);
    if (result.ok) setup.mutate(result.request, { onSuccess: onDone });
    else document.getElementById(`${id}-${Object.keys(result.faults)[0]}`)?.focus();
  };

  const field = (office: Office, part: "login" | "name") => {
    const key = `${office}-${part}` as const;
    const fault = faults[key];
    const error = fault === undefined ? undefined : t(`account.setup.wrong.${fault}`);
    const hint = part === "login" ? { hint: t("account.setup.loginHint") } : {};
    const note = error !== undefined || part === "login";
    return (
      <Field id={`${id}-${key}`} label={t(`account.${part}`)} required error={error} {...hint}>
        <Input
          id={`${id}-${key}`}
          data-testid={key}
          value={draft[office][part]}
          maxLength={part === "login" ? 32 : 64}
          autoComplete="off"
          autoCapitalize="off"
          spellCheck={false}
          status={error === undefined ? "" : "error"}
          aria-invalid={error !== undefined}
          {...(note ? { "aria-describedby": `${id}-${key}-note` } : {})}
          onChange={(event) => {
            setDraft({ ...draft, [office]: { ...draft[office], [part]: event.target.value } });
            setFaults({ ...faults, [key]: undefined });
          }}
        />
      </Field>
    );
  };

  return (
    <form onSubmit={submit} noValidate data-testid="setup">
      <p className="form-intro">{t("account.setup.intro")}</p>
      <Refusal error={setup.error} />
      {offices.map((office) => (
        <fieldset key={office} className="setup-office">
          <legend>{t(`account.office.${office}`)}</legend>
          <p className="muted">{t(`account.officeFor.${office}`)}</p>
          <div className="form-pair">
            {field(office, "name")}
            {field(office, "login")}
          </div>
        </fieldset>
      ))}
      <Button type="primary" htmlType="submit" block loading={setup.isPending}>
        {t("account.setup.submit")}
      </Button>
    </form>
  );
}
