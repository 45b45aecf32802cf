import { SolutionOutlined } from "@ant-design/icons";
import type { FieldLog } from "@kiosk/contract";
import { useInfiniteQuery, useQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { kioskList, kioskPoints } from "../../../shared/api-client/resources.ts";
import { EmptyState } from "../../../shared/ui/EmptyState.tsx";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { fieldLog } from "../queries.ts";
import type { FieldOfficeSearch } from "../search.ts";
import { FieldBody, useTypeName } from "./FieldBody.tsx";
import { ItemTime } from "./ItemTime.tsx";
import { Presence } from "./Presence.tsx";
import { Why } from "./Why.tsx";

const g = "fieldOffice.log" as const;

interface LogTabProps {
  contract: string | undefined;
  ready: boolean;
  kiosk: string | undefined;
  onGo: (next: FieldOfficeSearch) => void;
}

export function LogTab({ contract, ready, kiosk, onGo }: LogTabProps) {
  const { t } = useTranslation();
  const [wanted, setWanted] = useState("");
  const known = useQuery({ ...kioskList({ contract, q: wanted === "" ? undefined : wanted }), enabled: ready });
  const filter = { q: undefined, health: undefined, street: undefined, box: undefined };
  const places = useQuery({ ...kioskPoints({ contract, ...filter }), enabled: ready && kiosk !== undefined }).data;
  const rows = known.data?.kiosks ?? [];
  const chosen = places?.find((place) => place.id === kiosk);
  // the one of the link is named also where the search does not list it
  const others = rows.filter((row) => row.id !== chosen?.id);
  const options = [...(chosen === undefined ? [] : [chosen]), ...others].map((row) => ({
    value: String(row.id),
    label: <Verbatim>{`${row.seq} ${row.name}`}</Verbatim>,
  }));
  return (
    <>
      <div className="field-tools">
        <Select<string | null>
          aria-label={t(`${g}.choose`)}
          placeholder={t(`${g}.choose`)}
          value={kiosk ?? null}
          showSearch={{ filterOption: false, onSearch: setWanted }}
          options={options}
          onChange={(id) => onGo({ kiosk: id ?? undefined })}
        />
        {kiosk === undefined ? null : (
          <Link to="/terminals/$id" params={{ id: kiosk }}>
            {t(`${g}.toTerminal`)}
          </Link>
        )}
      </div>
      <div className="panel">
        {kiosk === undefined ? (
          <EmptyState
            icon={<SolutionOutlined aria-hidden="true" />}
            title={t(`${g}.choose`)}
            hint={t(`${g}.chooseHint`)}
          />
        ) : (
          <Entries key={kiosk} kiosk={kiosk} />
        )}
      </div>
    </>
  );
}

function Entries({ kiosk }: { kiosk: string }) {
  const { t } = useTranslation();
  const query = useInfiniteQuery(fieldLog(kiosk));
  return (
    <QueryView query={query} skeleton={<Lines rows={6} />}>
      {({ pages }) => {
        const entries = pages.flatMap((page) => page.entries);
        if (entries.length === 0) return <EmptyState title={t(`${g}.none`)} hint={t(`${g}.noneHint`)} />;
        return (
          <>
            <LogTable entries={entries} />
            {query.hasNextPage ? (
              <div className="more-pages">
                <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                  {t(`${g}.more`)}
                </Button>
              </div>
            ) : null}
          </>
        );
      }}
    </QueryView>
  );
}

const chips = {
  ...{ stored: "chip chip-dashed", applied: "chip chip-ok", attention: "chip chip-bad", settled: "chip" },
} as const;

function LogTable({ entries }: Pick<FieldLog, "entries">) {
  const { t } = useTranslation();
  const typeName = useTypeName();
  return (
    <table className="table cards" data-testid="field-log">
      <thead>
        <tr>
          <th scope="col">{t("fieldOffice.when")}</th>
          <th scope="col">{t("fieldOffice.what")}</th>
          <th scope="col">{t("fieldOffice.who")}</th>
          <th scope="col">{t(`${g}.proof`)}</th>
          <th scope="col">{t(`${g}.state`)}</th>
        </tr>
      </thead>
      <tbody>
        {entries.map((entry) => (
          <tr key={entry.key} data-testid={`log-${entry.key}`}>
            <td data-label={t("fieldOffice.when")}>
              <ItemTime item={entry} />
            </td>
            <td data-label={t("fieldOffice.what")}>
              <details className="field-entry">
                <summary>{typeName(entry.type)}</summary>
                <FieldBody body={entry.body} />
              </details>
            </td>
            <td data-label={t("fieldOffice.who")}>
              <Verbatim>{entry.by}</Verbatim>
            </td>
            <td data-label={t(`${g}.proof`)}>
              {entry.presence === null ? null : <Presence presence={entry.presence} />}
            </td>
            <td data-label={t(`${g}.state`)}>
              <span>
                <span className={chips[entry.state]}>{t(`${g}.states.${entry.state}`)}</span>
                {entry.code === null || entry.state === "applied" ? null : (
                  <span className="small">
                    {" "}
                    <Why said={entry} />
                  </span>
                )}
                {entry.settledBy === null ? null : (
                  <span className="muted small">
                    {" "}
                    {t(`${g}.settledBy`)} <Verbatim>{entry.settledBy}</Verbatim>
                    {t("common.colon")}
                    <Verbatim>{entry.settledWhy}</Verbatim>
                  </span>
                )}
              </span>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
