// How many pieces of an item a place keeps at least; 0 takes the minimum away.
import type { StockItem, StockView } from "@kiosk/contract";
import { InputNumber, Select } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Field } from "../../../shared/ui/Field.tsx";
import { useMinimum } from "../queries.ts";
import { usePlaceName } from "../use-place-name.ts";
import { StockDialog } from "./StockDialog.tsx";

type Place = StockView["places"][number];

interface MinimumFormProps {
  contract: string;
  place: Place;
  items: readonly StockItem[];
  /** undefined: to be chosen */
  item: string | undefined;
  onClose: () => void;
}

export function MinimumForm({ contract, place, items, item: opened, onClose }: MinimumFormProps) {
  const { t } = useTranslation();
  const formId = useId();
  const placeName = usePlaceName();
  const save = useMinimum(contract);
  const known = (name: string | undefined) => place.balances.find((line) => line.item === name)?.minimum ?? 0;
  const [item, setItem] = useState(opened);
  const [minimum, setMinimum] = useState<number | null>(known(opened));
  const [tried, setTried] = useState(false);
  const names = [...new Set([...place.balances.map((line) => line.item), ...items.map((one) => one.item)])];
  const choose = (name: string) => {
    setItem(name);
    setMinimum(known(name));
  };
  const submit = () => {
    setTried(true);
    if (item === undefined || minimum === null) return;
    save.mutate({ place: place.id, item, minimum }, { onSuccess: onClose });
  };
  const missing = (value: unknown) =>
    tried && (value ?? undefined) === undefined ? t("common.form.required") : undefined;
  const c = "supplies.minimum" as const;
  return (
    <StockDialog
      testId="minimum-form"
      title={t(`${c}.title`, { place: placeName(place) })}
      error={save.error}
      saving={save.isPending}
      onSave={submit}
      onClose={onClose}
    >
      <Field id={`${formId}-item`} label={t("supplies.item")} required error={missing(item)}>
        <Select<string>
          id={`${formId}-item`}
          showSearch={{ optionFilterProp: "label" }}
          disabled={opened !== undefined}
          {...(item === undefined ? {} : { value: item })}
          options={names.map((value) => ({ value, label: value }))}
          onChange={choose}
        />
      </Field>
      <Field id={`${formId}-minimum`} label={t(`${c}.label`)} required hint={t(`${c}.hint`)} error={missing(minimum)}>
        <InputNumber
          id={`${formId}-minimum`}
          aria-describedby={`${formId}-minimum-note`}
          min={0}
          max={10_000}
          precision={0}
          value={minimum}
          onChange={setMinimum}
        />
      </Field>
    </StockDialog>
  );
}
