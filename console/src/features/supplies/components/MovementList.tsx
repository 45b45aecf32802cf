import type { StockView } from "@kiosk/contract";
import { Link } from "@tanstack/react-router";
import { Button, Select } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { formatDateTime } from "../../../shared/format/time.ts";
import { EmptyState } from "../../../shared/ui/EmptyState.tsx";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { useMovements } from "../queries.ts";
import { usePlaceName } from "../use-place-name.ts";

interface MovementListProps {
  contract: string;
  places: StockView["places"];
}

export function MovementList({ contract, places }: MovementListProps) {
  const { t } = useTranslation();
  const placeName = usePlaceName();
  const [place, setPlace] = useState("");
  const query = useMovements(contract, place === "" ? undefined : place);
  const nameOf = (id: string | null) => {
    const found = places.find((one) => one.id === (id ?? "main"));
    return found === undefined ? (id ?? "") : placeName(found);
  };
  const p = "contract.parts" as const;
  return (
    <Panel
      className="tab-panel"
      title={t(`${p}.movements`)}
      extra={
        <Select
          size="small"
          className="supply-place"
          aria-label={t("supplies.stock.place")}
          value={place}
          onChange={setPlace}
          options={[
            { value: "", label: t("supplies.stock.everyPlace") },
            ...places.map((one) => ({ value: one.id, label: placeName(one) })),
          ]}
        />
      }
    >
      <QueryView query={query} skeleton={<Lines rows={6} />}>
        {({ pages }) => {
          const rows = pages.flatMap((page) => page.movements);
          if (rows.length === 0) return <EmptyState title={t(`${p}.none`)} />;
          return (
            <>
              <table className="table cards" data-testid="movements">
                <thead>
                  <tr>
                    <th scope="col">{t(`${p}.at`)}</th>
                    <th scope="col">{t(`${p}.movement`)}</th>
                    <th scope="col">{t("supplies.item")}</th>
                    <th scope="col">{t(`${p}.quantity`)}</th>
                    <th scope="col">{t("supplies.stock.place")}</th>
                    <th scope="col">{t("orders.fields.serial")}</th>
                    <th scope="col">{t("common.actor.label")}</th>
                  </tr>
                </thead>
                <tbody>
                  {rows.map((m) => (
                    <tr key={m.id}>
                      <td className="card-title nowrap">{formatDateTime(m.at)}</td>
                      <td data-label={t(`${p}.movement`)}>{t(`words.movement.${m.kind}`)}</td>
                      <td data-label={t("supplies.item")}>
                        <Verbatim>{m.part}</Verbatim>
                      </td>
                      <td data-label={t(`${p}.quantity`)}>{m.quantity}</td>
                      <td data-label={t("supplies.stock.place")}>
                        {m.orderId === null ? (
                          <Verbatim>
                            {m.toPlace === null ? nameOf(m.place) : `${nameOf(m.place)} → ${nameOf(m.toPlace)}`}
                          </Verbatim>
                        ) : (
                          <Link to="/work-orders/$id" params={{ id: m.orderId }}>
                            {m.orderNumber ?? m.orderId}
                          </Link>
                        )}
                      </td>
                      <td data-label={t("orders.fields.serial")}>
                        {m.serial === null ? null : <code>{m.serial}</code>}
                      </td>
                      <td data-label={t("common.actor.label")}>
                        <Verbatim>{m.actor}</Verbatim> <Verbatim className="muted">{m.text}</Verbatim>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
              {query.hasNextPage ? (
                <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                  {t("supplies.more")}
                </Button>
              ) : null}
            </>
          );
        }}
      </QueryView>
    </Panel>
  );
}
