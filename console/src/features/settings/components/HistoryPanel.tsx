// Every version of a section's settings: what was, what is, who, when and why.
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";
import { formatDateTime } from "../../../shared/format/time.ts";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";

interface Version {
  version: number;
  owner: string;
  note: string;
  by: string;
  at: number;
}

interface HistoryPanelProps<V extends Version> {
  /** newest first */
  history: readonly V[];
  keyOf: (version: V) => string;
  nameOf: (version: V) => string;
  /** undefined: there was none before */
  wordsOf: (version: V | undefined) => ReactNode;
}

export function HistoryPanel<V extends Version>({ history, keyOf, nameOf, wordsOf }: HistoryPanelProps<V>) {
  const { t } = useTranslation();
  return (
    <Panel title={t("settings.history")}>
      {history.length === 0 ? (
        <p className="panel-pad muted">{t("settings.historyNone")}</p>
      ) : (
        <ol className="settings-history" data-testid="setting-history">
          {history.map((version) => {
            const key = keyOf(version);
            const before = history.find((v) => keyOf(v) === key && v.version === version.version - 1);
            return (
              <li key={`${key}-${version.version}`}>
                <p>
                  <b>{t("settings.historyOf", { name: nameOf(version), version: version.version })}</b>{" "}
                  <time className="muted" dateTime={new Date(version.at).toISOString()}>
                    {formatDateTime(version.at)}
                  </time>
                </p>
                <p>
                  <s className="muted">{wordsOf(before)}</s> <span aria-hidden="true">→</span> {wordsOf(version)}
                </p>
                <p className="muted">
                  {t("settings.by")} <Verbatim>{version.by}</Verbatim>
                  {t("common.semicolon")}
                  {t("settings.owner")} <Verbatim>{version.owner}</Verbatim>
                  {t("common.semicolon")}
                  {t("settings.note")} <Verbatim>{version.note}</Verbatim>
                </p>
              </li>
            );
          })}
        </ol>
      )}
    </Panel>
  );
}
