import { useTranslation } from "react-i18next";
import { pick } from "../../../shared/format/lang.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { EmptyState } from "../../../shared/ui/EmptyState.tsx";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { useNotify } from "../queries.ts";

/** Where people are told. Targets come masked; secrets never come. */
export function NotifyTab() {
  const { t } = useTranslation();
  const lang = useLang();
  const query = useNotify();
  return (
    <QueryView query={query} skeleton={<Lines rows={6} />}>
      {({ configured, channels, groups }) =>
        configured ? (
          <div className="terms-grid" data-testid="notify">
            <Panel title={t("contract.notify.groups")} sub={t("contract.notify.groupsSub")}>
              <ul className="side-list">
                {groups.map((group) => (
                  <li key={group.id}>
                    <span>
                      <b>{pick(lang, group)}</b> <Verbatim className="muted">{group.id}</Verbatim>
                    </span>
                    <span>
                      {group.channels.map((c) => (
                        <span key={c.channel} className={c.fallback ? "chip chip-dashed" : "chip"}>
                          <Verbatim>{c.channel}</Verbatim>
                          {c.fallback ? ` (${t("contract.notify.fallback")})` : null}
                        </span>
                      ))}
                    </span>
                    <Verbatim className="muted">{group.people.join("、")}</Verbatim>
                  </li>
                ))}
              </ul>
            </Panel>
            <Panel title={t("contract.notify.channels")}>
              <ul className="side-list">
                {channels.map((channel) => (
                  <li key={channel.id}>
                    <span>
                      <b>
                        <Verbatim>{channel.id}</Verbatim>
                      </b>{" "}
                      <span className="chip">{channel.kind}</span>
                    </span>
                    <code lang="zh-CN">{channel.target}</code>
                    {channel.perMinute === null ? null : (
                      <span className="muted small">{t("contract.notify.rate", { n: channel.perMinute })}</span>
                    )}
                  </li>
                ))}
              </ul>
            </Panel>
          </div>
        ) : (
          <div className="panel">
            <EmptyState title={t("contract.notify.none")} hint={t("contract.notify.noneHint")} />
          </div>
        )
      }
    </QueryView>
  );
}
