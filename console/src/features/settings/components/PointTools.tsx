import { SearchOutlined } from "@ant-design/icons";
import { Checkbox, Input } from "antd";
import type { ReactNode } from "react";
import { useTranslation } from "react-i18next";

interface PointToolsProps {
  q: string | undefined;
  onQ: (q: string | undefined) => void;
  /** only those that still miss something */
  open: boolean;
  openLabel: string;
  onOpen: (open: boolean) => void;
  /** what stands at the end of the line */
  children?: ReactNode;
}

/** Narrows a list of points by what people call them, and to those that are not done yet. */
export function PointTools({ q, onQ, open, openLabel, onOpen, children }: PointToolsProps) {
  const { t } = useTranslation();
  return (
    <div className="settings-tools">
      <Input
        allowClear
        prefix={<SearchOutlined aria-hidden="true" />}
        aria-label={t("settings.hours.point")}
        placeholder={t("settings.hours.point")}
        style={{ maxWidth: 240 }}
        value={q ?? ""}
        onChange={(event) => onQ(event.target.value === "" ? undefined : event.target.value)}
      />
      <Checkbox checked={open} onChange={(event) => onOpen(event.target.checked)}>
        {openLabel}
      </Checkbox>
      {children}
    </div>
  );
}
