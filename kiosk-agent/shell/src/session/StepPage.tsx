import type { Elsewhere } from "@kiosk/contract";
import { useEffect, useState } from "react";
import { ElsewhereLine } from "../home/Elsewhere.tsx";
import { fill, useSaid, useWords } from "../i18n/index.ts";
import type { Words } from "../i18n/zh/index.ts";
import { BigButton } from "../ui/BigButton.tsx";
import { Notice } from "../ui/Notice.tsx";
import { Page } from "../ui/Page.tsx";
import { Drawing, type DrawingName } from "./Drawing.tsx";
import { CodeStep, PhoneStep } from "./PhoneSteps.tsx";
import type { JobCall, Step } from "./step.ts";
import { unknownCardMs } from "./use.ts";

interface StepPageProps {
  readonly step: Step;
  readonly elsewhere: Elsewhere | null;
  /** this terminal lacks what the service requires, as far as it knows now */
  readonly suspended: boolean;
}

/** The step that covers the app; nothing where the app has the screen. */
export function StepPage({ step, elsewhere, suspended }: StepPageProps) {
  const words = useWords().session;
  switch (step.name) {
    case "app":
      return null;
    case "choose":
      return <Choose step={step} />;
    case "card":
      return <Hands say={words.card} more={words.cardMore} drawing="card" wait={words.cardWait} back={step.giveUp} />;
    case "phone":
      return <PhoneStep step={step} />;
    case "code":
      return <CodeStep key={step.said?.zh ?? ""} step={step} />;
    case "scan":
      return <Hands say={words.scan} more={words.scanMore} drawing="scan" back={step.giveUp} />;
    case "working":
      return <Working call={step.call} />;
    case "trouble":
      return <Trouble step={step} elsewhere={elsewhere} suspended={suspended} />;
    case "take-card":
      return step.card === "present" ? (
        <Hands say={words.takeCard} more={words.takeCardMore} drawing="take" />
      ) : (
        <CardUnknown />
      );
    case "take-paper":
      return (
        <Hands say={words.takePaper} more={words.takePaperMore} drawing="paper">
          <BigButton kind="main" wide onPress={step.taken}>
            {words.taken}
          </BigButton>
        </Hands>
      );
    case "notice":
      return <Calm step={step} />;
    case "broken":
      return (
        <Page
          title={words.broken}
          say={words.broken}
          onBack={null}
          actions={
            <>
              <BigButton onPress={step.report}>{words.reportIt}</BigButton>
              <BigButton kind="main" onPress={step.end}>
                {words.end}
              </BigButton>
            </>
          }
        >
          <p>{words.brokenMore}</p>
          {elsewhere !== null && <ElsewhereLine place={elsewhere} />}
        </Page>
      );
    case "wiping":
      return (
        <Page title={words.wiping} say={step.takeCard ? words.takeCard : words.wiping} onBack={null}>
          <div className="step-centre">
            {step.takeCard && <Drawing name="take" />}
            <p className="step-more">{step.takeCard ? words.takeCard : words.wipingMore}</p>
          </div>
        </Page>
      );
  }
}

function Choose({ step }: { readonly step: Extract<Step, { name: "choose" }> }) {
  const words = useWords().session;
  const names = { card: words.byCard, phone: words.byPhone };
  const more = { card: words.byCardMore, phone: words.byPhoneMore };
  return (
    <Page title={words.choose} say={words.choose} onBack={step.giveUp}>
      <div className="step-ways">
        {step.ways.map((way) => (
          <div key={way} className="step-way">
            <BigButton kind="main" wide icon={way} onPress={() => step.choose(way)}>
              {names[way]}
            </BigButton>
            <p>{more[way]}</p>
          </div>
        ))}
      </div>
    </Page>
  );
}

/** A step with the hands: the sentence, the drawing, and a way back where there is one. */
function Hands(props: {
  readonly say: string;
  readonly more: string;
  readonly drawing: DrawingName;
  /** what is waited for */
  readonly wait?: string;
  readonly back?: () => void;
  readonly children?: React.ReactNode;
}) {
  const { say, more, drawing, wait, back, children } = props;
  return (
    <Page title={say} say={say} onBack={back ?? null} {...(children === undefined ? {} : { actions: children })}>
      <div className="step-centre">
        <Drawing name={drawing} />
        <p className="step-more">{more}</p>
        {wait !== undefined && (
          <p className="step-wait" role="status">
            {wait}
          </p>
        )}
      </div>
    </Page>
  );
}

const jobs: Readonly<Record<JobCall["call"], { readonly say: keyof Words["session"]; readonly drawing: DrawingName }>> =
  {
    "print.booklet": { say: "printBooklet", drawing: "paper" },
    "print.a4": { say: "printA4", drawing: "paper" },
    "print.receipt": { say: "printReceipt", drawing: "paper" },
    "endorse.card": { say: "endorse", drawing: "slot" },
  };

function Working({ call }: { readonly call: JobCall["call"] }) {
  const words = useWords().session;
  const { say, drawing } = jobs[call];
  return (
    <Hands say={words[say]} more={call === "endorse.card" ? words.endorseMore : words.workingMore} drawing={drawing} />
  );
}

/** Where the machine lacks what it takes, going back comes before trying again. */
function Trouble(props: StepPageProps & { readonly step: Extract<Step, { name: "trouble" }> }) {
  const { step, elsewhere, suspended } = props;
  const words = useWords().session;
  const said = useSaid();
  const sentence = step.said === null ? words.agentAway : said(step.said);
  return (
    <Page
      title={words.troubleTitle}
      say={sentence}
      onBack={null}
      actions={
        <>
          <BigButton {...(suspended ? { kind: "main" } : {})} onPress={step.giveUp}>
            {words.giveUp}
          </BigButton>
          <BigButton {...(suspended ? {} : { kind: "main" })} onPress={step.retry}>
            {words.retry}
          </BigButton>
        </>
      }
    >
      <Notice kind="danger" urgent>
        {sentence}
      </Notice>
      {elsewhere !== null && (
        <Notice kind="info">
          <ElsewhereLine place={elsewhere} />
        </Notice>
      )}
    </Page>
  );
}

function CardUnknown() {
  const words = useWords().session;
  const [left, setLeft] = useState(unknownCardMs / 1000);
  useEffect(() => {
    const timer = setInterval(() => setLeft((now) => Math.max(0, now - 1)), 1000);
    return () => clearInterval(timer);
  }, []);
  return <Hands say={words.takeCardWarn} more={fill(words.takeCardUnknown, { n: left })} drawing="take" />;
}

function Calm({ step }: { readonly step: Extract<Step, { name: "notice" }> }) {
  const words = useWords().session;
  const said = useSaid();
  const withdrawn = step.of === "withdrawn";
  const sentence = step.said === null ? words.pulled : said(step.said);
  return (
    <Page
      title={withdrawn ? words.withdrawnTitle : words.troubleTitle}
      say={sentence}
      onBack={null}
      actions={
        <BigButton kind="main" wide onPress={step.go}>
          {words.understood}
        </BigButton>
      }
    >
      <Notice kind="info">{sentence}</Notice>
      <p>{withdrawn ? words.withdrawnMore : words.pulledMore}</p>
    </Page>
  );
}
