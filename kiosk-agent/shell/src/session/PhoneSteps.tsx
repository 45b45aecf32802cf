import { useState } from "react";
import { fill, useSaid, useWords } from "../i18n/index.ts";
import { KeyboardField } from "../keyboard/KeyboardField.tsx";
import { BigButton } from "../ui/BigButton.tsx";
import { Notice } from "../ui/Notice.tsx";
import { Page } from "../ui/Page.tsx";
import type { Step } from "./step.ts";

/** What is typed stands in this component's memory until it is sent, and nowhere after. */
export function PhoneStep({ step }: { readonly step: Extract<Step, { name: "phone" }> }) {
  const words = useWords().session;
  const said = useSaid();
  const [phone, setPhone] = useState("");
  const whole = /^1\d{10}$/.test(phone);
  return (
    <Page
      title={words.phone}
      say={words.phone}
      onBack={step.giveUp}
      actions={
        <BigButton kind="main" wide disabled={!whole || step.sending} onPress={() => step.send(phone)}>
          {step.sending ? words.sending : words.send}
        </BigButton>
      }
    >
      {step.said !== null && (
        <Notice kind="danger" urgent>
          {said(step.said)}
        </Notice>
      )}
      <KeyboardField kind="phone" value={phone} onChange={setPhone} label={words.phoneLabel} autoOpen />
      <p>{words.phoneMore}</p>
    </Page>
  );
}

export function CodeStep({ step }: { readonly step: Extract<Step, { name: "code" }> }) {
  const words = useWords().session;
  const said = useSaid();
  const [code, setCode] = useState("");
  return (
    <Page
      title={words.code}
      say={words.code}
      onBack={step.giveUp}
      actions={
        <>
          <BigButton onPress={step.again}>{words.sendAgain}</BigButton>
          <BigButton onPress={step.other}>{words.otherPhone}</BigButton>
          <BigButton kind="main" disabled={code.length !== 6 || step.checking} onPress={() => step.check(code)}>
            {words.check}
          </BigButton>
        </>
      }
    >
      {step.said !== null && (
        <Notice kind="danger" urgent>
          {said(step.said)}
        </Notice>
      )}
      <p>{fill(words.codeTo, { phone: step.maskedPhone })}</p>
      <KeyboardField kind="digits" value={code} onChange={setCode} label={words.codeLabel} maxLength={6} autoOpen />
    </Page>
  );
}
