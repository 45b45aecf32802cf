import { type ChecklistItem, type Measure, photoRules } from "@kiosk/contract";
import { Button, Checkbox, Input, Select } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { Field } from "../../../shared/ui/Field.tsx";
import { limitOf } from "../checklist-draft.ts";

const l = "inspectionSettings.lists" as const;
const orderClasses = ["software", "hardware_repair", "part_replacement", "consumable"] as const;
const texts = [
  { key: "zh", maxLength: 80, required: true },
  { key: "en", maxLength: 120, required: true },
  { key: "howZh", maxLength: 300, required: false },
  { key: "howEn", maxLength: 400, required: false },
] as const;

interface ItemFieldsProps {
  item: ChecklistItem;
  onChange: (item: ChecklistItem) => void;
  onDone: () => void;
}

export function ItemFields({ item, onChange, onDone }: ItemFieldsProps) {
  const { t } = useTranslation();
  const id = useId();
  const e = `${l}.editor` as const;
  return (
    <div className="check-form" data-testid="item-fields">
      <div className="form-pair">
        {texts.map(({ key, maxLength, required }) => (
          <Field key={key} id={`${id}-${key}`} label={t(`${e}.${key}`)} required={required}>
            <Input
              id={`${id}-${key}`}
              {...(key.endsWith("n") ? {} : { lang: "zh-CN" })}
              maxLength={maxLength}
              value={item[key]}
              onChange={(event) => onChange({ ...item, [key]: event.target.value })}
            />
          </Field>
        ))}
        <Field id={`${id}-photo`} label={t(`${e}.photo`)}>
          <Select<ChecklistItem["photo"]>
            id={`${id}-photo`}
            value={item.photo}
            options={photoRules.map((value) => ({ value, label: t(`${l}.photos.${value}`) }))}
            onChange={(photo) => onChange({ ...item, photo })}
          />
        </Field>
        <Field id={`${id}-order`} label={t(`${e}.failOpens`)}>
          <Select<ChecklistItem["failOpens"]>
            id={`${id}-order`}
            value={item.failOpens}
            options={orderClasses.map((value) => ({ value, label: t(`words.orderClass.${value}`) }))}
            onChange={(failOpens) => onChange({ ...item, failOpens })}
          />
        </Field>
      </div>
      <MeasureFields measure={item.measure} onChange={(measure) => onChange({ ...item, measure })} />
      <div className="form-actions">
        <Button onClick={onDone}>{t(`${e}.done`)}</Button>
      </div>
    </div>
  );
}

function MeasureFields({
  measure,
  onChange,
}: {
  measure: Measure | null;
  onChange: (measure: Measure | null) => void;
}) {
  const { t } = useTranslation();
  const id = useId();
  const e = `${l}.editor` as const;
  const [typed, setTyped] = useState({ min: String(measure?.min ?? ""), max: String(measure?.max ?? "") });
  const crossed = measure?.min != null && measure.max != null && measure.min > measure.max;
  const wrong = (key: "min" | "max") =>
    Number.isNaN(measure?.[key]) ? t(`${e}.wrongNumber`) : crossed ? t(`${e}.crossed`) : undefined;
  return (
    <>
      <Checkbox
        className="settings-default"
        checked={measure !== null}
        onChange={(event) => {
          onChange(event.target.checked ? { zh: "", en: "", unit: "", min: null, max: null } : null);
          setTyped({ min: "", max: "" });
        }}
      >
        {t(`${e}.measured`)}
      </Checkbox>
      {measure === null ? null : (
        <div className="measure-fields">
          <Field id={`${id}-mzh`} label={t(`${e}.measureZh`)} required>
            <Input
              id={`${id}-mzh`}
              lang="zh-CN"
              maxLength={40}
              value={measure.zh}
              onChange={(event) => onChange({ ...measure, zh: event.target.value })}
            />
          </Field>
          <Field id={`${id}-men`} label={t(`${e}.measureEn`)} required>
            <Input
              id={`${id}-men`}
              maxLength={60}
              value={measure.en}
              onChange={(event) => onChange({ ...measure, en: event.target.value })}
            />
          </Field>
          <Field id={`${id}-unit`} label={t(`${e}.unit`)}>
            <Input
              id={`${id}-unit`}
              lang="zh-CN"
              maxLength={12}
              value={measure.unit}
              onChange={(event) => onChange({ ...measure, unit: event.target.value })}
            />
          </Field>
          {(["min", "max"] as const).map((key) => (
            <Field key={key} id={`${id}-${key}`} label={t(`${e}.${key}`)} hint={t(`${e}.limitHint`)} error={wrong(key)}>
              <Input
                id={`${id}-${key}`}
                inputMode="decimal"
                maxLength={12}
                aria-describedby={`${id}-${key}-note`}
                status={wrong(key) === undefined ? "" : "error"}
                value={typed[key]}
                onChange={(event) => {
                  setTyped({ ...typed, [key]: event.target.value });
                  onChange({ ...measure, [key]: limitOf(event.target.value) });
                }}
              />
            </Field>
          ))}
        </div>
      )}
    </>
  );
}
