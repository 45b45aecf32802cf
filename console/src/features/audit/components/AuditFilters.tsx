import { Button, Input, Segmented, Select } from "antd";
import { useId, useState } from "react";
import { useTranslation } from "react-i18next";
import { parseDate } from "../../../shared/format/time.ts";
import { auditActions } from "../action-word.ts";
import type { AuditSearch } from "../search.ts";

interface AuditFiltersProps {
  search: AuditSearch;
  set: (change: Partial<AuditSearch>) => void;
}

/** Typed and sent with Enter or on leaving: each reading of the log is a line of it, so not with every letter. */
function TypedFilter(props: {
  label: string;
  value: string | undefined;
  placeholder?: string;
  testid: string;
  wide?: boolean;
  /** undefined: not to be taken */
  read: (text: string) => string | undefined;
  wrong: string;
  onChange: (value: string | undefined) => void;
}) {
  const { label, value, placeholder, testid, wide = false, read, wrong, onChange } = props;
  const id = useId();
  const [text, setText] = useState(value ?? "");
  const [shown, setShown] = useState(value);
  // follows the address when that changes by other means
  if (shown !== value) {
    setShown(value);
    setText(value ?? "");
  }
  const bad = text.trim() !== "" && read(text) === undefined;
  const send = () => {
    if (bad) return;
    const wanted = text.trim() === "" ? undefined : read(text);
    if (wanted !== value) onChange(wanted);
  };
  return (
    <span className={wide ? "typed-filter wide" : "typed-filter"}>
      <label htmlFor={id}>{label}</label>
      <Input
        id={id}
        allowClear
        value={text}
        maxLength={200}
        placeholder={placeholder ?? ""}
        status={bad ? "error" : ""}
        aria-invalid={bad}
        title={bad ? wrong : undefined}
        data-testid={testid}
        onChange={(event) => {
          setText(event.target.value);
          if (event.target.value === "" && value !== undefined) onChange(undefined);
        }}
        onPressEnter={send}
        onBlur={send}
      />
    </span>
  );
}

export function AuditFilters({ search, set }: AuditFiltersProps) {
  const { t } = useTranslation();
  const day = (text: string) => {
    const plain = text.normalize("NFKC").trim();
    return parseDate(plain) === undefined ? undefined : plain.replace(/-(\d)(?=-|$)/g, "-0$1");
  };
  const any = (text: string) => text.trim();
  const active = [search.by, search.action, search.target, search.result, search.from, search.to].some(
    (value) => value !== undefined,
  );
  return (
    <div className="audit-filters" data-testid="audit-filters">
      <Select
        showSearch={{ optionFilterProp: "label" }}
        aria-label={t("audit.what")}
        data-testid="audit-action"
        className="audit-action"
        value={search.action ?? ""}
        options={[
          { value: "", label: t("audit.allActions") },
          ...auditActions.map((action) => ({ value: action, label: t(`audit.action.${action}`) })),
        ]}
        onChange={(action: string) => set({ action: action === "" ? undefined : action })}
      />
      <Segmented
        aria-label={t("audit.result")}
        data-testid="audit-result"
        value={search.result ?? "all"}
        options={[
          { value: "all", label: t("audit.allResults") },
          { value: "ok", label: t("audit.ok") },
          { value: "refused", label: t("audit.refused") },
        ]}
        onChange={(result) => set({ result: result === "ok" || result === "refused" ? result : undefined })}
      />
      <TypedFilter
        label={t("audit.fromDay")}
        value={search.from}
        placeholder="2026-11-22"
        testid="audit-from"
        read={day}
        wrong={t("audit.dayWrong")}
        onChange={(from) => set({ from })}
      />
      <TypedFilter
        label={t("audit.toDay")}
        value={search.to}
        placeholder="2026-11-22"
        testid="audit-to"
        read={day}
        wrong={t("audit.dayWrong")}
        onChange={(to) => set({ to })}
      />
      <TypedFilter
        label={t("audit.by")}
        value={search.by}
        placeholder={t("audit.byHint")}
        testid="audit-by"
        wide
        read={any}
        wrong=""
        onChange={(by) => set({ by })}
      />
      <TypedFilter
        label={t("audit.target")}
        value={search.target}
        placeholder={t("audit.targetHint")}
        testid="audit-target"
        wide
        read={any}
        wrong=""
        onChange={(target) => set({ target })}
      />
      {active ? (
        <Button
          size="small"
          type="link"
          data-testid="clear-audit-filter"
          onClick={() =>
            set({
              by: undefined,
              action: undefined,
              target: undefined,
              result: undefined,
              from: undefined,
              to: undefined,
            })
          }
        >
          {t("audit.clear")}
        </Button>
      ) : null}
    </div>
  );
}
