import { CopyOutlined } from "@ant-design/icons";
import { App, Button } from "antd";
import { useTranslation } from "react-i18next";

/** The older way, for plain http on an intranet where browsers give no clipboard. */
function copyBySelection(text: string): boolean {
  const area = document.createElement("textarea");
  area.value = text;
  area.className = "visually-hidden";
  // An open drawer or dialog takes the focus back from anything outside of it.
  (document.activeElement?.closest(".ant-drawer, .ant-modal") ?? document.body).append(area);
  area.select();
  const copied = document.execCommand("copy");
  area.remove();
  return copied;
}

async function copy(text: string): Promise<boolean> {
  if (!window.isSecureContext) return copyBySelection(text);
  return navigator.clipboard.writeText(text).then(
    () => true,
    () => copyBySelection(text),
  );
}

interface CopyButtonProps {
  text: string;
  /** what is copied, for assistive technology; without it the button says it by itself */
  name?: string;
}

export function CopyButton({ text, name }: CopyButtonProps) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const run = async () => {
    const copied = await copy(text);
    void (copied ? message.success(t("common.form.copied")) : message.warning(t("common.form.notCopied")));
  };
  return (
    <Button
      size="small"
      type={name === undefined ? "default" : "text"}
      icon={<CopyOutlined aria-hidden="true" />}
      {...(name === undefined ? {} : { "aria-label": name })}
      onClick={() => void run()}
    >
      {name === undefined ? t("common.form.copy") : null}
    </Button>
  );
}
