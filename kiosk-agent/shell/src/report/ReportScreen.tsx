import { citizenReportKinds } from "@kiosk/contract";
import { useState } from "react";
import { ShellError, shell } from "../app/client.ts";
import type { PropsOf } from "../app/screen.ts";
import { fill, useSaid, useWords } from "../i18n/index.ts";
import { KeyboardField } from "../keyboard/KeyboardField.tsx";
import { BigButton } from "../ui/BigButton.tsx";
import { Notice } from "../ui/Notice.tsx";
import { Page } from "../ui/Page.tsx";
import "./report.css";

type ReportKind = (typeof citizenReportKinds)[number];
const mostCharacters = 400;

/** 问题反映: what it was by one touch, then in one's own words if one likes. Nobody has to say who they are. */
export function ReportScreen({ state, screen, go }: PropsOf<"report">) {
  const words = useWords().report;
  const [kind, setKind] = useState<ReportKind | null>(null);
  const { sessionId, appId } = screen;
  const back = () => go(sessionId === null && appId !== null ? { name: "service", appId } : { name: "home" });
  if (kind !== null) {
    return <InOwnWords kind={kind} state={state} screen={screen} go={go} onBack={() => setKind(null)} />;
  }
  return (
    <Page title={words.title} say={words.sayKind} onBack={back} className="report">
      <div className="report-kinds">
        {citizenReportKinds.map((each) => (
          <BigButton key={each} kind="main" onPress={() => setKind(each)}>
            {words.kind[each]}
          </BigButton>
        ))}
      </div>
      <p>{words.anonymous}</p>
      {sessionId !== null && <p>{words.tied}</p>}
    </Page>
  );
}

function InOwnWords(
  props: Pick<PropsOf<"report">, "state" | "screen" | "go"> & {
    readonly kind: ReportKind;
    readonly onBack: () => void;
  },
) {
  const { kind, state, screen, go, onBack } = props;
  const words = useWords().report;
  const said = useSaid();
  const [text, setText] = useState("");
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<ShellError | null>(null);
  const phone = state.point?.phone ?? null;

  const send = () => {
    setSending(true);
    setProblem(null);
    shell
      .report({ sessionId: screen.sessionId, appId: screen.appId, kind, text })
      .then((receipt) => go({ name: "receipt", receipt, of: "report" }))
      .catch((error: unknown) => {
        setSending(false);
        setProblem(error instanceof ShellError ? error : new ShellError(null, String(error)));
      });
  };
  return (
    <Page
      title={words.title}
      say={words.sayText}
      onBack={onBack}
      actions={
        <>
          <p className="report-chosen">{fill(words.chosen, { kind: words.kind[kind] })}</p>
          <BigButton onPress={onBack}>{words.otherKind}</BigButton>
          <BigButton kind="main" disabled={sending} onPress={send}>
            {sending ? words.sending : words.send}
          </BigButton>
        </>
      }
    >
      {problem !== null && (
        <Notice kind="danger" urgent>
          {problem.problem === null ? words.notSent : said(problem.problem.said)}
        </Notice>
      )}
      {kind === "card-stuck" && (
        <Notice kind="warning">{phone === null ? words.stuckNoPhone : fill(words.stuck, { phone })}</Notice>
      )}
      <KeyboardField
        kind="pinyin"
        lines={3}
        label={words.label}
        value={text}
        onChange={setText}
        maxLength={mostCharacters}
        autoOpen
      />
      <Notice kind="warning">{words.noNames}</Notice>
    </Page>
  );
}
