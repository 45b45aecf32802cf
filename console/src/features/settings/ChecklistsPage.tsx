import "./inspection-settings.css";
import { type Checklist, type ChecklistList, inspectionKinds } from "@kiosk/contract";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { Button, Select } from "antd";
import type { ReactElement } from "react";
import { useTranslation } from "react-i18next";
import type { z } from "zod";
import { pick } from "../../shared/format/lang.ts";
import { formatDateTime } from "../../shared/format/time.ts";
import { useLang } from "../../shared/i18n/use-lang.ts";
import { useCan } from "../../shared/session/MeProvider.tsx";
import { EmptyState } from "../../shared/ui/EmptyState.tsx";
import { Lines } from "../../shared/ui/PageSkeleton.tsx";
import { QueryView } from "../../shared/ui/QueryView.tsx";
import { Verbatim } from "../../shared/ui/Verbatim.tsx";
import { ChecklistEditor } from "./components/ChecklistEditor.tsx";
import { ChecklistView } from "./components/ChecklistView.tsx";
import { SectionPage } from "./components/SectionPage.tsx";
import { useChecklists } from "./inspection-queries.ts";
import type { ChecklistsSearch } from "./search.ts";

const l = "inspectionSettings.lists" as const;
type Kind = (typeof inspectionKinds)[number];

export function ChecklistsPage(): ReactElement {
  const { t } = useTranslation();
  return (
    <SectionPage name="checklists" intro={t(`${l}.intro`)}>
      {(contract) => <Checklists contract={contract} />}
    </SectionPage>
  );
}

function Checklists({ contract }: { contract: string }) {
  const { t } = useTranslation();
  const query = useChecklists(contract);
  const { kind, open, edit } = useSearch({ from: "/settings/checklists" });
  const navigate = useNavigate({ from: "/settings/checklists" });
  const mayChange = useCan("inspection.rule", contract);
  const go = (next: z.output<typeof ChecklistsSearch>) =>
    void navigate({ search: (old) => ({ ...old, open: undefined, edit: undefined, ...next }) });
  return (
    <QueryView query={query} skeleton={<Lines rows={10} />}>
      {(lists) => {
        const list = lists.checklists.find(({ id }) => id === open);
        if (open !== undefined && list === undefined) {
          const back = <Button onClick={() => go({})}>{t(`${l}.close`)}</Button>;
          return <EmptyState title={t(`${l}.gone`)} action={back} />;
        }
        if (list !== undefined && edit === "1" && mayChange) {
          return (
            <ChecklistEditor
              key={list.id}
              contract={contract}
              list={list}
              lists={lists}
              onClose={() => go({ open: list.id })}
            />
          );
        }
        if (list !== undefined) {
          return (
            <ChecklistView
              list={list}
              history={lists.history}
              onClose={() => go({})}
              onEdit={mayChange ? () => go({ open: list.id, edit: "1" }) : undefined}
            />
          );
        }
        return (
          <>
            {mayChange ? null : <p className="muted">{t("settings.readOnly")}</p>}
            <div className="panel">
              <div className="settings-tools">
                <Select<Kind | "">
                  aria-label={t(`${l}.kind`)}
                  style={{ minWidth: 150 }}
                  value={kind ?? ""}
                  options={[
                    { value: "", label: t(`${l}.allKinds`) },
                    ...inspectionKinds.map((value) => ({ value, label: t(`inspections.kinds.${value}`) })),
                  ]}
                  onChange={(value) => go({ kind: value === "" ? undefined : value })}
                />
              </div>
              <ChecklistTable lists={lists} kind={kind} />
            </div>
          </>
        );
      }}
    </QueryView>
  );
}

/** What a list is asked for: devices of a class, each device, or the terminal. */
function ClassWords({ list }: { list: Checklist }) {
  const { t } = useTranslation();
  if (list.deviceClass !== null) return <>{t(`words.deviceClass.${list.deviceClass}`)}</>;
  return <>{t(list.eachDevice ? `${l}.classEach` : `${l}.classTerminal`)}</>;
}

function ChecklistTable({ lists, kind }: { lists: ChecklistList; kind: Kind | undefined }) {
  const { t } = useTranslation();
  const lang = useLang();
  const place = (list: Checklist) => inspectionKinds.indexOf(list.kind);
  const rows = lists.checklists
    .filter((list) => kind === undefined || list.kind === kind)
    .sort((a, b) => place(a) - place(b) || a.id.localeCompare(b.id));
  if (rows.length === 0) return <EmptyState title={t(`${l}.none`)} />;
  return (
    <table className="table cards" data-testid="checklists">
      <thead>
        <tr>
          <th scope="col">{t(`${l}.list`)}</th>
          <th scope="col">{t(`${l}.kind`)}</th>
          <th scope="col">{t(`${l}.class`)}</th>
          <th scope="col" className="num">
            {t(`${l}.items`)}
          </th>
          <th scope="col">{t(`${l}.from`)}</th>
          <th scope="col">{t(`${l}.version`)}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((list) => (
          <tr key={list.id} data-testid={`checklist-${list.id}`}>
            <td className="card-title">
              <Link from="/settings/checklists" to="." search={(old) => ({ ...old, open: list.id })}>
                {pick(lang, list)}
              </Link>
            </td>
            <td data-label={t(`${l}.kind`)}>{t(`inspections.kinds.${list.kind}`)}</td>
            <td data-label={t(`${l}.class`)}>
              <ClassWords list={list} />
            </td>
            <td className="num" data-label={t(`${l}.items`)}>
              {list.items.length}
            </td>
            <td data-label={t(`${l}.from`)}>
              <span className={list.contractId === null ? "chip chip-dashed" : "chip"}>
                {t(list.contractId === null ? `${l}.fromProduct` : `${l}.fromContract`)}
              </span>
            </td>
            <td data-label={t(`${l}.version`)}>
              <span>
                {t(`${l}.versionOf`, { n: list.version })}{" "}
                {list.contractId === null ? null : (
                  <span className="muted small">
                    <Verbatim>{list.by}</Verbatim> {formatDateTime(list.at)}
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
