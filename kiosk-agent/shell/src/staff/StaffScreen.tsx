import { useState } from "react";
import { ShellError, shell } from "../app/client.ts";
import { useFrame } from "../app/frame-context.ts";
import type { PropsOf } from "../app/screen.ts";
import { fill, useSaid, useWords } from "../i18n/index.ts";
import { KeyboardField } from "../keyboard/KeyboardField.tsx";
import { BigButton } from "../ui/BigButton.tsx";
import { Notice } from "../ui/Notice.tsx";
import { Page } from "../ui/Page.tsx";
import { tellHost } from "./host.ts";

const digits = 8;

/** A technician's code opens the machine for a while. The agent alone says whether it is right, and writes down every attempt. */
export function StaffScreen({ state, go }: PropsOf<"staff">) {
  const words = useWords().staff;
  const said = useSaid();
  const { now } = useFrame();
  const [code, setCode] = useState("");
  const [asking, setAsking] = useState(false);
  const [problem, setProblem] = useState<ShellError | null>(null);
  const until = state.staffUntil;
  const home = () => go({ name: "home" });
  const ask = async <T,>(asked: Promise<T>, then: (answer: T) => void) => {
    setAsking(true);
    setProblem(null);
    try {
      then(await asked);
    } catch (error) {
      setProblem(error instanceof ShellError ? error : new ShellError(null, String(error)));
    } finally {
      setCode("");
      setAsking(false);
    }
  };
  const failed = problem !== null && (
    <Notice kind="danger" urgent>
      {problem.problem === null ? words.failed : said(problem.problem.said)}
    </Notice>
  );

  if (until !== null && until > now) {
    const seconds = Math.ceil((until - now) / 1000);
    return (
      <Page
        title={words.title}
        say={words.sayOpen}
        onBack={home}
        actions={
          <BigButton
            kind="danger"
            disabled={asking}
            onPress={() => {
              void ask(shell.closeStaff(), () => {
                tellHost(null);
                home();
              }); // its own problem is shown
            }}
          >
            {words.close}
          </BigButton>
        }
      >
        {failed}
        <p className="help-number" role="timer">
          {fill(words.left, { minutes: Math.floor(seconds / 60), seconds: seconds % 60 })}
        </p>
        <p>{words.logged}</p>
      </Page>
    );
  }
  return (
    <Page
      title={words.title}
      say={words.say}
      onBack={home}
      actions={
        <BigButton
          kind="main"
          disabled={asking || code.length !== digits}
          onPress={() => {
            void ask(shell.staff(code), (opened) => tellHost(opened.until)); // its own problem is shown
          }}
        >
          {asking ? words.checking : words.open}
        </BigButton>
      }
    >
      {failed}
      <KeyboardField
        kind="digits"
        label={words.label}
        value={code}
        onChange={setCode}
        maxLength={digits}
        secret
        autoOpen
      />
      <p>{words.logged}</p>
    </Page>
  );
}
