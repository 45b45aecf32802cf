import { SearchOutlined } from "@ant-design/icons";
import { Input } from "antd";
import { useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";

const settleMs = 250;

/** Types freely, asks when the fingers rest; follows the address bar when that changes by other means. */
export function SearchBox({ value, busy, onChange }: { value: string; busy: boolean; onChange: (q: string) => void }) {
  const { t } = useTranslation();
  const [text, setText] = useState(value);
  const sent = useRef(value);
  const report = useRef(onChange);
  useEffect(() => {
    report.current = onChange;
  });
  useEffect(() => {
    if (value === sent.current) return;
    sent.current = value;
    setText(value);
  }, [value]);
  useEffect(() => {
    const wanted = text.trim();
    if (wanted === sent.current) return;
    const timer = setTimeout(() => {
      sent.current = wanted;
      report.current(wanted);
    }, settleMs);
    return () => clearTimeout(timer);
  }, [text]);
  return (
    <Input
      allowClear
      type="search"
      prefix={<SearchOutlined spin={busy} aria-hidden="true" />}
      value={text}
      maxLength={100}
      placeholder={t("terminals.search")}
      aria-label={t("terminals.searchLabel")}
      data-testid="terminal-search"
      onChange={(event) => setText(event.target.value)}
    />
  );
}
