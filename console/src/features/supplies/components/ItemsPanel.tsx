// Which item of stock is put into which device: the contract's own lines, and what the profiles of its models name.
import type { StockItem } from "@kiosk/contract";
import { Button } from "antd";
import { useState } from "react";
import { useTranslation } from "react-i18next";
import { EmptyState } from "../../../shared/ui/EmptyState.tsx";
import { Panel } from "../../../shared/ui/Panel.tsx";
import { Verbatim } from "../../../shared/ui/Verbatim.tsx";
import { useFitWords } from "../use-fit-words.ts";
import { ItemForm } from "./ItemForm.tsx";

interface ItemsPanelProps {
  contract: string;
  items: readonly StockItem[];
  may: boolean;
}

export function ItemsPanel({ contract, items, may }: ItemsPanelProps) {
  const { t } = useTranslation();
  const fitWords = useFitWords();
  const [open, setOpen] = useState<{ item: StockItem | undefined } | undefined>();
  const c = "supplies.items" as const;
  return (
    <Panel
      className="tab-panel"
      title={t(`${c}.title`)}
      sub={t(`${c}.sub`)}
      extra={
        may ? (
          <Button size="small" data-testid="item-new" onClick={() => setOpen({ item: undefined })}>
            {t(`${c}.add`)}
          </Button>
        ) : null
      }
    >
      {items.length === 0 ? (
        <EmptyState title={t(`${c}.none`)} hint={t(`${c}.noneHint`)} />
      ) : (
        <table className="table cards" data-testid="stock-items">
          <thead>
            <tr>
              <th scope="col">{t("supplies.item")}</th>
              <th scope="col">{t(`${c}.fits`)}</th>
              <th scope="col">{t(`${c}.unit`)}</th>
              <th scope="col">{t("supplies.quality")}</th>
              {may ? <th scope="col">{t("supplies.acts")}</th> : null}
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <tr key={item.item} data-testid={`item-${item.item}`}>
                <td className="card-title">
                  <Verbatim>{item.item}</Verbatim>
                </td>
                <td data-label={t(`${c}.fits`)}>
                  {item.fits.length === 0 ? (
                    <span className="muted">{t(`${c}.noFits`)}</span>
                  ) : (
                    <ul className="supply-fits">
                      {item.fits.map((fit) => (
                        <li key={JSON.stringify(fit)}>{fitWords(fit)}</li>
                      ))}
                    </ul>
                  )}
                </td>
                <td data-label={t(`${c}.unit`)}>
                  <Verbatim>{item.unit}</Verbatim>
                </td>
                <td data-label={t("supplies.quality")}>{t(`${c}.source.${item.source}`)}</td>
                {may ? (
                  <td className="supply-acts">
                    <Button size="small" data-testid="item-open" onClick={() => setOpen({ item })}>
                      {t(`${c}.change`)}
                    </Button>
                  </td>
                ) : null}
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {open === undefined ? null : (
        <ItemForm contract={contract} item={open.item} items={items} onClose={() => setOpen(undefined)} />
      )}
    </Panel>
  );
}
