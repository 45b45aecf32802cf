import { Segmented } from "antd";
import { useId } from "react";
import { useTranslation } from "react-i18next";
import { useTheme } from "./ThemeProvider.tsx";
import { brightnesses, contrasts, type ThemeChoice } from "./theme-choice.ts";

/** Brightness and contrast, each with "as the system" for its first choice. */
export function ThemeSwitch() {
  const { t } = useTranslation();
  const { choice, choose } = useTheme();
  const id = useId();
  return (
    <>
      <span id={`${id}-brightness`} className="field-label">
        {t("common.theme.brightness")}
      </span>
      <Segmented<ThemeChoice["brightness"]>
        size="small"
        aria-labelledby={`${id}-brightness`}
        data-testid="brightness"
        options={brightnesses.map((value) => ({ value, label: t(`common.theme.${value}`) }))}
        value={choice.brightness}
        onChange={(brightness) => choose({ ...choice, brightness })}
      />
      <span id={`${id}-contrast`} className="field-label">
        {t("common.theme.contrast")}
      </span>
      <Segmented<ThemeChoice["contrast"]>
        size="small"
        aria-labelledby={`${id}-contrast`}
        data-testid="contrast"
        options={contrasts.map((value) => ({ value, label: t(`common.theme.${value}`) }))}
        value={choice.contrast}
        onChange={(contrast) => choose({ ...choice, contrast })}
      />
    </>
  );
}
