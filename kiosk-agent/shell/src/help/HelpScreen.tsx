import { useFrame } from "../app/frame-context.ts";
import type { PropsOf } from "../app/screen.ts";
import { hoursToday } from "../home/when.ts";
import { useWords } from "../i18n/index.ts";
import { BigButton } from "../ui/BigButton.tsx";
import { Icon, type IconName } from "../ui/Icon.tsx";
import { Notice } from "../ui/Notice.tsx";
import { Page } from "../ui/Page.tsx";
import "./help.css";

/** Whom to call, what this screen can do for one's eyes and ears, how to go on at home. The same for everybody. */
export function HelpScreen({ state, go }: PropsOf<"help">) {
  const words = useWords();
  const { help } = words;
  const { now } = useFrame();
  const { point } = state;
  const openNow = point?.openNow ?? null;
  return (
    <Page
      title={help.title}
      say={help.say}
      onBack={() => go({ name: "home" })}
      actions={
        <BigButton kind="main" icon="report" onPress={() => go({ name: "report", sessionId: null, appId: null })}>
          {help.report}
        </BigButton>
      }
    >
      <section className="help-call">
        <h2>
          <Icon name="phone" />
          {help.call}
        </h2>
        {point?.phone == null ? <p>{help.noPhone}</p> : <p className="help-number">{point.phone}</p>}
        <Notice kind={openNow === true ? "good" : "info"}>
          {openNow === null ? help.dutyUnknown : openNow ? help.onDuty : help.offDuty}
        </Notice>
        {point !== null && (
          <p>
            {help.place}: <span lang="zh-CN">{point.name}</span> <span lang="zh-CN">{point.address}</span>{" "}
            {hoursToday(point.hours, now, words.home)}
          </p>
        )}
      </section>
      <Section icon="elder" title={help.screen}>
        {[help.elder, help.contrast, help.voice, help.english, help.where]}
      </Section>
      <Section icon="home" title={help.atHome}>
        {[help.atHomeHow, help.atHomeReceipt]}
      </Section>
      <div>
        <BigButton icon="guide" onPress={() => go({ name: "category", category: "guide" })}>
          {help.guides}
        </BigButton>
      </div>
      <Notice kind="info">{help.noTrace}</Notice>
    </Page>
  );
}

function Section(props: { readonly icon: IconName; readonly title: string; readonly children: readonly string[] }) {
  return (
    <section className="help-part">
      <h2>
        <Icon name={props.icon} />
        {props.title}
      </h2>
      <ul>
        {props.children.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  );
}
