import type { RecoveryCodes } from "@kiosk/contract";
import { Button, Input } from "antd";
import { type FormEvent, useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { CopyButton } from "../../../shared/ui/CopyButton.tsx";
import { Field } from "../../../shared/ui/Field.tsx";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { QrCode } from "../../../shared/ui/QrCode.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { useEnrolSecondFactor, useSecondFactorOffer } from "../queries.ts";
import { Refusal } from "./Refusal.tsx";
import { SecretInput } from "./SecretInput.tsx";

/** Groups of four, each with its place as its name. */
const inFours = (secret: string) => (secret.match(/.{1,4}/g) ?? []).map((group, at) => ({ group, key: `${at}` }));

interface EnrolFormProps {
  /** of somebody who has an authenticator already: the password is asked for too */
  replacesOf?: string | undefined;
  onDone: (codes: RecoveryCodes) => void;
}

/** The secret as a picture and as letters, and the first code as the proof that it has arrived in the app. */
export function EnrolForm({ replacesOf, onDone }: EnrolFormProps) {
  const { t } = useTranslation();
  const id = useId();
  const offer = useSecondFactorOffer();
  const enrol = useEnrolSecondFactor();
  const [code, setCode] = useState("");
  const [password, setPassword] = useState("");
  const isReady = code.length === 6 && (replacesOf === undefined || password !== "");

  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isReady) return;
    const body = replacesOf === undefined ? { code } : { code, password };
    enrol.mutate(body, { onSuccess: onDone, onError: () => setCode("") });
  };

  return (
    <QueryView query={offer} skeleton={<Lines rows={6} />}>
      {({ uri, secret }) => (
        <form onSubmit={submit} noValidate data-testid="enrol">
          <ol className="enrol-steps">
            <li>{t("account.enrol.app")}</li>
            <li>
              {t("account.enrol.scan")}
              <div className="enrol-offer">
                <QrCode text={uri} label={t("account.enrol.qr")} sizePx={184} />
                <div>
                  <p className="field-hint">{t("account.enrol.typed")}</p>
                  <code className="enrol-secret" data-testid="enrol-secret">
                    {inFours(secret).map(({ group, key }) => (
                      <span key={key}>{group}</span>
                    ))}
                  </code>
                  <CopyButton text={secret} />
                </div>
              </div>
            </li>
            <li>{t("account.enrol.prove")}</li>
          </ol>
          <Refusal error={enrol.error} />
          {replacesOf === undefined ? null : (
            <>
              {/* tells a password keeper whose password this is */}
              <input type="text" autoComplete="username" value={replacesOf} readOnly hidden />
              <SecretInput
                id={`${id}-password`}
                label={t("account.change.current")}
                value={password}
                onChange={setPassword}
                autoComplete="current-password"
              />
            </>
          )}
          <Field id={id} label={t("account.code")}>
            <Input
              id={id}
              className="code-input"
              value={code}
              maxLength={11}
              inputMode="numeric"
              autoComplete="one-time-code"
              onChange={(event) => setCode(event.target.value.normalize("NFKC").replace(/\D/g, "").slice(0, 6))}
            />
          </Field>
          <Button type="primary" htmlType="submit" block loading={enrol.isPending} disabled={!isReady}>
            {t("account.enrol.bind")}
          </Button>
        </form>
      )}
    </QueryView>
  );
}
