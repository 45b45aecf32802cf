import type { StockView } from "@kiosk/contract";
import { Link } from "@tanstack/react-router";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { useCan } from "../../../shared/session/MeProvider.tsx";
import { Lines } from "../../../shared/ui/PageSkeleton.tsx";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { QueryView } from "../../../shared/ui/QueryView.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { useStock } from "../queries.ts";
import { CountForm } from "./CountForm.tsx";
import { ItemsPanel } from "./ItemsPanel.tsx";
import { MinimumForm } from "./MinimumForm.tsx";
import { MoveForm } from "./MoveForm.tsx";
import { MovementList } from "./MovementList.tsx";
import { PlaceChangeForm } from "./PlaceChangeForm.tsx";
import { PlaceForm } from "./PlaceForm.tsx";
import { type PlaceAct, PlacePanel } from "./PlacePanel.tsx";

type Act = PlaceAct | { readonly what: "place" };

function Totals({ totals }: { totals: StockView["totals"] }) {
  const { t } = useTranslation();
  const p = "contract.parts" as const;
  return (
    <table className="table cards" data-testid="stock-totals">
      <thead>
        <tr>
          <th scope="col">{t("supplies.item")}</th>
          <th scope="col">{t(`${p}.inStock`)}</th>
          <th scope="col">{t(`${p}.onOrders`)}</th>
          <th scope="col">{t(`${p}.installed`)}</th>
          <th scope="col">{t("words.movement.used")}</th>
          <th scope="col">{t(`${p}.rejected`)}</th>
        </tr>
      </thead>
      <tbody>
        {totals.map((line) => (
          <tr key={line.item}>
            <td className="card-title">
              <Verbatim>{line.item}</Verbatim>
            </td>
            <td data-label={t(`${p}.inStock`)}>
              <b>{line.inStock}</b>
            </td>
            <td data-label={t(`${p}.onOrders`)}>{line.onOrders}</td>
            <td data-label={t(`${p}.installed`)}>{line.installed}</td>
            <td data-label={t("words.movement.used")}>{line.used}</td>
            <td data-label={t(`${p}.rejected`)}>{line.rejected}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function StockTab({ contract }: { contract: string }) {
  const { t } = useTranslation();
  const query = useStock(contract);
  const may = useCan("stock.move", contract);
  const mayReceive = useCan("part.receive", contract);
  const [act, setAct] = useState<Act | undefined>();
  const close = () => setAct(undefined);
  return (
    <>
      <div className="supply-bar">
        {may ? (
          <Button data-testid="place-open" onClick={() => setAct({ what: "place" })}>
            {t("supplies.stock.addPlace")}
          </Button>
        ) : null}
        {mayReceive ? (
          <Link to="/contract/$id" params={{ id: contract }} search={{ tab: "parts", form: "receipt" }}>
            {t("supplies.stock.receive")}
          </Link>
        ) : null}
      </div>
      <QueryView query={query} skeleton={<Lines rows={10} />}>
        {({ places, totals, items }) => (
          <>
            {places.map((place) => (
              <PlacePanel key={place.id} place={place} may={may && place.endedAt === null} onAct={setAct} />
            ))}
            {totals.length === 0 ? null : (
              <Panel className="tab-panel" title={t("supplies.stock.totals")} sub={t("supplies.stock.totalsSub")}>
                <Totals totals={totals} />
              </Panel>
            )}
            <ItemsPanel contract={contract} items={items} may={may} />
            <MovementList contract={contract} places={places} />
            {act?.what === "move" ? <MoveForm {...act} contract={contract} places={places} onClose={close} /> : null}
            {act?.what === "count" ? <CountForm {...act} contract={contract} onClose={close} /> : null}
            {act?.what === "minimum" ? (
              <MinimumForm contract={contract} place={act.place} item={act.item} items={items} onClose={close} />
            ) : null}
            {act?.what === "change" ? <PlaceChangeForm {...act} contract={contract} onClose={close} /> : null}
            {act?.what === "place" ? <PlaceForm contract={contract} onClose={close} /> : null}
          </>
        )}
      </QueryView>
    </>
  );
}
