import type { Me } from "@kiosk/contract";
import { Button, Input, type InputRef } from "antd";
import { type FormEvent, useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Field } from "../../../shared/ui/Field.tsx";
import { useSecondFactor } from "../queries.ts";
import { Refusal } from "./Refusal.tsx";

/** Six digits of the app, or one of the codes that were written down. */
export function SecondFactorForm({ onDone }: { onDone: (me: Me) => void }) {
  const { t } = useTranslation();
  const id = useId();
  const input = useRef<InputRef>(null);
  const [recovery, setRecovery] = useState(false);
  const [code, setCode] = useState("");
  const send = useSecondFactor();
  const waiting = send.isPending;

  // Also after a refusal, when the field has been free again.
  useEffect(() => {
    if (!waiting) input.current?.focus();
  }, [waiting]);

  const check = (text: string) => {
    send.mutate({ code: text }, { onSuccess: onDone, onError: () => setCode("") });
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (code.trim().length >= 6) check(code.trim());
    else input.current?.focus();
  };
  const type = (text: string) => {
    if (recovery) {
      setCode(text);
      return;
    }
    const digits = text.normalize("NFKC").replace(/\D/g, "").slice(0, 6);
    setCode(digits);
    // the last digit is as good as the button
    if (digits.length === 6 && digits !== code && !waiting) check(digits);
  };

  return (
    <form onSubmit={submit} noValidate data-testid="second-factor">
      <Refusal error={send.error} />
      <Field
        id={id}
        label={recovery ? t("account.recoveryCode") : t("account.code")}
        hint={recovery ? t("account.recoveryHint") : t("account.codeHint")}
      >
        <Input
          ref={input}
          id={id}
          className="code-input"
          value={code}
          maxLength={recovery ? 32 : 11}
          disabled={waiting}
          inputMode={recovery ? "text" : "numeric"}
          autoComplete="one-time-code"
          autoCapitalize="off"
          spellCheck={false}
          aria-describedby={`${id}-note`}
          onChange={(event) => type(event.target.value)}
        />
      </Field>
      <Button type="primary" htmlType="submit" block loading={waiting} disabled={code.trim().length < 6}>
        {t("account.confirm")}
      </Button>
      <Button
        type="link"
        className="bare-help"
        data-testid="use-recovery"
        onClick={() => {
          setRecovery(!recovery);
          setCode("");
          send.reset();
          input.current?.focus();
        }}
      >
        {recovery ? t("account.useApp") : t("account.useRecovery")}
      </Button>
    </form>
  );
}
