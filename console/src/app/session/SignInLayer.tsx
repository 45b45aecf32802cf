// The sign-in over a page whose session has ended. It hides the page and keeps it mounted.
import "../../features/account/account.css";
import type { Me } from "@kiosk/contract";
import { Alert, Modal } from "antd";
import { useTranslation } from "react-i18next";
import { SignInSteps } from "../../features/account/components/SignInSteps.tsx";
import { stepTitle } from "../../features/account/step-title.ts";

export type SessionEnd = "idle" | "elsewhere" | "expired";

interface SignInLayerProps {
  me: Me | null;
  seated: Me;
  end: SessionEnd;
  onOpen: () => void;
  onHold: (hold: boolean) => void;
}

export function SignInLayer({ me, seated, end, onOpen, onHold }: SignInLayerProps) {
  const { t } = useTranslation();
  const link = seated.kind !== "person";
  return (
    <Modal
      open
      centered
      width={400}
      zIndex={5000}
      closable={false}
      mask={{ closable: false }}
      keyboard={false}
      footer={null}
      classNames={{ mask: "cover" }}
      title={link ? t("account.title.linkEnded") : t(stepTitle(me))}
    >
      <div data-testid="sign-in-layer" data-end={end}>
        {link ? (
          <Alert type="warning" showIcon title={t("account.ended.link")} />
        ) : (
          <>
            {me === null ? (
              <Alert className="form-alert" type="warning" showIcon title={t(`account.ended.${end}`)} />
            ) : null}
            {/* an open session under an end is one that this person has not opened again */}
            <SignInSteps
              me={me?.stage === "open" ? null : me}
              login={seated.login ?? ""}
              onOpen={onOpen}
              onHold={onHold}
            />
          </>
        )}
      </div>
    </Modal>
  );
}
