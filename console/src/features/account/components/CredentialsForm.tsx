import type { Me } from "@kiosk/contract";
import { Button, Input, type InputRef } from "antd";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Field } from "../../../shared/ui/Field.tsx";
import { useSignIn } from "../queries.ts";
import { Refusal } from "./Refusal.tsx";
import { SecretInput } from "./SecretInput.tsx";

interface CredentialsFormProps {
  /** who was signed in before */
  login: string;
  onDone: (me: Me) => void;
}

export function CredentialsForm({ login: known, onDone }: CredentialsFormProps) {
  const { t } = useTranslation();
  const id = useId();
  const signIn = useSignIn();
  const [login, setLogin] = useState(known);
  const [password, setPassword] = useState("");
  const [missing, setMissing] = useState(false);
  const loginInput = useRef<InputRef>(null);
  const passwordInput = useRef<InputRef>(null);
  useEffect(() => {
    (known === "" ? loginInput : passwordInput).current?.focus();
  }, [known]);

  const submit = (event: FormEvent) => {
    event.preventDefault();
    setMissing(true);
    if (login.trim() === "" || password === "") {
      (login.trim() === "" ? loginInput : passwordInput).current?.focus();
      return;
    }
    signIn.mutate(
      { login: login.trim(), password },
      {
        onSuccess: onDone,
        onError: () => {
          setPassword("");
          setMissing(false);
          passwordInput.current?.focus();
        },
      },
    );
  };

  const lack = (value: string) => (missing && value.trim() === "" ? t("common.form.required") : undefined);
  const loginLack = lack(login);
  return (
    <form onSubmit={submit} noValidate data-testid="credentials">
      <Refusal error={signIn.error} />
      <Field id={`${id}-login`} label={t("account.login")} error={loginLack}>
        <Input
          ref={loginInput}
          id={`${id}-login`}
          value={login}
          maxLength={64}
          autoComplete="username"
          autoCapitalize="off"
          spellCheck={false}
          status={loginLack === undefined ? "" : "error"}
          aria-invalid={loginLack !== undefined}
          {...(loginLack === undefined ? {} : { "aria-describedby": `${id}-login-note` })}
          onChange={(event) => setLogin(event.target.value)}
        />
      </Field>
      <SecretInput
        ref={passwordInput}
        id={`${id}-password`}
        label={t("account.password")}
        value={password}
        onChange={setPassword}
        autoComplete="current-password"
        error={lack(password)}
      />
      <Button type="primary" htmlType="submit" block loading={signIn.isPending} data-testid="sign-in">
        {t("account.signIn")}
      </Button>
      <p className="field-hint bare-help">{t("account.forgotten")}</p>
    </form>
  );
}
