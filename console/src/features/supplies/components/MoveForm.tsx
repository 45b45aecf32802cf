import type { StockView } from "@kiosk/contract";
import { InputNumber, Select } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Field } from "../../../shared/ui/Field.tsx";
import { useMove } from "../queries.ts";
import { usePlaceName } from "../use-place-name.ts";
import { StockDialog } from "./StockDialog.tsx";

type Place = StockView["places"][number];

interface MoveFormProps {
  contract: string;
  place: Place;
  line: Place["balances"][number];
  places: readonly Place[];
  onClose: () => void;
}

export function MoveForm({ contract, place, line, places, onClose }: MoveFormProps) {
  const { t } = useTranslation();
  const formId = useId();
  const placeName = usePlaceName();
  const save = useMove(contract);
  const [id] = useState(() => crypto.randomUUID());
  const others = places.filter((one) => one.id !== place.id && one.endedAt === null);
  const [to, setTo] = useState(others[0]?.id);
  const [serials, setSerials] = useState<string[]>([]);
  const [quantity, setQuantity] = useState(1);
  const counted = serials.length > 0 ? serials.length : quantity;
  const submit = () => {
    if (to === undefined) return;
    save.mutate({ id, item: line.item, serials, quantity: counted, from: place.id, to }, { onSuccess: onClose });
  };
  const c = "supplies.stock" as const;
  return (
    <StockDialog
      testId="move-form"
      title={t(`${c}.moveTitle`, { item: line.item, from: placeName(place) })}
      error={save.error}
      saving={save.isPending}
      onSave={submit}
      onClose={onClose}
    >
      <Field id={`${formId}-to`} label={t(`${c}.to`)} required error={to === undefined ? t(`${c}.noOther`) : undefined}>
        <Select
          id={`${formId}-to`}
          value={to}
          options={others.map((one) => ({ value: one.id, label: placeName(one) }))}
          onChange={setTo}
        />
      </Field>
      {line.serials.length === 0 ? null : (
        <Field id={`${formId}-serials`} label={t(`${c}.serials`)} hint={t(`${c}.serialsHint`)}>
          <Select
            id={`${formId}-serials`}
            mode="multiple"
            value={serials}
            options={line.serials.map((serial) => ({ value: serial, label: serial }))}
            onChange={setSerials}
          />
        </Field>
      )}
      <Field id={`${formId}-quantity`} label={t(`${c}.quantity`)} required>
        <InputNumber
          id={`${formId}-quantity`}
          min={1}
          max={line.quantity}
          value={counted}
          disabled={serials.length > 0}
          onChange={(value) => setQuantity(value ?? 1)}
        />
      </Field>
    </StockDialog>
  );
}
