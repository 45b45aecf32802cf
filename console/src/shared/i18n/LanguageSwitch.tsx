import { Segmented } from "antd";
import { useTranslation } from "react-i18next";
import { changeLanguage, type Language } from "./setup.ts";
import { useLang } from "./use-lang.ts";

// Each language is named in itself, so that whoever cannot read the other finds it.
const options = [
  { value: "zh-CN", label: <span lang="zh-CN">中文</span> },
  { value: "en", label: <span lang="en">English</span> },
] satisfies { value: Language; label: React.ReactNode }[];

export function LanguageSwitch() {
  const { t, i18n } = useTranslation();
  const lang = useLang();
  return (
    <Segmented<Language>
      size="small"
      aria-label={t("common.language")}
      data-testid="language-switch"
      options={options}
      value={lang === "zh" ? "zh-CN" : "en"}
      onChange={(language) => {
        // The chunk with the other language comes from the same server as this page; if it cannot come, nothing changes.
        changeLanguage(i18n, language).catch(() => undefined);
      }}
    />
  );
}
