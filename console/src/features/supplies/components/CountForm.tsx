import type { StockView } from "@kiosk/contract";
import { Input, InputNumber, Select } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Field } from "../../../shared/ui/Field.tsx";
import { useCount } from "../queries.ts";
import { usePlaceName } from "../use-place-name.ts";
import { StockDialog } from "./StockDialog.tsx";

type Place = StockView["places"][number];

interface CountFormProps {
  contract: string;
  place: Place;
  line: Place["balances"][number];
  onClose: () => void;
}

export function CountForm({ contract, place, line, onClose }: CountFormProps) {
  const { t } = useTranslation();
  const formId = useId();
  const placeName = usePlaceName();
  const save = useCount(contract);
  const [id] = useState(() => crypto.randomUUID());
  const [quantity, setQuantity] = useState(line.quantity);
  const [serials, setSerials] = useState<string[]>([...line.serials]);
  const [reason, setReason] = useState("");
  const [tried, setTried] = useState(false);
  const submit = () => {
    setTried(true);
    if (reason.trim() === "") return;
    const counted = { place: place.id, item: line.item, quantity, serials, seenQuantity: line.quantity };
    save.mutate({ id, ...counted, reason }, { onSuccess: onClose });
  };
  const c = "supplies.stock" as const;
  const difference = quantity - line.quantity;
  return (
    <StockDialog
      testId="count-form"
      title={t(`${c}.countTitle`, { item: line.item, place: placeName(place) })}
      error={save.error}
      saving={save.isPending}
      onSave={submit}
      onClose={onClose}
    >
      <Field
        id={`${formId}-quantity`}
        label={t(`${c}.counted`)}
        required
        hint={t(`${c}.books`, { books: line.quantity, difference: difference > 0 ? `+${difference}` : difference })}
      >
        <InputNumber
          id={`${formId}-quantity`}
          min={0}
          max={10_000}
          value={quantity}
          onChange={(value) => setQuantity(value ?? 0)}
        />
      </Field>
      <Field id={`${formId}-serials`} label={t(`${c}.serials`)} hint={t(`${c}.countSerials`)}>
        <Select
          id={`${formId}-serials`}
          mode="tags"
          open={false}
          suffixIcon={null}
          tokenSeparators={[",", "，", "、", " ", "\n"]}
          value={serials}
          onChange={setSerials}
        />
      </Field>
      <Field
        id={`${formId}-reason`}
        label={t(`${c}.reason`)}
        required
        error={tried && reason.trim() === "" ? t("orders.action.fault.required") : undefined}
      >
        <Input
          id={`${formId}-reason`}
          value={reason}
          maxLength={500}
          onChange={(event) => setReason(event.target.value)}
        />
      </Field>
    </StockDialog>
  );
}
