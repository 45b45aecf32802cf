import { BulbOutlined } from "@ant-design/icons";
import type { ProblemList, ProblemView } from "@kiosk/contract";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { formatDateTime } from "../../../shared/format/time.ts";
import { useCan } from "../../../shared/session/MeProvider.tsx";
import { EmptyState } from "../../../shared/ui/EmptyState.tsx";
import { MorePages } from "../../../shared/ui/MorePages.tsx";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { problems } from "../queries.ts";
import type { GuaranteesSearch } from "../search.ts";
import { ProblemForm } from "./ProblemForm.tsx";

const chips = { open: "chip chip-bad", analysed: "chip chip-warn", closed: "chip chip-ok" } as const;

interface ProblemsTabProps {
  contract: string | undefined;
  ready: boolean;
  open: string | undefined;
  onGo: (next: Pick<GuaranteesSearch, "form" | "open">) => void;
}

export function ProblemsTab({ contract, ready, open, onGo }: ProblemsTabProps) {
  const { t } = useTranslation();
  const query = useInfiniteQuery({ ...problems(contract), enabled: ready });
  return (
    <>
      <p className="form-intro">{t("guarantees.problem.explain")}</p>
      <div className="panel">
        <QueryView query={query} skeleton={<Lines rows={5} />}>
          {({ pages }) => {
            const list = pages.flatMap((page) => page.problems);
            const chosen = list.find((one) => one.id === open);
            return list.length === 0 ? (
              <EmptyState
                icon={<BulbOutlined aria-hidden="true" />}
                title={t("guarantees.problem.none")}
                hint={t("guarantees.problem.noneHint")}
              />
            ) : (
              <>
                <ProblemTable list={list} onOpen={(id) => onGo({ open: id })} />
                {query.hasNextPage ? (
                  <MorePages
                    shown={list.length}
                    total={total(pages[0]?.counts)}
                    reading={query.isFetchingNextPage}
                    onMore={() => void query.fetchNextPage()}
                  />
                ) : null}
                {chosen === undefined ? null : (
                  <ProblemForm key={`${chosen.id}.${chosen.version}`} problem={chosen} onClose={() => onGo({})} />
                )}
              </>
            );
          }}
        </QueryView>
      </div>
    </>
  );
}

function total(counts: ProblemList["counts"] | undefined): number {
  return counts === undefined ? 0 : counts.open + counts.analysed + counts.closed;
}

function ProblemTable({ list, onOpen }: { list: readonly ProblemView[]; onOpen: (id: string) => void }) {
  const { t } = useTranslation();
  const mayChange = useCan("problem.change");
  const p = "guarantees.problem" as const;
  return (
    <table className="table cards">
      <thead>
        <tr>
          <th scope="col">{t(`${p}.terminal`)}</th>
          <th scope="col">{t(`${p}.component`)}</th>
          <th scope="col">{t(`${p}.orders`)}</th>
          <th scope="col">{t(`${p}.openedAt`)}</th>
          <th scope="col">{t(`${p}.state`)}</th>
          <th scope="col">{t(`${p}.owner`)}</th>
          <th scope="col">{t(`${p}.review`)}</th>
        </tr>
      </thead>
      <tbody>
        {list.map((one) => (
          <tr key={one.id}>
            <td data-label={t(`${p}.terminal`)}>
              <Link to="/terminals/$id" params={{ id: one.kioskId }}>
                {one.kioskSeq} <Verbatim>{one.kioskName}</Verbatim>
              </Link>
            </td>
            <td data-label={t(`${p}.component`)}>
              {one.deviceId === null ? t(`${p}.whole`) : <code>{one.deviceId}</code>}
            </td>
            <td data-label={t(`${p}.orders`)}>
              {one.orders.map((order) => (
                <Link key={order.id} to="/work-orders/$id" params={{ id: order.id }} className="nowrap">
                  {order.number}{" "}
                </Link>
              ))}
            </td>
            <td data-label={t(`${p}.openedAt`)}>{formatDateTime(one.openedAt)}</td>
            <td data-label={t(`${p}.state`)}>
              <span className={chips[one.state]}>{t(`${p}.states.${one.state}`)}</span>
            </td>
            <td data-label={t(`${p}.owner`)}>
              {one.owner === "" ? t(`${p}.nobody`) : <Verbatim>{one.owner}</Verbatim>}
            </td>
            <td>
              <Button
                size="small"
                aria-label={t(`${p}.openNamed`, { name: one.kioskName })}
                onClick={() => onOpen(one.id)}
              >
                {t(mayChange && one.state !== "closed" ? `${p}.review` : `${p}.read`)}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
