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
import { usePlaceName } from "../use-place-name.ts";
import { CountForm } from "./CountForm.tsx";
import { MoveForm } from "./MoveForm.tsx";
import { MovementList } from "./MovementList.tsx";
import { PlaceForm } from "./PlaceForm.tsx";

type Place = StockView["places"][number];
type Line = Place["balances"][number];
type Act = { readonly what: "move" | "count"; readonly place: Place; readonly line: Line } | { readonly what: "place" };

interface PlacePanelProps {
  place: Place;
  may: boolean;
  onAct: (act: Act) => void;
}

function PlacePanel({ place, may, onAct }: PlacePanelProps) {
  const { t } = useTranslation();
  const placeName = usePlaceName();
  const c = "supplies.stock" as const;
  return (
    <Panel title={placeName(place)} sub={t(`${c}.kind.${place.kind}`)}>
      {place.balances.length === 0 ? (
        <p className="muted supply-note">{t(`${c}.empty`)}</p>
      ) : (
        <table className="table cards" data-testid={`place-${place.id}`}>
          <thead>
            <tr>
              <th scope="col">{t("supplies.item")}</th>
              <th scope="col">{t(`${c}.quantity`)}</th>
              <th scope="col">{t(`${c}.serials`)}</th>
              {may ? <th scope="col">{t("supplies.acts")}</th> : null}
            </tr>
          </thead>
          <tbody>
            {place.balances.map((line) => (
              <tr key={line.item} data-testid={`line-${place.id}-${line.item}`}>
                <td className="card-title">
                  <Verbatim>{line.item}</Verbatim>
                </td>
                <td data-label={t(`${c}.quantity`)}>
                  <b className={line.low ? "tone-fault" : ""}>{line.quantity}</b>{" "}
                  {line.low ? <span className="chip chip-warn">{t(`${c}.low`, { minimum: line.minimum })}</span> : null}
                </td>
                <td data-label={t(`${c}.serials`)}>
                  {line.serials.length === 0 ? null : <code className="serials">{line.serials.join(", ")}</code>}
                </td>
                {may ? (
                  <td className="supply-acts">
                    <Button
                      size="small"
                      disabled={line.quantity === 0}
                      data-testid="move-open"
                      onClick={() => onAct({ what: "move", place, line })}
                    >
                      {t(`${c}.move`)}
                    </Button>
                    <Button size="small" data-testid="count-open" onClick={() => onAct({ what: "count", place, line })}>
                      {t(`${c}.count`)}
                    </Button>
                  </td>
                ) : null}
              </tr>
            ))}
          </tbody>
        </table>
      )}
    </Panel>
  );
}

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
        {({ places, totals }) => (
          <>
            {places.map((place) => (
              <PlacePanel key={place.id} place={place} may={may && place.endedAt === null} onAct={setAct} />
            ))}
            {totals.length === 0 ? null : (
              <Panel className="tab-panel" title={t("supplies.stock.totals")} sub={t("supplies.stock.totalsSub")}>
                <Totals totals={totals} />
              </Panel>
            )}
            <MovementList contract={contract} places={places} />
            {act?.what === "move" ? <MoveForm {...act} contract={contract} places={places} onClose={close} /> : null}
            {act?.what === "count" ? <CountForm {...act} contract={contract} onClose={close} /> : null}
            {act?.what === "place" ? <PlaceForm contract={contract} onClose={close} /> : null}
          </>
        )}
      </QueryView>
    </>
  );
}
