import type { TechnicianProfile } from "@kiosk/contract";
import { useQuery } from "@tanstack/react-query";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { formatMinutes } from "../../../shared/format/opening-hours.ts";
import { EmptyState } from "../../../shared/ui/EmptyState.tsx";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { technicians } from "../settings-queries.ts";
import { TechnicianForm } from "./TechnicianForm.tsx";

function Row({ one, onEdit }: { one: TechnicianProfile; onEdit: (() => void) | undefined }) {
  const { t } = useTranslation();
  const p = "routes.set.people" as const;
  return (
    <tr>
      <td className="card-title">
        <span>
          <Verbatim>{one.name}</Verbatim>{" "}
          <small className="muted">
            {one.version === 0 ? t(`${p}.default`) : t(`${p}.version`, { n: one.version })}
          </small>{" "}
          {one.active ? null : <span className="chip">{t(`${p}.inactive`)}</span>}
        </span>
      </td>
      <td data-label={t(`${p}.shift`)} className="nowrap">
        {formatMinutes(one.fromMin)}–{formatMinutes(one.toMin)}
      </td>
      <td data-label={t(`${p}.lunch`)}>
        {one.lunchMinutes === 0 ? t(`${p}.lunchNone`) : `${formatMinutes(one.lunchFromMin)} +${one.lunchMinutes}`}
      </td>
      <td data-label={t(`${p}.start`)}>
        <Verbatim>{one.startName}</Verbatim>
      </td>
      <td data-label={t(`${p}.van`)}>{one.vanPieces ?? t(`${p}.unlimited`)}</td>
      <td data-label={t(`${p}.skills`)}>{one.skills.join(t("common.enumeration"))}</td>
      {onEdit === undefined ? null : (
        <td>
          <Button size="small" aria-label={t(`${p}.editNamed`, { name: one.name })} onClick={onEdit}>
            {t(`${p}.edit`)}
          </Button>
        </td>
      )}
    </tr>
  );
}

export function PeopleTab({ contract, mayPlan }: { contract: string; mayPlan: boolean }) {
  const { t } = useTranslation();
  const query = useQuery(technicians(contract));
  const [edited, setEdited] = useState<string>();
  const p = "routes.set.people" as const;
  return (
    <QueryView query={query} skeleton={<Lines rows={5} />}>
      {({ technicians: team }) => {
        const chosen = team.find(({ userId }) => userId === edited);
        return (
          <>
            {team.length === 0 ? (
              <EmptyState title={t(`${p}.none`)} hint={t(`${p}.noneHint`)} />
            ) : (
              <table className="table cards" data-testid="technicians">
                <thead>
                  <tr>
                    <th scope="col">{t("routes.visit.person")}</th>
                    <th scope="col">{t(`${p}.shift`)}</th>
                    <th scope="col">{t(`${p}.lunch`)}</th>
                    <th scope="col">{t(`${p}.start`)}</th>
                    <th scope="col">{t(`${p}.van`)}</th>
                    <th scope="col">{t(`${p}.skills`)}</th>
                    {mayPlan ? (
                      <th scope="col">
                        <span className="visually-hidden">{t(`${p}.edit`)}</span>
                      </th>
                    ) : null}
                  </tr>
                </thead>
                <tbody>
                  {team.map((one) => (
                    <Row key={one.userId} one={one} onEdit={mayPlan ? () => setEdited(one.userId) : undefined} />
                  ))}
                </tbody>
              </table>
            )}
            {chosen === undefined ? null : (
              <TechnicianForm key={chosen.userId} profile={chosen} onClose={() => setEdited(undefined)} />
            )}
          </>
        );
      }}
    </QueryView>
  );
}
