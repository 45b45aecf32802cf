import { ArrowDownOutlined, ArrowUpOutlined } from "@ant-design/icons";
import type { ReportTemplates, TemplateSection } from "@kiosk/contract";
import { Button, Checkbox, Input, Select } from "antd";
import { useId, useRef } from "react";
import { useTranslation } from "react-i18next";
import { pick } from "../../../shared/format/lang.ts";
import { useLang } from "../../../shared/i18n/use-lang.ts";
import { Field } from "../../../shared/ui/Field.tsx";

interface SectionEditorProps {
  section: TemplateSection;
  place: number;
  last: boolean;
  /** people write in this section of a report */
  writes: boolean;
  placeholders: ReportTemplates["placeholders"];
  faultOf: (field: "zh" | "en" | "fixed") => string | undefined;
  onChange: (part: Partial<TemplateSection>) => void;
  onMove: (by: -1 | 1) => void;
}

export function SectionEditor(props: SectionEditorProps) {
  const { section, place, last, writes, placeholders, faultOf, onChange, onMove } = props;
  const { t } = useTranslation();
  const lang = useLang();
  const id = useId();
  const box = useRef<HTMLLIElement>(null);
  const name = pick(lang, section);
  const insert = (placeholder: string) => {
    const field = box.current?.querySelector("textarea");
    const at = field?.selectionStart ?? section.fixed.length;
    onChange({ fixed: `${section.fixed.slice(0, at)}{{${placeholder}}}${section.fixed.slice(at)}` });
    field?.focus();
  };
  const text = (field: "zh" | "en") => (
    <Field id={`${id}-${field}`} label={t(`reports.template.${field}`)} error={faultOf(field)}>
      <Input
        id={`${id}-${field}`}
        value={section[field]}
        maxLength={90}
        lang={field === "zh" ? "zh-CN" : "en"}
        aria-describedby={`${id}-${field}-note`}
        onChange={(event) => onChange({ [field]: event.target.value })}
      />
    </Field>
  );
  return (
    <li ref={box} className="template-section" data-testid={`template-section-${section.id}`}>
      <details>
        <summary>
          {t("reports.template.section", { n: place + 1, name })}{" "}
          {section.on ? null : <span className="chip chip-dashed">–</span>}
          {writes ? <span className="chip">{t("reports.template.writes")}</span> : null}
        </summary>
        <div className="form-pair">
          {text("zh")}
          {text("en")}
        </div>
        <Field
          id={`${id}-fixed`}
          label={t("reports.template.fixed")}
          hint={t("reports.template.fixedHint")}
          error={faultOf("fixed")}
        >
          <Input.TextArea
            id={`${id}-fixed`}
            rows={3}
            value={section.fixed}
            maxLength={4000}
            lang="zh-CN"
            aria-describedby={`${id}-fixed-note`}
            onChange={(event) => onChange({ fixed: event.target.value })}
          />
        </Field>
        <Select<string>
          className="template-insert"
          aria-label={t("reports.template.insertTo", { name })}
          placeholder={t("reports.template.insert")}
          value={null}
          onChange={insert}
          options={placeholders.map((one) => ({ value: one.id, label: `{{${one.id}}} ${pick(lang, one)}` }))}
        />
      </details>
      <span className="template-section-acts">
        <Checkbox
          checked={section.on}
          aria-label={`${t("reports.template.on")} ${name}`}
          onChange={(event) => onChange({ on: event.target.checked })}
        >
          {t("reports.template.on")}
        </Checkbox>
        <Button
          size="small"
          icon={<ArrowUpOutlined aria-hidden="true" />}
          disabled={place === 0}
          aria-label={t("reports.template.up", { name })}
          onClick={() => onMove(-1)}
        />
        <Button
          size="small"
          icon={<ArrowDownOutlined aria-hidden="true" />}
          disabled={last}
          aria-label={t("reports.template.down", { name })}
          onClick={() => onMove(1)}
        />
      </span>
    </li>
  );
}
