import "../shell-tab.css";
import { type KioskRow, KioskShell, PackageList, type WipeProof } from "@kiosk/contract";
import { queryOptions, useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { Fragment, useState } from "react";
import { useTranslation } from "react-i18next";
import { keys } from "../../../shared/api-client/keys.ts";
import { request } from "../../../shared/api-client/request.ts";
import { formatDateTime } from "../../../shared/format/time.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { useCan } from "../../../shared/session/MeProvider.tsx";
import { EmptyState } from "../../../shared/ui/EmptyState.tsx";
import { Fact } from "../../../shared/ui/Fact.tsx";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { Age, When } from "../../../shared/ui/When.tsx";
import { StaffCodeForm } from "./StaffCodeForm.tsx";

const ofKiosk = (id: string) =>
  queryOptions({
    queryKey: [...keys.shelf, "kiosk", id],
    queryFn: ({ signal }) => request(KioskShell, `/kiosks/${encodeURIComponent(id)}/shell`, { signal }),
    refetchInterval: 30_000,
  });

/** What people call a package; its id until the names are here. */
function usePackageName(): (id: string) => string {
  const lang = useLang();
  const { data } = useQuery({
    queryKey: keys.packages,
    queryFn: ({ signal }) => request(PackageList, "/shelf/packages", { signal }),
  });
  return (id) => data?.packages.findLast(({ manifest }) => manifest.id === id)?.manifest.name[lang] ?? id;
}

/** The proof in words: nothing is called clean that was not read back. */
function Proof({ proof }: { proof: WipeProof }) {
  const { t } = useTranslation();
  const c = "apps.shell" as const;
  const rest = proof.parts.filter(({ left }) => left !== 0);
  return (
    <>
      <span className={proof.clean ? "chip chip-ok" : "chip chip-bad"} data-testid="last-wipe">
        {t(proof.clean ? `${c}.clean` : `${c}.unclean`)}
      </span>{" "}
      <When at={proof.at} /> <span className="muted">{t(`${c}.took`, { ms: proof.durationMs })}</span>{" "}
      {rest.map(({ part, left }) => (
        <Fragment key={part}>
          <span className="chip chip-warn">
            {left === null
              ? t(`${c}.partUnknown`, { part: t(`${c}.part.${part}`) })
              : t(`${c}.parts`, { part: t(`${c}.part.${part}`), left })}
          </span>{" "}
        </Fragment>
      ))}
    </>
  );
}

function Facts({ shell }: { shell: KioskShell }) {
  const { t } = useTranslation();
  const c = "apps.shell" as const;
  const nameOf = usePackageName();
  const { appliedRevision: has, wantedRevision: wants } = shell;
  return (
    <dl className="facts" data-testid="shell-facts">
      <Fact label={t(`${c}.lastWipe`)}>
        {shell.lastWipe === null ? <span className="muted">{t(`${c}.never`)}</span> : <Proof proof={shell.lastWipe} />}
        {shell.lastUnclean === null || shell.lastUnclean.at === shell.lastWipe?.at ? null : (
          <p className="tone-fault">{t(`${c}.lastUncleanSince`, { at: formatDateTime(shell.lastUnclean.at) })}</p>
        )}
      </Fact>
      <Fact label={t(`${c}.lastUse`)}>
        {shell.lastUse === null ? (
          <span className="muted">{t(`${c}.noUse`)}</span>
        ) : (
          <>
            <Age at={shell.lastUse.endedAt} /> {t(`${c}.end.${shell.lastUse.end}`)}{" "}
            {shell.lastUse.appId === null ? null : <span className="muted">{nameOf(shell.lastUse.appId)} </span>}
          </>
        )}
        {shell.usesToday > 0 ? t(`${c}.usesToday`, { n: shell.usesToday }) : null}
      </Fact>
      <Fact label={t(`${c}.revision`)}>
        {has === null
          ? t(`${c}.neverApplied`, { wants })
          : t(has === wants ? `${c}.current` : `${c}.applied`, { has, wants })}
      </Fact>
      <Fact label={t(`${c}.theme`)}>{shell.theme === null ? t(`${c}.builtIn`) : nameOf(shell.theme)}</Fact>
    </dl>
  );
}

const stateChip = { ok: "chip chip-ok", limited: "chip chip-warn", suspended: "chip chip-bad" } as const;

function Services({ shell }: { shell: KioskShell }) {
  const { t } = useTranslation();
  const lang = useLang();
  if (shell.servicesAt === null) return <EmptyState title={t("apps.shell.noServices")} />;
  return (
    <>
      <h3 className="shell-heading">
        {t("apps.shell.services")}{" "}
        <span className="muted">{t("apps.shell.said", { at: formatDateTime(shell.servicesAt) })}</span>
      </h3>
      <table className="table cards" data-testid="shell-services">
        <thead>
          <tr>
            <th scope="col">{t("apps.form.app")}</th>
            <th scope="col">{t("apps.form.version")}</th>
            <th scope="col">{t("apps.service")}</th>
          </tr>
        </thead>
        <tbody>
          {shell.services.map(({ appId, name, version, state, missing }) => (
            <tr key={appId}>
              <td className="card-title">{name[lang]}</td>
              <td data-label={t("apps.form.version")}>{version}</td>
              <td data-label={t("apps.service")}>
                <span>
                  <span className={stateChip[state]}>{t(`apps.state.${state}`)}</span>{" "}
                  {missing.map(({ capability, ground, detail }) => (
                    <span key={capability} className="muted">
                      {t("apps.missing", { what: t(`apps.capability.${capability}`), why: t(`apps.ground.${ground}`) })}{" "}
                      {ground === "consumable" ? (
                        t(`words.consumable.${detail}`, { defaultValue: detail })
                      ) : detail === "" ? null : (
                        <code>{detail}</code>
                      )}{" "}
                    </span>
                  ))}
                </span>
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}

function Happened({ shell }: { shell: KioskShell }) {
  const { t } = useTranslation();
  const c = "apps.shell" as const;
  const happened = [
    ...shell.incidents.map(({ at, incident, detail, count }) => ({
      at,
      key: `${at}-${incident}`,
      what: t(`${c}.incident.${incident}`, { defaultValue: incident }),
      who: count > 1 ? `×${count} ${detail}` : detail,
    })),
    ...shell.staffExits.map(({ at, outcome, issuedTo }) => ({
      at,
      key: `${at}-${outcome}`,
      what: `${t(`${c}.staff`)} ${t(`${c}.staffOutcome.${outcome}`, { defaultValue: outcome })}`,
      who: issuedTo ?? "",
    })),
  ].sort((a, b) => b.at - a.at);
  if (happened.length === 0) return null;
  return (
    <div className="shell-happened" data-testid="shell-happened">
      <h3 className="shell-heading">{t(`${c}.incidents`)}</h3>
      <ul>
        {happened.map(({ at, key, what, who }) => (
          <li key={key}>
            <span className="muted">{formatDateTime(at)}</span> {what} <Verbatim className="muted">{who}</Verbatim>
          </li>
        ))}
      </ul>
    </div>
  );
}

/** The citizens' screen of this terminal: the last proof of a wipe, what it offers, what happened to it. */
export function ShellTab({ kiosk }: { kiosk: KioskRow }) {
  const { t } = useTranslation();
  const query = useQuery(ofKiosk(kiosk.id));
  const mayIssue = useCan("staffcode.issue", kiosk.contractId);
  const [issuing, setIssuing] = useState(false);
  return (
    <Panel
      title={t("apps.shell.title")}
      extra={
        mayIssue ? (
          <Button size="small" data-testid="staff-code-open" onClick={() => setIssuing(true)}>
            {t("apps.shell.staffCode")}
          </Button>
        ) : undefined
      }
    >
      <QueryView query={query} skeleton={<Lines rows={6} />}>
        {(shell) => (
          <>
            <Facts shell={shell} />
            <Services shell={shell} />
            <Happened shell={shell} />
          </>
        )}
      </QueryView>
      {issuing ? <StaffCodeForm kioskId={kiosk.id} onClose={() => setIssuing(false)} /> : null}
    </Panel>
  );
}
