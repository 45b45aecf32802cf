// One device an item is put in: its model, what it takes, and where.
import { ItemFit, type StockItem } from "@kiosk/contract";
import { Button, Select } from "antd";
import { useTranslation } from "react-i18next";
import { usePartName } from "../use-fit-words.ts";

interface FitFieldsProps {
  /** counts from one */
  at: number;
  fit: ItemFit;
  items: readonly StockItem[];
  onChange: (fit: ItemFit) => void;
  onRemove: () => void;
}

/** A choice of a list takes no null: this stands for any. */
const any = "*";
const kinds = ItemFit.shape.consumable.options;

export function FitFields({ at, fit, items, onChange, onRemove }: FitFieldsProps) {
  const { t } = useTranslation();
  const partName = usePartName();
  const known = [fit, ...items.flatMap((item) => item.fits)];
  const models = [...new Set(known.flatMap(({ profileId }) => profileId ?? []))].sort();
  const alike = known.filter(({ consumable }) => consumable === fit.consumable);
  const parts = [...new Set(alike.flatMap(({ part }) => part ?? []))].sort();
  const c = "supplies.items" as const;
  return (
    <fieldset className="supply-fit" aria-label={t(`${c}.fitNumber`, { n: at })}>
      <Select<string>
        aria-label={t(`${c}.model`)}
        showSearch={{ optionFilterProp: "label" }}
        value={fit.profileId ?? any}
        options={[{ value: any, label: t(`${c}.everyModel`) }, ...models.map((value) => ({ value, label: value }))]}
        onChange={(value) => onChange({ ...fit, profileId: value === any ? null : value })}
      />
      <Select<ItemFit["consumable"]>
        aria-label={t("supplies.supply")}
        value={fit.consumable}
        options={kinds.map((value) => ({ value, label: t(`words.consumable.${value}`) }))}
        onChange={(consumable) => onChange({ ...fit, consumable, part: null })}
      />
      <Select<string>
        aria-label={t(`${c}.part`)}
        value={fit.part ?? any}
        options={[{ value: any, label: partName(null) }, ...parts.map((value) => ({ value, label: partName(value) }))]}
        onChange={(value) => onChange({ ...fit, part: value === any ? null : value })}
      />
      <Button size="small" aria-label={t(`${c}.removeFit`, { n: at })} onClick={onRemove}>
        {t(`${c}.remove`)}
      </Button>
    </fieldset>
  );
}
