import type { ShelfChange } from "@kiosk/contract";
import { Alert, Button, Popconfirm, Select } from "antd";
import { useTranslation } from "react-i18next";
import { formatDateTime } from "../../../shared/format/time.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { useCan } from "../../../shared/session/MeProvider.tsx";
import { EmptyState } from "../../../shared/ui/EmptyState.tsx";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { useErrorText } from "../../../shared/ui/use-error-text.ts";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { useChangeAct, useContractShelf } from "../queries.ts";
import type { AppsSearch } from "../search.ts";
import { useAppName } from "../use-app-name.ts";
import { ChangesExport } from "./ChangesExport.tsx";

/** As many as the server lists. */
const listedChanges = 500;

/** Only what goes by waves can be held where it is; anything else is taken back. */
function isStoppable({ rollout, state }: ShelfChange): boolean {
  return rollout !== null && (state === "rolling" || state === "waiting");
}

function ScopeText({ change, names }: { change: ShelfChange; names: ReadonlyMap<string, string> }) {
  const { t } = useTranslation();
  const { scope } = change;
  if (scope.kind === "contract") return <>{t("apps.scope.contract")}</>;
  return <Verbatim>{scope.kind === "group" ? scope.street : (names.get(scope.kioskId) ?? scope.kioskId)}</Verbatim>;
}

interface ChangesTabProps {
  contract: string;
  search: AppsSearch;
  onGo: (next: AppsSearch) => void;
}

/** Every change there was, the newest first; what rolls can be stopped, what stands can be taken back. */
export function ChangesTab({ contract, search, onGo }: ChangesTabProps) {
  const { t } = useTranslation();
  const lang = useLang();
  const errorText = useErrorText();
  const nameOf = useAppName();
  const query = useContractShelf(contract);
  const may = useCan("shelf.change", contract);
  const stop = useChangeAct(contract, "stop");
  const undo = useChangeAct(contract, "undo");
  const failed = stop.error ?? undo.error;
  const c = "apps.changes" as const;
  return (
    <QueryView query={query} skeleton={<Lines rows={8} />}>
      {({ at, changes: all, terminals }) => {
        const ids = [...new Set(all.map(({ packageId }) => packageId))];
        const changes = all.filter(({ packageId }) => search.app === undefined || packageId === search.app);
        const names = new Map<string, string>(terminals.map(({ kioskId, name }) => [kioskId, name]));
        return (
          <Panel
            title={t("apps.view.changes")}
            sub={all.length >= listedChanges ? t(`${c}.listed`, { n: listedChanges }) : undefined}
            extra={
              <span className="apps-extra">
                <Select
                  aria-label={t(`${c}.app`)}
                  className="apps-filter"
                  value={search.app ?? ""}
                  options={[
                    { value: "", label: t(`${c}.allApps`) },
                    ...ids.map((value) => ({ value, label: nameOf(value) })),
                  ]}
                  onChange={(value) => onGo({ app: ids.find((id) => id === value) })}
                />
                <ChangesExport
                  changes={changes}
                  at={at}
                  filter={search.app === undefined ? [] : [nameOf(search.app)]}
                  kioskName={(id) => names.get(id) ?? id}
                />
              </span>
            }
          >
            {failed === null ? null : <Alert className="form-alert" type="error" showIcon title={errorText(failed)} />}
            {changes.length === 0 ? (
              <EmptyState title={t(`${c}.none`)} />
            ) : (
              <table className="table cards" data-testid="changes">
                <thead>
                  <tr>
                    <th scope="col">{t(`${c}.what`)}</th>
                    <th scope="col">{t("apps.form.scope")}</th>
                    <th scope="col">{t(`${c}.effective`)}</th>
                    <th scope="col">{t(`${c}.state`)}</th>
                    <th scope="col">{t(`${c}.by`)}</th>
                    {may ? <th scope="col">{t(`${c}.acts`)}</th> : null}
                  </tr>
                </thead>
                <tbody>
                  {changes.map((change) => (
                    <tr key={change.id} data-testid={`change-${change.id}`}>
                      <td className="card-title">
                        <span>
                          {t(`apps.action.${change.action}`)} <b>{nameOf(change.packageId)}</b> {change.version ?? ""}
                          {change.frequent === null ? "" : ` ${t(`${c}.place`, { n: change.frequent })}`}
                          {change.reason === null ? null : (
                            <>
                              <br />
                              <Verbatim className="muted">{change.reason[lang]}</Verbatim>
                            </>
                          )}
                        </span>
                      </td>
                      <td data-label={t("apps.form.scope")}>
                        <ScopeText change={change} names={names} />
                      </td>
                      <td data-label={t(`${c}.effective`)}>
                        {formatDateTime(change.effectiveAt)}
                        {change.until === null ? "" : ` ${t("apps.cell.until", { at: formatDateTime(change.until) })}`}
                      </td>
                      <td data-label={t(`${c}.state`)}>
                        {t(`${c}.states.${change.state}`)}
                        {change.rollout === null
                          ? ""
                          : ` ${t(`${c}.wave`, { n: change.wave, of: change.rollout.waves.length })}`}
                        {change.stopped === null ? null : (
                          <>
                            {" "}
                            <Verbatim className="tone-fault">{change.stopped}</Verbatim>
                          </>
                        )}
                        {change.undoneBy === null ? null : (
                          <>
                            {" "}
                            <Verbatim>{change.undoneBy}</Verbatim>
                          </>
                        )}
                      </td>
                      <td data-label={t(`${c}.by`)}>
                        <Verbatim>{change.by}</Verbatim> <span className="muted">{formatDateTime(change.at)}</span>
                      </td>
                      {may ? (
                        <td className="apps-acts">
                          {isStoppable(change) ? (
                            <Popconfirm
                              title={t(`${c}.stopSure`)}
                              okText={t(`${c}.stop`)}
                              cancelText={t("common.form.cancel")}
                              onConfirm={() => stop.mutate(change.id)}
                            >
                              <Button size="small" data-testid="stop-change">
                                {t(`${c}.stop`)}
                              </Button>
                            </Popconfirm>
                          ) : null}
                          {change.state === "undone" || change.undoneBy !== null ? null : (
                            <Popconfirm
                              title={t(`${c}.undoSure`)}
                              okText={t(`${c}.undo`)}
                              cancelText={t("common.form.cancel")}
                              onConfirm={() => undo.mutate(change.id)}
                            >
                              <Button size="small" danger data-testid="undo-change">
                                {t(`${c}.undo`)}
                              </Button>
                            </Popconfirm>
                          )}
                        </td>
                      ) : null}
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
          </Panel>
        );
      }}
    </QueryView>
  );
}
