// Who is signed in, and what one sets for oneself: theme, language, the own account, the way out.
import { LogoutOutlined, UserOutlined } from "@ant-design/icons";
import { useQueryClient } from "@tanstack/react-query";
import { Link } from "@tanstack/react-router";
import { App, Button } from "antd";
import { useEffect, useId, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { LanguageSwitch } from "../../shared/i18n/LanguageSwitch.tsx";
import { useMe } from "../../shared/session/MeProvider.tsx";
import { can } from "../../shared/session/reach.ts";
import { leaveSession } from "../../shared/session/session.ts";
import { ThemeSwitch } from "../../shared/theme/ThemeSwitch.tsx";
import { useErrorText } from "../../shared/ui/use-error-text.ts";
import { Verbatim } from "../../shared/ui/Verbatim.tsx";

export function UserMenu({ phone }: { phone: boolean }) {
  const { t } = useTranslation();
  const me = useMe();
  const id = useId();
  const client = useQueryClient();
  const errorText = useErrorText();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [leaving, setLeaving] = useState(false);
  const box = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  const roles = [...new Set(me.grants.map((grant) => grant.role))].map((role) => t(`words.role.${role}`));

  useEffect(() => {
    if (!open) return;
    // Whoever presses or tabs somewhere else is done with it.
    const onElsewhere = (event: Event) => {
      if (event.target instanceof Node && box.current?.contains(event.target) === false) setOpen(false);
    };
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== "Escape") return;
      setOpen(false);
      button.current?.focus();
    };
    document.addEventListener("pointerdown", onElsewhere);
    document.addEventListener("focusin", onElsewhere);
    document.addEventListener("keydown", onKey);
    return () => {
      document.removeEventListener("pointerdown", onElsewhere);
      document.removeEventListener("focusin", onElsewhere);
      document.removeEventListener("keydown", onKey);
    };
  }, [open]);

  const signOut = async () => {
    setLeaving(true);
    try {
      await leaveSession(client);
      // A new page: nothing of what this person saw stays in memory.
      window.location.assign("/sign-in");
    } catch (error) {
      setLeaving(false);
      if (error instanceof Error) void message.error(errorText(error));
    }
  };

  return (
    <div className="user-menu" ref={box}>
      <Button
        ref={button}
        type="text"
        icon={<UserOutlined aria-hidden="true" />}
        aria-expanded={open}
        aria-controls={id}
        {...(phone ? { "aria-label": t("common.user.panel") } : {})}
        data-testid="user-menu"
        onClick={() => setOpen(!open)}
      >
        {phone ? null : <Verbatim className="user-name">{me.name}</Verbatim>}
      </Button>
      {open ? (
        <section id={id} className="user-panel" aria-label={t("common.user.panel")}>
          <p>
            <Verbatim className="user-panel-name">{me.name}</Verbatim>
            <span className="muted">{roles.join(t("common.comma"))}</span>
          </p>
          {me.kind === "person" ? (
            <Link to="/account" className="user-panel-link" onClick={() => setOpen(false)}>
              {t("common.user.account")}
            </Link>
          ) : null}
          {can(me, "field.use") ? (
            // an entry of its own, with its own worker: not a page of the router
            <a href="/field" className="user-panel-link">
              {t("common.user.field")}
            </a>
          ) : null}
          <div className="user-panel-set">
            <ThemeSwitch />
            <span className="field-label">{t("common.language")}</span>
            <LanguageSwitch />
          </div>
          <Button
            icon={<LogoutOutlined aria-hidden="true" />}
            block
            loading={leaving}
            data-testid="sign-out"
            onClick={() => void signOut()}
          >
            {t("common.user.signOut")}
          </Button>
        </section>
      ) : null}
    </div>
  );
}
