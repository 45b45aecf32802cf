// From nobody to an open session: which step is next is the server's word (`stage`). The same steps stand on the page
// /sign-in and over a page whose session has ended.
import type { Me, RecoveryCodes } from "@kiosk/contract";
import { useQueryClient } from "@tanstack/react-query";
import { Alert, Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { enterSession, leaveSession } from "../../../shared/session/session.ts";
import { CredentialsForm } from "./CredentialsForm.tsx";
import { EnrolForm } from "./EnrolForm.tsx";
import { PasswordForm } from "./PasswordForm.tsx";
import { RecoveryCodeList } from "./RecoveryCodeList.tsx";
import { SecondFactorForm } from "./SecondFactorForm.tsx";

interface SignInStepsProps {
  me: Me | null;
  /** who was signed in before; empty: nobody */
  login: string;
  onOpen: (me: Me) => void;
  /** codes are on the screen that will not be shown again: the page must not go on by itself */
  onHold?: (hold: boolean) => void;
}

export function SignInSteps({ me, login, onOpen, onHold }: SignInStepsProps) {
  const { t } = useTranslation();
  const client = useQueryClient();
  const [shown, setShown] = useState<RecoveryCodes>();

  const go = (next: Me) => {
    // What this brings on screen again tells its own failures.
    void enterSession(client, next);
    if (next.stage === "open") onOpen(next);
  };

  if (shown !== undefined) {
    return (
      <RecoveryCodeList
        codes={shown.codes}
        onSaved={() => {
          setShown(undefined);
          onHold?.(false);
          go(shown.me);
        }}
      />
    );
  }
  if (me === null) return <CredentialsForm login={login} onDone={go} />;

  const intro = (text: string) => <Alert className="form-alert" type="info" showIcon title={text} />;
  const other = (
    <Button
      type="link"
      className="bare-help"
      // offline the step stays as it is, and the next try tells why
      onClick={() => void leaveSession(client).catch(() => undefined)}
    >
      {t("account.otherPerson")}
    </Button>
  );
  switch (me.stage) {
    case "second-factor":
      return (
        <>
          <SecondFactorForm onDone={go} />
          {other}
        </>
      );
    case "change-password":
      return (
        <>
          {intro(t("account.mustChange"))}
          <PasswordForm login={me.login ?? ""} onDone={go} />
          {other}
        </>
      );
    case "enrol-second-factor":
      return (
        <>
          {intro(t("account.mustEnrol"))}
          <EnrolForm
            onDone={(codes) => {
              onHold?.(true);
              setShown(codes);
            }}
          />
          {other}
        </>
      );
    case "open":
      return null;
  }
}
