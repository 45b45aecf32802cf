import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { formatDateTime } from "../../../shared/format/time.ts";
import { EmptyState } from "../../../shared/ui/EmptyState.tsx";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { useStock, useSwaps } from "../queries.ts";
import { usePlaceName } from "../use-place-name.ts";
import { SwapsExport } from "./SupplyExports.tsx";

/** A place by its name; one that has ended is not in the view of stock any more. */
function From({ contract, place }: { contract: string; place: string | null }) {
  const { t } = useTranslation();
  const placeName = usePlaceName();
  const known = useStock(contract).data?.places.find((one) => one.id === place);
  if (place === null) return t("supplies.swap.notFromStock");
  return <Verbatim>{known === undefined ? place : placeName(known)}</Verbatim>;
}

export function SwapsTab({ scope }: { scope: { contract: string | undefined; ready: boolean } }) {
  const { t } = useTranslation();
  const query = useSwaps(scope);
  const c = "supplies.swaps" as const;
  return (
    <QueryView query={query} skeleton={<Lines rows={8} />}>
      {({ pages }) => {
        const rows = pages.flatMap((page) => page.swaps);
        return (
          <Panel title={t("supplies.view.swaps")} extra={<SwapsExport contract={scope.contract} />}>
            {rows.length === 0 ? (
              <EmptyState title={t(`${c}.none`)} hint={t(`${c}.noneHint`)} />
            ) : (
              <table className="table cards" data-testid="swaps">
                <thead>
                  <tr>
                    <th scope="col">{t(`${c}.at`)}</th>
                    <th scope="col">{t("supplies.terminal")}</th>
                    <th scope="col">{t("supplies.item")}</th>
                    <th scope="col">{t(`${c}.serial`)}</th>
                    <th scope="col">{t("supplies.swap.from")}</th>
                    <th scope="col">{t(`${c}.how`)}</th>
                  </tr>
                </thead>
                <tbody>
                  {rows.map((swap) => (
                    <tr key={swap.id}>
                      <td className="card-title nowrap">{formatDateTime(swap.at)}</td>
                      <td data-label={t("supplies.terminal")}>
                        <Link to="/terminals/$id" params={{ id: swap.kioskId }}>
                          {swap.kioskId}
                        </Link>
                      </td>
                      <td data-label={t("supplies.item")}>
                        <Verbatim>{swap.item}</Verbatim>
                      </td>
                      <td data-label={t(`${c}.serial`)}>{swap.serial === "" ? null : <code>{swap.serial}</code>}</td>
                      <td data-label={t("supplies.swap.from")}>
                        <From contract={swap.contractId} place={swap.from} />
                      </td>
                      <td data-label={t(`${c}.how`)}>
                        {t(`words.replacedHow.${swap.how}`)} <Verbatim className="muted">{swap.by}</Verbatim>
                      </td>
                    </tr>
                  ))}
                </tbody>
              </table>
            )}
            {query.hasNextPage ? (
              <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                {t("supplies.more")}
              </Button>
            ) : null}
          </Panel>
        );
      }}
    </QueryView>
  );
}
