import { CheckCircleOutlined } from "@ant-design/icons";
import type { FieldAttention } from "@kiosk/contract";
import { useInfiniteQuery } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../../../shared/ui/EmptyState.tsx";
import { MorePages } from "../../../shared/ui/MorePages.tsx";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { fieldAttention } from "../queries.ts";
import type { FieldOfficeSearch } from "../search.ts";
import { useHeld } from "../use-held.ts";
import { AttentionItem } from "./AttentionItem.tsx";
import { useTypeName } from "./FieldBody.tsx";
import { ItemTime } from "./ItemTime.tsx";
import { Why } from "./Why.tsx";

const a = "fieldOffice.attention" as const;

interface AttentionTabProps {
  contract: string | undefined;
  ready: boolean;
  search: FieldOfficeSearch;
  onGo: (next: FieldOfficeSearch) => void;
}

export function AttentionTab({ contract, ready, search, onGo }: AttentionTabProps) {
  const { t } = useTranslation();
  const { kiosk, open } = search;
  const query = useInfiniteQuery({ ...fieldAttention(contract, kiosk), enabled: ready });
  return (
    <>
      {kiosk === undefined ? null : (
        <div className="field-tools">
          <span className="chip">{kiosk}</span>
          <Button size="small" onClick={() => onGo({ kiosk: undefined })}>
            {t(`${a}.allTerminals`)}
          </Button>
        </div>
      )}
      <div className="panel">
        <QueryView query={query} skeleton={<Lines rows={5} />}>
          {({ pages }) => {
            const items = pages.flatMap((page) => page.items);
            return (
              <>
                {items.length === 0 ? (
                  <EmptyState
                    icon={<CheckCircleOutlined aria-hidden="true" />}
                    title={t(`${a}.none`)}
                    hint={t(`${a}.noneHint`)}
                  />
                ) : (
                  <AttentionTable items={items} onOpen={(key) => onGo({ open: key })} />
                )}
                {query.hasNextPage ? (
                  <MorePages
                    shown={items.length}
                    total={pages[0]?.total ?? items.length}
                    reading={query.isFetchingNextPage}
                    onMore={() => void query.fetchNextPage()}
                  />
                ) : null}
                <Opened items={items} open={open} onGo={onGo} />
              </>
            );
          }}
        </QueryView>
      </div>
    </>
  );
}

interface OpenedProps {
  items: FieldAttention["items"];
  open: string | undefined;
  onGo: (next: FieldOfficeSearch) => void;
}

function Opened({ items, open, onGo }: OpenedProps) {
  const item = useHeld(
    open,
    items.find(({ key }) => key === open),
  );
  if (item === undefined) return null;
  const { key, kioskId } = item;
  return <AttentionItem key={key} item={item} onTerminal={() => onGo({ kiosk: kioskId })} onClose={() => onGo({})} />;
}

interface AttentionTableProps {
  items: FieldAttention["items"];
  onOpen: (key: string) => void;
}

function AttentionTable({ items, onOpen }: AttentionTableProps) {
  const { t } = useTranslation();
  const typeName = useTypeName();
  return (
    <table className="table cards" data-testid="field-attention">
      <thead>
        <tr>
          <th scope="col">{t("fieldOffice.terminal")}</th>
          <th scope="col">{t("fieldOffice.what")}</th>
          <th scope="col">{t("fieldOffice.who")}</th>
          <th scope="col">{t("fieldOffice.when")}</th>
          <th scope="col">{t(`${a}.why`)}</th>
          <th scope="col">
            <span className="visually-hidden">{t(`${a}.open`)}</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {items.map((item) => (
          <tr key={item.key} data-testid={`attention-${item.key}`}>
            <td className="card-title">
              <Link to="/terminals/$id" params={{ id: item.kioskId }}>
                {item.kioskSeq} <Verbatim>{item.kioskName}</Verbatim>
              </Link>
            </td>
            <td data-label={t("fieldOffice.what")}>{typeName(item.type)}</td>
            <td data-label={t("fieldOffice.who")}>
              <Verbatim>{item.by}</Verbatim>
            </td>
            <td data-label={t("fieldOffice.when")}>
              <ItemTime item={item} />
            </td>
            <td data-label={t(`${a}.why`)} className="field-why">
              <Why said={item} />
            </td>
            <td>
              <Button
                size="small"
                aria-label={t(`${a}.openNamed`, { name: item.kioskName, type: typeName(item.type) })}
                onClick={() => onOpen(item.key)}
              >
                {t(`${a}.open`)}
              </Button>
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
