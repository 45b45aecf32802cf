import { SendOutlined } from "@ant-design/icons";
import type { NotifyTestResult, NotifyView } from "@kiosk/contract";
import { Alert, Button } from "antd";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import { pick } from "../../shared/format/lang.ts";
import { useLang } from "../../shared/i18n/use-lang.ts";
import { useCan } from "../../shared/session/MeProvider.tsx";
import { EmptyState } from "../../shared/ui/EmptyState.tsx";
import { Lines } from "../../shared/ui/PageSkeleton.tsx";
import { Panel } from "../../shared/ui/Panel.tsx";
import { QueryView } from "../../shared/ui/QueryView.tsx";
import { useErrorText } from "../../shared/ui/use-error-text.ts";
import { Verbatim } from "../../shared/ui/Verbatim.tsx";
import { SectionHead } from "./components/SectionPage.tsx";
import { useNotify, useNotifyTest } from "./queries.ts";

type Channel = NotifyView["channels"][number];
type Group = NotifyView["groups"][number];

export function NotifyPage(): ReactElement {
  const { t } = useTranslation();
  const query = useNotify();
  return (
    <div className="page settings-page" data-testid="settings-notify">
      <SectionHead name="notify" intro={t("settings.notify.intro")} />
      <QueryView query={query} skeleton={<Lines rows={6} />}>
        {({ configured, channels, groups }) =>
          configured ? (
            channels.map((channel) => <ChannelPanel key={channel.id} channel={channel} groups={groups} />)
          ) : (
            <div className="panel">
              <EmptyState title={t("settings.notify.none")} hint={t("settings.notify.noneHint")} />
            </div>
          )
        }
      </QueryView>
    </div>
  );
}

function ChannelPanel({ channel, groups }: { channel: Channel; groups: readonly Group[] }) {
  const { t } = useTranslation();
  const mayTest = useCan("notify.test");
  const own = groups.filter((group) => group.channels.some((c) => c.channel === channel.id));
  return (
    <Panel
      title={<Verbatim>{channel.id}</Verbatim>}
      sub={
        <>
          <span className="chip">{channel.kind}</span> <code lang="zh-CN">{channel.target}</code>
          {channel.perMinute === null ? null : ` ${t("settings.notify.rate", { n: channel.perMinute })}`}
        </>
      }
    >
      {own.length === 0 ? <p className="panel-pad muted">{t("settings.notify.unused")}</p> : null}
      <ul className="settings-groups">
        {own.map((group) => (
          <GroupTest key={group.id} channel={channel} group={group} mayTest={mayTest} />
        ))}
      </ul>
    </Panel>
  );
}

function GroupTest({ channel, group, mayTest }: { channel: Channel; group: Group; mayTest: boolean }) {
  const { t } = useTranslation();
  const lang = useLang();
  const errorText = useErrorText();
  const test = useNotifyTest(channel.id);
  const fallback = group.channels.some((c) => c.channel === channel.id && c.fallback);
  const name = pick(lang, group);
  return (
    <li data-testid={`notify-${channel.id}-${group.id}`}>
      <div className="settings-group">
        <span>
          <b>{name}</b> {fallback ? <span className="chip chip-dashed">{t("settings.notify.fallback")}</span> : null}{" "}
          <Verbatim className="muted">{group.people.join("、")}</Verbatim>
        </span>
        <Button
          size="small"
          icon={<SendOutlined aria-hidden="true" />}
          loading={test.isPending}
          disabled={!mayTest}
          title={mayTest ? "" : t("settings.notify.mayNot")}
          aria-label={t("settings.notify.testName", { group: name, channel: channel.id })}
          onClick={() => test.mutate({ groupId: group.id })}
        >
          {t(test.isPending ? "settings.notify.testing" : "settings.notify.test")}
        </Button>
      </div>
      <div aria-live="polite">
        {test.data === undefined ? null : <Result result={test.data} />}
        {test.error === null ? null : <Alert type="error" showIcon title={errorText(test.error)} />}
      </div>
    </li>
  );
}

const tones = { delivered: "success", refused: "error", blocked: "warning", "no-answer": "error" } as const;

function Result({ result }: { result: NotifyTestResult }) {
  const { t } = useTranslation();
  const lang = useLang();
  const facts = [
    t("settings.notify.took", { ms: result.tookMs }),
    result.to.length === 0 ? null : t("settings.notify.to", { to: result.to.join(", ") }),
    result.failed.length === 0
      ? null
      : t("settings.notify.failed", { to: result.failed.map((f) => `${f.to} ${f.code}`).join(", ") }),
    result.reference === "" ? null : t("settings.notify.reference", { reference: result.reference }),
  ].filter((fact) => fact !== null);
  return (
    <Alert
      type={tones[result.outcome]}
      showIcon
      data-testid="notify-result"
      title={t(`settings.notify.outcome.${result.outcome}`)}
      description={
        <>
          {result.outcome === "delivered" ? null : <p>{pick(lang, result)}</p>}
          <p className="small">{facts.join(t("common.semicolon"))}</p>
        </>
      }
    />
  );
}
