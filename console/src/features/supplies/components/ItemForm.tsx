import type { ItemFit, StockItem } from "@kiosk/contract";
import { Button, Input } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Field } from "../../../shared/ui/Field.tsx";
import { useItemChange } from "../queries.ts";
import { FitFields } from "./FitFields.tsx";
import { StockDialog } from "./StockDialog.tsx";

interface ItemFormProps {
  contract: string;
  /** undefined: a new one */
  item: StockItem | undefined;
  /** all there are: their models and parts can be chosen */
  items: readonly StockItem[];
  onClose: () => void;
}

const mostFits = 40;

export function ItemForm({ contract, item, items, onClose }: ItemFormProps) {
  const { t } = useTranslation();
  const formId = useId();
  const save = useItemChange(contract);
  const [name, setName] = useState(item?.item ?? "");
  const [unit, setUnit] = useState(item?.unit ?? "");
  /** the number stays with its line while others go */
  const [lines, setLines] = useState<{ n: number; fit: ItemFit }[]>(() =>
    (item?.fits ?? []).map((fit, n) => ({ n, fit })),
  );
  const [tried, setTried] = useState(false);
  const c = "supplies.items" as const;
  const isTaken = item === undefined && items.some((one) => one.item === name.trim());
  const wrong = name.trim() === "" ? t("common.form.required") : isTaken ? t(`${c}.taken`) : undefined;
  const submit = () => {
    setTried(true);
    if (wrong !== undefined) return;
    const fits = [...new Map(lines.map(({ fit }) => [JSON.stringify(fit), fit])).values()];
    save.mutate({ item: name, ...(unit.trim() === "" ? {} : { unit }), fits }, { onSuccess: onClose });
  };
  const add = () => {
    const n = Math.max(-1, ...lines.map((line) => line.n)) + 1;
    setLines([...lines, { n, fit: { profileId: null, consumable: "toner", part: null } }]);
  };
  return (
    <StockDialog
      testId="item-form"
      title={item === undefined ? t(`${c}.add`) : t(`${c}.changeTitle`, { item: item.item })}
      error={save.error}
      saving={save.isPending}
      onSave={submit}
      onClose={onClose}
    >
      {item?.source === "product" ? <p className="muted">{t(`${c}.fromProduct`)}</p> : null}
      {item === undefined ? (
        <Field id={`${formId}-name`} label={t("supplies.item")} required error={tried ? wrong : undefined}>
          <Input
            id={`${formId}-name`}
            value={name}
            maxLength={80}
            status={tried && wrong !== undefined ? "error" : ""}
            onChange={(event) => setName(event.target.value)}
          />
        </Field>
      ) : null}
      <Field id={`${formId}-unit`} label={t(`${c}.unit`)}>
        <Input id={`${formId}-unit`} value={unit} maxLength={10} onChange={(event) => setUnit(event.target.value)} />
      </Field>
      <p className="field-label">{t(`${c}.fits`)}</p>
      {lines.map(({ n, fit }, at) => (
        <FitFields
          key={n}
          at={at + 1}
          fit={fit}
          items={items}
          onChange={(changed) => setLines(lines.map((line) => (line.n === n ? { n, fit: changed } : line)))}
          onRemove={() => setLines(lines.filter((line) => line.n !== n))}
        />
      ))}
      {lines.length === 0 ? <p className="field-hint">{t(`${c}.noFitsHint`)}</p> : null}
      <Button size="small" data-testid="fit-add" disabled={lines.length >= mostFits} onClick={add}>
        {t(`${c}.addFit`)}
      </Button>
    </StockDialog>
  );
}
