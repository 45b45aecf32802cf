// One depot or van: what lies in it, and what can be done with that.
import { mainDepot, type StockView } from "@kiosk/contract";
import { Button } from "antd";
import { useTranslation } from "react-i18next";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { usePlaceName } from "../use-place-name.ts";

type Place = StockView["places"][number];
type Line = Place["balances"][number];
export type PlaceAct =
  | { readonly what: "move" | "count"; readonly place: Place; readonly line: Line }
  | { readonly what: "minimum"; readonly place: Place; readonly item?: string }
  | { readonly what: "change"; readonly place: Place };

interface PlacePanelProps {
  place: Place;
  may: boolean;
  onAct: (act: PlaceAct) => void;
}

export function PlacePanel({ place, may, onAct }: PlacePanelProps) {
  const { t } = useTranslation();
  const placeName = usePlaceName();
  const c = "supplies.stock" as const;
  return (
    <Panel
      title={placeName(place)}
      sub={place.endedAt === null ? t(`${c}.kind.${place.kind}`) : t(`${c}.ended`)}
      extra={
        may ? (
          <span className="supply-acts">
            <Button
              size="small"
              data-testid={`minimum-new-${place.id}`}
              onClick={() => onAct({ what: "minimum", place })}
            >
              {t("supplies.minimum.open")}
            </Button>
            {place.id === mainDepot ? null : (
              <Button size="small" data-testid={`change-${place.id}`} onClick={() => onAct({ what: "change", place })}>
                {t(`${c}.change`)}
              </Button>
            )}
          </span>
        ) : null
      }
    >
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
                  {line.low ? (
                    <span className="chip chip-warn">{t(`${c}.low`, { minimum: line.minimum })}</span>
                  ) : line.minimum > 0 ? (
                    <span className="muted">{t("supplies.minimum.is", { minimum: line.minimum })}</span>
                  ) : null}
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
                    <Button
                      size="small"
                      data-testid="minimum-open"
                      onClick={() => onAct({ what: "minimum", place, item: line.item })}
                    >
                      {t("supplies.minimum.short")}
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
